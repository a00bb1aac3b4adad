import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import jitco_portal.common.partial_dates
import jitco_portal.common.quick_migrations
from jitco_portal.common import quick_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Country",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=2,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Enter two capital letters (ISO 3166-1 alpha-2)."
                            )
                        ],
                        verbose_name="country code",
                    ),
                ),
                ("name_en", models.CharField(max_length=100, unique=True, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=100, unique=True, verbose_name="name (Japanese)")),
                (
                    "name_kana",
                    models.CharField(
                        help_text="The order of Japanese lists comes from it.",
                        max_length=100,
                        validators=[django.core.validators.RegexValidator("^[ァ-ヶー]+$", "Enter katakana only.")],
                        verbose_name="reading in katakana",
                    ),
                ),
                (
                    "division",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "International Affairs Department, first division"),
                            ("second", "International Affairs Department, second division"),
                        ],
                        help_text="Blank where no source names it.",
                        max_length=10,
                        verbose_name="responsible division",
                    ),
                ),
                (
                    "division_source_url",
                    models.URLField(blank=True, max_length=1000, verbose_name="address of the source for the division"),
                ),
                (
                    "official_list_url",
                    models.URLField(
                        blank=True,
                        help_text="Where OTIT or the government publishes the list.",
                        max_length=1000,
                        verbose_name="official list of organizations",
                    ),
                ),
                ("tile_row", models.PositiveSmallIntegerField(verbose_name="row in the tile grid")),
                ("tile_column", models.PositiveSmallIntegerField(verbose_name="column in the tile grid")),
                ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review on")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample (fictional)")),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ["name_en"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("code__regex", "^[A-Z]{2}$")), name="country_code_iso"),
                    models.UniqueConstraint(fields=("tile_row", "tile_column"), name="country_tile_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Counterpart",
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
                ("name_en", models.CharField(max_length=300, verbose_name="name (English)")),
                ("name_ja", models.CharField(blank=True, max_length=300, verbose_name="name (Japanese)")),
                ("abbreviation", models.CharField(blank=True, max_length=40, verbose_name="abbreviation")),
                (
                    "is_contact_point",
                    models.BooleanField(
                        default=False,
                        help_text="The office with which JITCO speaks under the R/D.",
                        verbose_name="government contact point",
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
                (
                    "list_tolerance_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="An approval counts as confirmed for so many days after the newest list that names it.",
                        verbose_name="tolerance of its lists in days",
                    ),
                ),
                ("active_from", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("active_until", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counterparts",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "government office",
                "verbose_name_plural": "government offices",
                "ordering": ["country", "name_en"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "name_en"),
                        name="counterpart_once",
                        violation_error_message="This office is already there for the country.",
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
                                ("active_from", ""),
                                models.Q(
                                    (
                                        "active_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("active_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("active_until", ""),
                                models.Q(
                                    (
                                        "active_until__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("active_until"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="counterpart_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_from", ""),
                            ("active_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("active_until"),
                                jitco_portal.common.partial_dates.Earliest("active_from"),
                            ),
                            _connector="OR",
                        ),
                        name="counterpart_active_from_active_until",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                    models.SlugField(
                        help_text="Small letters: titp, ssw, esd.", max_length=10, unique=True, verbose_name="code"
                    ),
                ),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("short_en", models.CharField(max_length=20, verbose_name="short name (English)")),
                ("short_ja", models.CharField(max_length=20, verbose_name="short name (Japanese)")),
                (
                    "new_plans_from",
                    models.DateField(
                        help_text="First day on which new plans are taken.", verbose_name="new plans from"
                    ),
                ),
                (
                    "new_plans_until",
                    models.DateField(
                        blank=True,
                        help_text="Last day on which new plans are taken; blank while none is set.",
                        null=True,
                        verbose_name="new plans until",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("new_plans_until", None),
                            ("new_plans_until__gte", models.F("new_plans_from")),
                            _connector="OR",
                        ),
                        name="programme_new_plans",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("new_plans_from__gte", datetime.date(1990, 1, 1)),
                            models.Q(
                                ("new_plans_until", None),
                                ("new_plans_until__lte", datetime.date(2100, 12, 31)),
                                _connector="OR",
                            ),
                        ),
                        name="programme_within_reach",
                        violation_error_message="Enter a day from 1990 to 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("kind", models.CharField(choices=[("rd", "R/D"), ("moc", "MOC")], max_length=3, verbose_name="kind")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("inferred", "inferred from other sources"),
                            ("none_found", "none found"),
                        ],
                        default="signed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "signed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Blank where no source shows the day.", verbose_name="signed on"
                    ),
                ),
                (
                    "effective_on",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force from"),
                ),
                (
                    "list_published_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, verbose_name="list of organizations published on"
                    ),
                ),
                (
                    "others_refused_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="First day on which organizations that are not approved are refused.",
                        verbose_name="others refused from",
                    ),
                ),
                (
                    "ended_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day in force; blank while in force.", verbose_name="in force until"
                    ),
                ),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
                (
                    "counterpart",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="countries.counterpart",
                        verbose_name="signed by",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "programmes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agreements",
                        to="countries.programme",
                        verbose_name="programmes covered",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["country", "kind", "signed_on", "pk"],
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
                                ("signed_on", ""),
                                models.Q(
                                    (
                                        "signed_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("signed_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("effective_on", ""),
                                models.Q(
                                    (
                                        "effective_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("effective_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("list_published_on", ""),
                                models.Q(
                                    (
                                        "list_published_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("list_published_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("others_refused_from", ""),
                                models.Q(
                                    (
                                        "others_refused_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("others_refused_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("ended_on", ""),
                                models.Q(
                                    ("ended_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("ended_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="agreement_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", ""),
                            ("effective_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("effective_on"),
                                jitco_portal.common.partial_dates.Earliest("signed_on"),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_signed_on_effective_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", ""),
                            ("ended_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("ended_on"),
                                jitco_portal.common.partial_dates.Earliest("signed_on"),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_signed_on_ended_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_on", ""),
                            ("ended_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("ended_on"),
                                jitco_portal.common.partial_dates.Earliest("effective_on"),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_effective_on_ended_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "none_found"), _negated=True),
                            models.Q(
                                ("effective_on", ""),
                                ("ended_on", ""),
                                ("list_published_on", ""),
                                ("others_refused_from", ""),
                                ("signed_on", ""),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_none_found_has_no_dates",
                        violation_error_message="An agreement that was not found has no dates.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="CountryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Enter two capital letters (ISO 3166-1 alpha-2)."
                            )
                        ],
                        verbose_name="country code",
                    ),
                ),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                (
                    "name_kana",
                    models.CharField(
                        help_text="The order of Japanese lists comes from it.",
                        max_length=100,
                        validators=[django.core.validators.RegexValidator("^[ァ-ヶー]+$", "Enter katakana only.")],
                        verbose_name="reading in katakana",
                    ),
                ),
                (
                    "division",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "International Affairs Department, first division"),
                            ("second", "International Affairs Department, second division"),
                        ],
                        help_text="Blank where no source names it.",
                        max_length=10,
                        verbose_name="responsible division",
                    ),
                ),
                (
                    "division_source_url",
                    models.URLField(blank=True, max_length=1000, verbose_name="address of the source for the division"),
                ),
                (
                    "official_list_url",
                    models.URLField(
                        blank=True,
                        help_text="Where OTIT or the government publishes the list.",
                        max_length=1000,
                        verbose_name="official list of organizations",
                    ),
                ),
                ("tile_row", models.PositiveSmallIntegerField(verbose_name="row in the tile grid")),
                ("tile_column", models.PositiveSmallIntegerField(verbose_name="column in the tile grid")),
                ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review on")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample (fictional)")),
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
                        to="countries.country",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryFigure",
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
                            ("accredited", "accredited sending organizations (old system)"),
                            ("approved", "approved sending organizations"),
                            ("licensed", "licensed agencies, any destination"),
                            ("trainees", "technical intern trainees in Japan"),
                        ],
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                ("counted_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="counted on")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("is_approximate", models.BooleanField(default=False, verbose_name="about")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                ("note_ja", models.CharField(blank=True, max_length=300, verbose_name="note (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of a country",
                "verbose_name_plural": "figures of countries",
                "ordering": ["country", "kind", "counted_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "kind", "counted_on"),
                        name="countryfigure_once",
                        violation_error_message="There is a figure for this day.",
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
                                ("counted_on", ""),
                                models.Q(
                                    (
                                        "counted_on__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("counted_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="countryfigure_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_on", ""), _negated=True), name="countryfigure_has_day"
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="CountryFigureEvent",
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
                            ("accredited", "accredited sending organizations (old system)"),
                            ("approved", "approved sending organizations"),
                            ("licensed", "licensed agencies, any destination"),
                            ("trainees", "technical intern trainees in Japan"),
                        ],
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                ("counted_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="counted on")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("is_approximate", models.BooleanField(default=False, verbose_name="about")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                ("note_ja", models.CharField(blank=True, max_length=300, verbose_name="note (Japanese)")),
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
                        to="countries.countryfigure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryMeasure",
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
                    "side",
                    models.CharField(
                        choices=[("sending", "the sending government"), ("japan", "Japan")],
                        max_length=10,
                        verbose_name="taken by",
                    ),
                ),
                ("text_en", models.TextField(verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Last day of the measure; blank while no end is known.",
                        verbose_name="until",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank where the measure covers every programme.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="country_measures",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure for a whole country",
                "verbose_name_plural": "measures for a whole country",
                "ordering": ["country", "-from_on"],
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
                        name="countrymeasure_partial_dates",
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
                        name="countrymeasure_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on", ""), _negated=True), name="countrymeasure_has_start"
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="CountryMeasureEvent",
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
                    "side",
                    models.CharField(
                        choices=[("sending", "the sending government"), ("japan", "Japan")],
                        max_length=10,
                        verbose_name="taken by",
                    ),
                ),
                ("text_en", models.TextField(verbose_name="what it says (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="what it says (Japanese)")),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="from")),
                (
                    "until_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="Last day of the measure; blank while no end is known.",
                        verbose_name="until",
                    ),
                ),
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
                        to="countries.countrymeasure",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountrySection",
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
                            ("situation", "Situation"),
                            ("procedures", "Procedures"),
                            ("regulations", "Regulations"),
                            ("costs", "Costs"),
                            ("work_and_life", "Work and life"),
                        ],
                        max_length=20,
                        verbose_name="chapter",
                    ),
                ),
                ("text_en", models.TextField(help_text="Markdown.", verbose_name="text (English)")),
                ("text_ja", models.TextField(help_text="Markdown.", verbose_name="text (Japanese)")),
                (
                    "in_force_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="The first day on which this text holds.", verbose_name="in force from"
                    ),
                ),
                ("check_again_by", models.DateField(verbose_name="check again by")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter on a country",
                "verbose_name_plural": "chapters on countries",
                "ordering": ["country", "kind", "-in_force_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "kind", "in_force_from"),
                        name="countrysection_once",
                        violation_error_message="There is a text of this chapter in force from that day.",
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
                                ("in_force_from", ""),
                                models.Q(
                                    (
                                        "in_force_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("in_force_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="countrysection_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_again_by__gt", models.F("checked_on"))),
                        name="countrysection_check_again",
                        violation_error_message="The day to check again lies after the day of the check.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="CountrySectionEvent",
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
                            ("situation", "Situation"),
                            ("procedures", "Procedures"),
                            ("regulations", "Regulations"),
                            ("costs", "Costs"),
                            ("work_and_life", "Work and life"),
                        ],
                        max_length=20,
                        verbose_name="chapter",
                    ),
                ),
                ("text_en", models.TextField(help_text="Markdown.", verbose_name="text (English)")),
                ("text_ja", models.TextField(help_text="Markdown.", verbose_name="text (Japanese)")),
                (
                    "in_force_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="The first day on which this text holds.", verbose_name="in force from"
                    ),
                ),
                ("check_again_by", models.DateField(verbose_name="check again by")),
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
                        to="countries.countrysection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
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
                ("day", models.DateField(verbose_name="day")),
                (
                    "yen",
                    models.DecimalField(
                        decimal_places=8,
                        max_digits=16,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="yen for one unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange rate",
                "verbose_name_plural": "exchange rates",
                "ordering": ["currency", "-day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("currency", "day"),
                        name="exchangerate_once",
                        violation_error_message="There is a rate for this day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("yen__gt", 0), ("currency__regex", "^[A-Z]{3}$")),
                        name="exchangerate_positive",
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
                        name="exchangerate_partial_dates",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ExchangeRateEvent",
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
                ("day", models.DateField(verbose_name="day")),
                (
                    "yen",
                    models.DecimalField(
                        decimal_places=8,
                        max_digits=16,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="yen for one unit",
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
                        to="countries.exchangerate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeeCap",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("sending_fee", "fee for sending"),
                            ("teaching", "teaching before departure"),
                            ("other_costs", "other costs"),
                        ],
                        default="sending_fee",
                        max_length=20,
                        verbose_name="for what",
                    ),
                ),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Blank where the cap does not depend on the term.",
                        null=True,
                        verbose_name="contract of years",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amount", "an amount"),
                            ("none_allowed", "no fee allowed"),
                            ("months_of_pay", "months of pay"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
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
                    "months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="months of pay"
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_caps",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_caps",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "cap on fees",
                "verbose_name_plural": "caps on fees",
                "ordering": ["country", "programme", "subject", "-term_years"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__gte", 0),
                                ("currency__regex", "^[A-Z]{3}$"),
                                ("kind", "amount"),
                                ("months", None),
                            ),
                            models.Q(("amount", None), ("currency", ""), ("kind", "none_allowed"), ("months", None)),
                            models.Q(("amount", None), ("currency", ""), ("kind", "months_of_pay"), ("months__gt", 0)),
                            _connector="OR",
                        ),
                        name="feecap_fits_kind",
                        violation_error_message="Give the amount with its currency, or the months of pay, as the kind says.",
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
                        name="feecap_partial_dates",
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
                        name="feecap_from_on_until_on",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="FeeCapEvent",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("sending_fee", "fee for sending"),
                            ("teaching", "teaching before departure"),
                            ("other_costs", "other costs"),
                        ],
                        default="sending_fee",
                        max_length=20,
                        verbose_name="for what",
                    ),
                ),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Blank where the cap does not depend on the term.",
                        null=True,
                        verbose_name="contract of years",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amount", "an amount"),
                            ("none_allowed", "no fee allowed"),
                            ("months_of_pay", "months of pay"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
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
                    "months",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="months of pay"
                    ),
                ),
                ("from_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("until_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
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
                        to="countries.feecap",
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
            name="GovernmentTalk",
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
                        choices=[("consultation", "regular consultation"), ("signing", "signing"), ("visit", "visit")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("held_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="held on")),
                ("ended_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="last day")),
                ("place_en", models.CharField(blank=True, max_length=100, verbose_name="place (English)")),
                ("place_ja", models.CharField(blank=True, max_length=100, verbose_name="place (Japanese)")),
                ("title_en", models.CharField(max_length=300, verbose_name="title (English)")),
                ("title_ja", models.CharField(blank=True, max_length=300, verbose_name="title (Japanese)")),
                ("report_en", models.TextField(blank=True, verbose_name="report (English)")),
                ("report_ja", models.TextField(blank=True, verbose_name="report (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talks",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "talk with a government",
                "verbose_name_plural": "talks with governments",
                "ordering": ["-held_on", "pk"],
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
                                ("held_on", ""),
                                models.Q(
                                    ("held_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("held_on"), datetime.date(1900, 1, 1)
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("ended_on", ""),
                                models.Q(
                                    ("ended_on__regex", "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("ended_on"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="governmenttalk_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", ""),
                            ("ended_on", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("ended_on"),
                                jitco_portal.common.partial_dates.Earliest("held_on"),
                            ),
                            _connector="OR",
                        ),
                        name="governmenttalk_held_on_ended_on",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_on", ""), _negated=True), name="governmenttalk_has_day"
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="GovernmentTalkEvent",
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
                        choices=[("consultation", "regular consultation"), ("signing", "signing"), ("visit", "visit")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("held_on", jitco_portal.common.partial_dates.PartialDateField(verbose_name="held on")),
                ("ended_on", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="last day")),
                ("place_en", models.CharField(blank=True, max_length=100, verbose_name="place (English)")),
                ("place_ja", models.CharField(blank=True, max_length=100, verbose_name="place (Japanese)")),
                ("title_en", models.CharField(max_length=300, verbose_name="title (English)")),
                ("title_ja", models.CharField(blank=True, max_length=300, verbose_name="title (Japanese)")),
                ("report_en", models.TextField(blank=True, verbose_name="report (English)")),
                ("report_ja", models.TextField(blank=True, verbose_name="report (Japanese)")),
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
                        to="countries.governmenttalk",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("title_en", models.CharField(max_length=200, verbose_name="title (English)")),
                ("title_ja", models.CharField(max_length=200, verbose_name="title (Japanese)")),
                ("text_en", models.TextField(blank=True, verbose_name="text (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="text (Japanese)")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-published_on", "-pk"],
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
                        name="notice_partial_dates",
                    )
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="NoticeEvent",
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
                ("title_en", models.CharField(max_length=200, verbose_name="title (English)")),
                ("title_ja", models.CharField(max_length=200, verbose_name="title (Japanese)")),
                ("text_en", models.TextField(blank=True, verbose_name="text (English)")),
                ("text_ja", models.TextField(blank=True, verbose_name="text (Japanese)")),
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
                        to="countries.notice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProcedureStep",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="order"
                    ),
                ),
                ("title_en", models.CharField(max_length=200, verbose_name="what is done (English)")),
                ("title_ja", models.CharField(max_length=200, verbose_name="what is done (Japanese)")),
                (
                    "actor",
                    models.CharField(
                        choices=[
                            ("supervising", "supervising organization"),
                            ("sending", "sending organization"),
                            ("sending_government", "sending government"),
                            ("japanese_authority", "Japanese authority"),
                            ("trainee", "technical intern trainee"),
                        ],
                        max_length=20,
                        verbose_name="who acts",
                    ),
                ),
                ("documents_en", models.TextField(blank=True, verbose_name="documents (English)")),
                ("documents_ja", models.TextField(blank=True, verbose_name="documents (Japanese)")),
                (
                    "days_min",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Blank where no source says.", null=True, verbose_name="days at least"
                    ),
                ),
                ("days_max", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days at most")),
                (
                    "in_force_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force from"),
                ),
                (
                    "in_force_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force until"),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedure_steps",
                        to="countries.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedure_steps",
                        to="countries.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the procedure",
                "verbose_name_plural": "steps of the procedures",
                "ordering": ["country", "programme", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "programme", "position", "in_force_from"),
                        name="procedurestep_once",
                        violation_error_message="There is a step with this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days_max", None), ("days_min", None)),
                            models.Q(
                                ("days_max__gte", models.F("days_min")),
                                ("days_max__isnull", False),
                                ("days_min__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="procedurestep_days",
                        violation_error_message="Give both numbers of days, the greater one last, or none.",
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
                                ("in_force_from", ""),
                                models.Q(
                                    (
                                        "in_force_from__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("in_force_from"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("in_force_until", ""),
                                models.Q(
                                    (
                                        "in_force_until__regex",
                                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                                    ),
                                    django.db.models.lookups.GreaterThanOrEqual(
                                        jitco_portal.common.partial_dates.Earliest("in_force_until"),
                                        datetime.date(1900, 1, 1),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="procedurestep_partial_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_from", ""),
                            ("in_force_until", ""),
                            django.db.models.lookups.GreaterThanOrEqual(
                                jitco_portal.common.partial_dates.Latest("in_force_until"),
                                jitco_portal.common.partial_dates.Earliest("in_force_from"),
                            ),
                            _connector="OR",
                        ),
                        name="procedurestep_in_force_from_in_force_until",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ProcedureStepEvent",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="order"
                    ),
                ),
                ("title_en", models.CharField(max_length=200, verbose_name="what is done (English)")),
                ("title_ja", models.CharField(max_length=200, verbose_name="what is done (Japanese)")),
                (
                    "actor",
                    models.CharField(
                        choices=[
                            ("supervising", "supervising organization"),
                            ("sending", "sending organization"),
                            ("sending_government", "sending government"),
                            ("japanese_authority", "Japanese authority"),
                            ("trainee", "technical intern trainee"),
                        ],
                        max_length=20,
                        verbose_name="who acts",
                    ),
                ),
                ("documents_en", models.TextField(blank=True, verbose_name="documents (English)")),
                ("documents_ja", models.TextField(blank=True, verbose_name="documents (Japanese)")),
                (
                    "days_min",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Blank where no source says.", null=True, verbose_name="days at least"
                    ),
                ),
                ("days_max", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days at most")),
                (
                    "in_force_from",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force from"),
                ),
                (
                    "in_force_until",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force until"),
                ),
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
                        to="countries.procedurestep",
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
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="ProgrammeEvent",
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
                    models.SlugField(
                        db_index=False, help_text="Small letters: titp, ssw, esd.", max_length=10, verbose_name="code"
                    ),
                ),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("short_en", models.CharField(max_length=20, verbose_name="short name (English)")),
                ("short_ja", models.CharField(max_length=20, verbose_name="short name (Japanese)")),
                (
                    "new_plans_from",
                    models.DateField(
                        help_text="First day on which new plans are taken.", verbose_name="new plans from"
                    ),
                ),
                (
                    "new_plans_until",
                    models.DateField(
                        blank=True,
                        help_text="Last day on which new plans are taken; blank while none is set.",
                        null=True,
                        verbose_name="new plans until",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                        to="countries.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="AgreementProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.agreement",
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
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="CounterpartEvent",
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
                ("name_en", models.CharField(max_length=300, verbose_name="name (English)")),
                ("name_ja", models.CharField(blank=True, max_length=300, verbose_name="name (Japanese)")),
                ("abbreviation", models.CharField(blank=True, max_length=40, verbose_name="abbreviation")),
                (
                    "is_contact_point",
                    models.BooleanField(
                        default=False,
                        help_text="The office with which JITCO speaks under the R/D.",
                        verbose_name="government contact point",
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=1000, verbose_name="web site")),
                (
                    "list_tolerance_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="An approval counts as confirmed for so many days after the newest list that names it.",
                        verbose_name="tolerance of its lists in days",
                    ),
                ),
                ("active_from", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="from")),
                ("active_until", jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="until")),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
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
                        to="countries.counterpart",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        jitco_portal.common.quick_migrations.CreateHistoryModel(
            name="AgreementEvent",
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
                ("kind", models.CharField(choices=[("rd", "R/D"), ("moc", "MOC")], max_length=3, verbose_name="kind")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("inferred", "inferred from other sources"),
                            ("none_found", "none found"),
                        ],
                        default="signed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "signed_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Blank where no source shows the day.", verbose_name="signed on"
                    ),
                ),
                (
                    "effective_on",
                    jitco_portal.common.partial_dates.PartialDateField(blank=True, verbose_name="in force from"),
                ),
                (
                    "list_published_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, verbose_name="list of organizations published on"
                    ),
                ),
                (
                    "others_refused_from",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True,
                        help_text="First day on which organizations that are not approved are refused.",
                        verbose_name="others refused from",
                    ),
                ),
                (
                    "ended_on",
                    jitco_portal.common.partial_dates.PartialDateField(
                        blank=True, help_text="Last day in force; blank while in force.", verbose_name="in force until"
                    ),
                ),
                ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                ("note_ja", models.TextField(blank=True, verbose_name="note (Japanese)")),
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
                        to="countries.agreement",
                    ),
                ),
                (
                    "counterpart",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="countries.counterpart",
                        verbose_name="signed by",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryevent" ("code", "division", "division_source_url", "id", "is_sample", "name_en", "name_ja", "name_kana", "next_review_on", "official_list_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_column", "tile_row") VALUES (NEW."code", NEW."division", NEW."division_source_url", NEW."id", NEW."is_sample", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."next_review_on", NEW."official_list_url", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                    hash="dfb6af78e5450340eef210a318b5f07a0e27a2c8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1b65e",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countryevent" ("code", "division", "division_source_url", "id", "is_sample", "name_en", "name_ja", "name_kana", "next_review_on", "official_list_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_column", "tile_row") VALUES (NEW."code", NEW."division", NEW."division_source_url", NEW."id", NEW."is_sample", NEW."name_en", NEW."name_ja", NEW."name_kana", NEW."next_review_on", NEW."official_list_url", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                    hash="4cfdd2ac006f1c7a83c1a398a426287788711290",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35a7b",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryevent" ("code", "division", "division_source_url", "id", "is_sample", "name_en", "name_ja", "name_kana", "next_review_on", "official_list_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_column", "tile_row") VALUES (OLD."code", OLD."division", OLD."division_source_url", OLD."id", OLD."is_sample", OLD."name_en", OLD."name_ja", OLD."name_kana", OLD."next_review_on", OLD."official_list_url", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tile_column", OLD."tile_row"); RETURN NULL;',
                    hash="7551494fd2998c8b8ad366e25eef61f52803d370",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0b57e",
                    table="countries_country",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "yen") VALUES (NEW."checked_on", NEW."currency", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."yen"); RETURN NULL;',
                    hash="b3d7cc6dcad7f0b7d17739c74a10c1cbe3f8783f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_430ed",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "yen") VALUES (NEW."checked_on", NEW."currency", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."yen"); RETURN NULL;',
                    hash="3147cf73ca1268a2b9b7866f5c1ec3a51c8fb03a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70a6d",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "yen") VALUES (OLD."checked_on", OLD."currency", OLD."day", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."yen"); RETURN NULL;',
                    hash="c8dd4df503809142b4d2bcf798702fef5823a9e9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43832",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."code", NEW."id", NEW."name_en", NEW."name_ja", NEW."new_plans_from", NEW."new_plans_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."short_en", NEW."short_ja", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="c0d554a6d5b48f14714098650c6ac17670267249",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_88a6a",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."code", NEW."id", NEW."name_en", NEW."name_ja", NEW."new_plans_from", NEW."new_plans_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."short_en", NEW."short_ja", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="413c1aef74e8a44b08c7a6b22c27214a1892e77a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3907d",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_ja", "source_on", "source_url") VALUES (OLD."checked_on", OLD."code", OLD."id", OLD."name_en", OLD."name_ja", OLD."new_plans_from", OLD."new_plans_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."short_en", OLD."short_ja", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="5a71374594b5dd8d0a5f474638a2cb6946dd0df8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_07d72",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="counterpartevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="78616ed5c240b292a18eca16e0b2f1c91282eff1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e123a",
                    table="countries_counterpartevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."abbreviation", NEW."active_from", NEW."active_until", NEW."checked_on", NEW."country_id", NEW."id", NEW."is_contact_point", NEW."list_tolerance_days", NEW."name_en", NEW."name_ja", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="82ccc4a8a89641264a45eeda810878214018b671",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ec287",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "website") VALUES (NEW."abbreviation", NEW."active_from", NEW."active_until", NEW."checked_on", NEW."country_id", NEW."id", NEW."is_contact_point", NEW."list_tolerance_days", NEW."name_en", NEW."name_ja", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="83e60e942b74f311939c134b90ace53404a3b1f7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35962",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "website") VALUES (OLD."abbreviation", OLD."active_from", OLD."active_until", OLD."checked_on", OLD."country_id", OLD."id", OLD."is_contact_point", OLD."list_tolerance_days", OLD."name_en", OLD."name_ja", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."website"); RETURN NULL;',
                    hash="5e32399dc5e2f2c254426bb53ef3f550b4f3aca4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c1d09",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ba87209ddd9ac7fda5c829320c77564ca65f4d26",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed611",
                    table="countries_agreementevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3b627de12e49da014c46fef61e56f05b3f219f95",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_67c5f",
                    table="countries_countryevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."counted_on", NEW."country_id", NEW."id", NEW."is_approximate", NEW."kind", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="68ef2c116ef35d5b5cb0502ea8e5b0b69f1d8de1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ab08d",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url") VALUES (NEW."checked_on", NEW."counted_on", NEW."country_id", NEW."id", NEW."is_approximate", NEW."kind", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="ed03dd88ad1b63417f99d968b52b277fdd0a6ea4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b73c",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url") VALUES (OLD."checked_on", OLD."counted_on", OLD."country_id", OLD."id", OLD."is_approximate", OLD."kind", OLD."note_en", OLD."note_ja", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="574834bdb833a5f9f14c44c18ba233553ea4fd5e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ad467",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countryfigureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a9c06d1946aa9b1f885c421a11118030f308131",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e3beb",
                    table="countries_countryfigureevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."check_again_by", NEW."checked_on", NEW."country_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="d72972199a2aa9d253461b6e50739f1ffd49d520",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12d98",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."check_again_by", NEW."checked_on", NEW."country_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="5281e49374dc6213bb183a8355ffa2f7219a0902",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd293",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja") VALUES (OLD."check_again_by", OLD."checked_on", OLD."country_id", OLD."id", OLD."in_force_from", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja"); RETURN NULL;',
                    hash="7057d6f6acd84a9d7f0cb07e88de5f808c49f94c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2483c",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrysectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fb44cd10e2102e4905cdf7f0137e38116f928b63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_69be5",
                    table="countries_countrysectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="exchangerateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b4724d8ed18cd389a507a3176eda886535394c5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_979ac",
                    table="countries_exchangerateevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."ended_on", NEW."held_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_en", NEW."place_ja", NEW."report_en", NEW."report_ja", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="725f66b3aca5e3778d19e9bc7f08cd4eef534461",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ada35",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."ended_on", NEW."held_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_en", NEW."place_ja", NEW."report_en", NEW."report_ja", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="495f25a1f1f006d27bfdfbdc15baa4880de19de4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8036",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (OLD."checked_on", OLD."country_id", OLD."ended_on", OLD."held_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_en", OLD."place_ja", OLD."report_en", OLD."report_ja", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="5fa7f1c10e11bc8d03e21e16020a19ddde0d7fc4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_38391",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="governmenttalkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ec1444eca8373d32318fade22775bf7cf4896cee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6168b",
                    table="countries_governmenttalkevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="44d8af72d592bc6eb79210c11a1e5a0c7595604c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4bfd1",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="5f842bd20e714007d6d6eef97cc04c08b9643398",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b0cf",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (OLD."checked_on", OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="b39f602e6144d0e59f5667c40c5f3c2460ad50c1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0da0",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="noticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0759220af6a207799d85121512307c596f38a9d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2a1d",
                    table="countries_noticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="procedurestepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5c9722c2003f46855267a205ef014cc5916b959c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb0e2",
                    table="countries_procedurestepevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."actor", NEW."checked_on", NEW."country_id", NEW."days_max", NEW."days_min", NEW."documents_en", NEW."documents_ja", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="3c6fa05ea3020ddfb885e838ffea86c3f4d739ad",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35a71",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."actor", NEW."checked_on", NEW."country_id", NEW."days_max", NEW."days_min", NEW."documents_en", NEW."documents_ja", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="d4d82346a91ac13db69bf03f103f53ff10cd83e4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8db0",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_ja", "source_on", "source_url", "title_en", "title_ja") VALUES (OLD."actor", OLD."checked_on", OLD."country_id", OLD."days_max", OLD."days_min", OLD."documents_en", OLD."documents_ja", OLD."id", OLD."in_force_from", OLD."in_force_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="4667300dc9aa17b23769c6506f00f40fb1e7ade1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_54722",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="feecapevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="48ae0782dd55846968f61b59f6a6e895bc7243d6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7cb33",
                    table="countries_feecapevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."checked_on", NEW."country_id", NEW."currency", NEW."from_on", NEW."id", NEW."kind", NEW."months", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="6a0b424feecda5fbeb5d2cc9160eff7bdd5e04fc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b27f7",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."checked_on", NEW."country_id", NEW."currency", NEW."from_on", NEW."id", NEW."kind", NEW."months", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="b2aa390cf5a31b12c905a49830037e4c8fa5b787",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c38a",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_ja", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (OLD."amount", OLD."checked_on", OLD."country_id", OLD."currency", OLD."from_on", OLD."id", OLD."kind", OLD."months", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."subject", OLD."term_years", OLD."until_on"); RETURN NULL;',
                    hash="57d7afde4e08f09ca8826891e59763abff14e870",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9cb67",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrymeasureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="164df100314568aee0f7730dd8f1ff4bf9dee4d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b31f",
                    table="countries_countrymeasureevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."country_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."side", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="003dc5d4e383d7c70e473539325fac46bf008225",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15a34",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."country_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."side", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="4600efa5288651b7c6233c1f5003b94b3488aa34",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_520d1",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_ja", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."country_id", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."side", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="b7af56f23865f1549e6d83afc0c3ec3c7184457f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e275",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreementprogrammeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0199a9b325430f1629768a633b22f4488c05ce4a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0e2d4",
                    table="countries_agreementprogrammeevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_ja", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."counterpart_id", NEW."country_id", NEW."effective_on", NEW."ended_on", NEW."id", NEW."kind", NEW."list_published_on", NEW."note_en", NEW."note_ja", NEW."others_refused_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="7219d0319d55684a73c64934b89f6d3e8cc0da68",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81deb",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_ja", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."counterpart_id", NEW."country_id", NEW."effective_on", NEW."ended_on", NEW."id", NEW."kind", NEW."list_published_on", NEW."note_en", NEW."note_ja", NEW."others_refused_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_on", NEW."source", NEW."source_ja", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="e4c6a4e9b5636faa578a44f02a104fe71ab7ef8a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_909c0",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_ja", "source_on", "source_url", "state") VALUES (OLD."checked_on", OLD."counterpart_id", OLD."country_id", OLD."effective_on", OLD."ended_on", OLD."id", OLD."kind", OLD."list_published_on", OLD."note_en", OLD."note_ja", OLD."others_refused_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_on", OLD."source", OLD."source_ja", OLD."source_on", OLD."source_url", OLD."state"); RETURN NULL;',
                    hash="bc5f5233f243d93c4946b8b002780eb0ad440499",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e7e62",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AgreementProgramme",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("countries.agreement_programmes",),
        ),
        quick_migrations.AddTrigger(
            model_name="programmeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="249452e3e8ad528e96110f82c80130bbcffe571f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8e209",
                    table="countries_programmeevent",
                    when="BEFORE",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreementprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementprogrammeevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id") VALUES (NEW."agreement_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."programme_id"); RETURN NULL;',
                    hash="77cadfb19c7ff6b28bf9e3936b144e001d43ad5c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1492e",
                    table="countries_agreement_programmes",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreementprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_agreementprogrammeevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id") VALUES (NEW."agreement_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."programme_id"); RETURN NULL;',
                    hash="959df745a849fc3c6e77da6915d6b2a9abba6195",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7ba6",
                    table="countries_agreement_programmes",
                    when="AFTER",
                ),
            ),
        ),
        quick_migrations.AddTrigger(
            model_name="agreementprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementprogrammeevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id") VALUES (OLD."agreement_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."programme_id"); RETURN NULL;',
                    hash="d2b553ea20b62ea951c1ad527e27eade9849f40e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_988f9",
                    table="countries_agreement_programmes",
                    when="AFTER",
                ),
            ),
        ),
    ]
