from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_carry_over")]

    operations = [
        migrations.RemoveField(model_name='session', name='trainers'),
        migrations.AddField(
            model_name='session',
            name='trainers',
            field=models.ManyToManyField(blank=True, related_name='sessions', through='training.Teaching', to='sages.teammember', verbose_name='วิทยากร'),
        ),
    ]
