"""What ships about materials and programmes, in ``materials/reference``: each row with its source."""

from pathlib import Path

from django.db.models import Q

from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from materials.models import Material, ProgrammeStep

FOLDER = Path(__file__).resolve().parent / "reference"

# Titles of which others tell; what the portal itself hands out has its files here and names no source.
KNOWN = Q(is_sample=False) & ~Q(source="")
COLUMNS = (
    *("kind", "title_en", "title_ja", "summary_en", "summary_ja", "audiences", "programme"),
    *("operations", "form_en", "form_ja"),
    *("source", "source_ja", "source_url", "checked_on"),
)


def tables(folder: Path = FOLDER) -> list[Table]:
    """Titles without a file here, all on the list; then the steps of the change to ESD."""
    return [
        Table(
            Material,
            ("title_en",),
            folder / "materials.csv",
            {"operations": By("code"), "programme": By("code")},
            loose_identity=("kind", "title_ja"),
            fixed={"is_listed": True},
            only=COLUMNS,
            held=KNOWN,
        ),
        Table(
            ProgrammeStep,
            ("group", "day", "title_en"),
            folder / "programme_steps.csv",
            loose_identity=("group", "title_en"),
        ),
    ]


def load_reference_tables(folder: Path = FOLDER) -> list[LoadReport]:
    return load_tables(tables(folder))
