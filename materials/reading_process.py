"""Reads one file that somebody sent, in a process of its own: a file made to harm ends this process and nothing else.

``python -m materials.reading_process`` takes a line with the file, its type and an empty folder. Text goes to
``text.txt``, pictures of the first pages to ``1.webp``, ``2.webp`` …; the last line says what was found. Memory, time
and what may be written are bounded before the file is opened. Nothing of Django is loaded here.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import XMLPullParser

MEBIBYTE = 1024 * 1024
MOST_MEMORY = 1024 * MEBIBYTE
# Of the processor; whoever started us waits a little longer by the clock.
MOST_SECONDS = 60
LARGEST_OUTPUT = 32 * MEBIBYTE
NICENESS = 10
# A long book is not read to its end at any price: what was read by then is kept.
TEXT_SECONDS = 25
PICTURE_SECONDS = 50
MOST_PAGES_OF_TEXT = 3000
MOST_LETTERS = 1_000_000
PICTURED_PAGES = 10
PICTURE_WIDTH = 700
HIGHEST_PICTURE = 1400
# Unpacked; a document of text alone is far smaller.
LARGEST_PART = 64 * MEBIBYTE

OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": r"word/document\.xml",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": r"ppt/slides/slide\d+\.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": r"xl/sharedStrings\.xml",
}
PDF = "application/pdf"
READ_TYPES = frozenset({PDF, *OFFICE})


def main() -> None:
    os.nice(NICENESS)
    # Whatever a library prints must not stand between our lines.
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = json.loads(sys.stdin.readline())
    bound_what_is_used()
    found = read(Path(job["file"]), job["type"], Path(job["folder"]))
    lines.write(json.dumps(found) + "\n")
    lines.flush()


def bound_what_is_used() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def read(file: Path, type_: str, folder: Path) -> dict[str, Any]:
    """Raises whatever the libraries raise on a file that is none."""
    pictures = []
    if type_ == PDF:
        text, pictures = _read_pdf(file, folder)
    else:
        text = clean(_office_text(file, OFFICE[type_]))
    (folder / "text.txt").write_text(text, encoding="utf-8")
    return {"pictures": pictures}


def clean(pieces: Iterator[str]) -> str:
    """One text without what no database takes and nobody reads: control characters, halves of pairs, runs of spaces."""
    kept: list[str] = []
    left = MOST_LETTERS
    for piece in pieces:
        piece = _HYPHEN.sub("", piece[:left])
        piece = "".join(each if unicodedata.category(each) not in _UNREAD else " " for each in piece)
        piece = re.sub(r"\s+", " ", piece).strip()
        if piece:
            kept.append(piece)
            left -= len(piece) + 1
        if left <= 0:
            break
    return "\n".join(kept)


# Control characters, halves of surrogate pairs, letters of private use, code points that are none.
_UNREAD = {"Cc", "Cs", "Co", "Cn"}
# How the PDF library writes the hyphen of a word that goes on in the next line.
_HYPHEN = re.compile("\ufffe\\s*")


# PDF --------------------------------------------------------------------------------------------------


def _read_pdf(file: Path, folder: Path) -> tuple[str, list[dict[str, int]]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    if not len(document):
        raise ValueError("a document without pages")
    text = clean(_pages_text(document))
    pictures = []
    for number in range(1, min(len(document), PICTURED_PAGES) + 1):
        if time.process_time() > PICTURE_SECONDS:
            break
        pictures.append(_picture(document[number - 1], number, folder))
    return text, pictures


def _pages_text(document: Any) -> Iterator[str]:
    for number in range(min(len(document), MOST_PAGES_OF_TEXT)):
        if time.process_time() > TEXT_SECONDS:
            return
        page = document[number]
        textpage = page.get_textpage()
        # A page may hold millions of letters.
        yield textpage.get_text_range(0, min(textpage.count_chars(), MOST_LETTERS), errors="ignore")
        textpage.close()
        page.close()


def _picture(page: Any, number: int, folder: Path) -> dict[str, int]:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ValueError("a page without a size")
    scale = min(PICTURE_WIDTH / width, HIGHEST_PICTURE / height)
    image = page.render(scale=scale).to_pil().convert("RGB")
    # Sizes were rounded up.
    image.thumbnail((PICTURE_WIDTH, HIGHEST_PICTURE))
    image.save(folder / f"{number}.webp", "WEBP", quality=80, method=4)
    page.close()
    return {"page": number, "width": image.width, "height": image.height}


# Office documents -------------------------------------------------------------------------------------


def _office_text(file: Path, wanted: str) -> Iterator[str]:
    """What stands in the text elements of its parts, a paragraph a piece."""
    with zipfile.ZipFile(file) as archive:
        parts = sorted(name for name in archive.namelist() if re.fullmatch(wanted, name))
        if not parts:
            raise ValueError("a document without its main part")
        for name in parts:
            with archive.open(name) as part:
                yield from _paragraphs(part)


def _paragraphs(part: Any) -> Iterator[str]:
    parser = XMLPullParser(["end"])
    words: list[str] = []
    left = LARGEST_PART
    while (piece := part.read(64 * 1024)) and left > 0:
        left -= len(piece)
        parser.feed(piece)
        for _event, element in parser.read_events():
            name = element.tag.rpartition("}")[2]
            if name == "t":
                words.append(element.text or "")
            elif name in ("p", "si"):
                yield "".join(words)
                words.clear()
                # What was read is let go, or the tree would hold all of a long document.
                element.clear()
    if left > 0:
        # Raises where the document breaks off.
        parser.close()
    yield "".join(words)


if __name__ == "__main__":
    main()
    # Not by the long way: a library that stumbles while it tidies up would call a good result into question.
    os._exit(0)
