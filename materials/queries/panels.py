"""What other pages show of materials: a country's page, and a person's own page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.languages import get_official_languages
from django.db.models import Count, DateField, F, Max, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.registry import Panel
from materials.models import Edition, EditionState, Material, QuestionAnswer
from materials.queries.languages import own_name
from materials.queries.readers import links_of
from organizations.languages import OFFERED, language_name

QUESTIONS = 5
READ = 10
# Spoken everywhere: they say nothing of a country.
_OF_NO_COUNTRY = {"en", "ja"}


@dataclass(frozen=True)
class LanguageOfCountry:
    code: str
    materials: int

    @property
    def name(self) -> str:
        return language_name(self.code)

    @property
    def own_name(self) -> str:
        return own_name(self.code)

    @property
    def url(self) -> str:
        return f"{reverse('materials:material_list')}?language={self.code}"


def country_panel(country: Country, day: datetime.date, user: Any) -> Panel | None:
    """Answers that hold for the country, and how many texts there are in its languages; in one query.

    Both are of today: the page of a past day does without.
    """
    if day < today():
        return None
    questions, languages = _answers_and_languages(country, user)
    if not questions and not languages:
        return None
    return Panel(
        title=_("Materials and answers"),
        anchor="materials",
        template="materials/_country_panel.html",
        context={"country": country, "questions": questions, "languages": languages},
    )


def _answers_and_languages(country: Country, user: Any) -> tuple[list[QuestionAnswer], list[LanguageOfCountry]]:
    """Rows of two kinds, told apart by their first column. The answers hold what a link to them needs, no more."""
    order = (F("checked_on").desc(nulls_last=True), F("pk").desc())
    answers = QuestionAnswer.objects.published().filter(country=country).order_by(*order)
    columns = ("pk", "checked_on", "topic", "question_en", "question_ja")
    found = answers.annotate(kind=Value("answer")).values_list("kind", *columns)[:QUESTIONS]
    codes = [code for code in languages_of(country.code) if code in OFFERED and code not in _OF_NO_COUNTRY]
    if codes:
        visible = Material.objects.visible_to(user).values("pk")
        current = Edition.objects.heads().filter(state=EditionState.PUBLISHED, language__in=codes, material__in=visible)
        nothing = [Value(None, DateField()), Value(""), Value("")]
        counts = current.order_by().values_list(
            Value("language"), Count("material"), nothing[0], "language", *nothing[1:]
        )
        found = found.union(counts, all=True)
    rows = list(found)
    questions = [QuestionAnswer(**dict(zip(columns, row[1:], strict=True))) for row in rows if row[0] == "answer"]
    questions.sort(key=lambda each: (each.checked_on is not None, each.checked_on, each.pk), reverse=True)
    counted = {row[3]: row[1] for row in rows if row[0] == "language"}
    return questions, [LanguageOfCountry(code, counted[code]) for code in codes if code in counted]


def languages_of(country_code: str) -> Sequence[str]:
    """Official languages by CLDR; nothing for what is no territory."""
    return [code.partition("_")[0] for code in get_official_languages(country_code, de_facto=True)]


@dataclass(frozen=True)
class ReadEdition:
    """An edition that the person downloaded last of its material and language."""

    edition: Edition
    is_out_of_date: bool
    # For whom the link for participants is that has to be opened first, where it needs one.
    link: str


def account_panel(user: Any) -> Panel | None:
    """What the person downloaded, first what has been superseded or withdrawn since; in two queries."""
    own = Q(readers__user=user)
    links = list(links_of(user).values_list("pk", flat=True))
    read = (
        Edition.objects.visible_to(user, links)
        .shown()
        .filter(own)
        .with_newer()
        .annotate(read_at=Max("readers__at", filter=own), link=Max("readers__share_key__title", filter=own))
    )
    # Who read the newer one too knows of it.
    seen: set[tuple[int, str]] = set()
    shown = []
    for edition in read.select_related("material").order_by("-read_at", "-published_at", "-pk"):
        key = (edition.material_id, edition.language)
        if key not in seen:
            seen.add(key)
            is_out_of_date = edition.has_newer or edition.is_withdrawn
            shown.append(ReadEdition(edition, is_out_of_date, link=edition.link or ""))
    if not shown:
        return None
    shown.sort(key=lambda each: not each.is_out_of_date)
    return Panel(
        title=_("Materials that you downloaded"),
        anchor="materials",
        template="materials/_account_panel.html",
        context={"read": shown[:READ]},
    )
