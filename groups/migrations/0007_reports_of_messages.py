
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0006_note_coaches'),
    ]

    operations = [
        migrations.AlterField(
            model_name='removal',
            name='kind',
            field=models.CharField(choices=[('check_in', 'Line of a check-in'), ('encouragement', 'Encouragement'), ('offer', 'Offer of help'), ('message', 'Message')], max_length=13),
        ),
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('check_in', 'Line of a check-in'), ('encouragement', 'Encouragement'), ('offer', 'Offer of help'), ('message', 'Message')], max_length=13, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='report',
            name='text',
            field=models.CharField(max_length=2000, verbose_name='text'),
        ),
    ]
