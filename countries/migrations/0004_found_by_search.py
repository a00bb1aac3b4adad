"""Entries of the search for countries, chapters, notices and talks, with the triggers that mark them."""

import pgtrigger.compiler
from django.db import migrations

import jitco_portal.common.quick_migrations
from jitco_portal.common.search.triggers import LOT


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0005_search"),
        ("countries", "0003_known_currencies"),
    ]

    operations = [
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="office_is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (OLD.country_id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (NEW.country_id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="c50596a256059351a2e80806fab9747255e018f6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_office_is_found_495d3",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="602287e8539fa4ed50a08e05e417c5d2ee4df4a8",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_is_found_8a441",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found_anew",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana"))',
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'country' AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="fb107b45b221f0b56014bddea46f9141a80a316e",
                    operation="UPDATE",
                    pgid="pgtrigger_is_found_anew_b21c2",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="rows_are_found_anew",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana"))',
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT told.kind AS kind, (told.id)::bigint AS object_id FROM (SELECT 'section' AS kind, id, country_id FROM countries_countrysection UNION ALL SELECT 'notice', id, country_id FROM countries_notice UNION ALL SELECT 'talk', id, country_id FROM countries_governmenttalk) AS told WHERE told.country_id = OLD.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT told.kind AS kind, (told.id)::bigint AS object_id FROM (SELECT 'section' AS kind, id, country_id FROM countries_countrysection UNION ALL SELECT 'notice', id, country_id FROM countries_notice UNION ALL SELECT 'talk', id, country_id FROM countries_governmenttalk) AS told WHERE told.country_id = NEW.id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="bf498e9d6a18c450cbe65c0ae3a4e3033a3fe6d3",
                    operation="UPDATE",
                    pgid="pgtrigger_rows_are_found_anew_f2d75",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'section' AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'section' AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="3faa90d1bceeb21494a6f4e55962a5ef808cef77",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_is_found_d5e21",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'talk' AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'talk' AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="7a663ecfde92e98a6c367c9cc20aa0c40d6d1618",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_is_found_19ded",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="is_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'notice' AS kind, (OLD.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO common_searchentry (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version) SELECT found.kind, found.object_id, (('x' || left(encode(sha256(convert_to(found.kind || ' ' || found.object_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1), '', '', '', '', '{}', true, 0 FROM (SELECT DISTINCT 'notice' AS kind, (NEW.id)::bigint AS object_id) AS found WHERE found.object_id IS NOT NULL ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1; END IF; RETURN NULL;",
                    hash="a09a1271e1e3b7bf9fba63b2ff6949a5006530bd",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_is_found_e8566",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        # What stands already; the next round of the worker fills it in.
        migrations.RunSQL(
            # Only names of tables and columns of ours.
            "INSERT INTO common_searchentry"  # noqa: S608
            " (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version)"
            f" SELECT kind, id, {LOT.format(kind='kind', object_id='id')}, '', '', '', '', '{{}}', true, 0"
            " FROM (SELECT 'country' AS kind, id FROM countries_country"
            " UNION ALL SELECT 'section', id FROM countries_countrysection"
            " UNION ALL SELECT 'notice', id FROM countries_notice"
            " UNION ALL SELECT 'talk', id FROM countries_governmenttalk) AS standing"
            " ON CONFLICT (kind, object_id) DO NOTHING",
            "DELETE FROM common_searchentry WHERE kind IN ('country', 'section', 'notice', 'talk')",
        ),
    ]
