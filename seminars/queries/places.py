"""How many places are free, and for whom; who stands where on the waiting list.

People are counted, not rows. Whoever gives places reads these numbers under the lock on the event.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from seminars.models import Event, EventGroup, Group, Offer, Place, Registration, RegistrationState


@dataclass
class GroupCapacity:
    """What one group has and holds."""

    group: EventGroup
    held_people: int
    held_organizations: int

    @property
    def free_people(self) -> int:
        return max(0, self.group.people - self.held_people)

    @property
    def is_open_to_another(self) -> bool:
        """Whether one more organization may come."""
        limit = self.group.organizations
        return limit is None or self.held_organizations < limit


@dataclass
class Capacity:
    """What is free at an event as it was read; ``take`` counts what is given since."""

    people: int | None
    held_people: int
    groups: dict[int, GroupCapacity] = field(default_factory=dict)

    def free_for(self, group_id: int, *, holds: int) -> int:
        """How many more people an organization of the group may have that holds so many places."""
        group = self.groups[group_id]
        if not holds and not group.is_open_to_another:
            return 0
        return max(0, min(self.free_in(group), group.group.most_per_organization - holds))

    def free_in(self, group: GroupCapacity) -> int:
        """Under the limits of the group and of the whole event."""
        if self.people is None:
            return group.free_people
        return max(0, min(group.free_people, self.people - self.held_people))

    def take(self, group_id: int, people: int, *, holds: int) -> None:
        group = self.groups[group_id]
        group.held_people += people
        group.held_organizations += 0 if holds or not people else 1
        self.held_people += people

    @property
    def is_full(self) -> bool:
        """Whether nobody at all can have a place."""
        return not any(self.free_in(each) for each in self.groups.values())


def capacity_of(event: Event) -> Capacity:
    """As the database holds it now, whatever the given row says."""
    people, held = Event.objects.values_list("people", "held_people").get(pk=event.pk)
    groups = {
        each.pk: GroupCapacity(each, each.held_people, each.held_organizations)
        for each in EventGroup.objects.filter(event=event)
    }
    return Capacity(people, held, groups)


def line_of(event: Event) -> QuerySet[Registration]:
    """The waiting list in its order: accepted registrations with ``waiting`` people and no open offer.

    Nobody acts for an organization that was merged into another: no place is held for it.
    """
    waiting = Count("attendees", filter=Q(attendees__place=Place.WAITING))
    with_offer = Offer.objects.filter(state=Offer.State.OPEN, registration__event=event).values("registration")
    accepted = Registration.objects.filter(event=event, state=RegistrationState.ACCEPTED)
    found = accepted.filter(organization__merged_into=None).exclude(pk__in=with_offer)
    return found.annotate(waiting=waiting).filter(waiting__gt=0).in_order()


def most_together(event: Event, group: EventGroup) -> int:
    """So many people of one organization can have a place at once, when nobody else has one."""
    return min(group.people, group.most_per_organization, group.people if event.people is None else event.people)


def waits_for_ever(most: int) -> str:
    """Why nobody may say that they come only with more people than that."""
    text = ngettext(
        "There is only %(most)d place: more are never free at once.",
        "There are only %(most)d places: more are never free at once.",
        most,
    )
    return text % {"most": most}


def people_needed(registration: Registration, *, holds: int) -> int:
    """The smallest offer that this registration takes; what it holds counts."""
    return max(1, registration.least_people - holds)


@dataclass(frozen=True)
class GroupPlaces:
    """The places of one group, as pages show them."""

    group: EventGroup
    # For a newcomer: also the limits of the event and on organizations count.
    free: int
    waiting_people: int
    waiting_organizations: int

    @property
    def is_full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Places:
    # Free for all groups together.
    free: int
    groups: tuple[GroupPlaces, ...]

    @property
    def waiting_people(self) -> int:
        return sum(each.waiting_people for each in self.groups)

    def of(self, kind: str) -> GroupPlaces | None:
        """The group of a kind of organization; None where the event has no places for it."""
        return next((each for each in self.groups if each.group.group == Group(kind)), None)


def places_of(*, event: Event) -> Places:
    """The groups of the event with what is free and how many wait, in three queries."""
    capacity = capacity_of(event)
    waits = Q(attendees__place=Place.WAITING)
    rows = (
        Registration.objects.filter(event=event, state=RegistrationState.ACCEPTED)
        .values("group")
        .annotate(
            people=Count("attendees", filter=waits),
            organizations=Count("pk", filter=waits, distinct=True),
        )
        .order_by()
    )
    waiting = {row["group"]: (row["people"], row["organizations"]) for row in rows}
    groups = []
    for key, each in capacity.groups.items():
        free = capacity.free_in(each) if each.is_open_to_another else 0
        groups.append(GroupPlaces(each.group, free, *waiting.get(key, (0, 0))))
    free = sum(each.free for each in groups)
    if capacity.people is not None:
        free = min(free, max(0, capacity.people - capacity.held_people))
    return Places(free, tuple(groups))


def position_in_line(registration: Registration) -> int | None:
    """1 for the first whose people wait; None where nobody of the registration waits."""
    waiting = Registration.objects.filter(
        event=registration.event_id,
        state=RegistrationState.ACCEPTED,
        attendees__place=Place.WAITING,
        organization__merged_into=None,
    ).distinct()
    if not waiting.filter(pk=registration.pk).exists():
        return None
    before = Q(queued_at__lt=registration.queued_at)
    before |= Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    return waiting.filter(before).count() + 1


def last_position(event: Event) -> int:
    """Of whoever stands last; 0 where nobody waits."""
    waiting = Registration.objects.filter(event=event, state=RegistrationState.ACCEPTED, attendees__place=Place.WAITING)
    return waiting.distinct().count()


def moves_to_the_end(registration: Registration) -> bool:
    """Whether adding people costs its place on the list those who wait already: told before it is done."""
    return registration.state == RegistrationState.ACCEPTED and position_in_line(registration) is not None
