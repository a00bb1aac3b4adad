"""Compiles the translations with Babel, so that running the portal needs no gettext."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def outdated_catalogs(locale_folder: Path) -> list[Path]:
    """Those that are newer than what was compiled of them."""
    sources = [(source, source.with_suffix(".mo")) for source in sorted(locale_folder.glob("*/LC_MESSAGES/*.po"))]
    return [
        source
        for source, target in sources
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns
    ]


def compile_translations(locale_folder: Path) -> list[Path]:
    """Compile every catalog that is newer than its compiled file; returns those that were written."""
    written = []
    for source in outdated_catalogs(locale_folder):
        target = source.with_suffix(".mo")
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, domain=source.stem)
        # Two copies may be started from one checkout: neither may read a half-written file.
        unfinished = target.with_suffix(f".{os.getpid()}.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(target)
        written.append(target)
    return written
