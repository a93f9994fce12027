from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_own_help_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="next_support_check_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("next_support_check_at__isnull", False)),
                fields=["next_support_check_at"],
                name="user_support_check_due",
            ),
        ),
    ]
