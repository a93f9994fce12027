from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_messages")]

    operations = [
        migrations.AddField(
            "user",
            "motion",
            models.CharField(
                choices=[("auto", "Like the device"), ("less", "Less motion")],
                default="auto",
                max_length=4,
                verbose_name="motion",
            ),
        ),
        migrations.AddField(
            "user",
            "hides_numbers",
            models.BooleanField(default=False, verbose_name="words in the place of mood numbers"),
        ),
    ]
