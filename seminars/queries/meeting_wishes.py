"""The page on which an organization says whom it wishes to meet: the other side, with what the profiles tell.

Nothing of what others wished is read here: a hint comes of profiles alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jitco_portal.common.folding import fold
from jitco_portal.common.languages import listed
from organizations.languages import language_name
from organizations.models import Operation, Organization, SupervisingOrganization
from seminars.models import Group, MeetingDay, MeetingParty, MeetingWish
from seminars.queries.meetings import is_there, parties_of, side_of, where_of

MOST_OPERATIONS = 6
BY_NAME, BY_FIT, BY_PLACE = "name", "fit", "place"


@dataclass(frozen=True)
class WishRow:
    """One organization of the other side; ``hints`` say what the two profiles have in common."""

    party: MeetingParty
    organization: Organization
    where: str
    languages: str
    operations: list[str]
    further_operations: int
    hints: list[str]
    fit: int
    searched: str
    needs_interpreter: bool

    @property
    def key(self) -> int:
        return int(self.party.pk)


def wish_rows(*, party: MeetingParty, day: MeetingDay) -> list[WishRow]:
    """In the order of the names; whoever is not there any more is left out."""
    rows = parties_of(day=day).prefetch_related(
        "registration__organization__operations", "registration__organization__supervising__accepts_from"
    )
    everybody = {row.pk: row for row in rows}
    own = everybody.get(party.pk, party)
    others = [row for row in everybody.values() if side_of(row) != side_of(party) and is_there(row)]
    name = "sort_ja" if get_language() == "ja" else "sort_en"
    others.sort(key=lambda row: (getattr(row.registration.organization, name), row.pk))
    return [_row(own, other) for other in others]


def stated_words(*, party: MeetingParty) -> dict[int, str]:
    return dict(MeetingWish.objects.filter(party=party).values_list("other_id", "word"))


def in_order(*, rows: list[WishRow], order: str) -> list[WishRow]:
    if order == BY_FIT:
        return sorted(rows, key=lambda row: -row.fit)
    if order == BY_PLACE:
        return sorted(rows, key=lambda row: row.where)
    return rows


def matching(*, rows: list[WishRow], words: str) -> list[WishRow]:
    """Those in whose texts each of the words stands."""
    asked = fold(words).split()
    return [row for row in rows if all(word in row.searched for word in asked)]


def _row(own: MeetingParty, other: MeetingParty) -> WishRow:
    mine, organization = own.registration.organization, other.registration.organization
    operations = list(organization.operations.all())
    hints, fit = _hints(own, other, mine, organization, operations)
    languages = listed(language_name(code) for code in other.languages)
    where = where_of(organization)
    texts = [organization.name, *organization.other_names, organization.public_id, where, languages]
    if hasattr(organization, "supervising"):
        texts.append(organization.supervising.prefecture)
    texts += [text for each in operations for text in (each.code, each.name_en, each.name_ja)]
    if organization.country:
        texts += [organization.country.name_en, organization.country.name_ja]
    return WishRow(
        party=other,
        organization=organization,
        where=where,
        languages=languages,
        operations=[each.name for each in operations[:MOST_OPERATIONS]],
        further_operations=max(0, len(operations) - MOST_OPERATIONS),
        hints=hints,
        fit=fit,
        searched=fold(" ".join(texts)),
        needs_interpreter=not set(own.languages) & set(other.languages),
    )


def _hints(
    own: MeetingParty, other: MeetingParty, mine: Organization, theirs: Organization, operations: list[Operation]
) -> tuple[list[str], int]:
    """What speaks for a meeting, and how much: operations first, then the country, then a language in common."""
    hints: list[str] = []
    fit = 0
    shared = {each.pk for each in mine.operations.all()} & {each.pk for each in operations}
    if shared:
        told = ngettext("%(number)s operation in common", "%(number)s operations in common", len(shared))
        hints.append(told % {"number": len(shared)})
        fit += 2 + min(len(shared), 3)
    supervising, sending = (mine, theirs) if side_of(own) == Group.SUPERVISING else (theirs, mine)
    if sending.country_id and sending.country_id in _accepted(supervising):
        hints.append(_("accepts from %(country)s") % {"country": sending.country.name if sending.country else ""})
        fit += 4
    common = [language_name(code) for code in own.languages if code in other.languages]
    if common:
        hints.append(_("language in common: %(languages)s") % {"languages": listed(common)})
        fit += 1
    return hints, fit


def _accepted(organization: Organization) -> set[int]:
    supervising: SupervisingOrganization | None = getattr(organization, "supervising", None)
    return {country.pk for country in supervising.accepts_from.all()} if supervising else set()


def counted(words: Mapping[Any, str]) -> dict[str, int]:
    """How often each word was said."""
    return {word.value: sum(each == word.value for each in words.values()) for word in MeetingWish.Word}
