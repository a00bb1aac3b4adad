"""What materials can be found by: their own words, the texts of their current files; and published answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from countries.queries.found_by import COUNTRY_NAMES
from jitco_portal.common.search.groups import without_markdown
from jitco_portal.common.search.plain import is_unspaced
from jitco_portal.common.search.sources import Source, ids_of
from jitco_portal.common.search.terms import Described
from materials.models import Edition, EditionFile, EditionState, FileCare, Material, QuestionAnswer, Topic
from materials.models.derived import MATERIAL_KIND, QUESTION_KIND, TEXT_KIND
from materials.queries.languages import own_name
from organizations.languages import language_name
from organizations.models import Operation

__all__ = ["MATERIAL_KIND", "QUESTION_KIND", "TEXT_KIND", "current_files", "readable_text", "sources"]

_LANGUAGES = [language for language, _name in settings.LANGUAGES]
_SPACE = re.compile(r"\s+")


def sources() -> list[Source]:
    return [
        Source(MATERIAL_KIND, _describe_materials, ids_of(Material.objects.all())),
        Source(TEXT_KIND, _describe_texts, ids_of(current_files().exclude(care__text=""))),
        Source(QUESTION_KIND, _describe_questions, ids_of(QuestionAnswer.objects.all())),
    ]


def current_files() -> QuerySet[EditionFile]:
    """Files of the latest edition of each material and language, where that was not withdrawn."""
    heads = Edition.objects.heads().filter(state=EditionState.PUBLISHED)
    return EditionFile.objects.filter(edition__in=heads.values("pk"))


def readable_text(text: str) -> str:
    """The text of a file without the ends of its lines: in Japanese or Thai they stand anywhere, also within a word."""
    return _SPACE.sub(_between_words, text)


def _between_words(space: re.Match) -> str:
    before, behind = space.string[space.start() - 1 : space.start()], space.string[space.end() : space.end() + 1]
    return "" if before and behind and is_unspaced(before) and is_unspaced(behind) else " "


def _describe_materials(ids: Sequence[int]) -> Mapping[int, Described]:
    """Three queries, however many materials."""
    further: dict[int, list[str]] = defaultdict(list)
    works = Operation.objects.filter(materials__in=ids).order_by("position", "pk")
    for pk, *texts in works.values_list("materials", *_in_both("name", "category__name"), "code"):
        further[pk] += texts
    shown = Edition.objects.shown().filter(material__in=ids).order_by("pk")
    for pk, code in shown.values_list("material", "language"):
        further[pk] += [*_in_each_language(language_name, code), own_name(code)]
    kinds, audiences = _labels(Material.Kind), _labels(Material.Audience)
    names, rest = _in_both("title"), _in_both("programme__name", "programme__short", "summary", "form")
    return {
        row["pk"]: Described(
            names=_filled(row[name] for name in names),
            has_reading=True,
            rest=_filled(
                [
                    *kinds[row["kind"]],
                    *(text for audience in row["audiences"] for text in audiences[audience]),
                    *further[row["pk"]],
                    *(row[name] for name in rest),
                ]
            ),
        )
        for row in Material.objects.filter(pk__in=ids).values("pk", "kind", "audiences", *names, *rest)
    }


def _describe_texts(ids: Sequence[int]) -> Mapping[int, Described]:
    """By the text alone: the entry of the material has the rest."""
    cares = FileCare.objects.filter(file__in=current_files().filter(pk__in=ids)).exclude(text="")
    texts = {}
    # One after another: all of them at once may be much.
    for pk, text in cares.values_list("file", "text").iterator(chunk_size=10):
        texts[pk] = Described(texts=[readable_text(text)])
    return texts


def _describe_questions(ids: Sequence[int]) -> Mapping[int, Described]:
    topics = _labels(Topic)
    names, answers = _in_both("question"), _in_both("answer")
    rest = (*(f"country__{name}" for name in COUNTRY_NAMES), *_in_both("programme__name", "programme__short"))
    return {
        row["pk"]: Described(
            names=_filled(row[name] for name in names),
            has_reading=True,
            rest=_filled([*topics[row["topic"]], *(row[name] for name in rest)]),
            texts=_filled(without_markdown(row[name]) for name in answers),
        )
        for row in QuestionAnswer.objects.filter(pk__in=ids).values("pk", "topic", *names, *answers, *rest)
    }


def _in_both(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{language}" for field in fields for language in _LANGUAGES)


def _in_each_language(name: Any, *args: Any) -> list[str]:
    found = []
    for language in _LANGUAGES:
        with override(language):
            found.append(str(name(*args)))
    return found


def _labels(choices: Any) -> dict[str, list[str]]:
    """What each choice is called in both languages."""
    words: dict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                words[value].append(str(label))
    return words


def _filled(texts: Iterable[str | None]) -> list[str]:
    return [text for text in texts if text]
