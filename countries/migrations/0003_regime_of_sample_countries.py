import pgtrigger.compiler
from django.db import migrations, models

from jitco_portal.common import migration_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("countries", "0002_data_protection_regime"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dataprotectionregime",
            name="dataprotectionregime_source_url",
        ),
        migrations.AddConstraint(
            model_name="dataprotectionregime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_url", ""), ("source_url__regex", "^https://www\\.ppc\\.go\\.jp/"), _connector="OR"
                ),
                name="dataprotectionregime_source_url",
                violation_error_message="The source is a page of the Personal Information Protection Commission (www.ppc.go.jp).",
            ),
        ),
        migration_triggers.AddTrigger(
            model_name="dataprotectionregime",
            trigger=pgtrigger.compiler.Trigger(
                name="regime_cites_the_commission",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (NEW.source_url = '') <> (SELECT is_sample FROM countries_country WHERE id = NEW.country_id) THEN RAISE EXCEPTION 'a country has a page of the Commission as its source; a sample country has none' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="23b9bbc5559502fbcb1765e67221a2fc45e2b653",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_regime_cites_the_commission_bafc1",
                    table="countries_dataprotectionregime",
                    when="BEFORE",
                ),
            ),
        ),
    ]
