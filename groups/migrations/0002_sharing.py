
import core.uuid7
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


KEPT = "person_id, place, streams, looked_at, minute"
REFUSAL = "the access log is append-only"


def refuse_changes(apps, schema_editor):
    """A trigger lets nobody change an entry of the log; its coach's name may go with the coach's account."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER access_log_append_only BEFORE UPDATE OF {KEPT} ON groups_accesslogentry "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER access_log_append_only BEFORE UPDATE OF {KEPT} ON groups_accesslogentry "
            "FOR EACH ROW EXECUTE FUNCTION access_log_refuse()"
        )


def allow_changes(apps, schema_editor):
    """The reverse."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER access_log_append_only")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER access_log_append_only ON groups_accesslogentry")
        schema_editor.execute("DROP FUNCTION access_log_refuse()")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_coaching'),
        ('groups', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessLogEntry',
            fields=[
                ('id', models.UUIDField(default=core.uuid7.uuid7, editable=False, primary_key=True, serialize=False)),
                ('coach', models.UUIDField(null=True)),
                ('coach_name', models.CharField(blank=True, max_length=254)),
                ('place', models.CharField(choices=[('review', 'in the list of people'), ('person', 'on your page'), ('api', 'through a program')], max_length=6)),
                ('streams', models.CharField(blank=True, max_length=120)),
                ('looked_at', models.DateTimeField()),
                ('minute', models.BigIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_log', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'looked_at', 'id'], name='look_person_at')],
                'constraints': [models.UniqueConstraint(fields=('person', 'coach', 'place', 'streams', 'minute'), name='look_once_a_minute')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=core.uuid7.uuid7, editable=False, primary_key=True, serialize=False)),
                ('coach_name', models.CharField(blank=True, max_length=254)),
                ('stream', models.CharField(choices=[('training', 'Training'), ('effort', 'Effort'), ('wins', 'All small wins'), ('plan', 'Plan'), ('pain', 'Pain'), ('mood', 'Mood'), ('sleep', 'Sleep'), ('psqi_total', 'PSQI total'), ('notes', 'Notes')], max_length=10)),
                ('text_version', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ask_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('coach', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='held_grants', to='groups.membership')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grants', to='groups.membership')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'given_at', 'id'], name='grant_person_given'), models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='grant_ask_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('membership', 'coach', 'stream'), name='grant_one_open'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('given_on'))), name='grant_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeOffer',
            fields=[
                ('id', models.UUIDField(default=core.uuid7.uuid7, editable=False, primary_key=True, serialize=False)),
                ('programme', models.CharField(max_length=60)),
                ('is_declined', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('coach', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.membership')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='groups.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('membership', 'programme'), name='programme_offered_once')],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
