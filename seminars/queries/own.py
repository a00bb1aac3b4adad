"""Registrations as the organizations that made them read them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jitco_portal.common.models import User
from organizations.models import Organization
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.queries.members import Membered, members_now, memberships_of
from seminars.models import Answer, Attendee, Event, EventGroup, MeetingDay, Offer, Paper, Place, Registration
from seminars.queries.checks import Check, asks, kept_checks
from seminars.queries.course import Happened, course_of
from seminars.queries.follow_up import whom_they_met
from seminars.queries.money import Account, account_of
from seminars.queries.places import capacity_of, last_position, line_of, position_in_line
from seminars.queries.words import sentences_of


def ways_to_register(*, event: Event, user: Any) -> list[Membered]:
    """The organizations that the person acts for and that the event has places for."""
    kinds = {each.group for each in event.groups.all()}
    return [each for each in memberships_of(user) if each.may_edit and each.kind in kinds]


def members_to_choose(*, organization: Organization, user: Any) -> list[tuple[User, str]]:
    """Members of the organization by name, whoever asks first."""
    found = [each.user for each in members_now(organization=organization)]
    found.sort(key=lambda each: each.pk != user.pk)
    return [(each, _("%(name)s (you)") % {"name": each} if each.pk == user.pk else str(each)) for each in found]


def registrations_to_read() -> QuerySet[Registration]:
    return Registration.objects.select_related(
        "event", "group", "organization__country", "organization__supervising", "event__meeting_day"
    )


def people_of(registration: Registration) -> QuerySet[Attendee]:
    """In their order, each with the answers given about them."""
    answers = Answer.objects.select_related("question").order_by("question__position", "question")
    return registration.attendees.select_related("user").prefetch_related(Prefetch("answers", answers))


def coming(people: Sequence[Attendee]) -> list[Attendee]:
    return [each for each in people if each.place != Place.GIVEN_UP]


def is_changeable(registration: Registration) -> bool:
    """Until the event begins."""
    event = registration.event
    return registration.is_living and event.state == Event.State.PUBLISHED and not event.has_begun


def fit_now(*, registration: Registration, added: int, leaving: Sequence[Attendee] = ()) -> bool:
    """Whether so many more would have places at once, as it stands; what becomes free goes to the list first."""
    capacity = capacity_of(registration.event)
    holds, freed = registration.held_people, sum(each.holds_place for each in leaving)
    if line_of(registration.event).exists():
        return added <= capacity.free_for(registration.group_id, holds=holds) - freed
    group = capacity.groups[registration.group_id]
    group.held_people -= freed
    capacity.held_people -= freed
    return added <= capacity.free_for(registration.group_id, holds=holds - freed)


@dataclass(frozen=True)
class Outlook:
    """What comes of registering so many people as it stands: they are asked about, have places, or wait."""

    people: int
    is_asked: bool
    # Free for them; where all fit they have their places at once.
    free: int
    least_people: int
    # On the waiting list.
    position: int

    @property
    def waits(self) -> bool:
        return not self.is_asked and self.free < self.people

    @property
    def text(self) -> str:
        words = {"number": self.people, "position": self.position}
        if self.is_asked:
            text = ngettext(
                "Whether there is a place for %(number)d person, the Affairs Dept. decides.",
                "Whether there are places for %(number)d people, the Affairs Dept. decides.",
                self.people,
            )
        elif self.waits:
            text = ngettext(
                "%(number)d person will wait, as number %(position)d on the list.",
                "All %(number)d people will wait, as number %(position)d on the list.",
                self.people,
            )
        else:
            text = ngettext(
                "%(number)d person has a place at once.", "All %(number)d people have places at once.", self.people
            )
        return text % words

    @property
    def offered(self) -> int:
        """Places that are offered to them at once, though fewer than come."""
        return self.free if self.waits and self.free >= self.least_people else 0


def outlook_of(*, event: Event, group: EventGroup, people: int, least_people: int, checks: Sequence[Check]) -> Outlook:
    """As it stands: free places are those that nobody on the list takes, because fewer are free than it needs."""
    return Outlook(
        people=people,
        is_asked=bool(asks(checks)),
        free=capacity_of(event).free_for(group.pk, holds=0),
        least_people=least_people,
        position=last_position(event) + 1,
    )


def reference_of(registration: Registration) -> str:
    """By which a transfer is known on the statement of the account."""
    return f"E{registration.event_id}-{registration.pk}"


def answer_text(answer: Answer) -> str:
    """In words: of a choice the chosen line, of yes and no the word."""
    if answer.question.form == answer.question.Form.CHOICE:
        return dict(answer.question.options).get(answer.text, answer.text)
    if answer.question.form == answer.question.Form.YES_NO:
        return {"yes": pgettext("answer", "yes"), "no": pgettext("answer", "no")}.get(answer.text, answer.text)
    return answer.text


@dataclass(frozen=True)
class RegistrationPage:
    """One registration with all that its page shows to this reader."""

    registration: Registration
    sentences: list[str]
    people: list[Attendee]
    former: list[Attendee]
    answers: list[Answer]
    offer: Offer | None
    # What the Affairs Dept. looks at before it decides.
    asks: list[Check]
    account: Account
    papers: list[Paper]
    course: list[Happened]
    meeting_day: MeetingDay | None
    # Whether the reader acts for the organization; what can still be done depends on the time.
    acts: bool
    is_staff: bool
    # At the tables, once the event is over.
    met: list[Organization] = field(default_factory=list)
    user: Any = field(repr=False, default=None)

    @property
    def event(self) -> Event:
        return self.registration.event

    @property
    def is_to_come(self) -> bool:
        return is_changeable(self.registration)

    @property
    def may_change(self) -> bool:
        return self.acts and self.is_to_come

    @property
    def may_cancel(self) -> bool:
        """Not once somebody is checked in; the others give up one by one."""
        return self.may_change and not any(each.came_at for each in self.people)

    @property
    def may_answer_offer(self) -> bool:
        return self.may_change and self.offer is not None

    @property
    def has_place(self) -> bool:
        return any(each.place == Place.SEATED for each in self.people)

    @property
    def nameless(self) -> int:
        """People who are still to be named: whoever came before them has erased their account."""
        return sum(not each.name for each in self.people) if self.is_to_come else 0

    @property
    def costs(self) -> bool:
        return bool(self.registration.unit_price or self.account.lines)

    @property
    def due_on(self) -> datetime.date | None:
        """As the invoice says that holds; without one, counted from the day of the first charge."""
        for each in self.papers:
            if each.kind == Paper.Kind.INVOICE and each.due_on and not hasattr(each, "replaced_by"):
                return each.due_on
        first = next((each.on for each in self.account.lines if isinstance(each.on, datetime.datetime)), None)
        return timezone.localdate(first) + datetime.timedelta(days=self.event.payment_due_days) if first else None

    @property
    def takes_wishes(self) -> bool:
        return self.meeting_day is not None and self.has_place and self.registration.is_living

    @property
    def is_over(self) -> bool:
        return self.event.is_over and self.event.state == Event.State.PUBLISHED

    @property
    def may_ask_for_invoice(self) -> bool:
        """Once there is a charge; an invoice that is there follows what changes by itself."""
        return (
            self.acts
            and not self._holds(Paper.Kind.INVOICE)
            and any(not each.is_payment for each in self.account.lines)
        )

    @property
    def may_ask_for_receipt(self) -> bool:
        return self.acts and not self._holds(Paper.Kind.RECEIPT) and self.account.paid > 0

    def _holds(self, kind: str) -> bool:
        return any(each.kind == kind for each in self.papers)

    def shows_ticket(self, attendee: Attendee) -> bool:
        """A ticket opens without a log-in: it is for whoever comes, and for those who register them."""
        return self.acts or attendee.user_id == self.user.pk


def registration_page(*, registration: Registration, user: Any) -> RegistrationPage:
    people = list(people_of(registration))
    offers = list(registration.offers.all())
    offer = next((each for each in offers if each.state == Offer.State.OPEN), None)
    waits = any(each.place == Place.WAITING for each in people)
    position = position_in_line(registration) if waits else None
    answers = registration.answers.filter(attendee=None).exclude(text="").select_related("question")
    return RegistrationPage(
        registration=registration,
        sentences=sentences_of(registration, people, offer=offer, position=position, time_zone=user.time_zone),
        people=coming(people),
        former=[each for each in people if each.place == Place.GIVEN_UP],
        answers=list(answers.order_by("question__position", "question")),
        offer=offer,
        asks=asks(kept_checks(registration)) if registration.state == Registration.State.ASKED else [],
        account=account_of(registration=registration),
        papers=list(registration.papers.select_related("replaced_by").order_by("pk")),
        course=course_of(registration, offers=offers),
        meeting_day=getattr(registration.event, "meeting_day", None),
        acts=acts_for(registration.organization_id, user=user),
        is_staff=may_be_seen(user, "seminars.view_registration"),
        met=whom_they_met(registration=registration) if registration.event.is_over else [],
        user=user,
    )
