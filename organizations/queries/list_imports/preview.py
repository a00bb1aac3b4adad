"""From a file to a comparison; whatever cannot be read ends as an outcome, never as an exception."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jitco_portal.common.spreadsheets import SpreadsheetRefused, open_book
from jitco_portal.common.stored_files import on_disk
from organizations.models import ListImport
from organizations.queries.list_imports.comparing import compare
from organizations.queries.list_imports.headings import known_headings
from organizations.queries.list_imports.reading import ListRefused, read_list
from organizations.queries.list_imports.shapes import Comparison, Question, ReadList, Words


def words_of(list_import: ListImport) -> Words:
    names = ("kind", "published_on", "country", "programme", "issuer", "issuer_name", "is_complete")
    return Words(**{name: getattr(list_import, name) for name in names})


def read_file(*, path: Path, name: str, words: Words, answers: Mapping[str, Any]) -> ReadList | Comparison:
    """The list as read; a Comparison that says why not ("ask", "error")."""
    try:
        book = open_book(path, name, encoding=str(answers.get("encoding") or ""))
    except SpreadsheetRefused as refused:
        if refused.code == "encoding":
            return Comparison("ask", questions=[Question("encoding")])
        return error(str(refused.code), Question("refused_file", {"text": refused.code}))
    headings = known_headings(
        kind=words.kind, issuer_id=words.issuer.pk if words.issuer else None, issuer_name=words.issuer_name
    )
    try:
        return read_list(book, kind=words.kind, answers=answers, headings=headings)
    except ListRefused as refused:
        return error(refused.question.code, refused.question)


def read_stored(*, list_import: ListImport) -> ReadList | Comparison:
    """The file that was kept, with the answers as they stand."""
    name, words = list_import.file_name, words_of(list_import)
    try:
        with on_disk(list_import.file) as path:
            return read_file(path=path, name=name, words=words, answers=list_import.answers)
    except FileNotFoundError:
        return error("missing", Question("refused_file", {"text": "missing"}))


def preview(
    *,
    path: Path,
    name: str,
    words: Words,
    answers: Mapping[str, Any],
    by_hand: Mapping[int, int | None] | None = None,
) -> Comparison:
    """What the list would change; nothing is written."""
    read = read_file(path=path, name=name, words=words, answers=answers)
    return read if isinstance(read, Comparison) else compare(words=words, read=read, by_hand=by_hand)


def error(code: str, question: Question) -> Comparison:
    return Comparison("error", message=[question])
