"""Fifty connections register, change, cancel, answer offers and let them end, all at once.

An interleaving is one deed of one connection while the others do theirs. ``SOAK=1`` takes 10,000 of them with new seeds
and writes what was found into var/bench.json; else a tenth, with the same draws each time (who comes first is the
machine's). Counts are printed (``pytest -rP``).
"""

import datetime
import json
import os
import random
import threading
import time
from collections import Counter
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from seminars.models import Attendee, Event, EventGroup, Group, Offer, Paper, Place, Registration, RegistrationState
from seminars.services import line, money, papers, registrations
from seminars.services.refusals import Refused
from tests.sample_site import ROOT
from tests.seminars import world
from tests.seminars.registering import ledger_adds_up, people, staff
from tests.seminars.seat_log import Judge, name_deed, written_down

pytestmark = pytest.mark.django_db(transaction=True)
SOAK = bool(os.environ.get("SOAK"))
CONNECTIONS = 50
ROUNDS, DEEDS = (10, 20) if SOAK else (1, 20)
ORGANIZATIONS = 70


class Clock:
    """The same for all connections; it jumps when somebody lets time pass."""

    def __init__(self):
        self.passed = datetime.timedelta()
        self.real = timezone.now
        self.lock = threading.Lock()

    def __call__(self):
        return self.real() + self.passed

    def pass_hours(self, hours):
        with self.lock:
            self.passed += datetime.timedelta(hours=hours)


class Stage:
    """Two events with two groups each, of which one asks for approval; organizations with an editor each."""

    def __init__(self):
        times = {
            "starts_at": world.in_days(400, 10),
            "ends_at": world.in_days(400, 17),
            "closes_at": world.in_days(390),
            "offer_hours": 18,
        }
        self.events = [
            world.make_event(people=24, **times),
            world.make_event(needs_approval=True, **times),
        ]
        self.groups = []
        for event in self.events:
            for group, limits in (
                (Group.SENDING, {"people": 12, "organizations": 5}),
                (Group.SUPERVISING, {"people": 15}),
            ):
                self.groups.append(
                    world.make_group(event, group, most_per_organization=6, price_general=1100, **limits)
                )
            for days, percent in ((399, 30), (380, 50)):
                event.cancellation_terms.create(days_before=days, percent=percent)
        self.members = {
            group: [world.make_member(group) for _number in range(ORGANIZATIONS // 2)]
            for group in (Group.SENDING, Group.SUPERVISING)
        }
        self.by_organization = {each.organization_id: each.user for group in self.members.values() for each in group}
        self.staff = staff("change_registration", "add_payment", "add_charge")


class Visitor:
    """One connection: draws what to do and does it by the services alone."""

    DEEDS = {
        "register": 28,
        "change": 12,
        "cancel": 10,
        "accept": 13,
        "decline": 12,
        "expire": 6,
        "approve": 8,
        "refuse": 1,
        "transfer": 5,
        "raise": 1,
        "invoice": 2,
        "pay": 3,
    }

    def __init__(self, stage, clock, seed):
        self.stage, self.clock, self.random = stage, clock, random.Random(seed)
        self.seen = Counter()

    def act(self):
        deed = self.random.choices(list(self.DEEDS), weights=self.DEEDS.values())[0]
        try:
            with transaction.atomic():
                name_deed(deed)
                done = getattr(self, f"_{deed}")()
        except (Refused, ValidationError) as error:
            self.seen[f"{deed}: {type(error).__name__}"] += 1
        else:
            self.seen[f"{deed}: {'nothing there' if done is None else 'done'}"] += 1

    def _one(self, rows):
        keys = list(rows.values_list("pk", flat=True))
        return rows.model.objects.get(pk=self.random.choice(keys)) if keys else None

    def _registration(self, *states):
        return self._one(Registration.objects.filter(state__in=states or [RegistrationState.ACCEPTED]).order_by("pk"))

    def _editor(self, registration):
        return self.stage.by_organization[registration.organization_id]

    def _some(self, keys, least=0):
        return set(self.random.sample(keys, self.random.randint(min(least, len(keys)), len(keys))))

    # Deeds -----------------------------------------------------------------------------------------------

    def _register(self):
        group = self.random.choice(self.stage.groups)
        there = set(Registration.objects.living().filter(group=group).values_list("organization", flat=True))
        others = [each for each in self.stage.members[group.group] if each.organization_id not in there]
        # Now and then one that is registered, and somebody else may be quicker.
        member = self.random.choice(
            others if others and self.random.random() < 0.9 else self.stage.members[group.group]
        )
        number = self.random.randint(1, 6)
        return registrations.register(
            event=group.event,
            organization=member.organization,
            by=member.user,
            people=people(number),
            answers={},
            least_people=self.random.choice([1, 1, 1, self.random.randint(1, number)]),
        )

    def _change(self):
        if registration := self._registration(RegistrationState.ACCEPTED, RegistrationState.ASKED):
            here = registration.attendees.exclude(place=Place.GIVEN_UP)
            keys = list(here.values_list("pk", flat=True))
            leaving = self._some(keys) if self.random.random() < 0.6 else set()
            added = people(self.random.randint(0, 2)) if self.random.random() < 0.6 else []
            return registrations.change_people(
                registration=registration, by=self._editor(registration), given_up=leaving, added=added
            )

    def _cancel(self):
        if registration := self._registration(RegistrationState.ACCEPTED, RegistrationState.ASKED):
            return registrations.cancel(registration=registration, by=self._editor(registration))

    def _offer(self):
        return self._one(Offer.objects.filter(state=Offer.State.OPEN).order_by("pk"))

    def _accept(self):
        if offer := self._offer():
            rows = Attendee.objects.filter(registration=offer.registration_id, place__in=[Place.OFFERED, Place.WAITING])
            keys = list(rows.values_list("pk", flat=True))
            number = self.random.choice([offer.people, offer.people, self.random.randint(1, offer.people)])
            return line.accept_offer(
                offer=offer,
                by=self._editor(offer.registration),
                people=set(self.random.sample(keys, min(number, len(keys)))),
                keep_waiting=self.random.random() < 0.7,
            )

    def _decline(self):
        if offer := self._offer():
            more = self.random.choice([None, offer.people + 1, offer.people + 2])
            return line.decline_offer(offer=offer, by=self._editor(offer.registration), keep_waiting_for=more)

    def _expire(self):
        self.clock.pass_hours(self.random.randint(1, 9))
        line.expire_offers()
        return True

    def _approve(self):
        if registration := self._registration(RegistrationState.ASKED):
            return registrations.approve(registration=registration, by=self.stage.staff)

    def _refuse(self):
        if registration := self._registration(RegistrationState.ASKED):
            return registrations.refuse(registration=registration, by=self.stage.staff, reason="No.")

    def _transfer(self):
        if registration := self._registration(RegistrationState.ACCEPTED):
            person = self._one(registration.attendees.exclude(place=Place.GIVEN_UP))
            if person:
                return registrations.transfer_place(attendee=person, by=self._editor(registration), person=people()[0])

    def _raise(self):
        """As the desk does it: more places, and the list is served under the same lock."""
        group = self.random.choice(self.stage.groups)
        event = Event.objects.select_for_update(no_key=True).get(pk=group.event_id)
        held = EventGroup.objects.get(pk=group.pk)
        EventGroup.objects.filter(pk=held.pk).update(people=held.people + 1)
        line.serve_line(event=event)
        return True

    def _invoice(self):
        if registration := self._registration(RegistrationState.ACCEPTED):
            return papers.issue_invoice(registration=registration, by=self._editor(registration))

    def _pay(self):
        if registration := self._registration(RegistrationState.ACCEPTED):
            return money.mark_payment(
                registration=registration,
                by=self.stage.staff,
                amount=self.random.randint(1, 5) * 1100,
                # Two transfers of the same amount have each their own.
                reference=f"{self.random.getrandbits(64):x}",
            )


COUNTS = """
    SELECT 'event', one.id, one.people, one.held_people,
        (SELECT count(*) FROM seminars_attendee who JOIN seminars_registration two ON two.id = who.registration_id
            WHERE two.event_id = one.id AND who.place IN ('seated', 'offered'))
    FROM seminars_event one
    UNION ALL
    SELECT 'group', one.id, one.people, one.held_people,
        (SELECT count(*) FROM seminars_attendee who JOIN seminars_registration two ON two.id = who.registration_id
            WHERE two.group_id = one.id AND who.place IN ('seated', 'offered'))
    FROM seminars_eventgroup one
    UNION ALL
    SELECT 'organizations', one.id, one.organizations, one.held_organizations,
        (SELECT count(DISTINCT two.id) FROM seminars_attendee who
            JOIN seminars_registration two ON two.id = who.registration_id
            WHERE two.group_id = one.id AND who.place IN ('seated', 'offered'))
    FROM seminars_eventgroup one
"""


def own_connection():
    """A connection of the thread's own, outside of the pool that bounds a web server."""
    settings = deepcopy(connection.settings_dict)
    settings["OPTIONS"].pop("pool", None)
    connections["default"] = type(connections["default"])(settings, "default")


def count_now(faults):
    """In one look of the database: what is counted, what is kept, and the limit."""
    with connections["default"].cursor() as cursor:
        cursor.execute(COUNTS)
        for what, key, limit, kept, counted in cursor.fetchall():
            if kept != counted or (limit is not None and counted > limit):
                faults.append(f"{what} {key}: {counted} counted, {kept} kept, {limit} places")


def play(stage, clock, seed):
    """All visitors at once, with somebody who counts meanwhile; what they saw, what failed, and how often counted."""
    visitors = [Visitor(stage, clock, seed * 1000 + number) for number in range(CONNECTIONS)]
    begin, over = threading.Barrier(CONNECTIONS), threading.Event()
    failed, faults, looks, servers = [], [], [0], set()

    def visit(visitor):
        own_connection()
        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                servers.add(cursor.fetchone()[0])
            begin.wait()
            for _number in range(DEEDS):
                visitor.act()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    def look():
        own_connection()
        try:
            while not over.is_set():
                count_now(faults)
                looks[0] += 1
                time.sleep(0.05)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=visit, args=[each]) for each in visitors]
    watcher = threading.Thread(target=look)
    watcher.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    watcher.join()
    seen = sum((each.seen for each in visitors), Counter())
    assert len(servers) == CONNECTIONS
    return seen, failed, faults, looks[0]


def money_and_places_add_up(stage):
    for registration in Registration.objects.filter(event__in=stage.events):
        assert ledger_adds_up(registration), registration
        seated = registration.attendees.filter(place=Place.SEATED).count()
        lines = registration.charges.filter(kind__in=["places", "released"])
        signs = {"places": 1, "released": -1}
        assert sum(signs[each.kind] * each.people for each in lines) == seated
        invoice = papers.current(registration, Paper.Kind.INVOICE)
        if invoice:
            assert invoice.total == sum(each.amount for each in registration.charges.all())
    numbers = sorted(Paper.objects.filter(kind=Paper.Kind.INVOICE).values_list("number", flat=True))
    by_year = Counter(number[:7] for number in numbers)
    assert numbers == [f"{year}{number:06d}" for year in sorted(by_year) for number in range(1, by_year[year] + 1)]


def test_fifty_connections_at_once(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    began = time.monotonic()
    seen, counted, looks, over, passed_over, deeds = Counter(), Counter(), 0, 0, 0, 0
    seed = random.randrange(10**6) if SOAK else 6
    for number in range(ROUNDS):
        stage = Stage()
        with written_down():
            saw, failed, faults, looked = play(stage, clock, seed + number)
            judge = Judge().read()
        assert failed == []
        assert faults == []
        assert judge.faults == []
        assert judge.over == 0
        count_now(faults)
        assert faults == []
        money_and_places_add_up(stage)
        assert OutboxMessage.objects.values("recipient", "cause").distinct().count() == OutboxMessage.objects.count()
        seen += saw
        counted += Counter(judge.counts)
        looks += looked
        over += judge.over
        passed_over += len(judge.faults)
        deeds += sum(saw.values())
        _call_off(stage)
    print(f"seed {seed}; {deeds} deeds by {CONNECTIONS} connections, counted {looks} times meanwhile")
    for name, times in sorted(seen.items()):
        print(f"  {name}: {times}")
    print(f"  the log: {dict(counted)}; {time.monotonic() - began:.0f} s")
    assert deeds == ROUNDS * CONNECTIONS * DEEDS
    # A drawing that never comes to a thing proves nothing about it.
    for name in ("register", "change", "cancel", "accept", "decline", "expire", "approve", "transfer"):
        assert seen[f"{name}: done"], name
    assert counted["expired"]
    if SOAK:
        _write(deeds, over, passed_over, time.monotonic() - began)


def _call_off(stage):
    for event in stage.events:
        with transaction.atomic():
            held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
            held.state = Event.State.CANCELLED
            held.save()
            line.withdraw_all(event=held)
    faults = []
    count_now(faults)
    assert faults == []
    assert not Attendee.objects.exclude(place=Place.GIVEN_UP).exists()
    money_and_places_add_up(stage)


def _write(deeds, over, passed_over, seconds):
    path = ROOT / "var" / "bench.json"
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    held["seats"] = {
        "interleavings": deeds,
        "connections": CONNECTIONS,
        "oversold": over,
        "passed_over": passed_over,
        "seconds": round(seconds, 1),
    }
    path.write_text(json.dumps(held, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
