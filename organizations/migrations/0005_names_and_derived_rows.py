"""Former names, the entries of the search and the standings of today, with the triggers that mark them."""

import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import jitco_portal.common.partial_dates
import jitco_portal.common.quick_migrations
from jitco_portal.common.folding import fold
from jitco_portal.common.search.triggers import LOT


def sort_keys_anew(apps, schema_editor):
    """Old kanji, hidden characters and some letters are folded as they were not before."""
    organizations = apps.get_model("organizations", "Organization")
    changed = []
    for row in organizations.objects.order_by("pk").iterator():
        sort_en = fold(row.name_en or row.name_local or row.name_ja)[:320]
        sort_ja = fold(row.name_kana or row.name_ja or row.name_en or row.name_local)[:320]
        if (row.sort_en, row.sort_ja) != (sort_en, sort_ja):
            row.sort_en, row.sort_ja = sort_en, sort_ja
            changed.append(row)
    organizations.objects.bulk_update(changed, ["sort_en", "sort_ja"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0005_search"),
        ("countries", "0004_found_by_search"),
        ("organizations", "0004_shortlists_and_look_ups"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunPython(sort_keys_anew, migrations.RunPython.noop),
        migrations.CreateModel(
            name="OrganizationName",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("former", "former name"), ("alias", "also known as")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day of a former name, where it is known.", verbose_name="until"
                    ),
                ),
            ],
            options={
                "verbose_name": "former or other name",
                "verbose_name_plural": "former and other names",
                "ordering": ["organization", "kind", "-until_on", "name"],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="OrganizationNameEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("former", "former name"), ("alias", "also known as")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day of a former name, where it is known.", verbose_name="until"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TodaysStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(null=True)),
                ("reason", models.CharField(default="", max_length=20)),
                ("fees_within_caps", models.BooleanField(null=True)),
                ("is_stale", models.BooleanField(default=True)),
                ("version", models.IntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ComparedExchangeRate",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.exchangerate",),
        ),
        migrations.CreateModel(
            name="ComparedFeeCap",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.feecap",),
        ),
        migrations.CreateModel(
            name="FoundCountry",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.country",),
        ),
        migrations.CreateModel(
            name="StandingAgreement",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.agreement",),
        ),
        migrations.CreateModel(
            name="StandingAgreementProgramme",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.agreement_programmes",),
        ),
        migrations.CreateModel(
            name="StandingCounterpart",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.counterpart",),
        ),
        migrations.CreateModel(
            name="StandingMeasure",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.countrymeasure",),
        ),
        migrations.CreateModel(
            name="StandingProgramme",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.programme",),
        ),
        migrations.RemoveField(
            model_name="organization",
            name="folded_names",
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="number_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.sending_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.sending_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="2209a9b25ec3588be26fa2dfeeae654bf5bb4c16",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_number_is_found_301fd",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_the_standing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = OLD.sending_organization_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = NEW.sending_organization_id); END IF; RETURN NULL;",
                    hash="6d1fa17a0bf3e91e6ed475d4b040147c11d407b6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_the_standing_f2470",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_the_outcome",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = OLD.organization_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = NEW.organization_id); END IF; RETURN NULL;",
                    hash="f3eff62b4479e42c4157651d9b617be3eb1f727e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_the_outcome_8e262",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="jobcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="found_by_new_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner, organizations_organization_operations AS works, organizations_operation AS operation WHERE works.organization_id = owner.id AND works.operation_id = operation.id AND operation.category_id = OLD.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner, organizations_organization_operations AS works, organizations_operation AS operation WHERE works.organization_id = owner.id AND works.operation_id = operation.id AND operation.category_id = NEW.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="a06ccde7083eb906b630721c94c2f6d97033ab83",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_found_by_new_words_d081f",
                    table="organizations_jobcategory",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = (SELECT office.country_id FROM countries_counterpart AS office WHERE office.id = OLD.issuer_id)); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = (SELECT office.country_id FROM countries_counterpart AS office WHERE office.id = NEW.issuer_id)); END IF; RETURN NULL;",
                    hash="03562ad74ee3a09d03247cb86aacca68c33ef4cc",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_standings_57837",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="printed_name_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.sending_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.sending_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="2252e7d03a7e7b74cf711ac34d0747df406f836c",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_printed_name_is_found_6a3b9",
                    table="organizations_listentry",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_the_standing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = OLD.sending_organization_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = NEW.sending_organization_id); END IF; RETURN NULL;",
                    hash="8cec17f96ed450b7ea3893cca659f7724b336c11",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_the_standing_59b92",
                    table="organizations_listentry",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="found_by_new_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner, organizations_organization_operations AS works WHERE works.organization_id = owner.id AND works.operation_id = OLD.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner, organizations_organization_operations AS works WHERE works.organization_id = owner.id AND works.operation_id = NEW.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="d02a56bb8cd3f71c375e5840472459cb54fd18a4",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_found_by_new_words_a872d",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found_anew",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."address_ja" IS DISTINCT FROM (NEW."address_ja") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT OLD.kind AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT NEW.kind AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="94b57adc8feaf27e396f5ed38e8ec351f8bb943b",
                    operation="UPDATE",
                    pgid="pgtrigger_is_found_anew_2983c",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT OLD.kind AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT NEW.kind AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="330542531de546e944a1f02a91720a5cfb056771",
                    operation="INSERT",
                    pgid="pgtrigger_is_found_962d6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_the_standing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."country_id" IS DISTINCT FROM (NEW."country_id"))',
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = OLD.id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = NEW.id); END IF; RETURN NULL;",
                    hash="18eaf2748fc9c2b2adcbc37032a2b8ea42053d4b",
                    operation="UPDATE",
                    pgid="pgtrigger_changes_the_standing_adae2",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_the_standing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = OLD.sending_organization_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.id = NEW.sending_organization_id); END IF; RETURN NULL;",
                    hash="b1a0b42c9e1d6aecd11801bd69e351a65f94b548",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_the_standing_7130b",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="operation_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="6528d5903daf07fae15c515c6c8f3a5435d123fb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_operation_is_found_57995",
                    table="organizations_organization_operations",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="number_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.supervising_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.supervising_organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="c51455a1d81cb422125ef2a53e73bc0efdadd949",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_number_is_found_34cc4",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="licence_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="df8a21c7e6f0b115c5d933d495ef6bf58665eff1",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_licence_is_found_38c08",
                    table="organizations_sendingorganization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="has_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version) SELECT sending.organization_id, programme.id, '', true, 0 FROM organizations_sendingorganization AS sending, countries_programme AS programme WHERE sending.organization_id = NEW.organization_id ON CONFLICT DO NOTHING; RETURN NULL;",
                    hash="0652e78314ad84008e5ad87071d7bddde4390718",
                    operation="INSERT",
                    pgid="pgtrigger_has_standings_9df3e",
                    table="organizations_sendingorganization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="supervisingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="prefecture_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="4bb912338f4277de9c76d261a42837fe7d15e1de",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_prefecture_is_found_81ab3",
                    table="organizations_supervisingorganization",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="organizationname",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="further_names",
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        jitco_portal.common.quick_migrations.AddHistoryField(
            model_name="organizationnameevent",
            name="organization",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        jitco_portal.common.quick_migrations.AddHistoryField(
            model_name="organizationnameevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        jitco_portal.common.quick_migrations.AddHistoryField(
            model_name="organizationnameevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="organizations.organizationname",
            ),
        ),
        migrations.AddField(
            model_name="todaysstanding",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="todays_standings",
                to="organizations.sendingorganization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="todaysstanding",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="todays_standings",
                to="countries.programme",
                verbose_name="programme",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="comparedexchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_outcomes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE OLD.id IS NOT NULL AND owner.kind = 'sending'); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE NEW.id IS NOT NULL AND owner.kind = 'sending'); END IF; RETURN NULL;",
                    hash="a43ab3c3ae8a9262f77e6c25fc777a8c47ce189e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_outcomes_4eb62",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="comparedfeecap",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_outcomes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = OLD.country_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = NEW.country_id); END IF; RETURN NULL;",
                    hash="3c190d6f4b7813cc400c5c00695a3ef79e63123a",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_outcomes_33163",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="foundcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="found_by_new_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.country_id = OLD.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.country_id = NEW.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="c37d029ceafae27471b5dce773e666d00c8144e3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_found_by_new_words_03160",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = OLD.country_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = NEW.country_id); END IF; RETURN NULL;",
                    hash="e89fd2bde4eb8ce576de37f4e8c447dc03d55773",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_standings_ffa76",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingagreementprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = (SELECT paper.country_id FROM countries_agreement AS paper WHERE paper.id = OLD.agreement_id)); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = (SELECT paper.country_id FROM countries_agreement AS paper WHERE paper.id = NEW.agreement_id)); END IF; RETURN NULL;",
                    hash="d396ebc43c8639a98fb633ceb9c34b6f76010214",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_standings_f26e7",
                    table="countries_agreement_programmes",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingcounterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = OLD.country_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = NEW.country_id); END IF; RETURN NULL;",
                    hash="ea5bc9548e3f15b9cf08e23822315577b43c0fec",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_standings_305ef",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = OLD.country_id); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE owner.country_id = NEW.country_id); END IF; RETURN NULL;",
                    hash="6b9dba688cf73891c374cb33f1bfee80abd0c287",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_changes_standings_7f1ed",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="has_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version) SELECT sending.organization_id, programme.id, '', true, 0 FROM organizations_sendingorganization AS sending, countries_programme AS programme WHERE programme.id = NEW.id ON CONFLICT DO NOTHING; RETURN NULL;",
                    hash="f8f122f9d917dabf3f6b88040edf5a4490ed1592",
                    operation="INSERT",
                    pgid="pgtrigger_has_standings_d8300",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="standingprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_standings",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."new_plans_from" IS DISTINCT FROM (NEW."new_plans_from") OR OLD."new_plans_until" IS DISTINCT FROM (NEW."new_plans_until"))',
                    func="PERFORM pg_advisory_xact_lock_shared(20270401); IF TG_OP <> 'INSERT' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE OLD.id IS NOT NULL); END IF; IF TG_OP <> 'DELETE' THEN UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1 WHERE organization_id IN (SELECT owner.id FROM organizations_organization AS owner WHERE NEW.id IS NOT NULL); END IF; RETURN NULL;",
                    hash="91c939cb687106c5cd8a3e0ca13c2ab6e0587356",
                    operation="UPDATE",
                    pgid="pgtrigger_changes_standings_99b6a",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="organizationname",
            constraint=models.UniqueConstraint(
                fields=("organization", "name"),
                name="organizationname_once",
                violation_error_message="This name is there already.",
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="organizationname",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="organizationname_is_written"
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="organizationname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("source_on", ""),
                        models.Q(
                            ("source_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Earliest("source_on"), datetime.date(1900, 1, 1)
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("until_on", ""),
                        models.Q(
                            ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Earliest("until_on"), datetime.date(1900, 1, 1)
                            ),
                        ),
                        _connector="OR",
                    ),
                ),
                name="organizationname_partial_dates",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationnameevent" ("checked_on", "id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="e901740e2ccd6893e2909e663d03fb0d5b58d04f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ea082",
                    table="organizations_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_organizationnameevent" ("checked_on", "id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="56f47dfa6bf31d3e9a07d533d3dfa314ee5442de",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_211f0",
                    table="organizations_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationnameevent" ("checked_on", "id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (OLD."checked_on", OLD."id", OLD."kind", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."until_on"); RETURN NULL;',
                    hash="a540cf538c29654ceec3cc57a3fc9759cea8d1ec",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dd312",
                    table="organizations_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="name_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = OLD.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT owner.kind AS kind, (owner.id)::bigint AS object_id FROM organizations_organization AS owner WHERE owner.id = NEW.organization_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="0c1a2a4bfb3df66a35648e20ff80e249259d7080",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_name_is_found_f6e33",
                    table="organizations_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organizationnameevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7884dd47e772c91e65f62e99d04ceaf054845eea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_27896",
                    table="organizations_organizationnameevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddIndex(
            model_name="todaysstanding",
            index=models.Index(condition=models.Q(("is_stale", True)), fields=["id"], name="todaysstanding_stale"),
        ),
        jitco_portal.common.quick_migrations.AddIndex(
            model_name="todaysstanding",
            index=models.Index(models.F("day"), models.F("id"), name="todaysstanding_by_day"),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="todaysstanding",
            constraint=models.UniqueConstraint(fields=("organization", "programme"), name="todaysstanding_once"),
        ),
        # What stands already; the next round of the worker fills it in.
        migrations.RunSQL(
            "INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version)"
            " SELECT sending.organization_id, programme.id, '', true, 0"
            " FROM organizations_sendingorganization AS sending, countries_programme AS programme",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            # Only names of tables and columns of ours.
            "INSERT INTO common_searchentry"  # noqa: S608
            " (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version)"
            f" SELECT kind, id, {LOT.format(kind='kind', object_id='id')}, '', '', '', '', '{{}}', true, 0"
            " FROM organizations_organization",
            "DELETE FROM common_searchentry WHERE kind IN ('sending', 'supervising')",
        ),
    ]
