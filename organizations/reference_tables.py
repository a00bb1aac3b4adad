"""What ships with the portal on organizations, in ``organizations/reference``.

Of the real sending organizations none is there that somebody said to be suspended, removed or revoked: news
and partner sites are too thin a ground to print that on everybody's page.
"""

from pathlib import Path

from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from organizations.models import JobCategory, Operation
from organizations.services.loading import load_organizations

FOLDER = Path(__file__).resolve().parent / "reference"


def tables(folder: Path = FOLDER) -> list[Table]:
    return [
        Table(JobCategory, ("code",), folder / "job_categories.csv"),
        Table(Operation, ("code",), folder / "operations.csv", {"category": By("code")}),
    ]


def load_reference_tables(folder: Path = FOLDER) -> list[LoadReport]:
    """Sending organizations before supervising ones, whose partners they are."""
    reports = load_tables(tables(folder))
    for name in ("sending_organizations.csv", "supervising_organizations.csv"):
        reports += load_organizations(path=folder / name)
    return reports
