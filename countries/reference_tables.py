"""The tables on countries that ship with the portal, in ``countries/reference``."""

from pathlib import Path

from django.db.models import Q

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    ExchangeRate,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
    Programme,
)
from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables

FOLDER = Path(__file__).resolve().parent / "reference"

COUNTRY = {"country": By("code")}
COUNTRY_AND_PROGRAMME = {**COUNTRY, "programme": By("code")}
# Rows of the fictional countries come from another command.
REAL = Q(country__is_sample=False)


def tables(folder: Path = FOLDER) -> list[Table]:
    """The tables in the order in which one refers to the other."""
    return [
        Table(Programme, ("code",), folder / "programmes.csv"),
        Table(Country, ("code",), folder / "countries.csv", fixed={"is_sample": False}, held=Q(is_sample=False)),
        Table(Counterpart, ("country", "name_en"), folder / "counterparts.csv", COUNTRY, held=REAL),
        Table(
            Agreement,
            ("country", "kind", "programmes", "counterpart", "signed_on"),
            folder / "agreements.csv",
            {**COUNTRY, "programmes": By("code"), "counterpart": By("name_en", within="country")},
            loose_identity=("country", "kind", "programmes"),
            held=REAL,
        ),
        Table(
            CountryMeasure,
            ("country", "programme", "side", "from_on"),
            folder / "measures.csv",
            COUNTRY_AND_PROGRAMME,
            held=REAL,
        ),
        Table(
            GovernmentTalk,
            ("country", "kind", "held_on", "title_en"),
            folder / "talks.csv",
            COUNTRY,
            loose_identity=("country", "kind", "held_on"),
            held=REAL,
        ),
        Table(
            CountrySection,
            ("country", "kind", "in_force_from"),
            folder / "sections.csv",
            COUNTRY,
            loose_identity=("country", "kind"),
            held=REAL,
        ),
        Table(
            ProcedureStep,
            ("country", "programme", "position", "in_force_from"),
            folder / "procedure_steps.csv",
            COUNTRY_AND_PROGRAMME,
            held=REAL,
        ),
        Table(
            FeeCap,
            ("country", "programme", "subject", "term_years", "from_on"),
            folder / "fee_caps.csv",
            COUNTRY_AND_PROGRAMME,
            held=REAL,
        ),
        Table(DataProtectionRegime, ("country",), folder / "data_protection_regimes.csv", COUNTRY, held=REAL),
        Table(ExchangeRate, ("currency", "day"), folder / "exchange_rates.csv"),
        Table(CountryFigure, ("country", "kind", "counted_on"), folder / "figures.csv", COUNTRY, held=REAL),
        Table(
            Notice,
            ("country", "published_on", "title_en"),
            folder / "notices.csv",
            COUNTRY,
            loose_identity=("country", "published_on"),
            held=Q(country=None) | REAL,
        ),
    ]


def load_reference_tables(folder: Path = FOLDER) -> list[LoadReport]:
    return load_tables(tables(folder))
