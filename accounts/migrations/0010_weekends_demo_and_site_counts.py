from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_motion_and_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="remindersetting",
            name="weekend_at",
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="is_demo",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="SiteCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[("sheet-left", "Sheet Left"), ("reminder-stopped", "Reminder Stopped")], max_length=20
                    ),
                ),
                ("week", models.DateField()),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "week"), name="site_count_once")],
            },
        ),
    ]
