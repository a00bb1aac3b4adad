from django.conf import settings
from django.db import migrations, models

import countries.models.costs
import jitco_portal.common.quick_migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_members_and_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="proposedchange",
            name="proposedchange_refused_with_reason",
        ),
        migrations.AlterField(
            model_name="fee",
            name="currency",
            field=models.CharField(
                max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
        migrations.AlterField(
            model_name="feeevent",
            name="currency",
            field=models.CharField(
                max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
        migrations.AlterField(
            model_name="proposedchange",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "waiting for the Affairs Dept."),
                    ("accepted", "accepted"),
                    ("refused", "refused"),
                    ("undone", "undone"),
                    ("withdrawn", "withdrawn"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="proposedchangeevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "waiting for the Affairs Dept."),
                    ("accepted", "accepted"),
                    ("refused", "refused"),
                    ("undone", "undone"),
                    ("withdrawn", "withdrawn"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="proposedchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["refused", "undone"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="proposedchange_refused_with_reason",
                violation_error_message="Give the reason.",
            ),
        ),
    ]
