"""Who has a place at an event and who came: for the door, for the figures, for whoever looks at them live."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from jitco_portal.common.folding import fold
from organizations.models import Organization
from organizations.models.members import may_be_seen
from seminars.models import Attendee, CheckIn, Event, Group, Place, Registration

OPENS_BEFORE = datetime.timedelta(hours=3)
# A poll looks this far back behind the last one: what was written then may have been committed since.
OVERLAP = datetime.timedelta(seconds=30)


def events_to_check_in(*, user: Any) -> QuerySet[Event]:
    """Events at whose door this person may stand."""
    return _announced() if may_be_seen(user, "seminars.add_checkin") else Event.objects.none()


def events_with_people(*, user: Any) -> QuerySet[Event]:
    """Events whose list of people this person may read, for figures and badges."""
    return _announced() if may_be_seen(user, "seminars.view_registration") else Event.objects.none()


def _announced() -> QuerySet[Event]:
    """A past event that is known from a source only has no people."""
    return Event.objects.published().exclude(starts_at=None)


def check_in_window(event: Event) -> tuple[datetime.datetime, datetime.datetime]:
    """From three hours before the beginning until the last day is over, by the clock of the place."""
    if event.starts_at is None or event.ends_at is None:
        raise ValueError("an event without times has no door")
    last_day = event.ends_at.astimezone(event.zone).date()
    midnight = datetime.datetime.combine(last_day + datetime.timedelta(days=1), datetime.time(), tzinfo=event.zone)
    return event.starts_at - OPENS_BEFORE, midnight


def is_checking_in(event: Event) -> bool:
    """Whether marks are taken now."""
    opens, closes = check_in_window(event)
    return event.state == Event.State.PUBLISHED and opens <= timezone.now() < closes


def check_in_address(*, event_id: int, person: int) -> str:
    """The person in the list of the door; by the number, which opens nothing to anybody else."""
    return f"{reverse('seminars:check_in', args=[event_id])}?number={person}"


# The list ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """A person with a place, as the lists show them; without a name once it was erased."""

    pk: int
    name: str
    name_latin: str
    job_title: str
    came_at: datetime.datetime | None
    # Folded, for whoever searches by letters.
    find: str


@dataclass(frozen=True)
class Delegation:
    """The people of one organization that have a place."""

    registration_id: int
    organization: Organization
    group: str
    # Its names, folded.
    find: str
    people: list[Person] = field(default_factory=list)

    @property
    def came(self) -> int:
        return sum(person.came_at is not None for person in self.people)

    @property
    def absent(self) -> list[Person]:
        return [person for person in self.people if person.came_at is None]


def seated_people(*, event: Event) -> QuerySet[Attendee]:
    return Attendee.objects.filter(registration__event=event, place=Place.SEATED)


def delegations_of(*, event: Event, language: str, people: QuerySet[Attendee] | None = None) -> list[Delegation]:
    """All people with a place by organization, in the order of its name; one query. ``people`` narrows them."""
    sort = "sort_ja" if language == "ja" else "sort_en"
    rows = (seated_people(event=event) if people is None else people).select_related(
        "registration__organization", "registration__group"
    )
    rows = rows.only(
        *("registration", "name", "name_latin", "job_title", "came_at", "position"),
        *(f"registration__{name}" for name in ("organization", "group")),
        "registration__group__group",
        *(
            f"registration__organization__{name}"
            for name in ("public_id", "kind", "name_local", "name_en", "name_ja", "name_kana", "short_name")
        ),
    )
    found: dict[int, Delegation] = {}
    for row in rows.order_by(f"registration__organization__{sort}", "registration_id", "position", "pk"):
        held = found.get(row.registration_id)
        if held is None:
            held = found[row.registration_id] = _delegation(row.registration)
        find = fold(f"{row.name} {row.name_latin} {row.pk}")
        held.people.append(Person(row.pk, row.name, row.name_latin, row.job_title, row.came_at, find))
    return list(found.values())


def _delegation(registration: Registration) -> Delegation:
    own = registration.organization
    names = (own.name_local, own.name_en, own.name_ja, own.name_kana, own.short_name, own.public_id)
    return Delegation(registration.pk, own, registration.group.group, find=fold(" ".join(filter(None, names))))


def found_people(*, delegations: Iterable[Delegation], words: str, group: str = "", left: bool = False) -> set[int]:
    """Numbers of the people whom all the words find; ``left``: only those who did not come yet."""
    wanted = fold(words).split()
    return {
        person.pk
        for each in delegations
        if not group or each.group == group
        for person in each.people
        if all(word in person.find or word in each.find for word in wanted) and not (left and person.came_at)
    }


# The figures ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """People and organizations of a group: with a place, and how many of them came."""

    group: str
    people: int
    came_people: int
    organizations: int
    came_organizations: int

    @property
    def name(self) -> Any:
        return Group(self.group).label

    @property
    def left_people(self) -> int:
        return self.people - self.came_people

    @property
    def left_organizations(self) -> int:
        return self.organizations - self.came_organizations


def counts_of(*, event: Event, delegations: Iterable[Delegation]) -> list[Counted]:
    """A row for each group of the event."""
    groups = {group: [] for group in event.groups.values_list("group", flat=True)}  # type: dict[str, list[Delegation]]
    for each in delegations:
        groups[each.group].append(each)
    return [
        Counted(
            group=group,
            people=sum(len(each.people) for each in own),
            came_people=sum(each.came for each in own),
            organizations=len(own),
            came_organizations=sum(each.came > 0 for each in own),
        )
        for group, own in groups.items()
    ]


# Marks, and what changed since ----------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """What a phone says; ``key`` was made there, and ``at`` is by its clock."""

    key: uuid.UUID
    person: int
    came: bool
    at: datetime.datetime


@dataclass(frozen=True)
class Changes:
    """What a phone has to know of the others: who came or did not, and whether its list is that of today."""

    came: dict[int, datetime.datetime | None]
    since: datetime.datetime
    list_key: str


def changes_since(*, event: Event, since: datetime.datetime | None) -> Changes:
    """Marks that reached us after ``since``, with some that a phone may know already; light, in two queries."""
    now = timezone.now()
    rows: QuerySet[Attendee] = Attendee.objects.none()
    if since is not None:
        touched = CheckIn.objects.filter(attendee__registration__event=event, received_at__gt=since)
        rows = Attendee.objects.filter(pk__in=touched.values("attendee"))
    return Changes(
        came=dict(rows.values_list("pk", "came_at")), since=now - OVERLAP, list_key=list_key(event=event)
    )  # fmt: skip


def list_key(*, event: Event) -> str:
    """Another one as soon as somebody else is on the list, or not any more."""
    held = seated_people(event=event).aggregate(count=Count("pk"), newest=Max("pk"), total=Sum("pk"))
    return f"{held['count']}-{held['newest'] or 0}-{held['total'] or 0}"
