
import core.uuid7
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0004_planned_session'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CareAnswer',
            fields=[
                ('id', models.UUIDField(default=core.uuid7.uuid7, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(choices=[('snoring', 'Loud snoring with pauses in breathing'), ('irritable', 'Bad or irritable without training')], max_length=9)),
                ('answered_on', models.DateField()),
                ('score', models.PositiveSmallIntegerField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='care_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answer about care',
                'constraints': [models.UniqueConstraint(fields=('person', 'question'), name='care_answer_once'), models.CheckConstraint(condition=models.Q(('score__isnull', True), models.Q(('score__gte', 0), ('score__lte', 10)), _connector='OR'), name='care_answer_score', violation_error_message='score must be from 0 to 10.'), models.CheckConstraint(condition=models.Q(models.Q(('question', 'snoring'), ('score', None)), models.Q(('question', 'irritable'), ('score__isnull', False)), _connector='OR'), name='care_answer_fits')],
            },
        ),
    ]
