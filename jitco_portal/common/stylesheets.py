"""One stylesheet per kind of reader, joined from one source file per component.

The order is stated here and nowhere else: what comes later may refine what came earlier.
"""

import re
from pathlib import Path

from django.conf import settings

STYLESHEETS = {
    "portal.css": (
        "vendor/bootstrap.min.css",
        "vendor/design-tokens.css",
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/header.css",
        "css/footer.css",
        "css/breadcrumbs.css",
        "css/buttons.css",
        "css/forms.css",
        "css/filters.css",
        "css/notices.css",
        "css/standing.css",
        "css/source.css",
        "css/facts.css",
        "css/lists.css",
        "css/tables.css",
        "css/pagination.css",
        "css/changes.css",
        "css/charts.css",
        "css/tiles.css",
        "css/accounts.css",
        "css/countries.css",
        "css/organizations.css",
        "css/members.css",
        "css/proposals.css",
        "css/privacy.css",
        "css/search.css",
        "css/shortlists.css",
        "css/match_ups.css",
        "css/events.css",
        "css/registrations.css",
        "css/event_day.css",
        "css/meetings.css",
        "css/meeting_board.css",
        "css/programme.css",
        "css/enquiries.css",
        "css/orders.css",
        "css/materials.css",
        "css/htmx.css",
        "css/print.css",
    ),
    # Loaded after the stock admin's own.
    "portal-admin.css": (
        "vendor/design-tokens.css",
        "css/tokens.css",
        "css/charts.css",
        "css/admin.css",
        "css/pagination.css",
        "css/admin_proposals.css",
        "css/admin_list_imports.css",
        "css/admin_events.css",
        "css/admin_meetings.css",
        "css/admin_materials.css",
        "css/admin_uploads.css",
        "css/admin_enquiries.css",
        "css/admin_home.css",
        "css/admin_merges.css",
    ),
}


def join_stylesheet(name: str) -> str:
    """All sources in their order, without comments and needless white space; licence notes stay."""
    static = settings.BASE_DIR / "static"
    sources = (static / source for source in STYLESHEETS[name])
    return "\n".join(_trimmed(source.read_text(encoding="utf-8")) for source in sources) + "\n"


def build_stylesheets(folder: Path | None = None) -> list[Path]:
    """Write the joined stylesheets where static files are looked for, and say where.

    Written only when they differ, so that a second start leaves their dates (and every cache) alone.
    """
    folder = folder or settings.DATA / "build"
    folder.mkdir(parents=True, exist_ok=True)
    for path in outdated_stylesheets(folder):
        path.write_text(join_stylesheet(path.name), encoding="utf-8")
    return [folder / name for name in STYLESHEETS]


def outdated_stylesheets(folder: Path | None = None) -> list[Path]:
    """Those that are missing, or say something else than their sources."""
    paths = [(folder or settings.DATA / "build") / name for name in STYLESHEETS]
    return [
        path for path in paths if not path.exists() or path.read_text(encoding="utf-8") != join_stylesheet(path.name)
    ]


def _trimmed(css: str) -> str:
    css = css.removeprefix('@charset "UTF-8";')
    css = re.sub(r"/\*(?!!).*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    return "\n".join(line for line in lines if line)
