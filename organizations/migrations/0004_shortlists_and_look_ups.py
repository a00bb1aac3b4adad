import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import jitco_portal.common.quick_migrations


class Migration(migrations.Migration):
    dependencies = [
        ("countries", "0003_known_currencies"),
        ("organizations", "0003_undone_changes"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("sending", "list of sending organizations"),
                            ("supervising", "list of supervising organizations"),
                            ("site", "search of the whole site"),
                        ],
                        max_length=12,
                        verbose_name="searched in",
                    ),
                ),
                ("words", models.CharField(max_length=100, verbose_name="words")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
            ],
            options={
                "verbose_name": "search that found nothing",
                "verbose_name_plural": "searches that found nothing",
                "ordering": ["-day", "words", "pk"],
                "indexes": [models.Index(fields=["words", "where", "language"], name="missedsearch_by_words")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "where", "words", "language"), name="missedsearch_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MissingReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sending", "sending organization"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name as it was read")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="permit or approval number")),
                ("seen", models.CharField(blank=True, max_length=1000, verbose_name="where it was seen")),
                ("remark", models.CharField(blank=True, max_length=2000, verbose_name="remark")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address for the answer")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reported at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("handled", "handled"),
                            ("refused", "not taken up"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled at")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        help_text="For colleagues; not sent.",
                        max_length=2000,
                        verbose_name="note of the Affairs Dept.",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a missing organization",
                "verbose_name_plural": "reports of missing organizations",
                "ordering": ["-pk"],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="MissingReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("sending", "sending organization"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name as it was read")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="permit or approval number")),
                ("seen", models.CharField(blank=True, max_length=1000, verbose_name="where it was seen")),
                ("remark", models.CharField(blank=True, max_length=2000, verbose_name="remark")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reported at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("handled", "handled"),
                            ("refused", "not taken up"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled at")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        help_text="For colleagues; not sent.",
                        max_length=2000,
                        verbose_name="note of the Affairs Dept.",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
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
                        to="organizations.missingreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name of the list")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shortlists_created",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shortlists",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "shortlist",
                "verbose_name_plural": "shortlists",
                "ordering": ["organization", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ShortlistEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=2000, verbose_name="note")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shortlist_entries_added",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shortlist_entries",
                        to="organizations.organization",
                        verbose_name="organization listed",
                    ),
                ),
                (
                    "shortlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="organizations.shortlist",
                        verbose_name="shortlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a shortlist",
                "verbose_name_plural": "entries of shortlists",
                "ordering": ["shortlist", "pk"],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ShortlistEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=2000, verbose_name="note")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="organization listed",
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
                        to="organizations.shortlistentry",
                    ),
                ),
                (
                    "shortlist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.shortlist",
                        verbose_name="shortlist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ShortlistEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name of the list")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="organization",
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
                        to="organizations.shortlist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "sending"), ("country", None), _connector="OR"),
                name="missingreport_country",
                violation_error_message="A supervising organization is in Japan and has no country here.",
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at", None), ("handled_by", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("handled_at__isnull", False)),
                    _connector="OR",
                ),
                name="missingreport_handled_at",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="missingreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_missingreportevent" ("answer", "country_id", "created_at", "handled_at", "handled_by_id", "id", "kind", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "seen", "state") VALUES (NEW."answer", NEW."country_id", NEW."created_at", NEW."handled_at", NEW."handled_by_id", NEW."id", NEW."kind", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remark", NEW."seen", NEW."state"); RETURN NULL;',
                    hash="60c92dbc5ce232af84521b404b2b7f1ea86056b2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_69fe0",
                    table="organizations_missingreport",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="missingreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."handled_at" IS DISTINCT FROM (NEW."handled_at") OR OLD."handled_by_id" IS DISTINCT FROM (NEW."handled_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."seen" IS DISTINCT FROM (NEW."seen") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "organizations_missingreportevent" ("answer", "country_id", "created_at", "handled_at", "handled_by_id", "id", "kind", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "seen", "state") VALUES (NEW."answer", NEW."country_id", NEW."created_at", NEW."handled_at", NEW."handled_by_id", NEW."id", NEW."kind", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remark", NEW."seen", NEW."state"); RETURN NULL;',
                    hash="a87e38ff455eca469b41dfa89117b66c5ac81332",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06705",
                    table="organizations_missingreport",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="missingreport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_missingreportevent" ("answer", "country_id", "created_at", "handled_at", "handled_by_id", "id", "kind", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "seen", "state") VALUES (OLD."answer", OLD."country_id", OLD."created_at", OLD."handled_at", OLD."handled_by_id", OLD."id", OLD."kind", OLD."language", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remark", OLD."seen", OLD."state"); RETURN NULL;',
                    hash="e26728945b4c041cc24afec4b7179964e49dcc08",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5d50b",
                    table="organizations_missingreport",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="missingreportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1131df2869228b9f0b1b55e1d7a8794eee114dab",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86d83",
                    table="organizations_missingreportevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.UniqueConstraint(
                models.F("organization"),
                django.db.models.functions.text.Lower("name"),
                name="shortlist_name_once",
                violation_error_message="The organization has a list of this name already.",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlist",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_shortlistevent" ("created_at", "created_by_id", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="887c6aee53be58ab0ecc9eff7cf6087f434f6f2d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f927f",
                    table="organizations_shortlist",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlist",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id"))',
                    func='INSERT INTO "organizations_shortlistevent" ("created_at", "created_by_id", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="cf847a9c2140b85370239eb270125d5aba71589f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_25f97",
                    table="organizations_shortlist",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlist",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_shortlistevent" ("created_at", "created_by_id", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="91c76d3f315ef70029704b98fbe514ea02000047",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0bbf0",
                    table="organizations_shortlist",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddConstraint(
            model_name="shortlistentry",
            constraint=models.UniqueConstraint(
                fields=("shortlist", "listed"),
                name="shortlistentry_once",
                violation_error_message="The organization is on this list already.",
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlistentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_shortlistentryevent" ("added_at", "added_by_id", "id", "listed_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortlist_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."listed_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shortlist_id"); RETURN NULL;',
                    hash="2c420814e26fcd67ac12ee9756a53c2220be2aca",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b9b45",
                    table="organizations_shortlistentry",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlistentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_shortlistentryevent" ("added_at", "added_by_id", "id", "listed_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortlist_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."listed_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shortlist_id"); RETURN NULL;',
                    hash="9f87fa9f3a48620116a51a8e1a3a49367b0b4d4a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06e11",
                    table="organizations_shortlistentry",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlistentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_shortlistentryevent" ("added_at", "added_by_id", "id", "listed_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortlist_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."id", OLD."listed_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shortlist_id"); RETURN NULL;',
                    hash="446cd5f0a4616b161a6a52930ba6618a07debec1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7896f",
                    table="organizations_shortlistentry",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlistentryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c82a0822bc1fca8e11202ae4f13e3e30a662fbd4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9daa4",
                    table="organizations_shortlistentryevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="shortlistevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5de4f636f75ddf6b8cef6baeb2e89a0f08659a8d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_73ffc",
                    table="organizations_shortlistevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
