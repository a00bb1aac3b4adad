"""Whether the evidence of a request was scanned for viruses."""

import pgtrigger.compiler
from django.db import migrations, models

import jitco_portal.common.quick_migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0005_names_and_derived_rows"),
    ]

    operations = [
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="claim",
            name="insert_insert",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="claim",
            name="update_update",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="claim",
            name="delete_delete",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="listingapplication",
            name="insert_insert",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="listingapplication",
            name="update_update",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="listingapplication",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="claim",
            name="evidence_scan",
            field=models.CharField(
                blank=True,
                choices=[("clean", "scanned, no virus found"), ("not_scanned", "not scanned for viruses")],
                max_length=12,
                verbose_name="virus scan",
            ),
        ),
        jitco_portal.common.quick_migrations.AddHistoryField(
            model_name="claimevent",
            name="evidence_scan",
            field=models.CharField(
                blank=True,
                choices=[("clean", "scanned, no virus found"), ("not_scanned", "not scanned for viruses")],
                max_length=12,
                verbose_name="virus scan",
            ),
        ),
        migrations.AddField(
            model_name="listingapplication",
            name="evidence_scan",
            field=models.CharField(
                blank=True,
                choices=[("clean", "scanned, no virus found"), ("not_scanned", "not scanned for viruses")],
                max_length=12,
                verbose_name="virus scan",
            ),
        ),
        jitco_portal.common.quick_migrations.AddHistoryField(
            model_name="listingapplicationevent",
            name="evidence_scan",
            field=models.CharField(
                blank=True,
                choices=[("clean", "scanned, no virus found"), ("not_scanned", "not scanned for viruses")],
                max_length=12,
                verbose_name="virus scan",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_scan", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."role", NEW."state", NEW."text", NEW."user_id"); RETURN NULL;',
                    hash="cc8a69cb33a184a3b8f375d4362a718381b3b120",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7503e",
                    table="organizations_claim",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_scan", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."role", NEW."state", NEW."text", NEW."user_id"); RETURN NULL;',
                    hash="2245fce51c25785fb80c7480ee1169e9b966a0ee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_472ff",
                    table="organizations_claim",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."evidence", OLD."evidence_key", OLD."evidence_name", OLD."evidence_scan", OLD."evidence_sha256", OLD."evidence_size", OLD."evidence_type", OLD."expires_at", OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reason", OLD."role", OLD."state", OLD."text", OLD."user_id"); RETURN NULL;',
                    hash="82afb50bd48391c66ad2b7d4ab4fca1b3679cd79",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4cca4",
                    table="organizations_claim",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (NEW."address", NEW."country_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_scan", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."found_id", NEW."id", NEW."kind", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."number", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."prefecture", NEW."reason", NEW."state", NEW."text", NEW."user_id", NEW."website"); RETURN NULL;',
                    hash="f4c2bb8ce371403f57c564b01c1f5f148952a5c1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0855c",
                    table="organizations_listingapplication",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (NEW."address", NEW."country_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_scan", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."found_id", NEW."id", NEW."kind", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."number", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."prefecture", NEW."reason", NEW."state", NEW."text", NEW."user_id", NEW."website"); RETURN NULL;',
                    hash="5ac989fc46d789a7b6414641de62f39cd2329ab0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6c2c6",
                    table="organizations_listingapplication",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_scan", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (OLD."address", OLD."country_id", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."evidence", OLD."evidence_key", OLD."evidence_name", OLD."evidence_scan", OLD."evidence_sha256", OLD."evidence_size", OLD."evidence_type", OLD."expires_at", OLD."found_id", OLD."id", OLD."kind", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."name_local", OLD."number", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."prefecture", OLD."reason", OLD."state", OLD."text", OLD."user_id", OLD."website"); RETURN NULL;',
                    hash="ca4e067698ae994bb3ecf02327badf1bade481eb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f3cd",
                    table="organizations_listingapplication",
                    when="AFTER",
                ),
            ),
        ),
    ]
