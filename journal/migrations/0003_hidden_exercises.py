from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_logger_and_safety"),
    ]

    operations = [
        migrations.AddField(
            model_name="ownexercise",
            name="is_hidden",
            field=models.BooleanField(default=False),
        ),
    ]
