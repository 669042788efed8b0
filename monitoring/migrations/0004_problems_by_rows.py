from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("monitoring", "0003_carry_over")]

    operations = [
        migrations.RemoveField(
            model_name='historicalvisit',
            name='cause',
        ),
        migrations.RemoveField(
            model_name='historicalvisit',
            name='problem',
        ),
        migrations.RemoveField(
            model_name='historicalvisit',
            name='way_out',
        ),
        migrations.RemoveField(
            model_name='visit',
            name='cause',
        ),
        migrations.RemoveField(
            model_name='visit',
            name='problem',
        ),
        migrations.RemoveField(
            model_name='visit',
            name='way_out',
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enrolment__isnull', False), ('group__isnull', True), ('session__isnull', True), ('team_member__isnull', True), ('whom', 'household')), models.Q(('enrolment__isnull', True), ('group__isnull', True), ('session__isnull', True), ('team_member__isnull', False), ('whom', 'sage')), models.Q(('enrolment__isnull', True), ('group__isnull', True), ('session__isnull', True), ('team_member__isnull', True), ('whom', 'team')), models.Q(('enrolment__isnull', True), ('group__isnull', True), ('session__isnull', False), ('team_member__isnull', True), ('whom', 'session')), models.Q(('enrolment__isnull', True), ('group__isnull', False), ('session__isnull', True), ('team_member__isnull', True), ('whom', 'group')), models.Q(('enrolment__isnull', True), ('group__isnull', True), ('session__isnull', True), ('team_member__isnull', True), ('whom', 'village')), _connector='OR'), name='visit_has_one_subject', violation_error_message='การติดตามหนึ่งครั้งเลือกผู้รับการติดตามได้อย่างเดียว'),
        ),
    ]
