"""How an operator says which list a file is; shared by the commands that look at one and that apply one."""

from __future__ import annotations

import datetime
import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from countries.models import Country, Programme
from organizations.models import ListKind
from organizations.queries.list_imports.json_shape import as_json
from organizations.queries.list_imports.offices import find_office
from organizations.queries.list_imports.preview import error, preview
from organizations.queries.list_imports.shapes import Comparison, Question, Words
from organizations.queries.list_imports.texts import on_the_shell, sentence

KINDS = {
    "approvals": ListKind.APPROVALS,
    "approval": ListKind.APPROVALS,
    "licences": ListKind.LICENCES,
    "licenses": ListKind.LICENCES,
    "licence": ListKind.LICENCES,
    "license": ListKind.LICENCES,
    "measures": ListKind.MEASURES,
    "removals": ListKind.MEASURES,
    "permits": ListKind.PERMITS,
    "permit": ListKind.PERMITS,
}
EXIT = {"rows": 0, "rows with questions": 0, "ask": 3, "error": 1}
_LINE = re.compile(r"\d{1,9}")
_OF_JAPAN = (ListKind.MEASURES, ListKind.PERMITS)


class WordsRefused(Exception):
    """What was said of the list does not name one; ``outcome`` is "error", or "ask" where an answer would do."""

    def __init__(self, outcome: str, question: Question) -> None:
        super().__init__(question.code)
        self.outcome, self.question = outcome, question


def add_words(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="XLSX, XLS, CSV or TSV")
    parser.add_argument("--country", default="", help="code of the sending country, as VN; none for permits")
    parser.add_argument("--programme", default="", help="TITP, SSW or ESD")
    parser.add_argument("--kind", required=True, help="approvals, licences, measures or permits")
    parser.add_argument("--complete", action="store_true", help="the list names all of its kind")
    parser.add_argument("--issuer", default="", help="the office that publishes the list")
    parser.add_argument("--published", default="", help="day of the list, as 2024-03-01")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="KEY=VALUE", help="answer to a question, as date_order=dmy"
    )
    parser.add_argument("--language", default="en", choices=("en", "ja"), help="of questions and messages")
    parser.add_argument("--json", action="store_true", help="print the comparison as JSON")


def words_of(options: dict[str, Any]) -> tuple[Words, list[Question]]:
    """The words as rows of ours, and what is to be told of them. Raises WordsRefused."""
    kind = KINDS.get(options["kind"].strip().lower())
    if kind is None:
        raise _wrong("--kind: approvals, licences, measures or permits")
    try:
        published_on = datetime.date.fromisoformat(options["published"])
    except ValueError:
        raise _wrong("--published: a day such as 2024-03-01") from None
    country = None
    if kind != ListKind.PERMITS:
        country = Country.objects.filter(code__iexact=options["country"].strip()).first()
        if country is None:
            raise _wrong(f"--country: no country has the code “{options['country']}”")
    programme = _programme(options["programme"], kind)
    issuer = options["issuer"].strip()
    if not issuer:
        raise _wrong("--issuer: say which office publishes the list")
    words = Words(kind, published_on, country, programme, None, issuer, options["complete"])
    if country is None:
        return words, []
    found = find_office(country=country, name=issuer)
    if found.office:
        return Words(kind, published_on, country, programme, found.office, "", options["complete"]), []
    if found.near:
        values = {"name": issuer, "names": "; ".join(found.near)}
        raise WordsRefused("ask", Question("issuer", values))
    return words, [] if kind in _OF_JAPAN else [Question("new_office", {"name": issuer})]


def _programme(code: str, kind: ListKind) -> Programme | None:
    code = code.strip()
    programme = Programme.objects.filter(code__iexact=code).first() if code else None
    if code and programme is None:
        raise _wrong(f"--programme: no programme has the code “{code}”")
    if programme is None and kind in (ListKind.APPROVALS, ListKind.PERMITS):
        raise _wrong("--programme: approvals and permits are given for a programme")
    return programme if kind != ListKind.LICENCES else None


def answers_of(given: list[str]) -> dict[str, Any]:
    """``column.3=name`` and the like. Raises WordsRefused."""
    answers: dict[str, Any] = {}
    for each in given:
        key, separator, value = each.partition("=")
        if not separator:
            raise _wrong(f"--answer: “{each}” is not KEY=VALUE")
        if key.startswith("column."):
            answers.setdefault("columns", {})[key.removeprefix("column.")] = value
        else:
            answers[key] = value
    if not _LINE.fullmatch(str(answers.get("header", "0"))):
        raise _wrong("--answer header: the number of a line")
    return answers


def _wrong(text: str) -> WordsRefused:
    return WordsRefused("error", Question("wrong_words", {"text": text}))


def compared(options: dict[str, Any]) -> tuple[Comparison, Words | None, dict[str, Any]]:
    """The comparison of the file with these words; one that says what is wrong where there is none."""
    try:
        words, told = words_of(options)
        answers = answers_of(options["answer"])
    except WordsRefused as refused:
        question = refused.question
        if refused.outcome == "ask":
            return Comparison("ask", questions=[question]), None, {}
        return error(question.code, question), None, {}
    path = Path(options["file"])
    if not path.is_file():
        question = Question("wrong_words", {"text": f"{path.name}: no such file"})
        return error(question.code, question), words, answers
    comparison = preview(path=path, name=path.name, words=words, answers=answers)
    comparison.message = [*comparison.message, *told]
    return comparison, words, answers


class ListCommand(BaseCommand):
    """Prints the comparison of a file and ends with the status of its outcome, whatever happens."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_words(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            comparison = self.done(options)
            if options["json"]:
                self.stdout.write(json.dumps(as_json(comparison), ensure_ascii=False))
            else:
                self.stdout.write(in_words(comparison))
        if status := EXIT[comparison.outcome]:
            raise SystemExit(status)

    def done(self, options: dict[str, Any]) -> Comparison:
        """Nothing but comparing; a command that does more says so here."""
        return compared(options)[0]


def in_words(comparison: Comparison) -> str:
    lines = [comparison.outcome, *(sentence(each) for each in comparison.message)]
    lines += [f"{name}: {count}" for name, count in comparison.counts.items() if count]
    lines += [f"? {on_the_shell(each)}" for each in comparison.questions]
    for row in comparison.rows:
        if row.result == "unchanged" and not row.questions:
            continue
        name = row.read.name or row.read.name_en or row.read.number
        lines.append(f"{row.read.line}\t{row.result}\t{name}")
        lines += [f"\t{each.field}: {each.old or '–'} → {each.new}" for each in row.changes]
        lines += [f"\t? {sentence(each)}" for each in row.questions]
    lines += [f"gone\t{each.public_id}\t{each.name}" for each in comparison.gone]
    return "\n".join(lines)
