"""One stylesheet for a visitor, joined from one source file per component.

The order is stated here and nowhere else: what comes later may refine what came earlier.
"""

import re
from pathlib import Path

from django.conf import settings

PORTAL_STYLESHEET = "portal.css"
SOURCES = (
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
    "css/charts.css",
    "css/tiles.css",
    "css/htmx.css",
    "css/print.css",
)


def join_stylesheets() -> str:
    """All sources in their order, without comments and needless white space; licence notes stay."""
    static = settings.BASE_DIR / "static"
    return "\n".join(_trimmed((static / source).read_text(encoding="utf-8")) for source in SOURCES) + "\n"


def build_stylesheet(folder: Path | None = None) -> Path:
    """Write the joined stylesheet where static files are looked for, and say where.

    Written only when it differs, so that a second start leaves its date (and every cache) alone.
    """
    path = (folder or settings.DATA / "build") / PORTAL_STYLESHEET
    content = join_stylesheets()
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return path


def _trimmed(css: str) -> str:
    css = css.removeprefix('@charset "UTF-8";')
    css = re.sub(r"/\*(?!!).*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    return "\n".join(line for line in lines if line)
