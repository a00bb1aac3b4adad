import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import jitco_portal.common.days
import jitco_portal.common.periods
import jitco_portal.common.quick_migrations
import organizations.models.members


class Migration(migrations.Migration):
    dependencies = [
        ("common", "__first__"),
        ("countries", "0002_data_protection_regime"),
        ("organizations", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="organization",
            name="insert_insert",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="organization",
            name="update_update",
        ),
        jitco_portal.common.quick_migrations.RemoveTrigger(
            model_name="organization",
            name="delete_delete",
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, verbose_name="message to the Affairs Dept.")),
                (
                    "evidence",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=organizations.models.members.evidence_path,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_key", models.UUIDField(editable=False, null=True)),
                ("evidence_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("evidence_type", models.CharField(blank=True, max_length=100, verbose_name="type of the file")),
                ("evidence_size", models.PositiveIntegerField(blank=True, null=True, verbose_name="bytes of the file")),
                ("evidence_sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("expired", "expired unanswered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("reason", models.TextField(blank=True, help_text="Sent to whoever asked.", verbose_name="reason")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        default="administrator",
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                ("position", models.CharField(max_length=150, verbose_name="position in the organization")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("organization", "user"),
                        name="claim_open_once",
                        violation_error_message="You have asked for this organization already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_refused_with_reason",
                        violation_error_message="Give the reason.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="message to the Affairs Dept.")),
                (
                    "evidence",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=organizations.models.members.evidence_path,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_key", models.UUIDField(editable=False, null=True)),
                ("evidence_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("evidence_type", models.CharField(blank=True, max_length=100, verbose_name="type of the file")),
                ("evidence_size", models.PositiveIntegerField(blank=True, null=True, verbose_name="bytes of the file")),
                ("evidence_sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("expired", "expired unanswered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("reason", models.TextField(blank=True, help_text="Sent to whoever asked.", verbose_name="reason")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        default="administrator",
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                ("position", models.CharField(max_length=150, verbose_name="position in the organization")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                        to="organizations.claim",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")],
                        max_length=2,
                        verbose_name="language of the letter",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="invited at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations_accepted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations_sent",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        models.F("organization"),
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        name="invitation_open_once",
                        violation_error_message="This address has an open invitation already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_accepted_by",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="InvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ja", "日本語")],
                        max_length=2,
                        verbose_name="language of the letter",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="invited at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
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
                        to="organizations.invitation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListingApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, verbose_name="message to the Affairs Dept.")),
                (
                    "evidence",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=organizations.models.members.evidence_path,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_key", models.UUIDField(editable=False, null=True)),
                ("evidence_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("evidence_type", models.CharField(blank=True, max_length=100, verbose_name="type of the file")),
                ("evidence_size", models.PositiveIntegerField(blank=True, null=True, verbose_name="bytes of the file")),
                ("evidence_sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("expired", "expired unanswered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("reason", models.TextField(blank=True, help_text="Sent to whoever asked.", verbose_name="reason")),
                ("position", models.CharField(max_length=150, verbose_name="position in the organization")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sending", "sending organization"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name_local", models.CharField(blank=True, max_length=300, verbose_name="name in the local script")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="name in English")),
                ("name_ja", models.CharField(blank=True, max_length=300, verbose_name="name in Japanese")),
                ("name_kana", models.CharField(blank=True, max_length=300, verbose_name="reading in kana")),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="What the organization says; standing comes from the lists of governments only.",
                        max_length=100,
                        verbose_name="permit or approval number",
                    ),
                ),
                ("prefecture", models.CharField(blank=True, max_length=10, verbose_name="prefecture")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "found",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="already listed",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="organizations.organization",
                        verbose_name="listed as",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listing_applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "application to be listed",
                "verbose_name_plural": "applications to be listed",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country__isnull", False), ("kind", "sending")),
                            models.Q(("country", None), ("kind", "supervising")),
                            _connector="OR",
                        ),
                        name="listingapplication_country",
                        violation_error_message="A sending organization has a country; a supervising organization has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), ("name_ja", ""), ("name_local", ""), _negated=True),
                        name="listingapplication_name",
                        violation_error_message="Give at least one name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="listingapplication_refused_with_reason",
                        violation_error_message="Give the reason.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ListingApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="message to the Affairs Dept.")),
                (
                    "evidence",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=organizations.models.members.evidence_path,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_key", models.UUIDField(editable=False, null=True)),
                ("evidence_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("evidence_type", models.CharField(blank=True, max_length=100, verbose_name="type of the file")),
                ("evidence_size", models.PositiveIntegerField(blank=True, null=True, verbose_name="bytes of the file")),
                ("evidence_sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("expired", "expired unanswered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("reason", models.TextField(blank=True, help_text="Sent to whoever asked.", verbose_name="reason")),
                ("position", models.CharField(max_length=150, verbose_name="position in the organization")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sending", "sending organization"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name_local", models.CharField(blank=True, max_length=300, verbose_name="name in the local script")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="name in English")),
                ("name_ja", models.CharField(blank=True, max_length=300, verbose_name="name in Japanese")),
                ("name_kana", models.CharField(blank=True, max_length=300, verbose_name="reading in kana")),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="What the organization says; standing comes from the lists of governments only.",
                        max_length=100,
                        verbose_name="permit or approval number",
                    ),
                ),
                ("prefecture", models.CharField(blank=True, max_length=10, verbose_name="prefecture")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "found",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="already listed",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="listed as",
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
                        to="organizations.listingapplication",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                ("from_on", models.DateField(default=jitco_portal.common.days.today, verbose_name="from")),
                (
                    "until_on",
                    models.DateField(
                        blank=True, help_text="The last day; blank while it lasts.", null=True, verbose_name="until"
                    ),
                ),
                ("mail_refused_at", models.DateTimeField(blank=True, null=True, verbose_name="mail came back at")),
                ("mail_refusal", models.CharField(blank=True, max_length=500, verbose_name="why mail came back")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["organization", "user", "-from_on"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (jitco_portal.common.periods.SameId("user"), "&&"),
                            (jitco_portal.common.periods.SameId("organization"), "&&"),
                            (organizations.models.members._DaysFromUntil(), "&&"),
                        ],
                        name="membership_periods_apart",
                        violation_error_message="This person is a member of the organization at that time already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="membership_until_on",
                        violation_error_message="The end is before the start.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("editor", "editor"), ("reader", "reader")],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                ("from_on", models.DateField(default=jitco_portal.common.days.today, verbose_name="from")),
                (
                    "until_on",
                    models.DateField(
                        blank=True, help_text="The last day; blank while it lasts.", null=True, verbose_name="until"
                    ),
                ),
                ("mail_refused_at", models.DateTimeField(blank=True, null=True, verbose_name="mail came back at")),
                ("mail_refusal", models.CharField(blank=True, max_length=500, verbose_name="why mail came back")),
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
                        to="organizations.membership",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProfileProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comment", models.TextField(blank=True, verbose_name="comment for the Affairs Dept.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("published_at_once", models.BooleanField(default=False, verbose_name="published at once")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="proposed at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal for a profile",
                "verbose_name_plural": "proposals for profiles",
                "ordering": ["-pk"],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ProfileProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("comment", models.TextField(blank=True, verbose_name="comment for the Affairs Dept.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("published_at_once", models.BooleanField(default=False, verbose_name="published at once")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="proposed at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
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
                        to="organizations.profileproposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposedChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20, verbose_name="part of the profile")),
                ("row_id", models.BigIntegerField(blank=True, null=True, verbose_name="row")),
                ("field", models.CharField(blank=True, max_length=50, verbose_name="field")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Sent to whoever proposed it.", verbose_name="reason"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="organizations.profileproposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["part", "row_id", "field"],
                        name="proposedchange_of_field",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("field", ""), _negated=True),
                        fields=("proposal", "part", "row_id", "field"),
                        name="proposedchange_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposedchange_refused_with_reason",
                        violation_error_message="Give the reason.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ProposedChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("part", models.CharField(max_length=20, verbose_name="part of the profile")),
                ("row_id", models.BigIntegerField(blank=True, null=True, verbose_name="row")),
                ("field", models.CharField(blank=True, max_length=50, verbose_name="field")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the Affairs Dept."),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Sent to whoever proposed it.", verbose_name="reason"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                        to="organizations.proposedchange",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.profileproposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="organization",
            name="contact_visibility",
            field=models.CharField(
                choices=[
                    ("public", "everyone"),
                    ("members", "people who are logged in for an organization"),
                    ("own", "its own members"),
                    ("staff", "the Affairs Dept. only"),
                ],
                default="members",
                max_length=10,
                verbose_name="who sees the contact",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="publishes_at_once",
            field=models.BooleanField(
                default=False,
                help_text="What its editors change is published first and reviewed by staff after.",
                verbose_name="publish at once, review after",
            ),
        ),
        migrations.AddField(
            model_name="organizationevent",
            name="contact_visibility",
            field=models.CharField(
                choices=[
                    ("public", "everyone"),
                    ("members", "people who are logged in for an organization"),
                    ("own", "its own members"),
                    ("staff", "the Affairs Dept. only"),
                ],
                default="members",
                max_length=10,
                verbose_name="who sees the contact",
            ),
        ),
        migrations.AddField(
            model_name="organizationevent",
            name="publishes_at_once",
            field=models.BooleanField(
                default=False,
                help_text="What its editors change is published first and reviewed by staff after.",
                verbose_name="publish at once, review after",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="contact_member",
            field=models.ForeignKey(
                blank=True,
                help_text="When this person leaves, the contact is blanked.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organizations.membership",
                verbose_name="member who is the contact",
            ),
        ),
        migrations.AddField(
            model_name="organizationevent",
            name="contact_member",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="When this person leaves, the contact is blanked.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.membership",
                verbose_name="member who is the contact",
            ),
        ),
        migrations.AlterField(
            model_name="organization",
            name="contact_email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
        ),
        migrations.AlterField(
            model_name="organization",
            name="contact_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="contact person"),
        ),
        migrations.AlterField(
            model_name="organization",
            name="contact_phone",
            field=models.CharField(blank=True, max_length=50, verbose_name="contact telephone"),
        ),
        migrations.AlterField(
            model_name="organizationevent",
            name="contact_email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
        ),
        migrations.AlterField(
            model_name="organizationevent",
            name="contact_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="contact person"),
        ),
        migrations.AlterField(
            model_name="organizationevent",
            name="contact_phone",
            field=models.CharField(blank=True, max_length=50, verbose_name="contact telephone"),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_member_id", "contact_name", "contact_phone", "contact_visibility", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "publishes_at_once", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_member_id", NEW."contact_name", NEW."contact_phone", NEW."contact_visibility", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."publishes_at_once", NEW."short_name", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="884da1ce992c5696be3f4a6dddfce038faa09c41",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a753",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."address_ja" IS DISTINCT FROM (NEW."address_ja") OR OLD."checked_on" IS DISTINCT FROM (NEW."checked_on") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_member_id" IS DISTINCT FROM (NEW."contact_member_id") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."contact_visibility" IS DISTINCT FROM (NEW."contact_visibility") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_confirmed_on" IS DISTINCT FROM (NEW."last_confirmed_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."publishes_at_once" IS DISTINCT FROM (NEW."publishes_at_once") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_ja" IS DISTINCT FROM (NEW."source_ja") OR OLD."source_on" IS DISTINCT FROM (NEW."source_on") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_member_id", "contact_name", "contact_phone", "contact_visibility", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "publishes_at_once", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_member_id", NEW."contact_name", NEW."contact_phone", NEW."contact_visibility", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."publishes_at_once", NEW."short_name", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="510b52742881ebb30f8c22b650021b347b9bc8f2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a92",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_member_id", "contact_name", "contact_phone", "contact_visibility", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "publishes_at_once", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (OLD."address", OLD."address_ja", OLD."checked_on", OLD."contact_email", OLD."contact_member_id", OLD."contact_name", OLD."contact_phone", OLD."contact_visibility", OLD."country_id", OLD."id", OLD."is_published", OLD."is_sample", OLD."kind", OLD."languages", OLD."last_confirmed_on", OLD."merged_into_id", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."name_local", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."public_id", OLD."publishes_at_once", OLD."short_name", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."website"); RETURN NULL;',
                    hash="7991fedea50d913a369b2128324a1c5ee5f23f2c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."role", NEW."state", NEW."text", NEW."user_id"); RETURN NULL;',
                    hash="cd62b2da8b332d16a23a6e5d5654c27a0091e4de",
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
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."role", NEW."state", NEW."text", NEW."user_id"); RETURN NULL;',
                    hash="58a5f5c78c781e3e35dd36ee060323066fbae96b",
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
                    func='INSERT INTO "organizations_claimevent" ("created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "state", "text", "user_id") VALUES (OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."evidence", OLD."evidence_key", OLD."evidence_name", OLD."evidence_sha256", OLD."evidence_size", OLD."evidence_type", OLD."expires_at", OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reason", OLD."role", OLD."state", OLD."text", OLD."user_id"); RETURN NULL;',
                    hash="89779339fa99de3d80e97c71a73c99fbfc8327e8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4cca4",
                    table="organizations_claim",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f32518de657427a4269e613b9bbbd184c43adc38",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_stays_4b12f",
                    table="organizations_claim",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ccbbfb21eb6b60bdfeb46a7b68345e32c30a35ac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c6149",
                    table="organizations_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "email", "expires_at", "id", "invited_by_id", "language", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "withdrawn_at") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."language", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."withdrawn_at"); RETURN NULL;',
                    hash="c0e5b56895f9912f1b0a17488cc5a4ce747a3d7c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6632f",
                    table="organizations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                    func='INSERT INTO "organizations_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "email", "expires_at", "id", "invited_by_id", "language", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "withdrawn_at") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."language", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."withdrawn_at"); RETURN NULL;',
                    hash="e9130485772fb3b9cb5d7590203597462e07a029",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4010",
                    table="organizations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "email", "expires_at", "id", "invited_by_id", "language", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "withdrawn_at") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."created_at", OLD."email", OLD."expires_at", OLD."id", OLD."invited_by_id", OLD."language", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."withdrawn_at"); RETURN NULL;',
                    hash="bf0f62335f5912cfeb9f86d05fb2d5f8774d9cdd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e94f1",
                    table="organizations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="99dbc5fb19c6392b941299155c6d6624524c9a30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7bd3c",
                    table="organizations_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (NEW."address", NEW."country_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."found_id", NEW."id", NEW."kind", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."number", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."prefecture", NEW."reason", NEW."state", NEW."text", NEW."user_id", NEW."website"); RETURN NULL;',
                    hash="afad92fc13c9a663bfda7518edb1127933ce78d3",
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
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (NEW."address", NEW."country_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."evidence", NEW."evidence_key", NEW."evidence_name", NEW."evidence_sha256", NEW."evidence_size", NEW."evidence_type", NEW."expires_at", NEW."found_id", NEW."id", NEW."kind", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."number", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."prefecture", NEW."reason", NEW."state", NEW."text", NEW."user_id", NEW."website"); RETURN NULL;',
                    hash="ed30d46748a3004b39e508130a757a0a974b969c",
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
                    func='INSERT INTO "organizations_listingapplicationevent" ("address", "country_id", "created_at", "decided_at", "decided_by_id", "evidence", "evidence_key", "evidence_name", "evidence_sha256", "evidence_size", "evidence_type", "expires_at", "found_id", "id", "kind", "name_en", "name_ja", "name_kana", "name_local", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "prefecture", "reason", "state", "text", "user_id", "website") VALUES (OLD."address", OLD."country_id", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."evidence", OLD."evidence_key", OLD."evidence_name", OLD."evidence_sha256", OLD."evidence_size", OLD."evidence_type", OLD."expires_at", OLD."found_id", OLD."id", OLD."kind", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."name_local", OLD."number", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."prefecture", OLD."reason", OLD."state", OLD."text", OLD."user_id", OLD."website"); RETURN NULL;',
                    hash="f4e3e63fcec7923ae962993f3f7ff3b3ecdd53fc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f3cd",
                    table="organizations_listingapplication",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3f5014c309b34e2511dee75e3657be0d325734f6",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_stays_31519",
                    table="organizations_listingapplication",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="listingapplicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bcafd20d8c3651888a74450db6f2892d3b0a5ce7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b506d",
                    table="organizations_listingapplicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_membershipevent" ("from_on", "id", "mail_refusal", "mail_refused_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_on", "user_id") VALUES (NEW."from_on", NEW."id", NEW."mail_refusal", NEW."mail_refused_at", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."until_on", NEW."user_id"); RETURN NULL;',
                    hash="ec7ec66ccacb956184e5a6996199a178d77aa89e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df650",
                    table="organizations_membership",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_membershipevent" ("from_on", "id", "mail_refusal", "mail_refused_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_on", "user_id") VALUES (NEW."from_on", NEW."id", NEW."mail_refusal", NEW."mail_refused_at", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."until_on", NEW."user_id"); RETURN NULL;',
                    hash="1110b3868661f674a65a556a40cddd5ec7513cf5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6cb9e",
                    table="organizations_membership",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_membershipevent" ("from_on", "id", "mail_refusal", "mail_refused_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_on", "user_id") VALUES (OLD."from_on", OLD."id", OLD."mail_refusal", OLD."mail_refused_at", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."until_on", OLD."user_id"); RETURN NULL;',
                    hash="0d945daac36f05c7c15aa8c50091c42fc5ec615a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0b96a",
                    table="organizations_membership",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="membershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d29d58c28204c813b0a1d8c710bffcfc6a9293d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ce92c",
                    table="organizations_membershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="profileproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_profileproposalevent" ("author_id", "comment", "created_at", "decided_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at_once", "state") VALUES (NEW."author_id", NEW."comment", NEW."created_at", NEW."decided_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at_once", NEW."state"); RETURN NULL;',
                    hash="eff1ab2db10986b3559b83ca04a8cde22a74245b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_63603",
                    table="organizations_profileproposal",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="profileproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_profileproposalevent" ("author_id", "comment", "created_at", "decided_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at_once", "state") VALUES (NEW."author_id", NEW."comment", NEW."created_at", NEW."decided_at", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at_once", NEW."state"); RETURN NULL;',
                    hash="45cfa8a143034d5ab1a8d54d6cb8fe7b2e13e28b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b1ad3",
                    table="organizations_profileproposal",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="profileproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_profileproposalevent" ("author_id", "comment", "created_at", "decided_at", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at_once", "state") VALUES (OLD."author_id", OLD."comment", OLD."created_at", OLD."decided_at", OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at_once", OLD."state"); RETURN NULL;',
                    hash="90df0a9ae28c0b84dcef9b53d94ba97633b66fce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b08d1",
                    table="organizations_profileproposal",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="profileproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="proposed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="61f0c7484134c3613da4ee8e826bc2f75dff29bd",
                    operation="UPDATE",
                    pgid="pgtrigger_proposed_stays_0da43",
                    table="organizations_profileproposal",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="profileproposalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1184400d6a8e55b235e23c08cf308b8525dad50a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c2270",
                    table="organizations_profileproposalevent",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="proposedchange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_proposedchangeevent" ("after", "before", "decided_at", "decided_by_id", "field", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "row_id", "state") VALUES (NEW."after", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal_id", NEW."reason", NEW."row_id", NEW."state"); RETURN NULL;',
                    hash="f9fada355464f2fdb72f31fec37f2248f0a74830",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5180d",
                    table="organizations_proposedchange",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="proposedchange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_proposedchangeevent" ("after", "before", "decided_at", "decided_by_id", "field", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "row_id", "state") VALUES (NEW."after", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."reason", NEW."row_id", NEW."state"); RETURN NULL;',
                    hash="44e972f35bcd5195f9f0cba94c6f5a4b450f8aad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3d6f6",
                    table="organizations_proposedchange",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="proposedchange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_proposedchangeevent" ("after", "before", "decided_at", "decided_by_id", "field", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "row_id", "state") VALUES (OLD."after", OLD."before", OLD."decided_at", OLD."decided_by_id", OLD."field", OLD."id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."reason", OLD."row_id", OLD."state"); RETURN NULL;',
                    hash="f2026d2c758022f5c2c82e505491936b13d1e738",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_efc0b",
                    table="organizations_proposedchange",
                    when="AFTER",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="proposedchange",
            trigger=pgtrigger.compiler.Trigger(
                name="change_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."proposal_id" IS DISTINCT FROM (NEW."proposal_id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."row_id" IS DISTINCT FROM (NEW."row_id") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."before" IS DISTINCT FROM (NEW."before") OR OLD."after" IS DISTINCT FROM (NEW."after"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c0e5a484f8a5e5da85af231e9dfc1a6a6096be52",
                    operation="UPDATE",
                    pgid="pgtrigger_change_stays_5e5a0",
                    table="organizations_proposedchange",
                    when="BEFORE",
                ),
            ),
        ),
        jitco_portal.common.quick_migrations.AddTrigger(
            model_name="proposedchangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="280348843eb06eb749d547c50294b87677c1f258",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c0db4",
                    table="organizations_proposedchangeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
