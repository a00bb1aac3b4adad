"""What we hold of the organizations that a list may name: a few queries for all of them, however long it is."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jitco_portal.common.partial_dates import PartialDate
from organizations.models import (
    Approval,
    HomeLicence,
    ListKind,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Permit,
)
from organizations.queries.list_imports.shapes import Words


@dataclass(slots=True)
class Paper:
    """An approval, licence, measure or permit; ``first`` is blank where only a sighting is known."""

    pk: int
    number: str
    first: str
    until: str
    confirmed_on: str = ""
    kind: str = ""

    def is_open_on(self, day: datetime.date) -> bool:
        return not self.until or PartialDate.parse(self.until).latest >= day


@dataclass(slots=True)
class Held:
    """An organization with what of it a list can state."""

    pk: int
    public_id: str
    name_local: str
    name_en: str
    name_ja: str
    address: str
    phone: str
    website: str
    papers: list[Paper] = field(default_factory=list)
    # Of this issuer, whatever the paper: by them it is known again.
    numbers: set[str] = field(default_factory=set)
    further_names: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name by which lists of its country call it."""
        return self.name_local or self.name_en or self.name_ja


def organizations_of(words: Words) -> dict[int, Held]:
    """All that a list of these words may name, by key; one that was merged is found as the one it went into."""
    kind = Organization.Kind.SUPERVISING if words.kind == ListKind.PERMITS else Organization.Kind.SENDING
    rows = Organization.objects.filter(kind=kind, country=words.country).order_by("pk")
    held: dict[int, Held] = {}
    merged: dict[int, int] = {}
    fields = ("pk", "public_id", "name_local", "name_en", "name_ja", "address", "phone", "website")
    extra = ("address_ja", "merged_into_id")
    for values in rows.values(*fields, *extra):
        address_ja, into = values.pop("address_ja"), values.pop("merged_into_id")
        if kind == Organization.Kind.SUPERVISING:
            values["address"] = address_ja or values["address"]
        if into:
            merged[values["pk"]] = into
            held.setdefault(-values["pk"], Held(**values))
        else:
            held[values["pk"]] = Held(**values)
    # What a merged one was called is a further name of the one that stays.
    for pk, into in merged.items():
        gone = held.pop(-pk)
        if into in held:
            held[into].further_names += [name for name in (gone.name_local, gone.name_en, gone.name_ja) if name]
    for pk, name in OrganizationName.objects.filter(organization__in=rows).values_list("organization_id", "name"):
        if pk in held:
            held[pk].further_names.append(name)
    _add_papers(words, held)
    return held


def _add_papers(words: Words, held: dict[int, Held]) -> None:
    papers, numbers = _PAPERS[ListKind(words.kind)](words)
    for pk, paper in papers:
        if pk in held:
            held[pk].papers.append(paper)
    for pk, number in numbers:
        if pk in held and number:
            held[pk].numbers.add(number)


def _approvals(words: Words) -> tuple[list[tuple[int, Paper]], list[tuple[int, str]]]:
    if words.issuer is None:
        return [], []
    rows = Approval.objects.filter(issuer=words.issuer).order_by("pk")
    named = ("sending_organization_id", "number")
    fields = ("pk", "number", "approved_from", "approved_until", "confirmed_on")
    found = [
        (owner, _paper(values))
        for owner, *values in rows.filter(programme=words.programme).values_list("sending_organization_id", *fields)
    ]
    return found, list(rows.values_list(*named))


def _licences(words: Words) -> tuple[list[tuple[int, Paper]], list[tuple[int, str]]]:
    if words.issuer is None:
        return [], []
    fields = ("sending_organization_id", "pk", "number", "licensed_from", "licensed_until", "confirmed_on")
    rows = HomeLicence.objects.filter(issuer=words.issuer).order_by("pk").values_list(*fields)
    found = [(owner, _paper(values)) for owner, *values in rows]
    return found, [(owner, paper.number) for owner, paper in found]


def _measures(words: Words) -> tuple[list[tuple[int, Paper]], list[tuple[int, str]]]:
    rows = OrganizationMeasure.objects.filter(
        side=side_of(words), programme=words.programme, sending_organization__organization__country=words.country
    ).order_by("pk")
    fields = ("sending_organization_id", "pk", "from_on", "until_on", "kind")
    found = [
        (owner, Paper(pk, "", str(first or ""), str(until or ""), kind=kind))
        for owner, pk, first, until, kind in rows.values_list(*fields)
    ]
    numbers: list[tuple[int, str]] = []
    if words.issuer:
        for model in (Approval, HomeLicence):
            numbers += model.objects.filter(issuer=words.issuer).values_list("sending_organization_id", "number")
    return found, numbers


def _permits(words: Words) -> tuple[list[tuple[int, Paper]], list[tuple[int, str]]]:
    fields = ("supervising_organization_id", "pk", "number", "valid_from", "valid_until", "kind")
    rows = Permit.objects.order_by("pk")
    found = [
        (owner, Paper(pk, number, str(first or ""), str(until or ""), kind=kind))
        for owner, pk, number, first, until, kind in rows.filter(programme=words.programme).values_list(*fields)
    ]
    return found, list(rows.values_list("supervising_organization_id", "number"))


_PAPERS = {
    ListKind.APPROVALS: _approvals,
    ListKind.LICENCES: _licences,
    ListKind.MEASURES: _measures,
    ListKind.PERMITS: _permits,
}


def _paper(values: Iterable) -> Paper:
    pk, number, first, until, confirmed_on = values
    return Paper(pk, number, str(first or ""), str(until or ""), str(confirmed_on or ""))


OFFICES_OF_JAPAN = {
    "otit",
    "isa",
    "moj",
    "mhlw",
    "mofa",
    "厚生労働省",
    "法務省",
    "出入国在留管理庁",
    "外国人技能実習機構",
    "外務省",
}


def _is_of_japan(words: Words) -> bool:
    return any(name in words.issuer_name.lower() for name in OFFICES_OF_JAPAN)


def side_of(words: Words) -> str:
    """Which government takes the measures of a list."""
    is_japan = words.issuer is None and _is_of_japan(words)
    return str(OrganizationMeasure.Side.JAPAN if is_japan else OrganizationMeasure.Side.SENDING)


def by_key(held: Iterable[Held], keys: Callable[[Held], Iterable[str]]) -> dict[str, list[Held]]:
    """Organizations by each of their keys."""
    found: dict[str, list[Held]] = defaultdict(list)
    for each in held:
        for key in keys(each):
            if key:
                found[key].append(each)
    return found
