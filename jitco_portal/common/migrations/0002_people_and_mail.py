import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import jitco_portal.common.models.people
import jitco_portal.common.quick_migrations


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("common", "0001_start"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="user",
            name="insert_insert",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="user",
            name="update_update",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="user",
            name="delete_delete",
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="AddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.IntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("verified", models.BooleanField(default=False, verbose_name="verified")),
                ("primary", models.BooleanField(default=False, verbose_name="primary")),
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegalText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "privacy notice"),
                            ("disclosure_abroad", "notice on recipients abroad (APPI, Article 28)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                (
                    "is_draft",
                    models.BooleanField(
                        default=True,
                        help_text="Shown with this mark until counsel has approved it.",
                        verbose_name="draft for JITCO's counsel",
                    ),
                ),
                ("text_en", models.TextField(verbose_name="text (English)")),
                ("text_ja", models.TextField(verbose_name="text (Japanese)")),
            ],
            options={
                "verbose_name": "legal text",
                "verbose_name_plural": "legal texts",
                "ordering": ["kind", "-version"],
                "constraints": [models.UniqueConstraint(fields=("kind", "version"), name="legaltext_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(blank=True, max_length=50, verbose_name="about")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("shown_text", models.TextField(verbose_name="text as shown")),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="given at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "legal_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="common.legaltext",
                        verbose_name="legal text",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("user", "legal_text", "about"),
                        name="consent_once",
                        violation_error_message="This was agreed to already.",
                    )
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("about", models.CharField(blank=True, max_length=50, verbose_name="about")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("shown_text", models.TextField(verbose_name="text as shown")),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="given at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
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
                        to="common.consent",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "legal_text",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="common.legaltext",
                        verbose_name="legal text",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="LegalTextEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "privacy notice"),
                            ("disclosure_abroad", "notice on recipients abroad (APPI, Article 28)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                (
                    "is_draft",
                    models.BooleanField(
                        default=True,
                        help_text="Shown with this mark until counsel has approved it.",
                        verbose_name="draft for JITCO's counsel",
                    ),
                ),
                ("text_en", models.TextField(verbose_name="text (English)")),
                ("text_ja", models.TextField(verbose_name="text (Japanese)")),
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
                        to="common.legaltext",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        help_text="The template that it was written from.", max_length=50, verbose_name="kind"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        help_text="What it is about; one mail per recipient and cause.",
                        max_length=200,
                        verbose_name="cause",
                    ),
                ),
                ("recipient", models.EmailField(max_length=254, verbose_name="recipient")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("time_zone", models.CharField(max_length=50, verbose_name="time zone")),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "is_duty",
                    models.BooleanField(
                        default=False,
                        help_text="Sent also to those who unsubscribed: security, decisions, invitations.",
                        verbose_name="duty",
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(
                        default=False,
                        help_text="Holds a link or code that logs in: staff do not read it, and it is wiped.",
                        verbose_name="secret",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be sent"),
                            ("held", "held back by staff"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("kept", "kept: no mail leaves this installation"),
                            ("failed", "failed"),
                            ("unwanted", "not sent: the recipient unsubscribed"),
                            ("cancelled", "cancelled by staff"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try at")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("message_id", models.CharField(editable=False, max_length=200, unique=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["next_try_at"],
                        name="message_to_do",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("recipient"),
                        models.F("cause"),
                        name="message_once_per_recipient_and_cause",
                        violation_error_message="This recipient has a message for this cause.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="message_sent_at",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="OutboxMessageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        help_text="The template that it was written from.", max_length=50, verbose_name="kind"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        help_text="What it is about; one mail per recipient and cause.",
                        max_length=200,
                        verbose_name="cause",
                    ),
                ),
                ("recipient", models.EmailField(max_length=254, verbose_name="recipient")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")], max_length=2, verbose_name="language"
                    ),
                ),
                ("time_zone", models.CharField(max_length=50, verbose_name="time zone")),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                (
                    "is_duty",
                    models.BooleanField(
                        default=False,
                        help_text="Sent also to those who unsubscribed: security, decisions, invitations.",
                        verbose_name="duty",
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(
                        default=False,
                        help_text="Holds a link or code that logs in: staff do not read it, and it is wiped.",
                        verbose_name="secret",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be sent"),
                            ("held", "held back by staff"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("kept", "kept: no mail leaves this installation"),
                            ("failed", "failed"),
                            ("unwanted", "not sent: the recipient unsubscribed"),
                            ("cancelled", "cancelled by staff"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try at")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("message_id", models.CharField(editable=False, max_length=200)),
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
                        to="common.outboxmessage",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="SecondFactorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("recovery_codes", "Recovery codes"),
                            ("totp", "TOTP Authenticator"),
                            ("webauthn", "WebAuthn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unsubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("kind", models.CharField(max_length=50, verbose_name="kind")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "unsubscription",
                "verbose_name_plural": "unsubscriptions",
                "ordering": ["address", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("address"), models.F("kind"), name="unsubscription_once"
                    )
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="UnsubscriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("kind", models.CharField(max_length=50, verbose_name="kind")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
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
                        to="common.unsubscription",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[],
            options={
                "verbose_name": "e-mail address",
                "verbose_name_plural": "e-mail addresses",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("account.emailaddress",),
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[],
            options={
                "verbose_name": "second factor",
                "verbose_name_plural": "second factors",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("mfa.authenticator",),
        ),
        migrations.AddField(
            model_name="user",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased at"),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("ja", "日本語")],
                default="en",
                help_text="Of mails from the portal.",
                max_length=2,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                default="Asia/Tokyo",
                help_text="Times in mails are told in it, for instance Asia/Ho_Chi_Minh.",
                max_length=50,
                validators=[jitco_portal.common.models.people.known_time_zone],
                verbose_name="time zone",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased at"),
        ),
        migrations.AddField(
            model_name="userevent",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("ja", "日本語")],
                default="en",
                help_text="Of mails from the portal.",
                max_length=2,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="time_zone",
            field=models.CharField(
                default="Asia/Tokyo",
                help_text="Times in mails are told in it, for instance Asia/Ho_Chi_Minh.",
                max_length=50,
                validators=[jitco_portal.common.models.people.known_time_zone],
                verbose_name="time zone",
            ),
        ),
        migrations.AlterModelOptions(
            name="user",
            options={
                "permissions": [("assign_staff_groups", "Can give the staff groups to others")],
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_userevent" ("date_joined", "email", "erased_at", "id", "is_active", "is_staff", "is_superuser", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."date_joined", NEW."email", NEW."erased_at", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone"); RETURN NULL;',
                    hash="7d34f10b55a26f12338316a48e00cd3a33ef73bf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c05c1",
                    table="common_user",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))',
                    func='INSERT INTO "common_userevent" ("date_joined", "email", "erased_at", "id", "is_active", "is_staff", "is_superuser", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."date_joined", NEW."email", NEW."erased_at", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone"); RETURN NULL;',
                    hash="1c4c00c818c90ab18b22c9649948b9641aac87c3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cfcf1",
                    table="common_user",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_userevent" ("date_joined", "email", "erased_at", "id", "is_active", "is_staff", "is_superuser", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (OLD."date_joined", OLD."email", OLD."erased_at", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."time_zone"); RETURN NULL;',
                    hash="de15df5a07d6381f4fa70f7bd66dade9de5fe406",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4a74",
                    table="common_user",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltext",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_legaltextevent" ("id", "in_force_from", "is_draft", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja", "version") VALUES (NEW."id", NEW."in_force_from", NEW."is_draft", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_en", NEW."text_ja", NEW."version"); RETURN NULL;',
                    hash="b4c749fa591164b87328dabc0164187ed57247dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45b17",
                    table="common_legaltext",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltext",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "common_legaltextevent" ("id", "in_force_from", "is_draft", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja", "version") VALUES (NEW."id", NEW."in_force_from", NEW."is_draft", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_en", NEW."text_ja", NEW."version"); RETURN NULL;',
                    hash="1d7b78020309554087ea4cf0391c32cbde68cba8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0ad0e",
                    table="common_legaltext",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltext",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_legaltextevent" ("id", "in_force_from", "is_draft", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_ja", "version") VALUES (OLD."id", OLD."in_force_from", OLD."is_draft", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text_en", OLD."text_ja", OLD."version"); RETURN NULL;',
                    hash="674526eb38d02fcaac5c49d5dcb2b26b835a8474",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e57d8",
                    table="common_legaltext",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltext",
            trigger=pgtrigger.compiler.Trigger(
                name="legal_text_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6f9e04b0c7ac17ba307e14d1bd885df6db2eefbd",
                    operation="DELETE",
                    pgid="pgtrigger_legal_text_stays_533f3",
                    table="common_legaltext",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltext",
            trigger=pgtrigger.compiler.Trigger(
                name="legal_text_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_ja" IS DISTINCT FROM (NEW."text_ja"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="147670b241ab686157aa34135d4cb3bce2ad3071",
                    operation="UPDATE",
                    pgid="pgtrigger_legal_text_never_changes_3572c",
                    table="common_legaltext",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="unsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_unsubscriptionevent" ("address", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."created_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="272d4d645362efc0ad0df7b75479d0f15844b602",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c3b8",
                    table="common_unsubscription",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="unsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "common_unsubscriptionevent" ("address", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."created_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="5b6490959c026333934995291dbd62a8b120ad3e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13372",
                    table="common_unsubscription",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="unsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_unsubscriptionevent" ("address", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."created_at", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="7f05288132e23bf7cc6395b0ec689ba4401a013e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5e539",
                    table="common_unsubscription",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="address",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_addressevent" ("email", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "primary", "user_id", "verified") VALUES (NEW."email", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."primary", NEW."user_id", NEW."verified"); RETURN NULL;',
                    hash="2b396bb2c8324bc35524e7a692f75e1bf0a83c37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f832",
                    table="account_emailaddress",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="address",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "common_addressevent" ("email", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "primary", "user_id", "verified") VALUES (NEW."email", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."primary", NEW."user_id", NEW."verified"); RETURN NULL;',
                    hash="ccf3994ec68d597f6a5d76d7c74a561ea623f9e8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a0f8",
                    table="account_emailaddress",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="address",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_addressevent" ("email", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "primary", "user_id", "verified") VALUES (OLD."email", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."primary", OLD."user_id", OLD."verified"); RETURN NULL;',
                    hash="0583451f7c283b74aec6859a65fbc28137750451",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2cabf",
                    table="account_emailaddress",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="secondfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "type", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."type", NEW."user_id"); RETURN NULL;',
                    hash="1b8c1d9b1389f1b8d11fbe7179d2cec54d7887ef",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e87cc",
                    table="mfa_authenticator",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="secondfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "common_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "type", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."type", NEW."user_id"); RETURN NULL;',
                    hash="5fcb9a6ab2b318ed72689f24603f18ebd9881426",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ab99",
                    table="mfa_authenticator",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="secondfactor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "type", "user_id") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."type", OLD."user_id"); RETURN NULL;',
                    hash="d1dcf8519aec4ab3e7627e8dc62a5789db6fc872",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9f5c3",
                    table="mfa_authenticator",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="addressevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b4d06af18a4c3910b03af939fca8e24cd156d49",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d107",
                    table="common_addressevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5647d5e490d104f9f8b74be7c0cc7c01bb5c9be2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6dd33",
                    table="common_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_consentevent" ("about", "given_at", "id", "language", "legal_text_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_text", "user_id", "withdrawn_at") VALUES (NEW."about", NEW."given_at", NEW."id", NEW."language", NEW."legal_text_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shown_text", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="085d17ea1ccfb6f6fed32132e0b9fcf534f1e37a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_51f19",
                    table="common_consent",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "common_consentevent" ("about", "given_at", "id", "language", "legal_text_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_text", "user_id", "withdrawn_at") VALUES (NEW."about", NEW."given_at", NEW."id", NEW."language", NEW."legal_text_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shown_text", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="f0ed524a18d9f539dbcfec0a60162b5a9ec5a726",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5201f",
                    table="common_consent",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_consentevent" ("about", "given_at", "id", "language", "legal_text_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_text", "user_id", "withdrawn_at") VALUES (OLD."about", OLD."given_at", OLD."id", OLD."language", OLD."legal_text_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shown_text", OLD."user_id", OLD."withdrawn_at"); RETURN NULL;',
                    hash="c1c53171f9630870556aad3c62a7eef19fd661ea",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44bed",
                    table="common_consent",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="legaltextevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="76d0844d7ff1ac9df49e78c4b27252b4c166f8cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9d6f4",
                    table="common_legaltextevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="outboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_outboxmessageevent" ("cause", "created_at", "id", "is_duty", "is_secret", "kind", "language", "last_error", "message_id", "next_try_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "sent_at", "state", "subject", "time_zone", "tries", "user_id") VALUES (NEW."cause", NEW."created_at", NEW."id", NEW."is_duty", NEW."is_secret", NEW."kind", NEW."language", NEW."last_error", NEW."message_id", NEW."next_try_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient", NEW."sent_at", NEW."state", NEW."subject", NEW."time_zone", NEW."tries", NEW."user_id"); RETURN NULL;',
                    hash="84e276b98471b6eb8d3654a37f63d247c0057012",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f733d",
                    table="common_outboxmessage",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="outboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_duty" IS DISTINCT FROM (NEW."is_duty") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_error" IS DISTINCT FROM (NEW."last_error") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."next_try_at" IS DISTINCT FROM (NEW."next_try_at") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."tries" IS DISTINCT FROM (NEW."tries") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "common_outboxmessageevent" ("cause", "created_at", "id", "is_duty", "is_secret", "kind", "language", "last_error", "message_id", "next_try_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "sent_at", "state", "subject", "time_zone", "tries", "user_id") VALUES (NEW."cause", NEW."created_at", NEW."id", NEW."is_duty", NEW."is_secret", NEW."kind", NEW."language", NEW."last_error", NEW."message_id", NEW."next_try_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."sent_at", NEW."state", NEW."subject", NEW."time_zone", NEW."tries", NEW."user_id"); RETURN NULL;',
                    hash="2011036de16be814a4c2c913d0807a50ee33644f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_138bd",
                    table="common_outboxmessage",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="outboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "common_outboxmessageevent" ("cause", "created_at", "id", "is_duty", "is_secret", "kind", "language", "last_error", "message_id", "next_try_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "sent_at", "state", "subject", "time_zone", "tries", "user_id") VALUES (OLD."cause", OLD."created_at", OLD."id", OLD."is_duty", OLD."is_secret", OLD."kind", OLD."language", OLD."last_error", OLD."message_id", OLD."next_try_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recipient", OLD."sent_at", OLD."state", OLD."subject", OLD."time_zone", OLD."tries", OLD."user_id"); RETURN NULL;',
                    hash="e3650a50c1f162e7f4282aba43306bc1cd80e77d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_86c9f",
                    table="common_outboxmessage",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="outboxmessageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9a3b6294ff1e2ca6b198f49470fda02863deef5f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f7719",
                    table="common_outboxmessageevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="secondfactorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d2922ec1d02ae83cb4a39d95631c32c037038a98",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_29e74",
                    table="common_secondfactorevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="unsubscriptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1a0b6163cd1df3047da9bc7de924be12c84ad5a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_73510",
                    table="common_unsubscriptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AlterModelOptions(
            name="usergroup",
            options={
                "default_permissions": (),
                "verbose_name": "group of a user",
                "verbose_name_plural": "groups of users",
            },
        ),
        migrations.AlterModelOptions(
            name="userpermission",
            options={
                "default_permissions": (),
                "verbose_name": "right of a user",
                "verbose_name_plural": "rights of users",
            },
        ),
        migrations.AlterModelOptions(
            name="grouppermission",
            options={
                "default_permissions": (),
                "verbose_name": "right of a group",
                "verbose_name_plural": "rights of groups",
            },
        ),
    ]
