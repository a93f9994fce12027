
import core.uuid7
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_support_check'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReminderSetting',
            fields=[
                ('id', models.UUIDField(default=core.uuid7.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('plan_session', "Today's task"), ('comeback', 'A word after a quiet time'), ('late_vigorous', 'Before a hard session late in the day'), ('emotion_after', 'The note after a session'), ('measurement', 'A measurement'), ('milestone', 'A look back at your plan')], max_length=15)),
                ('channel', models.CharField(choices=[('off', 'Off'), ('mail', 'By mail')], default='off', max_length=5)),
                ('at_time', models.TimeField(null=True)),
                ('every_weeks', models.PositiveSmallIntegerField(default=4)),
                ('next_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_settings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='reminder_due')],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='reminder_once_per_kind'), models.CheckConstraint(condition=models.Q(('every_weeks__gte', 1), ('every_weeks__lte', 12)), name='reminder_every_weeks')],
            },
        ),
    ]
