
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_pushed_kinds'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='has_coach_digest',
            field=models.BooleanField(default=True, verbose_name='a weekly mail about your groups'),
        ),
        migrations.AddField(
            model_name='user',
            name='has_grant_questions',
            field=models.BooleanField(default=True, verbose_name='a question before something you share ends'),
        ),
        migrations.AddField(
            model_name='user',
            name='is_coach',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='user',
            name='next_digest_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(condition=models.Q(('next_digest_at__isnull', False)), fields=['next_digest_at'], name='user_digest_due'),
        ),
    ]
