from django.db import migrations
from django.utils import timezone


def note_coaches(apps, schema_editor):
    """Whoever coaches a group already is marked, and has their first weekly mail now."""
    coaches = apps.get_model("groups", "Membership").objects.filter(role="coach").values("person")
    people = apps.get_model("accounts", "User").objects.filter(pk__in=coaches)
    people.update(is_coach=True, next_digest_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0005_week_figure'),
        ('accounts', '0007_coaching'),
    ]

    operations = [
        migrations.RunPython(note_coaches, migrations.RunPython.noop),
    ]
