"""Countries, their chapters, notices and talks in the search of the whole site; and countries by what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import Counterpart, Country, CountrySection, GovernmentTalk, Notice
from countries.queries.found_by import COUNTRY_NAMES
from jitco_portal.common.days import today
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import possibly_covers
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import (
    MOST_COUNTED,
    FoundRow,
    SearchGroup,
    counted,
    hits_in_texts,
    is_answered,
    snippet,
    without_markdown,
)
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.plain import glued
from jitco_portal.common.search.questions import Question, read_question, with_corrections
from jitco_portal.common.search.ranks import CLOSE_RANKS
from jitco_portal.common.search.terms import is_correctable, name_forms
from jitco_portal.common.shown_dates import shown_date

SHOWN = 5


def search_groups(words: str, user: Any) -> list[SearchGroup]:
    """Countries, then what their pages tell today: chapters, notices, talks; in at most nine queries."""
    groups = [_countries(words), _sections(words), _notices(words, user), _talks(words)]
    return [group for group in groups if group]


# Countries ------------------------------------------------------------------------------------------------


def _countries(words: str) -> SearchGroup | None:
    search = Search(words, "country")
    hits = search.hits(limit=MOST_COUNTED + 1)
    offices = Counterpart.objects.filter(country=OuterRef("pk")).order_by("pk")
    rows = Country.objects.annotate(
        office_names_en=ArraySubquery(offices.values("name_en")),
        office_names_ja=ArraySubquery(offices.values("name_ja")),
        abbreviations=ArraySubquery(offices.values("abbreviation")),
    ).in_bulk([hit.object_id for hit in hits[:SHOWN]])
    found = [
        _country_row(rows[hit.object_id], search.question, hit.rank in CLOSE_RANKS)
        for hit in hits[:SHOWN]
        if hit.object_id in rows
    ]
    count, is_exact = counted(hits)
    return SearchGroup(_("Countries"), "countries", found, count, is_exact) if found else None


def _country_row(country: Any, question: Question, is_close: bool) -> FoundRow:
    title, other = marked(country.name, question), marked(_other_name(country), question)
    label, text = _office(country, question) if not (title.letters or other.letters) else ("", ())
    return FoundRow(
        title=title.segments,
        url=country.get_absolute_url(),
        about=_("Fictional.") if country.is_sample else "",
        original=other.segments,
        label=label,
        text=text,
        is_close=is_close,
    )


def _other_name(country: Country) -> str:
    return country.name_en if country.name == country.name_ja else country.name_ja


def _office(country: Any, question: Question) -> tuple[str, tuple[Segment, ...]]:
    """The office of its government that answers the question, its name in the reader's language first."""
    offices = zip(country.office_names_en, country.office_names_ja, country.abbreviations, strict=True)
    for name_en, name_ja, abbreviation in offices:
        names = [name_ja or name_en, name_en] if get_language() == "ja" else [name_en, name_ja]
        for name in names:
            found = marked(" · ".join(filter(None, [name, abbreviation])), question)
            if found.letters:
                return str(capfirst(Counterpart._meta.verbose_name)), found.segments
    return "", ()


# What their pages tell ------------------------------------------------------------------------------------


def _sections(words: str) -> SearchGroup | None:
    return _texts(
        words,
        kind="section",
        title=str(capfirst(CountrySection._meta.verbose_name_plural)),
        allowed=_sections_of_today(),
        row_of=_section_row,
    )


def _sections_of_today() -> QuerySet:
    """The chapters that the pages of the countries show."""
    in_force = CountrySection.objects.filter(possibly_covers("in_force_from", "", today()))
    newest = in_force.order_by("country_id", "kind", "-in_force_from").distinct("country_id", "kind")
    return CountrySection.objects.filter(pk__in=newest.values("pk"))


def _section_row(section: Any, question: Question) -> FoundRow:
    text, language = _snippet_of(section, "text", question, read=without_markdown)
    return FoundRow(
        title=marked(
            _("%(country)s: %(chapter)s") % {"country": section.country.name, "chapter": section.get_kind_display()},
            question,
        ).segments,
        url=f"{section.country.get_absolute_url()}#{section.kind.replace('_', '-')}",
        text=text,
        language=language,
    )


def _notices(words: str, user: Any) -> SearchGroup | None:
    return _texts(words, kind="notice", title=_("Notices"), allowed=Notice.objects.visible_to(user), row_of=_notice_row)


def _notice_row(notice: Any, question: Question) -> FoundRow:
    text, language = _snippet_of(notice, "text", question)
    country = notice.country
    return FoundRow(
        title=marked(notice.title, question).segments,
        url=f"{country.get_absolute_url()}#notice-{notice.pk}" if country else f"{reverse('home')}#notices",
        about=_and(country.name if country else "", shown_date(notice.published_on)),
        text=text,
        language=language,
    )


def _talks(words: str) -> SearchGroup | None:
    return _texts(
        words,
        kind="talk",
        title=str(capfirst(GovernmentTalk._meta.verbose_name_plural)),
        allowed=GovernmentTalk.objects.filter(possibly_covers("held_on", "", today())),
        row_of=_talk_row,
    )


def _talk_row(talk: Any, question: Question) -> FoundRow:
    text, language = _snippet_of(talk, "report", question)
    return FoundRow(
        title=marked(talk.title, question).segments,
        url=f"{talk.country.get_absolute_url()}#talks",
        about=_and(talk.country.name, talk.get_kind_display(), talk.place, shown_date(talk.held_on)),
        text=text,
        language=language,
    )


def _texts(
    words: str, *, kind: str, title: str, allowed: QuerySet, row_of: Callable[[Any, Question], FoundRow]
) -> SearchGroup | None:
    """Rows that are found by their titles and texts, as they were typed; two queries."""
    search = Search(words, kind)
    hits = hits_in_texts(search=search, allowed=allowed)
    rows = allowed.select_related("country").in_bulk([hit.object_id for hit in hits[:SHOWN]])
    found = [row_of(rows[hit.object_id], search.question) for hit in hits[:SHOWN] if hit.object_id in rows]
    count, is_exact = counted(hits)
    return SearchGroup(title, f"{kind}s", found, count, is_exact) if found else None


def _snippet_of(
    row: Model, field: str, question: Question, *, read: Callable[[str], str] = str
) -> tuple[tuple[Segment, ...], str]:
    """The place in the reader's language; where only the other one answers, that place and its language."""
    own = snippet(read(localized(row, field)), question)
    other_language = "en" if get_language() == "ja" else "ja"
    if not is_answered(own):
        other = snippet(read(getattr(row, f"{field}_{other_language}")), question)
        if is_answered(other):
            return other, other_language
    own_text = getattr(row, f"{field}_{get_language()}", "")
    return own, "" if own_text or not own else other_language


def _and(*parts: str) -> str:
    return " · ".join(dict.fromkeys(part for part in parts if part))


# The list of countries ------------------------------------------------------------------------------------


def named(*, countries: Iterable[Country], words: str) -> set[int]:
    """The ids of the countries that the words name, compared as the search does; misspelt only where none is.

    The countries are few and are there already, so the entries are not asked.
    """
    question = read_question(words)
    lines = {country.pk: _lines(country) for country in countries}
    found = {pk for pk, names in lines.items() if _is_named(names, question.names)}
    if found or not question.names:
        return found
    held = {word for names in lines.values() for name in names for word in name.split() if is_correctable(word)}
    corrected = with_corrections(question, sorted(held)).corrections
    for wording in question.wordings:
        meant = [corrected[word].all if word in corrected else (word,) for word in wording]
        found |= {
            pk for pk, names in lines.items() if all(any(_is_named(names, [each]) for each in word) for word in meant)
        }
    return found


def _lines(country: Country) -> list[str]:
    return [form for name in COUNTRY_NAMES for form in name_forms(getattr(country, name))]


def _is_named(names: Sequence[str], asked: Iterable[str]) -> bool:
    return any(each in glued(name) for each in asked for name in names)
