from django.db import migrations, models

import countries.models.costs


class Migration(migrations.Migration):
    dependencies = [
        ("countries", "0002_data_protection_regime"),
    ]

    operations = [
        migrations.AlterField(
            model_name="exchangerate",
            name="currency",
            field=models.CharField(
                max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
        migrations.AlterField(
            model_name="exchangerateevent",
            name="currency",
            field=models.CharField(
                max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
        migrations.AlterField(
            model_name="feecap",
            name="currency",
            field=models.CharField(
                blank=True, max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
        migrations.AlterField(
            model_name="feecapevent",
            name="currency",
            field=models.CharField(
                blank=True, max_length=3, validators=[countries.models.costs.currency_code], verbose_name="currency"
            ),
        ),
    ]
