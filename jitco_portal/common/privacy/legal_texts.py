"""The notices that ship with the portal, word for word: a row per version, its texts in files beside it."""

from __future__ import annotations

import datetime
from pathlib import Path

from jitco_portal.common.csv_tables.files import Problem, Row, TablesRefused, read_rows
from jitco_portal.common.csv_tables.reports import LoadReport
from jitco_portal.common.models import LegalText

FOLDER = Path(__file__).resolve().parent / "reference"
LIST = "legal_texts.csv"
COLUMNS = ("kind", "version", "in_force_from")
LANGUAGES = ("en", "ja")


def load_legal_texts(folder: Path = FOLDER) -> list[LoadReport]:
    """Add the versions that are not held yet; raise TablesRefused where a held one has another wording.

    From when a version is in force, and whether counsel has approved it, is set at the desk afterwards.
    """
    rows, problems = read_rows(folder / LIST, columns=COLUMNS)
    held = {(each.kind, each.version): each for each in LegalText.objects.all()}
    report, new = LoadReport("legal texts"), []
    for row in rows:
        try:
            wanted = _wanted(folder, row)
        except (ValueError, OSError) as error:
            problems.append(Problem(LIST, row.line, None, str(error)))
            continue
        known = held.get((wanted.kind, wanted.version))
        if known is None:
            new.append(wanted)
        elif (known.text_en, known.text_ja) != (wanted.text_en, wanted.text_ja):
            text = "this version is held with another wording; a changed wording needs a new version"
            problems.append(Problem(LIST, row.line, "version", text))
        else:
            report.unchanged += 1
    if problems:
        raise TablesRefused(problems)
    report.added = len(LegalText.objects.bulk_create(new))
    return [report]


def _wanted(folder: Path, row: Row) -> LegalText:
    kind, version = LegalText.Kind(row.cells["kind"]), int(row.cells["version"])
    texts = {
        f"text_{language}": (folder / f"{kind}_{version}_{language}.md").read_text(encoding="utf-8").strip()
        for language in LANGUAGES
    }
    day = datetime.date.fromisoformat(row.cells["in_force_from"])
    return LegalText(kind=kind, version=version, in_force_from=day, **texts)
