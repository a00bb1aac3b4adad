import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import jitco_portal.common.partial_dates
import jitco_portal.common.quick_migrations


class Migration(migrations.Migration):
    dependencies = [
        ("countries", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataProtectionRegime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
                    ),
                ),
                (
                    "source_ja",
                    models.CharField(
                        blank=True,
                        help_text="The same in Japanese; blank shows the source as above.",
                        max_length=300,
                        verbose_name="source (Japanese)",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[django.core.validators.URLValidator(["http", "https"])],
                        verbose_name="address of the source",
                    ),
                ),
                (
                    "source_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="The day, month or year that the source itself bears.",
                        verbose_name="date of the source",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(help_text="The day on which we last read the source.", verbose_name="checked on"),
                ),
                ("text_en", models.TextField(verbose_name="text (English)")),
                ("text_ja", models.TextField(verbose_name="text (Japanese)")),
                (
                    "country",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_protection_regime",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "data protection in a country",
                "verbose_name_plural": "data protection in countries",
                "ordering": ["country"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_on", ""),
                            models.Q(
                                ("source_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                django.db.models.lookups.GreaterThanOrEqual(
                                    jitco_portal.common.partial_dates.Earliest("source_on"), datetime.date(1900, 1, 1)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="dataprotectionregime_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_on", ""), _negated=True),
                        name="dataprotectionregime_source_on",
                        violation_error_message="Give the date that the Commission's paper bears.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_url", ""), ("source_url__regex", "^https://www\\.ppc\\.go\\.jp/"), _connector="OR"
                        ),
                        name="dataprotectionregime_source_url",
                        violation_error_message="The source is a page of the Personal Information Protection Commission (www.ppc.go.jp).",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="DataProtectionRegimeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
                    ),
                ),
                (
                    "source_ja",
                    models.CharField(
                        blank=True,
                        help_text="The same in Japanese; blank shows the source as above.",
                        max_length=300,
                        verbose_name="source (Japanese)",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[django.core.validators.URLValidator(["http", "https"])],
                        verbose_name="address of the source",
                    ),
                ),
                (
                    "source_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="The day, month or year that the source itself bears.",
                        verbose_name="date of the source",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(help_text="The day on which we last read the source.", verbose_name="checked on"),
                ),
                ("text_en", models.TextField(verbose_name="text (English)")),
                ("text_ja", models.TextField(verbose_name="text (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="countries.dataprotectionregime",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="dataprotectionregime",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_dataprotectionregimeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="fa37a7ed041c3f4e6cf84be8c42b675085fae8be",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_18fea",
                    table="countries_dataprotectionregime",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="dataprotectionregime",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_dataprotectionregimeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="7b620882f7e77a3e8da7da8547509afdaae6ac47",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_12cc4",
                    table="countries_dataprotectionregime",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="dataprotectionregime",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_dataprotectionregimeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (OLD."checked_on", OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja"); RETURN NULL;',
                    hash="fd7860ce344b70d946869b8393dc4ea686c864e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0f34",
                    table="countries_dataprotectionregime",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
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
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="dataprotectionregimeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a889499d818258c7449e2d86261602bc430b221f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_153a1",
                    table="countries_dataprotectionregimeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
