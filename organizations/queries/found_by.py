"""What an organization can be found by: public names, numbers, addresses and words, and nothing of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet

from jitco_portal.common.search.plain import is_kana
from jitco_portal.common.search.sources import Source, ids_of
from jitco_portal.common.search.terms import Described
from organizations.models import Approval, HomeLicence, ListEntry, Organization, OrganizationName, Permit
from organizations.models.organizations import OrganizationOperation
from organizations.prefectures import prefecture_name

NAMES = ("name_local", "name_en", "name_ja", "name_kana", "short_name")
_COLUMNS = (
    *("id", "public_id", *NAMES, "address", "address_ja", "phone", "website"),
    *("country__code", "country__name_en", "country__name_ja", "country__name_kana"),
    *("sending__licence_number", "supervising__prefecture"),
)


def sources() -> list[Source]:
    return [
        Source(kind.value, partial(describe, kind=kind), ids_of(Organization.objects.filter(kind=kind)))
        for kind in Organization.Kind
    ]


def describe(ids: Sequence[int], *, kind: Organization.Kind) -> Mapping[int, Described]:
    """The organizations of these ids and of this kind, in eight queries however many they are."""
    own = Organization.objects.filter(pk__in=ids, kind=kind)
    described = {row["id"]: _own(row) for row in own.values(*_COLUMNS)}
    ids = list(described)
    for pk, name in OrganizationName.objects.filter(organization__in=ids).values_list("organization", "name"):
        described[pk].names.append(name)
    entries = ListEntry.objects.filter(sending_organization__in=ids)
    for pk, name in _each_once(entries, "sending_organization", "printed_name"):
        described[pk].names.append(name)
    numbers = (
        (entries, "sending_organization"),
        (Approval.objects.filter(sending_organization__in=ids), "sending_organization"),
        (HomeLicence.objects.filter(sending_organization__in=ids), "sending_organization"),
        (Permit.objects.filter(supervising_organization__in=ids), "supervising_organization"),
    )
    for rows, owner in numbers:
        for pk, number in _each_once(rows, owner, "number"):
            described[pk].numbers.append(number)
    for pk, words in _operations(ids).items():
        described[pk].rest += words
    return described


def _own(row: Mapping[str, Any]) -> Described:
    country = row["country__code"] or "JP"
    place = [row["supervising__prefecture"] or ""]
    place += [prefecture_name(place[0], "en")] if place[0] else []
    names = [row[name] for name in NAMES if row[name]]
    return Described(
        names=names,
        # The local name bears the marks that tell how it is read; English words of a firm stand in the other.
        romanized=[row["name_local"], row["name_en"], row["short_name"]],
        country=country,
        has_reading=any(map(is_kana, row["name_ja"] + row["name_kana"])),
        numbers=[row["public_id"], row["sending__licence_number"] or ""],
        telephones=[row["phone"]],
        websites=[row["website"]],
        rest=[
            *(row["address"], row["address_ja"], *place),
            *(row[f"country__name_{part}"] or "" for part in ("en", "ja", "kana")),
        ],
    )


def _each_once(rows: QuerySet, owner: str, column: str) -> Iterable[tuple[int, str]]:
    return rows.exclude(**{column: ""}).order_by().values_list(owner, column).distinct()


def _operations(ids: Sequence[int]) -> dict[int, list[str]]:
    """The operations and their job categories, in both languages and by code."""
    columns = ("code", "name_en", "name_ja", "category__name_en", "category__name_ja")
    works = OrganizationOperation.objects.filter(organization__in=ids)
    found: dict[int, list[str]] = defaultdict(list)
    for pk, *words in works.values_list("organization", *(f"operation__{column}" for column in columns)):
        found[pk] += words
    return found
