import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import jitco_portal.common.partial_dates


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
                    )
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "yen") VALUES (NEW."checked_on", NEW."currency", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."yen"); RETURN NULL;',
                    hash="98210a439ae146541740aa1958f520ef45c37ac9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_430ed",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "yen") VALUES (NEW."checked_on", NEW."currency", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."yen"); RETURN NULL;',
                    hash="4ce704108452a2e6f59c052a35af028f2799e65a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70a6d",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchangerate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_exchangerateevent" ("checked_on", "currency", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "yen") VALUES (OLD."checked_on", OLD."currency", OLD."day", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url", OLD."yen"); RETURN NULL;',
                    hash="59a4b996bef50af385963c9fb9de6f4058469e5e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43832",
                    table="countries_exchangerate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."code", NEW."id", NEW."name_en", NEW."name_ja", NEW."new_plans_from", NEW."new_plans_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."short_en", NEW."short_ja", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="ffa30ad8e8a313291872a178ebb3b9eeb2108277",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_88a6a",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."code", NEW."id", NEW."name_en", NEW."name_ja", NEW."new_plans_from", NEW."new_plans_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."short_en", NEW."short_ja", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="caef567a4ffeb9d2c8868090acd28195e8afe9b6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3907d",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_programmeevent" ("checked_on", "code", "id", "name_en", "name_ja", "new_plans_from", "new_plans_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_en", "short_ja", "source", "source_on", "source_url") VALUES (OLD."checked_on", OLD."code", OLD."id", OLD."name_en", OLD."name_ja", OLD."new_plans_from", OLD."new_plans_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."short_en", OLD."short_ja", OLD."source", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="e1299545db925ff7a3c5f044ebbfc9869eb4d811",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_07d72",
                    table="countries_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "website") VALUES (NEW."abbreviation", NEW."active_from", NEW."active_until", NEW."checked_on", NEW."country_id", NEW."id", NEW."is_contact_point", NEW."list_tolerance_days", NEW."name_en", NEW."name_ja", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="4110a3b9313e1ea63c4bfa0fb5593940fd5f2739",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ec287",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "website") VALUES (NEW."abbreviation", NEW."active_from", NEW."active_until", NEW."checked_on", NEW."country_id", NEW."id", NEW."is_contact_point", NEW."list_tolerance_days", NEW."name_en", NEW."name_ja", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."website"); RETURN NULL;',
                    hash="115e02af04e2ed7e6eaefbc9476db3a55d6178a4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35962",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="counterpart",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_counterpartevent" ("abbreviation", "active_from", "active_until", "checked_on", "country_id", "id", "is_contact_point", "list_tolerance_days", "name_en", "name_ja", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "website") VALUES (OLD."abbreviation", OLD."active_from", OLD."active_until", OLD."checked_on", OLD."country_id", OLD."id", OLD."is_contact_point", OLD."list_tolerance_days", OLD."name_en", OLD."name_ja", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url", OLD."website"); RETURN NULL;',
                    hash="de9774767912a249076472344d154968ba979fc6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c1d09",
                    table="countries_counterpart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."counted_on", NEW."country_id", NEW."id", NEW."is_approximate", NEW."kind", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="db7aa6710e79b3ec8f92c1ba07581f5a0039c53a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ab08d",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url") VALUES (NEW."checked_on", NEW."counted_on", NEW."country_id", NEW."id", NEW."is_approximate", NEW."kind", NEW."note_en", NEW."note_ja", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url"); RETURN NULL;',
                    hash="17deda48e03d3cc9ed0216e79f8f9b484ecc74e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b73c",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countryfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countryfigureevent" ("checked_on", "counted_on", "country_id", "id", "is_approximate", "kind", "note_en", "note_ja", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url") VALUES (OLD."checked_on", OLD."counted_on", OLD."country_id", OLD."id", OLD."is_approximate", OLD."kind", OLD."note_en", OLD."note_ja", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url"); RETURN NULL;',
                    hash="df113e4b225ba8fd802a645f1d72ea8d889951d6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ad467",
                    table="countries_countryfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."check_again_by", NEW."checked_on", NEW."country_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="94a271fee2b1aead8ccd3b8a18a7cfd46ed64ddc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12d98",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "text_en", "text_ja") VALUES (NEW."check_again_by", NEW."checked_on", NEW."country_id", NEW."id", NEW."in_force_from", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja"); RETURN NULL;',
                    hash="23571c124dc07eb6098bfaa139f5ea5c2045cbad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd293",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrysection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrysectionevent" ("check_again_by", "checked_on", "country_id", "id", "in_force_from", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_on", "source_url", "text_en", "text_ja") VALUES (OLD."check_again_by", OLD."checked_on", OLD."country_id", OLD."id", OLD."in_force_from", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja"); RETURN NULL;',
                    hash="3c2f85927bbd172b28ce310e0b588ee10dfa6446",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2483c",
                    table="countries_countrysection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."ended_on", NEW."held_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_en", NEW."place_ja", NEW."report_en", NEW."report_ja", NEW."source", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="6ec2f14fe5fcbb74bdf512384e7c559e7fd64683",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ada35",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."ended_on", NEW."held_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_en", NEW."place_ja", NEW."report_en", NEW."report_ja", NEW."source", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="4018b69404aeed541795ebb52a42caceddfae137",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8036",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="governmenttalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_governmenttalkevent" ("checked_on", "country_id", "ended_on", "held_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_en", "place_ja", "report_en", "report_ja", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (OLD."checked_on", OLD."country_id", OLD."ended_on", OLD."held_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_en", OLD."place_ja", OLD."report_en", OLD."report_ja", OLD."source", OLD."source_on", OLD."source_url", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="eaa6e016992a12b971e59d61847c8a014b8d86e6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_38391",
                    table="countries_governmenttalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="d4c3c26e5783f2715b32074b69e8d88043dc819f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4bfd1",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (NEW."checked_on", NEW."country_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="4b50de4489b0feeac29dd7f87b8b5c3398ed3233",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b0cf",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_noticeevent" ("checked_on", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source", "source_on", "source_url", "text_en", "text_ja", "title_en", "title_ja") VALUES (OLD."checked_on", OLD."country_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."source", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="d5f30a53756d34129f92141a1670d8e6fbaa82d0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0da0",
                    table="countries_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."actor", NEW."checked_on", NEW."country_id", NEW."days_max", NEW."days_min", NEW."documents_en", NEW."documents_ja", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="bf50bdd714f4231b488bb666975c4449a5725d0d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35a71",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (NEW."actor", NEW."checked_on", NEW."country_id", NEW."days_max", NEW."days_min", NEW."documents_en", NEW."documents_ja", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."title_en", NEW."title_ja"); RETURN NULL;',
                    hash="7a15d89a96db23cc34c3130e19c1473976d84f71",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8db0",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="procedurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_procedurestepevent" ("actor", "checked_on", "country_id", "days_max", "days_min", "documents_en", "documents_ja", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "source_on", "source_url", "title_en", "title_ja") VALUES (OLD."actor", OLD."checked_on", OLD."country_id", OLD."days_max", OLD."days_min", OLD."documents_en", OLD."documents_ja", OLD."id", OLD."in_force_from", OLD."in_force_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."source", OLD."source_on", OLD."source_url", OLD."title_en", OLD."title_ja"); RETURN NULL;',
                    hash="05cccdc461d610ababbe4025806f0f0e32cb9fbf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_54722",
                    table="countries_procedurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."checked_on", NEW."country_id", NEW."currency", NEW."from_on", NEW."id", NEW."kind", NEW."months", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="fc31ee09f289386713139dbe4dd24dc8246ece3d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b27f7",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (NEW."amount", NEW."checked_on", NEW."country_id", NEW."currency", NEW."from_on", NEW."id", NEW."kind", NEW."months", NEW."note_en", NEW."note_ja", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."source_on", NEW."source_url", NEW."subject", NEW."term_years", NEW."until_on"); RETURN NULL;',
                    hash="27fbba27365558c7fd71cbe2ea0538267944e311",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c38a",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feecap",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_feecapevent" ("amount", "checked_on", "country_id", "currency", "from_on", "id", "kind", "months", "note_en", "note_ja", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "source_on", "source_url", "subject", "term_years", "until_on") VALUES (OLD."amount", OLD."checked_on", OLD."country_id", OLD."currency", OLD."from_on", OLD."id", OLD."kind", OLD."months", OLD."note_en", OLD."note_ja", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."source_on", OLD."source_url", OLD."subject", OLD."term_years", OLD."until_on"); RETURN NULL;',
                    hash="499ceedb6fb9ea9728b1f79948bcb34b98023f4a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9cb67",
                    table="countries_feecap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."country_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."side", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="a5d3c4449270a74baed732025b0c3a4cfd43cbe7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15a34",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (NEW."checked_on", NEW."country_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."side", NEW."source", NEW."source_on", NEW."source_url", NEW."text_en", NEW."text_ja", NEW."until_on"); RETURN NULL;',
                    hash="664335d5926c050fa537174f515b5f8a84f96dd0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_520d1",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrymeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_countrymeasureevent" ("checked_on", "country_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "side", "source", "source_on", "source_url", "text_en", "text_ja", "until_on") VALUES (OLD."checked_on", OLD."country_id", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."side", OLD."source", OLD."source_on", OLD."source_url", OLD."text_en", OLD."text_ja", OLD."until_on"); RETURN NULL;',
                    hash="b4703455922e84f1aaae70bf2a7f3ee59c44778c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e275",
                    table="countries_countrymeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."counterpart_id", NEW."country_id", NEW."effective_on", NEW."ended_on", NEW."id", NEW."kind", NEW."list_published_on", NEW."note_en", NEW."note_ja", NEW."others_refused_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_on", NEW."source", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="c26b77cb7a745acbb66956c810493055106151ed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81deb",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_on", "source_url", "state") VALUES (NEW."checked_on", NEW."counterpart_id", NEW."country_id", NEW."effective_on", NEW."ended_on", NEW."id", NEW."kind", NEW."list_published_on", NEW."note_en", NEW."note_ja", NEW."others_refused_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_on", NEW."source", NEW."source_on", NEW."source_url", NEW."state"); RETURN NULL;',
                    hash="426ccfe6d53216974203a777b069bf2f8ada9682",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_909c0",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "countries_agreementevent" ("checked_on", "counterpart_id", "country_id", "effective_on", "ended_on", "id", "kind", "list_published_on", "note_en", "note_ja", "others_refused_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "source", "source_on", "source_url", "state") VALUES (OLD."checked_on", OLD."counterpart_id", OLD."country_id", OLD."effective_on", OLD."ended_on", OLD."id", OLD."kind", OLD."list_published_on", OLD."note_en", OLD."note_ja", OLD."others_refused_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_on", OLD."source", OLD."source_on", OLD."source_url", OLD."state"); RETURN NULL;',
                    hash="937e95410c1537ce24e9a9ed7c9f91abb5973f1f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e7e62",
                    table="countries_agreement",
                    when="AFTER",
                ),
            ),
        ),
    ]
