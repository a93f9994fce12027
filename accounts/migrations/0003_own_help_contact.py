from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_training_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="help_contact",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
