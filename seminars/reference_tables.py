"""Past events that ship with the portal, in ``seminars/reference``: each with its source, and as exact as it."""

from pathlib import Path

from django.db.models import Q

from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from seminars.models import AttendanceFigure, Event

FOLDER = Path(__file__).resolve().parent / "reference"

# What is known from elsewhere; what the portal announces and runs is no row of a file.
KNOWN = Q(starts_at=None, is_sample=False) & ~Q(source_url="")
COLUMNS = (
    *("kind", "starts_on", "ends_on", "countries", "title_en", "title_ja", "summary_en", "summary_ja"),
    *("host_en", "host_ja", "venue_en", "venue_ja"),
    *("participants_total", "participants_note_en", "participants_note_ja"),
    *("source", "source_ja", "source_url", "checked_on"),
)


def tables(folder: Path = FOLDER) -> list[Table]:
    """Events, then how many came; a title names its event among those that are known from elsewhere."""
    return [
        Table(
            Event,
            ("title_en",),
            folder / "events.csv",
            {"countries": By("code")},
            loose_identity=("kind", "starts_on", "venue_en"),
            fixed={"state": Event.State.PUBLISHED},
            only=COLUMNS,
            held=KNOWN,
        ),
        Table(
            AttendanceFigure,
            ("event", "group"),
            folder / "attendance_figures.csv",
            {"event": By("title_en", among=KNOWN)},
            held=Q(event__in=Event.objects.filter(KNOWN)),
        ),
    ]


def load_reference_tables(folder: Path = FOLDER) -> list[LoadReport]:
    return load_tables(tables(folder))
