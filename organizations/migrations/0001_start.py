import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import jitco_portal.common.partial_dates
import jitco_portal.common.periods
import jitco_portal.common.quick_migrations
from jitco_portal.common import quick_migrations


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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
                            django.db.models.lookups.LessThanOrEqual(models.F("published_on"), models.F("checked_on"))
                        ),
                        name="listedition_published_on_was_read",
                        violation_error_message="This day lies after the day on which the source was checked.",
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.LessThanOrEqual(
                                jitco_portal.common.partial_dates.Earliest("confirmed_on"), models.F("checked_on")
                            )
                        ),
                        name="allowance_confirmed_on_was_read",
                        violation_error_message="This day lies after the day on which the source was checked.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
                        condition=models.Q(
                            django.db.models.lookups.LessThanOrEqual(
                                jitco_portal.common.partial_dates.Earliest("confirmed_on"), models.F("checked_on")
                            )
                        ),
                        name="approval_confirmed_on_was_read",
                        violation_error_message="This day lies after the day on which the source was checked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_from", ""), _negated=True),
                            ("approved_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("approved_until"),
                                jitco_portal.common.partial_dates.Earliest("first_seen_on"),
                            ),
                            _connector="OR",
                        ),
                        name="approval_seen_before_its_end",
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
            model_name="publicidseries",
            trigger=pgtrigger.compiler.Trigger(
                name="series_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="538a3a0c42a1ab0970a6c2b99e92b6f76d5a3e44",
                    operation="DELETE",
                    pgid="pgtrigger_series_stays_b1a8b",
                    table="organizations_publicidseries",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="publicidseries",
            trigger=pgtrigger.compiler.Trigger(
                name="series_never_falls",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.last_number < OLD.last_number OR NEW.prefix <> OLD.prefix THEN RAISE EXCEPTION 'a public id is never given twice' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="034ceb69a005490cc57fb76ba878bec24834cffc",
                    operation="UPDATE",
                    pgid="pgtrigger_series_never_falls_cf8bc",
                    table="organizations_publicidseries",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="jobcategoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9249172a06394ee0eb4a8021ea1cfe888d16d152",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b714c",
                    table="organizations_jobcategoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="listeditionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7bdb8cdeeecbebe4a92503ed2278c0ef60e5d653",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4f733",
                    table="organizations_listeditionevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_ja", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (NEW."category_id", NEW."checked_on", NEW."code", NEW."id", NEW."name_basis", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."stage3_allowed", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="a3f63fe69d30e221af31b6819cae79fee286523f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3722b",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_ja", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (NEW."category_id", NEW."checked_on", NEW."code", NEW."id", NEW."name_basis", NEW."name_en", NEW."name_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."stage3_allowed", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="adcc2248320d99e4cabe9077c2d3625f1058c05f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b78c2",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_operationevent" ("category_id", "checked_on", "code", "id", "name_basis", "name_en", "name_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "source_ja", "source_on", "source_url", "stage3_allowed", "valid_from", "valid_until") VALUES (OLD."category_id", OLD."checked_on", OLD."code", OLD."id", OLD."name_basis", OLD."name_en", OLD."name_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."stage3_allowed", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="dbe0fb720940c1fcdb2da4d770ca43f469b8ecc6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68f3b",
                    table="organizations_operation",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="operationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="718f9661eb902777595cc03330f0b2615ffde45a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1c626",
                    table="organizations_operationevent",
                    when="BEFORE",
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
            model_name="sendingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="details_of_a_sending_organization",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM organizations_organization one WHERE one.id = NEW.organization_id AND one.kind = 'sending') THEN RAISE EXCEPTION 'these details belong to a sending organization' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="89ab53f77bcf9cae6f5f9a56f5fd02650f7c3d5e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_details_of_a_sending_organization_5c61a",
                    table="organizations_sendingorganization",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."short_name", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="66568cc90564a05d057e11ae5d09c241f56577f9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a753",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."address_ja" IS DISTINCT FROM (NEW."address_ja") OR OLD."checked_on" IS DISTINCT FROM (NEW."checked_on") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_confirmed_on" IS DISTINCT FROM (NEW."last_confirmed_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ja" IS DISTINCT FROM (NEW."name_ja") OR OLD."name_kana" IS DISTINCT FROM (NEW."name_kana") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ja" IS DISTINCT FROM (NEW."note_ja") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_ja" IS DISTINCT FROM (NEW."source_ja") OR OLD."source_on" IS DISTINCT FROM (NEW."source_on") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."address", NEW."address_ja", NEW."checked_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country_id", NEW."id", NEW."is_published", NEW."is_sample", NEW."kind", NEW."languages", NEW."last_confirmed_on", NEW."merged_into_id", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."name_local", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."short_name", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="7d7cde0da920bdfb61e0823752cb442a53203d59",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a92",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "address_ja", "checked_on", "contact_email", "contact_name", "contact_phone", "country_id", "id", "is_published", "is_sample", "kind", "languages", "last_confirmed_on", "merged_into_id", "name_en", "name_ja", "name_kana", "name_local", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "short_name", "source", "source_ja", "source_on", "source_url", "website") VALUES (OLD."address", OLD."address_ja", OLD."checked_on", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."country_id", OLD."id", OLD."is_published", OLD."is_sample", OLD."kind", OLD."languages", OLD."last_confirmed_on", OLD."merged_into_id", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."name_local", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."public_id", OLD."short_name", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."website"); RETURN NULL;',
                    hash="375e5f5a4c55712743b6eec976e693e265af75aa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="public_id_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2b131ac40f236483a6ec3e1834f61867d1747698",
                    operation="UPDATE",
                    pgid="pgtrigger_public_id_never_changes_3d3b5",
                    table="organizations_organization",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="public_id_is_never_free_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e1488d36159cafc65e03fbcd012b3dc40d0942a7",
                    operation="DELETE",
                    pgid="pgtrigger_public_id_is_never_free_again_c19b7",
                    table="organizations_organization",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.merged_into_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM organizations_organization into_one WHERE into_one.id = NEW.merged_into_id AND into_one.kind = NEW.kind AND into_one.merged_into_id IS NULL) OR EXISTS (SELECT 1 FROM organizations_organization other WHERE other.merged_into_id = NEW.id)) THEN RAISE EXCEPTION 'an organization is merged into one of its kind that was not merged itself' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="e6070bda5f1c93ecd8a9e20e47eee144d49698a0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stands_229fd",
                    table="organizations_organization",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OrganizationOperation",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("organizations.organization_operations",),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b57d657ff616d824ae4a63d9d1c32f035699505a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88049",
                    table="organizations_organizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationoperationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f636307222cdc6351421d028f81d7be1143fa7cb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b3479",
                    table="organizations_organizationoperationevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "year") VALUES (NEW."checked_on", NEW."id", NEW."number", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."year"); RETURN NULL;',
                    hash="0a1dfe5c5977c0e32497049d09a82bf58721c128",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59bda",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "year") VALUES (NEW."checked_on", NEW."id", NEW."number", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."year"); RETURN NULL;',
                    hash="8d544d2c589ad36a1d979831fe83b83134dcab3a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4de97",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="traineefigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_traineefigureevent" ("checked_on", "id", "number", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "year") VALUES (OLD."checked_on", OLD."id", OLD."number", OLD."operation_id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."year"); RETURN NULL;',
                    hash="f84ee61d44f39e2a94af6e09213d07c501f4ed7d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a9bb2",
                    table="organizations_traineefigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="traineefigureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aa06b3182d6b887871d078e87fbdbd3c5dfd05a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9f30e",
                    table="organizations_traineefigureevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="sendingorganizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="25acc8e55b3b395a048ec22b6ff651949e6cfa18",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5d8f3",
                    table="organizations_sendingorganizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="reportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b95cb18c5a6888cfa14fc682c26fb08a4568d0c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b643",
                    table="organizations_reportevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said", NEW."said_on", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="0d90fe4347e030042ffb1288b745cafac868e25e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e478f",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said", NEW."said_on", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="714c2524f51e274ecf0f1dc813268c0e9791a839",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_acf20",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_reportevent" ("basis_en", "basis_ja", "checked_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "said_on", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (OLD."basis_en", OLD."basis_ja", OLD."checked_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said", OLD."said_on", OLD."sending_organization_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="049ac20be12e73f771b18d76b2beaf26c9cbd314",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2d0ea",
                    table="organizations_report",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationmeasureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="726e50a87fcf24c6e6fb29c6fc42975b0314fe78",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_38f06",
                    table="organizations_organizationmeasureevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."side", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="1f990163b1c0744cb41daa100cd319528e5814cd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_94fc7",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."side", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="26700a3ade85586eb6c12d310e75e544e4c65fba",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7d32",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationmeasureevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."sending_organization_id", OLD."side", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="f2ecf9984074eca5b623fac43f0ae701d06e025d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ccb9a",
                    table="organizations_organizationmeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="listentryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4ac600ae291638b4eddf45b51d304bbcc2f4712e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a76fa",
                    table="organizations_listentryevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
            model_name="listentry",
            trigger=pgtrigger.compiler.Trigger(
                name="list_of_its_country",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (SELECT one.country_id FROM organizations_organization one WHERE one.id = NEW.sending_organization_id) IS DISTINCT FROM (SELECT office.country_id FROM countries_counterpart office WHERE office.id = (SELECT edition.issuer_id FROM organizations_listedition edition WHERE edition.id = NEW.edition_id)) THEN RAISE EXCEPTION 'the office belongs to another country than the organization' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="bf636124d4b1982918c844141bc302627748a39b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_list_of_its_country_ff128",
                    table="organizations_listentry",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."id", NEW."is_complete", NEW."issuer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."published_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="b7947772ae554532b820f69fee451031872a7b5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1fddd",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."id", NEW."is_complete", NEW."issuer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."published_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="7267c327a598d146f49e0d2556759d35f788e1ab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09158",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="listedition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_listeditionevent" ("checked_on", "id", "is_complete", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_on", "source", "source_ja", "source_on", "source_url") VALUES (OLD."checked_on", OLD."id", OLD."is_complete", OLD."issuer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."published_on", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="9046f9cbb432f137bb968b3c81a7080e13ea41e8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e1cd9",
                    table="organizations_listedition",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="feeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8f234e84033763c496493dde04b1fc00f6996ff1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3d14",
                    table="organizations_feeevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."currency", NEW."from_on", NEW."id", NEW."organization_id", NEW."payer", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="53162d1d9680a17ff31f553831a11ca07c78e664",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22f16",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."basis_en", NEW."basis_ja", NEW."checked_on", NEW."currency", NEW."from_on", NEW."id", NEW."organization_id", NEW."payer", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="15d4f6e39cf91afef590cb02d6dd01812a398fa6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38f62",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="fee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_feeevent" ("amount", "basis_en", "basis_ja", "checked_on", "currency", "from_on", "id", "organization_id", "payer", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (OLD."amount", OLD."basis_en", OLD."basis_ja", OLD."checked_on", OLD."currency", OLD."from_on", OLD."id", OLD."organization_id", OLD."payer", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."subject", OLD."term_years", OLD."until_on"); RETURN NULL;',
                    hash="62b2af459eeb59bb09b0a33319297b9b79c65505",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c284f",
                    table="organizations_fee",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="article25itemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="edbbd6ff1bf951a539a26bc463ffee4a9ec9d60a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4e4b4",
                    table="organizations_article25itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."id", NEW."item", NEW."note_en", NEW."note_ja", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="ce5df3b3d2fe9c1a8a79883f395074ce12798f98",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_838c9",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."id", NEW."item", NEW."note_en", NEW."note_ja", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="dc94267b8cbc5230c1e99f17eddaef3aee2c6cba",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1f47e",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="article25item",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_article25itemevent" ("checked_on", "id", "item", "note_en", "note_ja", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "state") VALUES (OLD."checked_on", OLD."id", OLD."item", OLD."note_en", OLD."note_ja", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."state"); RETURN NULL;',
                    hash="03232ad36bb45e3139ebe1ad1fee99723e63a0a7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_40ba8",
                    table="organizations_article25item",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="approvalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2f918e4810235ae062b3964edc984a6de21facf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b11ba",
                    table="organizations_approvalevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."approved_from", NEW."approved_until", NEW."checked_on", NEW."confirmed_on", NEW."first_seen_on", NEW."id", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."scope_en", NEW."scope_ja", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="7a6cf50503cb4ce75fe1102249936fcdf6533365",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c611",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."approved_from", NEW."approved_until", NEW."checked_on", NEW."confirmed_on", NEW."first_seen_on", NEW."id", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."scope_en", NEW."scope_ja", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="212108b6d490c5b007211b051d8c17fd94a2f41e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b2c6f",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_approvalevent" ("approved_from", "approved_until", "checked_on", "confirmed_on", "first_seen_on", "id", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scope_en", "scope_ja", "sending_organization_id", "source", "source_ja", "source_on", "source_url") VALUES (OLD."approved_from", OLD."approved_until", OLD."checked_on", OLD."confirmed_on", OLD."first_seen_on", OLD."id", OLD."issuer_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."scope_en", OLD."scope_ja", OLD."sending_organization_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="b81803c84c6065af1dff1c476b0ed63890398136",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_01800",
                    table="organizations_approval",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_by_its_country",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (SELECT one.country_id FROM organizations_organization one WHERE one.id = NEW.sending_organization_id) IS DISTINCT FROM (SELECT office.country_id FROM countries_counterpart office WHERE office.id = (NEW.issuer_id)) THEN RAISE EXCEPTION 'the office belongs to another country than the organization' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="0a1426a8f5469116ffdbc65b8beecd0d5e4d3ea8",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_approved_by_its_country_48f2d",
                    table="organizations_approval",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="allowanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5aa270fb31bdfbb0921dd203409a6f34a4c88dbc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a13f3",
                    table="organizations_allowanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."confirmed_on", NEW."from_on", NEW."id", NEW."issuer_id", NEW."operation_group", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="1cdf4d0fb3059928467abf0dde89d1bc5e5db637",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f93da",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (NEW."checked_on", NEW."confirmed_on", NEW."from_on", NEW."id", NEW."issuer_id", NEW."operation_group", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."until_on"); RETURN NULL;',
                    hash="3dfc530134a057ed847ea6b14806991c50651146",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dbe5f",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_allowanceevent" ("checked_on", "confirmed_on", "from_on", "id", "issuer_id", "operation_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "until_on") VALUES (OLD."checked_on", OLD."confirmed_on", OLD."from_on", OLD."id", OLD."issuer_id", OLD."operation_group", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."sending_organization_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."until_on"); RETURN NULL;',
                    hash="880347361b25bf573487b2c6407b10b129446c58",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44044",
                    table="organizations_allowance",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="allowed_by_its_country",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (SELECT one.country_id FROM organizations_organization one WHERE one.id = NEW.sending_organization_id) IS DISTINCT FROM (SELECT office.country_id FROM countries_counterpart office WHERE office.id = (NEW.issuer_id)) THEN RAISE EXCEPTION 'the office belongs to another country than the organization' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="ce742a62116566beaa03039d26f59ed4b6c572e3",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_allowed_by_its_country_0e10c",
                    table="organizations_allowance",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="supervisingorganizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="489c069045b2c8dbf2c7e8a4a547ebb9bba0406a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f1f9e",
                    table="organizations_supervisingorganizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
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
        quick_migrations.AddTrigger(
            model_name="supervisingorganization",
            trigger=pgtrigger.compiler.Trigger(
                name="details_of_a_supervising_organization",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NOT EXISTS (SELECT 1 FROM organizations_organization one WHERE one.id = NEW.organization_id AND one.kind = 'supervising') THEN RAISE EXCEPTION 'these details belong to a supervising organization' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="e740fe5ef7e393781083ad9d0f999de7fcf02c45",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_details_of_a_supervising_organization_aefb8",
                    table="organizations_supervisingorganization",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SupervisingCountry",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("organizations.supervisingorganization_accepts_from",),
        ),
        quick_migrations.AddTrigger(
            model_name="supervisingcountryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa24593fb40c65fdfbdd08fa2ed869a4ecfa9258",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_22cac",
                    table="organizations_supervisingcountryevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="sanctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8cf16a6d3b80dd15f8bc9cd504bdf0f4f5dafb3b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4fdcf",
                    table="organizations_sanctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="0855e37f319c2ade0f03bff18b2f46bfd92980f6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3dfec",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="189189038cd5a7f91b17fa2afb76695d83401991",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3245d",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_sanctionevent" ("checked_on", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="734ed60f73930394a5f923b25f7eb97f60f0c775",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a1833",
                    table="organizations_sanction",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="permitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="915d278e1b01a32bb0a54153e9fb8adfad1f8e24",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fc8f6",
                    table="organizations_permitevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="2c4d2a94070b5aa13ffaa5c4edb3e69d9e6fff3f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f19d",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (NEW."checked_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="b976ebe38fcd8023bec0dafee357bc130035d23f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c02a",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="permit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_permitevent" ("checked_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "valid_from", "valid_until") VALUES (OLD."checked_on", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="d8ef7d37ed23bb596d27b9f80729549aa64fe81a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3630d",
                    table="organizations_permit",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="partnershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="748622e86ccbcded9f767bb93e96024a7e8be817",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_865f7",
                    table="organizations_partnershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."until_on"); RETURN NULL;',
                    hash="b177552493d99f94a969a9202bdea782c696e8b2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b554",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (NEW."checked_on", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sending_organization_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."supervising_organization_id", NEW."until_on"); RETURN NULL;',
                    hash="2eb163dde961a7ba53b501cfd07813a40913917d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2b79",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_partnershipevent" ("checked_on", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sending_organization_id", "source", "source_ja", "source_on", "source_url", "supervising_organization_id", "until_on") VALUES (OLD."checked_on", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sending_organization_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."supervising_organization_id", OLD."until_on"); RETURN NULL;',
                    hash="fbeef10736de17927123d625b837ea7894b5cfd7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e7fa9",
                    table="organizations_partnership",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationoperationevent" ("id", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                    hash="46a6e9af492b6b1259919b693e68d793201ae879",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_94855",
                    table="organizations_organization_operations",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_organizationoperationevent" ("id", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."operation_id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\'); RETURN NULL;',
                    hash="3c736e863c92f8067103dc598e36e753324647a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4ffb",
                    table="organizations_organization_operations",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="organizationoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationoperationevent" ("id", "operation_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."operation_id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                    hash="bf3f8932933e6cf6c719ddf32725b24a5b4d5a7f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f416b",
                    table="organizations_organization_operations",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="supervisingcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_supervisingcountryevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "supervisingorganization_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."supervisingorganization_id"); RETURN NULL;',
                    hash="e8fd52952b1b913ff95dd9696fff24907b8dadf2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fb5cb",
                    table="organizations_supervisingorganization_accepts_from",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="supervisingcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_supervisingcountryevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "supervisingorganization_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."supervisingorganization_id"); RETURN NULL;',
                    hash="4cacbca4626686a82c931c487e6a5951d0e7c7ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49695",
                    table="organizations_supervisingorganization_accepts_from",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="supervisingcountry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_supervisingcountryevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "supervisingorganization_id") VALUES (OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."supervisingorganization_id"); RETURN NULL;',
                    hash="85ff61bfb290c6769476677d4b15c2132a535b4f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0744",
                    table="organizations_supervisingorganization_accepts_from",
                    when="AFTER",
                ),
            ),
        ),
    ]
