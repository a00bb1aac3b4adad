import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import jitco_portal.common.partial_dates
import jitco_portal.common.periods


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("countries", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("agriculture", "Agriculture and forestry"),
                            ("fishery", "Fishery"),
                            ("construction", "Construction"),
                            ("food", "Food manufacturing"),
                            ("textile", "Textile"),
                            ("machinery", "Machinery and metal"),
                            ("others", "Others"),
                            ("in_house", "In-house test types"),
                        ],
                        max_length=20,
                        verbose_name="group",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{1,2}-\\d{1,2}$", "Enter a code like 4-10.")
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=200, verbose_name="name (Japanese)")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "job category",
                "verbose_name_plural": "job categories",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Operation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "code",
                    models.CharField(
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}-\\d{1,2}-\\d{1,2}$", "Enter a code like 4-10-1."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=200, verbose_name="name (Japanese)")),
                (
                    "name_basis",
                    models.CharField(
                        choices=[("read", "read in a source"), ("recall", "to be checked against the official list")],
                        max_length=10,
                        verbose_name="basis of the name",
                    ),
                ),
                (
                    "stage3_allowed",
                    models.BooleanField(
                        blank=True,
                        help_text="Unknown where no source says.",
                        null=True,
                        verbose_name="stage (iii) allowed",
                    ),
                ),
                (
                    "valid_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid from"),
                ),
                (
                    "valid_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid until"),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="organizations.jobcategory",
                        verbose_name="job category",
                    ),
                ),
            ],
            options={
                "verbose_name": "operation",
                "verbose_name_plural": "operations",
                "ordering": ["position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("valid_from", ""),
                                models.Q(
                                    (
                                        "valid_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("valid_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("valid_until", ""),
                                models.Q(
                                    (
                                        "valid_until__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("valid_until"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="operation_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", ""),
                            ("valid_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("valid_until"),
                                jitco_portal.common.partial_dates.Earliest("valid_from"),
                            ),
                            _connector="OR",
                        ),
                        name="operation_valid_from_valid_until",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{1,2}-\\d{1,2}-\\d{1,2}$")), name="operation_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                ("public_id", models.CharField(editable=False, max_length=12, unique=True, verbose_name="public id")),
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
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="short name")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("address_ja", models.CharField(blank=True, max_length=500, verbose_name="address in Japanese")),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="telephone")),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=3, validators=[django.core.validators.RegexValidator("^[a-z]{2,3}$")]
                        ),
                        blank=True,
                        default=list,
                        help_text="Of its staff or advisers; ISO 639 codes with commas between: vi,ja,en.",
                        size=None,
                        verbose_name="languages spoken",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, help_text="For staff only.", max_length=150, verbose_name="contact person"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, help_text="For staff only.", max_length=254, verbose_name="contact e-mail"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, help_text="For staff only.", max_length=50, verbose_name="contact telephone"
                    ),
                ),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample (fictional)")),
                ("is_published", models.BooleanField(default=True, verbose_name="published")),
                (
                    "last_confirmed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the organization confirmed its profile.",
                        null=True,
                        verbose_name="last confirmed on",
                    ),
                ),
                ("folded_names", models.TextField(default="", editable=False)),
                ("sort_en", models.CharField(default="", editable=False, max_length=320)),
                ("sort_ja", models.CharField(default="", editable=False, max_length=320)),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="The sending country; blank for a supervising organization, which is in Japan.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organizations",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="organizations.organization",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "operations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="organizations",
                        to="organizations.operation",
                        verbose_name="operations",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "ordering": ["public_id"],
                "indexes": [
                    models.Index(fields=["kind", "sort_en", "id"], name="organization_by_name"),
                    models.Index(fields=["kind", "sort_ja", "id"], name="organization_by_reading"),
                    models.Index(fields=["country", "kind"], name="organization_by_country"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country__isnull", False), ("kind", "sending")),
                            models.Q(("country", None), ("kind", "supervising")),
                            _connector="OR",
                        ),
                        name="organization_country_fits_kind",
                        violation_error_message="A sending organization has a country; a supervising organization has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), ("name_ja", ""), ("name_local", ""), _negated=True),
                        name="organization_has_name",
                        violation_error_message="Give at least one name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="organization_not_merged_into_itself",
                        violation_error_message="An organization cannot be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[a-z]{2}-\\d{4,}$")), name="organization_public_id"
                    ),
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
                        name="organization_partial_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SendingOrganization",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sending",
                        serialize=False,
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "licence_number",
                    models.CharField(
                        blank=True,
                        help_text="Number of the licence to send workers abroad, to any country.",
                        max_length=100,
                        verbose_name="licence at home",
                    ),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "training_centre_en",
                    models.CharField(blank=True, max_length=300, verbose_name="training centre (English)"),
                ),
                (
                    "training_centre_ja",
                    models.CharField(blank=True, max_length=300, verbose_name="training centre (Japanese)"),
                ),
                (
                    "training_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hours of training before departure"
                    ),
                ),
                (
                    "training_capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people trained at one time"),
                ),
                (
                    "teachers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="teachers of Japanese"),
                ),
                (
                    "native_teachers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="of them native speakers"),
                ),
                (
                    "japanese_speaking_staff",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="staff who speak Japanese"),
                ),
                ("has_office_in_japan", models.BooleanField(blank=True, null=True, verbose_name="office in Japan")),
                (
                    "office_in_japan",
                    models.CharField(blank=True, max_length=300, verbose_name="address of the office in Japan"),
                ),
                ("returnee_support_en", models.TextField(blank=True, verbose_name="support for returnees (English)")),
                ("returnee_support_ja", models.TextField(blank=True, verbose_name="support for returnees (Japanese)")),
            ],
            options={
                "verbose_name": "sending organization",
                "verbose_name_plural": "sending organizations",
            },
        ),
        migrations.CreateModel(
            name="Article25Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "item",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "recommended by a public body of its country"),
                            (2, "understands the programme and selects and sends suitable people"),
                            (3, "has a clear, published basis for fees and explains it"),
                            (4, "helps returnees, for instance with finding work"),
                            (5, "answers follow-up surveys and requests of the authorities"),
                            (6, "neither it nor its officers punished in the last five years"),
                            (7, "no deposits, penalty contracts, abuse or forged papers in the last five years"),
                            (8, "works within the law of its country"),
                            (9, "otherwise able to pass on applications"),
                        ],
                        verbose_name="requirement",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("not_met", "not met"), ("not_known", "not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                ("note_ja", models.CharField(blank=True, max_length=300, verbose_name="note (Japanese)")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="article25_items",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "requirement of Article 25",
                "verbose_name_plural": "requirements of Article 25",
                "ordering": ["organization", "item"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "item"),
                        name="article25item_once",
                        violation_error_message="This requirement is there already.",
                    ),
                    models.CheckConstraint(condition=models.Q(("item__range", (1, 9))), name="article25item_number"),
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
                        name="article25item_partial_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("agriculture", "Agriculture and forestry"),
                            ("fishery", "Fishery"),
                            ("construction", "Construction"),
                            ("food", "Food manufacturing"),
                            ("textile", "Textile"),
                            ("machinery", "Machinery and metal"),
                            ("others", "Others"),
                            ("in_house", "In-house test types"),
                        ],
                        max_length=20,
                        verbose_name="group",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{1,2}-\\d{1,2}$", "Enter a code like 4-10.")
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=200, verbose_name="name (Japanese)")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
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
                        to="organizations.jobcategory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                ("published_on", models.DateField(verbose_name="published on")),
                (
                    "is_complete",
                    models.BooleanField(
                        default=False,
                        help_text="Whether every approved organization of the office is on it.",
                        verbose_name="complete",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        help_text="The office that approved the organizations, also where OTIT publishes its list.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_editions",
                        to="countries.counterpart",
                        verbose_name="government office",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_editions",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "list edition",
                "verbose_name_plural": "list editions",
                "ordering": ["issuer", "programme", "-published_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "programme", "published_on"),
                        name="listedition_once",
                        violation_error_message="There is an edition of this day.",
                    ),
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
                        name="listedition_partial_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListEditionEvent",
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
                ("published_on", models.DateField(verbose_name="published on")),
                (
                    "is_complete",
                    models.BooleanField(
                        default=False,
                        help_text="Whether every approved organization of the office is on it.",
                        verbose_name="complete",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The office that approved the organizations, also where OTIT publishes its list.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.counterpart",
                        verbose_name="government office",
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
                        to="organizations.listedition",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="number on the list")),
                ("printed_name", models.CharField(blank=True, max_length=300, verbose_name="name as printed")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="organizations.listedition",
                        verbose_name="list edition",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_entries",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a list",
                "verbose_name_plural": "entries of lists",
                "ordering": ["edition", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "sending_organization"),
                        name="listentry_once",
                        violation_error_message="This organization is on the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="number on the list")),
                ("printed_name", models.CharField(blank=True, max_length=300, verbose_name="name as printed")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.listedition",
                        verbose_name="list edition",
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
                        to="organizations.listentry",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OperationEvent",
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
                    "code",
                    models.CharField(
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}-\\d{1,2}-\\d{1,2}$", "Enter a code like 4-10-1."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=200, verbose_name="name (Japanese)")),
                (
                    "name_basis",
                    models.CharField(
                        choices=[("read", "read in a source"), ("recall", "to be checked against the official list")],
                        max_length=10,
                        verbose_name="basis of the name",
                    ),
                ),
                (
                    "stage3_allowed",
                    models.BooleanField(
                        blank=True,
                        help_text="Unknown where no source says.",
                        null=True,
                        verbose_name="stage (iii) allowed",
                    ),
                ),
                (
                    "valid_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid from"),
                ),
                (
                    "valid_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid until"),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.jobcategory",
                        verbose_name="job category",
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
                        to="organizations.operation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganizationEvent",
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
                ("public_id", models.CharField(editable=False, max_length=12, verbose_name="public id")),
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
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="short name")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("address_ja", models.CharField(blank=True, max_length=500, verbose_name="address in Japanese")),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="telephone")),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=3, validators=[django.core.validators.RegexValidator("^[a-z]{2,3}$")]
                        ),
                        blank=True,
                        default=list,
                        help_text="Of its staff or advisers; ISO 639 codes with commas between: vi,ja,en.",
                        size=None,
                        verbose_name="languages spoken",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, help_text="For staff only.", max_length=150, verbose_name="contact person"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, help_text="For staff only.", max_length=254, verbose_name="contact e-mail"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, help_text="For staff only.", max_length=50, verbose_name="contact telephone"
                    ),
                ),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample (fictional)")),
                ("is_published", models.BooleanField(default=True, verbose_name="published")),
                (
                    "last_confirmed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the organization confirmed its profile.",
                        null=True,
                        verbose_name="last confirmed on",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The sending country; blank for a supervising organization, which is in Japan.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="merged into",
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
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganizationMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                        choices=[("suspension", "suspension"), ("revocation", "revocation"), ("warning", "warning")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("sending", "the sending government"), ("japan", "Japan")],
                        max_length=10,
                        verbose_name="taken by",
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Last day of the measure; blank while no end is known.",
                        verbose_name="until",
                    ),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank where the measure covers every programme.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organization_measures",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure against an organization",
                "verbose_name_plural": "measures against organizations",
                "ordering": ["sending_organization", "-from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("from_on", ""),
                                models.Q(
                                    ("from_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("from_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("until_on", ""),
                                models.Q(
                                    ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("until_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="organizationmeasure_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", ""),
                            ("until_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("until_on"),
                                jitco_portal.common.partial_dates.Earliest("from_on"),
                            ),
                            _connector="OR",
                        ),
                        name="organizationmeasure_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on", ""), _negated=True), name="organizationmeasure_has_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationMeasureEvent",
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
                        choices=[("suspension", "suspension"), ("revocation", "revocation"), ("warning", "warning")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("sending", "the sending government"), ("japan", "Japan")],
                        max_length=10,
                        verbose_name="taken by",
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Last day of the measure; blank while no end is known.",
                        verbose_name="until",
                    ),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
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
                        to="organizations.organizationmeasure",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Blank where the measure covers every programme.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganizationOperationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "operation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.operation",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupervisingOrganization",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="supervising",
                        serialize=False,
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                ("prefecture", models.CharField(blank=True, db_index=True, max_length=10, verbose_name="prefecture")),
                (
                    "supporting_member",
                    models.BooleanField(blank=True, null=True, verbose_name="JITCO supporting member"),
                ),
                (
                    "accepts_from",
                    models.ManyToManyField(
                        blank=True,
                        help_text="As it says itself.",
                        related_name="accepted_by",
                        to="countries.country",
                        verbose_name="accepts from",
                    ),
                ),
            ],
            options={
                "verbose_name": "supervising organization",
                "verbose_name_plural": "supervising organizations",
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership",
                "verbose_name_plural": "partnerships",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sending_organization", "supervising_organization", "from_on"),
                        name="partnership_once",
                        violation_error_message="This partnership is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("from_on", ""),
                                models.Q(
                                    ("from_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("from_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("until_on", ""),
                                models.Q(
                                    ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("until_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="partnership_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", ""),
                            ("until_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("until_on"),
                                jitco_portal.common.partial_dates.Earliest("from_on"),
                            ),
                            _connector="OR",
                        ),
                        name="partnership_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnershipEvent",
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
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
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
                        to="organizations.partnership",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Permit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                        choices=[
                            ("general", "general supervising business"),
                            ("specified", "specified supervising business"),
                            ("support", "supervising support business (ESD)"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="As printed, for instance 許1706000144.",
                        max_length=30,
                        verbose_name="permit number",
                    ),
                ),
                (
                    "valid_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid from"),
                ),
                (
                    "valid_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid until"),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permits",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permits",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "permit",
                "verbose_name_plural": "permits",
                "ordering": ["supervising_organization", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("valid_from", ""),
                                models.Q(
                                    (
                                        "valid_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("valid_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("valid_until", ""),
                                models.Q(
                                    (
                                        "valid_until__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("valid_until"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="permit_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", ""),
                            ("valid_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("valid_until"),
                                jitco_portal.common.partial_dates.Earliest("valid_from"),
                            ),
                            _connector="OR",
                        ),
                        name="permit_valid_from_valid_until",
                        violation_error_message="The end lies before the start.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("valid_from", ""), _negated=True),
                        expressions=[
                            (jitco_portal.common.periods.SameId("supervising_organization"), "&&"),
                            (jitco_portal.common.periods.SameId("programme"), "&&"),
                            (jitco_portal.common.periods.CertainPeriod("valid_from", "valid_until"), "&&"),
                        ],
                        name="permit_periods_apart",
                        violation_error_message="Another permit of this organization covers a part of these days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PermitEvent",
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
                        choices=[
                            ("general", "general supervising business"),
                            ("specified", "specified supervising business"),
                            ("support", "supervising support business (ESD)"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="As printed, for instance 許1706000144.",
                        max_length=30,
                        verbose_name="permit number",
                    ),
                ),
                (
                    "valid_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid from"),
                ),
                (
                    "valid_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="valid until"),
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
                        to="organizations.permit",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublicIdSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=2, unique=True)),
                ("last_number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "series of public ids",
                "verbose_name_plural": "series of public ids",
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "said",
                    models.CharField(
                        choices=[
                            ("approved", "said to be approved"),
                            ("licensed", "said to be licensed at home"),
                            ("operating", "said to be operating"),
                            ("named", "named"),
                            ("listed", "listed"),
                            ("self-described", "described by itself"),
                            ("government", "a government body"),
                            ("suspended", "said to be suspended"),
                            ("removed", "said to be removed from the list"),
                            ("revoked", "said to have lost its licence"),
                        ],
                        max_length=20,
                        verbose_name="what is said",
                    ),
                ),
                ("said_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="on")),
                (
                    "basis_en",
                    models.CharField(blank=True, max_length=500, verbose_name="who says it and how (English)"),
                ),
                (
                    "basis_ja",
                    models.CharField(blank=True, max_length=500, verbose_name="who says it and how (Japanese)"),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "report by others",
                "verbose_name_plural": "reports by others",
                "ordering": ["sending_organization", "-said_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("said_on", ""),
                                models.Q(
                                    ("said_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("said_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="report_partial_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
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
                    "said",
                    models.CharField(
                        choices=[
                            ("approved", "said to be approved"),
                            ("licensed", "said to be licensed at home"),
                            ("operating", "said to be operating"),
                            ("named", "named"),
                            ("listed", "listed"),
                            ("self-described", "described by itself"),
                            ("government", "a government body"),
                            ("suspended", "said to be suspended"),
                            ("removed", "said to be removed from the list"),
                            ("revoked", "said to have lost its licence"),
                        ],
                        max_length=20,
                        verbose_name="what is said",
                    ),
                ),
                ("said_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="on")),
                (
                    "basis_en",
                    models.CharField(blank=True, max_length=500, verbose_name="who says it and how (English)"),
                ),
                (
                    "basis_ja",
                    models.CharField(blank=True, max_length=500, verbose_name="who says it and how (Japanese)"),
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
                        to="organizations.report",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                        choices=[("revocation", "permit revoked"), ("improvement", "order to improve")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("text_en", models.TextField(blank=True, verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sanctions",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "sanction",
                "verbose_name_plural": "sanctions",
                "ordering": ["-from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("from_on", ""),
                                models.Q(
                                    ("from_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("from_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("until_on", ""),
                                models.Q(
                                    ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("until_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="sanction_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", ""),
                            ("until_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("until_on"),
                                jitco_portal.common.partial_dates.Earliest("from_on"),
                            ),
                            _connector="OR",
                        ),
                        name="sanction_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on", ""), _negated=True), name="sanction_has_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionEvent",
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
                        choices=[("revocation", "permit revoked"), ("improvement", "order to improve")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("text_en", models.TextField(blank=True, verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
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
                        to="organizations.sanction",
                    ),
                ),
                (
                    "supervising_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.supervisingorganization",
                        verbose_name="supervising organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SendingOrganizationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "licence_number",
                    models.CharField(
                        blank=True,
                        help_text="Number of the licence to send workers abroad, to any country.",
                        max_length=100,
                        verbose_name="licence at home",
                    ),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "training_centre_en",
                    models.CharField(blank=True, max_length=300, verbose_name="training centre (English)"),
                ),
                (
                    "training_centre_ja",
                    models.CharField(blank=True, max_length=300, verbose_name="training centre (Japanese)"),
                ),
                (
                    "training_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hours of training before departure"
                    ),
                ),
                (
                    "training_capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people trained at one time"),
                ),
                (
                    "teachers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="teachers of Japanese"),
                ),
                (
                    "native_teachers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="of them native speakers"),
                ),
                (
                    "japanese_speaking_staff",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="staff who speak Japanese"),
                ),
                ("has_office_in_japan", models.BooleanField(blank=True, null=True, verbose_name="office in Japan")),
                (
                    "office_in_japan",
                    models.CharField(blank=True, max_length=300, verbose_name="address of the office in Japan"),
                ),
                ("returnee_support_en", models.TextField(blank=True, verbose_name="support for returnees (English)")),
                ("returnee_support_ja", models.TextField(blank=True, verbose_name="support for returnees (Japanese)")),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
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
                        to="organizations.sendingorganization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupervisingCountryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.country",
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
                    "supervisingorganization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.supervisingorganization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupervisingOrganizationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("prefecture", models.CharField(blank=True, max_length=10, verbose_name="prefecture")),
                (
                    "supporting_member",
                    models.BooleanField(blank=True, null=True, verbose_name="JITCO supporting member"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
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
                        to="organizations.supervisingorganization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TraineeFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="calendar year",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of people")),
                (
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank for all operations together.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainee_figures",
                        to="organizations.operation",
                        verbose_name="operation",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainee_figures",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainee_figures",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of trainees",
                "verbose_name_plural": "numbers of trainees",
                "ordering": ["organization", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "programme", "operation", "year"),
                        name="traineefigure_once",
                        nulls_distinct=False,
                        violation_error_message="There is a figure for this year.",
                    ),
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
                        name="traineefigure_partial_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TraineeFigureEvent",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="calendar year",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of people")),
                (
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Blank for all operations together.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.operation",
                        verbose_name="operation",
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
                        to="organizations.traineefigure",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "operation_group",
                    models.CharField(choices=[("care", "care")], max_length=20, verbose_name="operations"),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                (
                    "confirmed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        help_text="Day of the newest list or letter that says so.", verbose_name="confirmed on"
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowances",
                        to="countries.counterpart",
                        verbose_name="allowed by",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowances",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowances",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "allowance",
                "verbose_name_plural": "allowances",
                "ordering": ["sending_organization", "operation_group", "-from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("from_on", ""),
                                models.Q(
                                    ("from_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("from_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("until_on", ""),
                                models.Q(
                                    ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("until_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("confirmed_on", ""),
                                models.Q(
                                    (
                                        "confirmed_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("confirmed_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="allowance_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", ""),
                            ("until_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("until_on"),
                                jitco_portal.common.partial_dates.Earliest("from_on"),
                            ),
                            _connector="OR",
                        ),
                        name="allowance_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_on", ""), _negated=True), name="allowance_is_confirmed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllowanceEvent",
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
                    "operation_group",
                    models.CharField(choices=[("care", "care")], max_length=20, verbose_name="operations"),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                (
                    "confirmed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        help_text="Day of the newest list or letter that says so.", verbose_name="confirmed on"
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.counterpart",
                        verbose_name="allowed by",
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
                        to="organizations.allowance",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                ("number", models.CharField(blank=True, max_length=100, verbose_name="approval number")),
                (
                    "approved_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="As the office states it.", verbose_name="approved from"
                    ),
                ),
                (
                    "approved_until",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day; blank where none is stated.", verbose_name="approved until"
                    ),
                ),
                (
                    "first_seen_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Day of the first list or letter that names the organization.",
                        verbose_name="first seen on",
                    ),
                ),
                (
                    "confirmed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        help_text="Day of the newest list edition or letter that names the organization.",
                        verbose_name="confirmed on",
                    ),
                ),
                ("scope_en", models.CharField(blank=True, max_length=300, verbose_name="limit of scope (English)")),
                ("scope_ja", models.CharField(blank=True, max_length=300, verbose_name="limit of scope (Japanese)")),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="countries.counterpart",
                        verbose_name="approved by",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["sending_organization", "programme", "-approved_from", "-first_seen_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("approved_from", ""),
                                models.Q(
                                    (
                                        "approved_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("approved_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("approved_until", ""),
                                models.Q(
                                    (
                                        "approved_until__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("approved_until"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("first_seen_on", ""),
                                models.Q(
                                    (
                                        "first_seen_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("first_seen_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("confirmed_on", ""),
                                models.Q(
                                    (
                                        "confirmed_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("confirmed_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="approval_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_from", ""),
                            ("approved_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("approved_until"),
                                jitco_portal.common.partial_dates.Earliest("approved_from"),
                            ),
                            _connector="OR",
                        ),
                        name="approval_approved_from_approved_until",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_seen_on", ""),
                            ("confirmed_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("confirmed_on"),
                                jitco_portal.common.partial_dates.Earliest("first_seen_on"),
                            ),
                            _connector="OR",
                        ),
                        name="approval_first_seen_on_confirmed_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_from", ""), ("first_seen_on", ""), _negated=True),
                        name="approval_has_start",
                        violation_error_message="Say from when it is approved, or on which day it was first seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_on", ""), _negated=True), name="approval_is_confirmed"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (jitco_portal.common.periods.SameId("sending_organization"), "&&"),
                            (jitco_portal.common.periods.SameId("programme"), "&&"),
                            (jitco_portal.common.periods.SameId("issuer"), "&&"),
                            (
                                jitco_portal.common.periods.CertainPeriod(
                                    ("approved_from", "first_seen_on"), ("approved_until", "confirmed_on")
                                ),
                                "&&",
                            ),
                        ],
                        name="approval_periods_apart",
                        violation_error_message="Another approval by this office covers a part of these days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovalEvent",
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
                ("number", models.CharField(blank=True, max_length=100, verbose_name="approval number")),
                (
                    "approved_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="As the office states it.", verbose_name="approved from"
                    ),
                ),
                (
                    "approved_until",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day; blank where none is stated.", verbose_name="approved until"
                    ),
                ),
                (
                    "first_seen_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Day of the first list or letter that names the organization.",
                        verbose_name="first seen on",
                    ),
                ),
                (
                    "confirmed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        help_text="Day of the newest list edition or letter that names the organization.",
                        verbose_name="confirmed on",
                    ),
                ),
                ("scope_en", models.CharField(blank=True, max_length=300, verbose_name="limit of scope (English)")),
                ("scope_ja", models.CharField(blank=True, max_length=300, verbose_name="limit of scope (Japanese)")),
                (
                    "issuer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.counterpart",
                        verbose_name="approved by",
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
                        to="organizations.approval",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "sending_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Article25ItemEvent",
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
                    "item",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "recommended by a public body of its country"),
                            (2, "understands the programme and selects and sends suitable people"),
                            (3, "has a clear, published basis for fees and explains it"),
                            (4, "helps returnees, for instance with finding work"),
                            (5, "answers follow-up surveys and requests of the authorities"),
                            (6, "neither it nor its officers punished in the last five years"),
                            (7, "no deposits, penalty contracts, abuse or forged papers in the last five years"),
                            (8, "works within the law of its country"),
                            (9, "otherwise able to pass on applications"),
                        ],
                        verbose_name="requirement",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("not_met", "not met"), ("not_known", "not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                ("note_ja", models.CharField(blank=True, max_length=300, verbose_name="note (Japanese)")),
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
                        to="organizations.article25item",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="Who says so and in which paper, list or page.", max_length=300, verbose_name="source"
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
                    "payer",
                    models.CharField(
                        choices=[("trainee", "technical intern trainee"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="paid by",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("sending_fee", "fee for sending"),
                            ("teaching", "teaching before departure"),
                            ("other_costs", "other costs"),
                            ("management", "management fee"),
                        ],
                        max_length=20,
                        verbose_name="for what",
                    ),
                ),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="contract of years"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Enter three capital letters (ISO 4217)."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("once", "once"), ("month", "per month"), ("year", "per year")],
                        default="once",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("basis_en", models.CharField(blank=True, max_length=300, verbose_name="basis (English)")),
                ("basis_ja", models.CharField(blank=True, max_length=300, verbose_name="basis (Japanese)")),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fees",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fees",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "fee",
                "verbose_name_plural": "fees",
                "ordering": ["organization", "programme", "payer", "subject", "-term_years"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("currency__regex", "^[A-Z]{3}$")), name="fee_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("source_on", ""),
                                models.Q(
                                    (
                                        "source_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("source_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("from_on", ""),
                                models.Q(
                                    ("from_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("from_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("until_on", ""),
                                models.Q(
                                    ("until_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("until_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="fee_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", ""),
                            ("until_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("until_on"),
                                jitco_portal.common.partial_dates.Earliest("from_on"),
                            ),
                            _connector="OR",
                        ),
                        name="fee_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeEvent",
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
                    "payer",
                    models.CharField(
                        choices=[("trainee", "technical intern trainee"), ("supervising", "supervising organization")],
                        max_length=12,
                        verbose_name="paid by",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("sending_fee", "fee for sending"),
                            ("teaching", "teaching before departure"),
                            ("other_costs", "other costs"),
                            ("management", "management fee"),
                        ],
                        max_length=20,
                        verbose_name="for what",
                    ),
                ),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="contract of years"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Enter three capital letters (ISO 4217)."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("once", "once"), ("month", "per month"), ("year", "per year")],
                        default="once",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("basis_en", models.CharField(blank=True, max_length=300, verbose_name="basis (English)")),
                ("basis_ja", models.CharField(blank=True, max_length=300, verbose_name="basis (Japanese)")),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
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
                        to="organizations.fee",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sendingorganization",
                        verbose_name="sending organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jobcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_jobcategoryevent" ("code", "group", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."group", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="d64b8f2e1ca0bc45287c7570b2e9c26764800abf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1aac",
                    table="organizations_jobcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jobcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_jobcategoryevent" ("code", "group", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."group", NEW."id", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="52d8074ce975e390a13d3c2785b3d8e2caca3472",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c571",
                    table="organizations_jobcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jobcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_jobcategoryevent" ("code", "group", "id", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."group", OLD."id", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="78cc2b22d318e7adbd01d9b645b9df87e4fefb58",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e8e22",
                    table="organizations_jobcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (NEW."category_id", NEW."checked_on", NEW."code", NEW."id", NEW."name_basis", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."source_on", NEW."source_url", NEW."stage3_allowed", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="3fef464db3e14cee701b118ca4e3dd4073022562",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3722b",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (NEW."category_id", NEW."checked_on", NEW."code", NEW."id", NEW."name_basis", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."source_on", NEW."source_url", NEW."stage3_allowed", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="f3108ca7366e18f3c8241c1ae43f4bf2ceb997a8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b78c2",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (OLD."category_id", OLD."checked_on", OLD."code", OLD."id", OLD."name_basis", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."source_on", OLD."source_url", OLD."stage3_allowed", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="a31694e87416aa48e8d38bf02217fd2e813916d0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68f3b",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="listedition",
            name="organizations",
            field=models.ManyToManyField(
                related_name="list_editions",
                through="organizations.ListEntry",
                to="organizations.sendingorganization",
                verbose_name="organizations named",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sendingorganizationevent" ("founded_year", "has_office_in_japan", "japanese_speaking_staff", "licence_number", "native_teachers", "office_in_japan", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_support_en", "returnee_support_ja", "teachers", "training_capacity", "training_centre_en", "training_centre_ja", "training_hours") VALUES (NEW."founded_year", NEW."has_office_in_japan", NEW."japanese_speaking_staff", NEW."licence_number", NEW."native_teachers", NEW."office_in_japan", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."organization_id", NEW."returnee_support_en", NEW."returnee_support_ja", NEW."teachers", NEW."training_capacity", NEW."training_centre_en", NEW."training_centre_ja", NEW."training_hours"); RETURN NULL;',
                    hash="1e87fb6f08091583caffdc424415fb890ab69efb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8a786",
                    table="organizations_sendingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_sendingorganizationevent" ("founded_year", "has_office_in_japan", "japanese_speaking_staff", "licence_number", "native_teachers", "office_in_japan", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_support_en", "returnee_support_ja", "teachers", "training_capacity", "training_centre_en", "training_centre_ja", "training_hours") VALUES (NEW."founded_year", NEW."has_office_in_japan", NEW."japanese_speaking_staff", NEW."licence_number", NEW."native_teachers", NEW."office_in_japan", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."organization_id", NEW."returnee_support_en", NEW."returnee_support_ja", NEW."teachers", NEW."training_capacity", NEW."training_centre_en", NEW."training_centre_ja", NEW."training_hours"); RETURN NULL;',
                    hash="0f8c7aef1a0a51eecab02a0026a47916dd47de87",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27ac3",
                    table="organizations_sendingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sendingorganizationevent" ("founded_year", "has_office_in_japan", "japanese_speaking_staff", "licence_number", "native_teachers", "office_in_japan", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_support_en", "returnee_support_ja", "teachers", "training_capacity", "training_centre_en", "training_centre_ja", "training_hours") VALUES (OLD."founded_year", OLD."has_office_in_japan", OLD."japanese_speaking_staff", OLD."licence_number", OLD."native_teachers", OLD."office_in_japan", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."organization_id", OLD."returnee_support_en", OLD."returnee_support_ja", OLD."teachers", OLD."training_capacity", OLD."training_centre_en", OLD."training_centre_ja", OLD."training_hours"); RETURN NULL;',
                    hash="a8cf4bd9b17573591483302523681510df69fa98",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_524ac",
                    table="organizations_sendingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."short_name", NEW."source", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="e3983db7e0ddf3e611c9e929891b7f7c62742a84",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a753",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."address_ja" IS DISTINCT FROM (NEW."address_ja") OR OLD."checked_on" IS DISTINCT FROM (NEW."checked_on") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_confirmed_on" IS DISTINCT FROM (NEW."last_confirmed_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_on" IS DISTINCT FROM (NEW."source_on") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."short_name", NEW."source", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="01669c2352c7025e994e15b48f26033e8b44227e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a92",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_on", "source_url", "website") VALUES (OLD."address", OLD."address_ja", OLD."checked_on", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."country_id", OLD."id", OLD."is_published", OLD."is_sample", OLD."kind", OLD."languages", OLD."last_confirmed_on", OLD."merged_into_id", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."name_local", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."public_id", OLD."short_name", OLD."source", OLD."source_on", OLD."source_url", OLD."website"); RETURN NULL;',
                    hash="cda388aa89812aa6e3c055a014d446dc8ef4f547",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="public_id_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f47a3269ff816e30ce5d486f309506e27cf9681f",
                    operation="UPDATE",
                    pgid="pgtrigger_public_id_never_changes_3d3b5",
                    table="organizations_organization",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "year") VALUES (NEW."checked_on", NEW."id", NEW."number", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."year"); RETURN NULL;',
                    hash="cb9638eefb923d0594b3e26e11a132cc6e95be51",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59bda",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "year") VALUES (NEW."checked_on", NEW."id", NEW."number", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."year"); RETURN NULL;',
                    hash="a2bf57f6c391addef8b43c255b408ee0c885006a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4de97",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "year") VALUES (OLD."checked_on", OLD."id", OLD."number", OLD."operation_id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_on", OLD."source_url", OLD."year"); RETURN NULL;',
                    hash="74cabea5e80784303ad68833d7e7a15abaa1ca9d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a9bb2",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_on", "source_url") VALUES (NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said", NEW."said_on", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="0ad08ed4f40fbd8386ce8c1cbca7a1ca2ede14be",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e478f",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_on", "source_url") VALUES (NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said", NEW."said_on", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="89494112c4f235783f7dbf806fec732ca037492e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_acf20",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_on", "source_url") VALUES (OLD."basis_en", OLD."basis_ja", OLD."checked_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said", OLD."said_on", OLD."sending_organization_id", OLD."source", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="03c91a6f44c11cf5c87e84552f5214fab67c20dd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2d0ea",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."side", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="bff3d9ef4139039887a61a617b2d89303a67f1d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_94fc7",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."side", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="5780b6409b4571cb8e4ccd0a502a8f7c803f7212",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7d32",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."sending_organization_id", OLD."side", OLD."source", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="4a9fc3be0aaf4219eea28f2dc59d253d874b0f5a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ccb9a",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listentryevent" ("edition_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_name", "sending_organization_id") VALUES (NEW."edition_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed_name", NEW."sending_organization_id"); RETURN NULL;',
                    hash="84af340e67fb1656554c3829a852865d5e87bdf6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_de6fd",
                    table="organizations_listentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_listentryevent" ("edition_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_name", "sending_organization_id") VALUES (NEW."edition_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed_name", NEW."sending_organization_id"); RETURN NULL;',
                    hash="6760a5c4ba18c1a90d276eb817fd0fecbf45937d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78051",
                    table="organizations_listentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listentryevent" ("edition_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_name", "sending_organization_id") VALUES (OLD."edition_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed_name", OLD."sending_organization_id"); RETURN NULL;',
                    hash="40b8f9b8eac615f9380cac2f6e0c21f8f852cd00",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_592f9",
                    table="organizations_listentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."id", NEW."is_complete", NEW."issuer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."published_on", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="65500ad0520c8c87508d788f5f9c814ef4ff1f37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1fddd",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."id", NEW."is_complete", NEW."issuer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."published_on", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="f1e3a61267ce8daf5d0e8ad52adc77256bcb2f06",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09158",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_on", "source_url") VALUES (OLD."checked_on", OLD."id", OLD."is_complete", OLD."issuer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."published_on", OLD."source", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="bd9d33dcc921b490e3a050c6b0c23438a5d9ab64",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e1cd9",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."currency", NEW."from_on", NEW."id", NEW."organization_id", NEW."payer", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="18f642d23210c4e3a842dfbd0d51252c19fada4a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22f16",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."currency", NEW."from_on", NEW."id", NEW."organization_id", NEW."payer", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="3f2771629e0fb8166af2f23bd1d944cea5ccb2d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38f62",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (OLD."amount", OLD."basis_en", OLD."basis_ja", OLD."checked_on", OLD."currency", OLD."from_on", OLD."id", OLD."organization_id", OLD."payer", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_on", OLD."source_url", OLD."subject", OLD."term_years", OLD."until_on"); RETURN NULL;',
                    hash="db05530401f696750c6f128b50a685b70d748bc5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c284f",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."id", NEW."item", NEW."note_en", NEW."note_ja", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="36689d0d7a36500f2cc24866fd848debb1a72abb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_838c9",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."id", NEW."item", NEW."note_en", NEW."note_ja", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="278dbc616df8596108a7ccd8e0c7f5a07837b168",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1f47e",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "state") VALUES (OLD."checked_on", OLD."id", OLD."item", OLD."note_en", OLD."note_ja", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url", OLD."state"); RETURN NULL;',
                    hash="ec99d21630862f3d06c4a11983bc93c913d9cb74",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_40ba8",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_on", "source_url") VALUES (NEW."approved_from", NEW."approved_until", NEW."checked_on", NEW."confirmed_on", NEW."first_seen_on", NEW."id", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."scope_en", NEW."scope_ja", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="14c275f01cc6ca4151a8157e7d6e469d7be55789",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c611",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_on", "source_url") VALUES (NEW."approved_from", NEW."approved_until", NEW."checked_on", NEW."confirmed_on", NEW."first_seen_on", NEW."id", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."scope_en", NEW."scope_ja", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="a3cf1adf47c623cab9a6588465702271cee3e937",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b2c6f",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_on", "source_url") VALUES (OLD."approved_from", OLD."approved_until", OLD."checked_on", OLD."confirmed_on", OLD."first_seen_on", OLD."id", OLD."issuer_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."scope_en", OLD."scope_ja", OLD."sending_organization_id", OLD."source", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="360e092afead00508d47c548acf80a4414a9f09d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_01800",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."confirmed_on", NEW."from_on", NEW."id", NEW."issuer_id", NEW."operation_group", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="afeff75d8176247ac4d1f3b6643eec88fae4a94e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f93da",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."confirmed_on", NEW."from_on", NEW."id", NEW."issuer_id", NEW."operation_group", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="16ba2ac30dde1289e5e73c9e9bf144c09a11f057",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dbe5f",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_on", "source_url", "until_on") VALUES (OLD."checked_on", OLD."confirmed_on", OLD."from_on", OLD."id", OLD."issuer_id", OLD."operation_group", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."sending_organization_id", OLD."source", OLD."source_on", OLD."source_url", OLD."until_on"); RETURN NULL;',
                    hash="f6c4b21b0f615701d216fb4c59d6d701dd887016",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44044",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_supervisingorganizationevent" ("organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture", "supporting_member") VALUES (NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."organization_id", NEW."prefecture", NEW."supporting_member"); RETURN NULL;',
                    hash="6cf4d3f4df5d0016999352d298412220d9a0624f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f8104",
                    table="organizations_supervisingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_supervisingorganizationevent" ("organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture", "supporting_member") VALUES (NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."organization_id", NEW."prefecture", NEW."supporting_member"); RETURN NULL;',
                    hash="93ef84ad220fff3450333393b18ca4d63f0bc3d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98525",
                    table="organizations_supervisingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_supervisingorganizationevent" ("organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefecture", "supporting_member") VALUES (OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."organization_id", OLD."prefecture", OLD."supporting_member"); RETURN NULL;',
                    hash="e46c6ea55d994e0c2125e908c07b6409ba7acaad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_499c0",
                    table="organizations_supervisingorganization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="8f82b6a75f8d33e5f0bc1e274cd399ecabfbf191",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3dfec",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="237190ec041cc2ffb2df792afd669bcba6a986d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3245d",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="803ec344cb63158dc0af81068c35e10c7b8ef4a7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a1833",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="4ff146eb039773c00d39e6e60de5e0b15a4c727a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f19d",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="8b3d2b1dd717747e82136bbcccbe5988640ed2b4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c02a",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (OLD."checked_on", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="1ecc59a1f47db2c7a67310430a49c378e8ed22c2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3630d",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."until_on"); RETURN NULL;',
                    hash="c7db42b9a3aad6cf87b7cbf7f47ef35027745485",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b554",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sending_organization_id", NEW."source", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."until_on"); RETURN NULL;',
                    hash="aa112be2e95f95ed2e99ba8638aed5338271104b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2b79",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sending_organization_id", OLD."source", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."until_on"); RETURN NULL;',
                    hash="503c854fbd0d24df000b146a95e7c8b1d3184ed0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e7fa9",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
    ]
