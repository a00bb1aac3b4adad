"""Names of files as people sent them, made harmless for every system that keeps them."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

from jitco_portal.common.file_types import FileType

LONGEST_NAME = 200
# Most file systems hold 255 bytes, and a browser may add a number.
MOST_BYTES = 240
# Some scripts join or part their letters by these; all other signs without a shape go, first those that turn a line.
_JOINERS = "\u200c\u200d"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(\.|$)", re.IGNORECASE)


def shown_name(name: str | None, kind: FileType | None = None) -> str:
    """The last part of the name in one line, in any script, short enough to keep, ending as its type does."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name or "")[-1])
    name = without_shapeless_signs(name)
    name = _FORBIDDEN.sub("_", re.sub(r"[\s\u2028\u2029]+", " ", name)).strip(" .")
    stem, ending = _parted(name)
    ending = ending.lower() if kind else ending
    if kind and ending not in (kind.ending, *kind.other_endings):
        if ending and not _is_an_ending(ending):
            stem = name
        inner, ending = _parted(stem)
        if ending.lower() in (kind.ending, *kind.other_endings):
            stem, ending = inner, ending.lower()
        else:
            ending = kind.ending
    # Marks and dots alone are no name.
    stem = stem.strip(" .") if any(unicodedata.category(each)[0] in "LNS" for each in stem) else "file"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return _shortened(stem, ending) + ending


def without_shapeless_signs(name: str) -> str:
    return "".join(each for each in name if each in _JOINERS or unicodedata.category(each)[0] != "C")


def leads_elsewhere(name: str) -> bool:
    """Whether it is a path, or has signs that no name needs."""
    has_odd_signs = any(unicodedata.category(each) in ("Cc", "Cs") for each in name)
    return bool(re.search(r"[/\\]", name)) or has_odd_signs or turns_the_line(name)


def turns_the_line(name: str) -> bool:
    """Whether what is read is not what is there: "in\u202efdp.exe" reads as "inexe.pdf"."""
    return any(unicodedata.bidirectional(each) in _TURNS for each in name)


_TURNS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and len(ending) <= 20 else (name, "")


def _is_an_ending(ending: str) -> bool:
    """As "letter.exe" that is a PDF becomes "letter.pdf"; "rules 2.0" becomes "rules 2.0.pdf"."""
    return ending.lower() in mimetypes.types_map or bool(re.fullmatch(r"\.[A-Za-z]{2,5}", ending))


def _shortened(stem: str, ending: str) -> str:
    kept = stem[: LONGEST_NAME - len(ending)]
    while len((kept + ending).encode()) > MOST_BYTES:
        kept = kept[:-1]
    # No letter loses a part of its marks.
    while kept != stem and kept and unicodedata.category(stem[len(kept)])[0] == "M":
        kept = kept[:-1]
    return kept.rstrip(" .") or "file"
