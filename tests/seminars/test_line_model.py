"""Any steps in any order, in one connection: the portal comes to what a small model of the rules comes to."""

import datetime
import os

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from seminars.models import Event, EventGroup, Group, Offer, Place, Registration
from seminars.services import line, registrations
from seminars.services.refusals import HasEnded, TakesFewer, TooManyPeople, WaitsForNoMore
from tests.seminars import world
from tests.seminars.line_model import Line
from tests.seminars.registering import keys, ledger_adds_up, offer_to, people, places, staff

pytestmark = pytest.mark.django_db
MOST = 4
ORGANIZATIONS = 8
number = st.integers(1, MOST)
any_one = st.integers(0, 30)
STEP = st.one_of(
    st.tuples(st.just("register"), any_one, number, number),
    st.tuples(st.just("register"), any_one, number, st.just(1)),
    st.tuples(st.just("change"), any_one, st.integers(0, MOST), st.integers(0, 2)),
    st.tuples(st.just("cancel"), any_one),
    st.tuples(st.just("accept"), any_one, number, st.booleans()),
    st.tuples(st.just("decline"), any_one, st.one_of(st.none(), number)),
    st.tuples(st.just("expire")),
    st.tuples(st.just("decide"), any_one, st.booleans()),
    st.tuples(st.just("transfer"), any_one, any_one),
    st.tuples(st.just("raise"), any_one),
)


class Pair:
    """The portal and the model beside each other."""

    def __init__(self, limits, needs_approval):
        event_people, sending, supervising, organizations = limits
        self.event = world.make_event(
            people=event_people, needs_approval=needs_approval, starts_at=world.in_days(300, 10),
            ends_at=world.in_days(300, 17), closes_at=world.in_days(290), offer_hours=5,
        )  # fmt: skip
        values = {"most_per_organization": MOST, "price_general": 700}
        self.groups = [
            world.make_group(self.event, Group.SENDING, people=sending, organizations=organizations, **values),
            world.make_group(self.event, Group.SUPERVISING, people=supervising, **values),
        ]
        self.event.cancellation_terms.create(days_before=400, percent=30)
        self.model = Line(
            people=event_people,
            groups={"sending": sending, "supervising": supervising},
            organizations={"sending": organizations, "supervising": None},
            most=MOST,
        )
        self.members = [world.make_member(self.groups[number % 2].group) for number in range(ORGANIZATIONS)]
        self.staff = staff()
        # Registrations beside their parties.
        self.pairs = []

    def take(self, step):
        name, *values = step
        getattr(self, name)(*values)
        self.same()

    def pick(self, index, *states):
        found = [pair for pair in self.pairs if pair[1].state in (states or ("accepted",))]
        return found[index % len(found)] if found else (None, None)

    def pick_offered(self, index):
        found = [pair for pair in self.pairs if pair[1].people["offered"]]
        return found[index % len(found)] if found else (None, None)

    # Steps -----------------------------------------------------------------------------------------------

    def register(self, index, number, least):
        member = self.members[index % ORGANIZATIONS]
        living = [
            pair for pair in self.pairs if pair[1].is_living and pair[0].organization_id == member.organization_id
        ]
        if living:
            return
        least = min(least, number)
        group = self.groups[index % 2]
        registration = registrations.register(
            event=self.event, organization=member.organization, by=member.user, people=people(number), answers={},
            least_people=least,
        )  # fmt: skip
        party = self.model.register(group.group, number, least, is_asked=self.event.needs_approval)
        self.pairs.append((registration, party))

    def change(self, index, leaving, added):
        registration, party = self.pick(index, "accepted", "asked")
        if registration is None:
            return
        here = keys(registration, Place.ASKED, Place.SEATED, Place.WAITING, Place.OFFERED)
        chosen = here[:leaving]
        rows = dict(registration.attendees.values_list("pk", "place"))
        lost = {}
        for key in chosen:
            lost[rows[key]] = lost.get(rows[key], 0) + 1

        def act():
            registrations.change_people(
                registration=registration, by=registration.created_by, given_up=set(chosen), added=people(added)
            )

        if added and len(here) - len(chosen) + added > MOST:
            with pytest.raises(TooManyPeople):
                act()
        else:
            act()
            if chosen or added:
                self.model.change(party, lost, added)

    def cancel(self, index):
        registration, party = self.pick(index, "accepted", "asked")
        if registration:
            registrations.cancel(registration=registration, by=registration.created_by)
            self.model.cancel(party)

    def accept(self, index, number, keep_waiting):
        registration, party = self.pick_offered(index)
        if registration is None:
            return
        offered, waiting = party.people["offered"], party.people["waiting"]
        number = min(number, offered)
        # The last of them: whom the organization chooses is its own.
        chosen = set(keys(registration, Place.OFFERED, Place.WAITING)[-number:])

        def act():
            line.accept_offer(
                offer=offer_to(registration), by=registration.created_by, people=chosen, keep_waiting=keep_waiting
            )

        if keep_waiting and number < offered and offered + waiting > number:
            with pytest.raises(TakesFewer):
                act()
        else:
            act()
            self.model.accept(party, number, keep_waiting)

    def decline(self, index, keep_for):
        registration, party = self.pick_offered(index)
        if registration is None:
            return
        offered, waiting = party.people["offered"], party.people["waiting"]

        def act():
            line.decline_offer(offer=offer_to(registration), by=registration.created_by, keep_waiting_for=keep_for)

        if keep_for and not offered < keep_for <= offered + waiting:
            with pytest.raises(WaitsForNoMore):
                act()
        else:
            act()
            self.model.decline(party, keep_for)

    def expire(self):
        """All offers that are open end together, in the order in which they were made."""
        order = list(Offer.objects.filter(state="open").order_by("pk").values_list("registration", flat=True))
        by_key = {registration.pk: party for registration, party in self.pairs}
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=6)):
            line.expire_offers()
        self.model.expire([by_key[key] for key in order])

    def decide(self, index, is_yes):
        registration, party = self.pick(index, "asked")
        if registration and is_yes:
            registrations.approve(registration=registration, by=self.staff)
            self.model.approve(party)
        elif registration:
            registrations.refuse(registration=registration, by=self.staff, reason="No.")
            self.model.refuse(party)

    def transfer(self, index, which):
        registration, _party = self.pick(index, "accepted", "asked")
        if registration:
            rows = list(registration.attendees.all())
            person = rows[which % len(rows)]
            if person.place == Place.GIVEN_UP:
                with pytest.raises(HasEnded):
                    registrations.transfer_place(attendee=person, by=registration.created_by, person=people()[0])
            else:
                registrations.transfer_place(attendee=person, by=registration.created_by, person=people()[0])
                _party.people["given_up"] += 1

    def raise_(self, index):
        group = self.groups[index % 2]
        with transaction.atomic():
            event = Event.objects.select_for_update(no_key=True).get(pk=self.event.pk)
            held = EventGroup.objects.get(pk=group.pk)
            EventGroup.objects.filter(pk=group.pk).update(people=held.people + 1)
            line.serve_line(event=event)
        self.model.groups[group.group] += 1
        self.model.serve()

    # What both say ---------------------------------------------------------------------------------------

    def same(self):
        for registration, party in self.pairs:
            held = Registration.objects.get(pk=registration.pk)
            assert (held.state, held.least_people, places(held)) == (party.state, party.least, party.shown())
            assert held.held_people == party.holds
            assert ledger_adds_up(held)


setattr(Pair, "raise", Pair.raise_)


@settings(
    max_examples=150 if os.environ.get("SOAK") else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(
    st.tuples(
        st.one_of(st.none(), st.integers(4, 9)), st.integers(2, 6), st.integers(2, 6), st.sampled_from([None, 2])
    ),
    st.booleans(),
    st.lists(STEP, min_size=5, max_size=22),
)
def test_the_portal_comes_to_what_the_model_comes_to(limits, needs_approval, steps):
    with transaction.atomic():
        pair = Pair(limits, needs_approval)
        for step in steps:
            pair.take(step)
        transaction.set_rollback(True)
