"""Every change of places as the database saw it, in the order in which it happened, and a judge who reads it.

Triggers of the tests' own write a row for each row that is written; whoever moves places holds the lock on the event,
so the rows of one event stand in the order of its transactions. The judge knows the rules from the words of the plan
only: nothing of the portal's code is called here.
"""

import json
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import connection

# In the order in which the judge can understand what is there already.
TABLES = ("event", "eventgroup", "registration", "attendee", "offer")
HOLDING = ("seated", "offered")
# The deed of the rows that stood there when the log began.
BEFORE = "before"


@contextmanager
def written_down():
    """While this lasts, every change is written; a transaction names its deed by ``name_deed``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE seat_log (id bigserial PRIMARY KEY, transaction bigint, deed text, kind text, before jsonb,"
            " after jsonb)"
        )
        cursor.execute(
            """
            CREATE FUNCTION write_seat() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO seat_log (transaction, deed, kind, before, after) VALUES (
                    txid_current(), current_setting('seats.deed', true), TG_ARGV[0],
                    CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END, to_jsonb(NEW)
                );
                RETURN NULL;
            END $$
            """
        )
        for table in TABLES:
            cursor.execute(
                "INSERT INTO seat_log (transaction, deed, kind, after)"
                f" SELECT 0, '{BEFORE}', '{table}', to_jsonb(row) FROM seminars_{table} row ORDER BY id"
            )
            cursor.execute(
                f"CREATE TRIGGER a_write_seat AFTER INSERT OR UPDATE ON seminars_{table}"
                f" FOR EACH ROW EXECUTE FUNCTION write_seat('{table}')"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TRIGGER a_write_seat ON seminars_{table}")
            cursor.execute("DROP TABLE seat_log")
            cursor.execute("DROP FUNCTION write_seat")


def name_deed(deed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('seats.deed', %s, true)", [deed])


@dataclass
class Group:
    people: int
    organizations: int | None
    most: int
    event: int


@dataclass
class Registration:
    key: int
    event: int
    group: int
    state: str
    least: int
    queued_at: datetime
    # By person: the place.
    places: dict[int, str] = field(default_factory=dict)
    offer: int | None = None

    def count(self, *places):
        return sum(place in places for place in self.places.values())

    @property
    def holds(self):
        return self.count(*HOLDING)

    @property
    def waits(self):
        return self.state == "accepted" and self.offer is None and self.count("waiting") > 0

    @property
    def turn(self):
        return self.queued_at, self.key


class Judge:
    """Reads the log from its beginning; ``faults`` says what was against the rules."""

    def __init__(self):
        self.events = {}
        self.groups = {}
        self.registrations = {}
        self.offers = {}
        self.faults = []
        self.last_turn = {}
        self.counts = defaultdict(int)
        # What a registration gave back within a transaction in which it may take as much again.
        self.own = defaultdict(int)
        # Whose people are just being seated, one after the other.
        self.seating = None
        # To whom people came within a transaction: they stand behind everybody, with all of theirs who wait.
        self.joined = set()
        self.owner = {}
        self.over = 0

    def read(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT transaction, deed, kind, before, after FROM seat_log ORDER BY id")
            rows = [
                (transaction, deed or "", kind, _loaded(before), _loaded(after))
                for transaction, deed, kind, before, after in cursor.fetchall()
            ]
        # Transactions of two events are written at the same time; of one event they stand one after the other.
        by_event = defaultdict(list)
        for row in rows:
            by_event[self._event_of(*row[2:])].append(row)
        for event, own in by_event.items():
            for (_transaction, deed), steps in groupby(own, key=lambda row: row[:2]):
                self.own.clear()
                self.joined.clear()
                for _t, _d, kind, before, after in steps:
                    getattr(self, f"_{kind}")(before, after, deed)
                self._at_rest(event, deed)
        return self

    def _event_of(self, kind, before, after):
        if kind == "event":
            return after["id"]
        if kind in ("eventgroup", "registration"):
            self.owner[kind, after["id"]] = after["event_id"]
            return after["event_id"]
        return self.owner["registration", after["registration_id"]]

    # What the rows say -----------------------------------------------------------------------------------

    def _event(self, before, after, deed):
        self.events[after["id"]] = (after["people"], after["state"])

    def _eventgroup(self, before, after, deed):
        row = after
        self.groups[row["id"]] = Group(
            row["people"], row["organizations"], row["most_per_organization"], row["event_id"]
        )

    def _registration(self, before, after, deed):
        queued_at = datetime.fromisoformat(after["queued_at"])
        held = self.registrations.get(after["id"])
        if held is None or held.queued_at != queued_at:
            # Whoever joins stands behind everybody.
            last = self.last_turn.get(after["event_id"], queued_at)
            is_behind = last < queued_at or after["event_id"] not in self.last_turn or deed == BEFORE
            self._is(is_behind, f"{deed}: {after['id']} joined before the end of the list")
            self.last_turn[after["event_id"]] = max(last, queued_at)
            # Nobody else loses a place on the list, or gains one.
            self._is(held is None or deed == "change", f"{deed}: {after['id']} stands elsewhere on the list")
        if held is None:
            held = self.registrations[after["id"]] = Registration(
                after["id"], after["event_id"], after["group_id"], "", 1, queued_at
            )
        held.state, held.least, held.queued_at = after["state"], after["least_people"], queued_at
        self._is(held.state == "accepted" or not held.holds, f"{deed}: {held.key} holds places while {held.state}")

    def _offer(self, before, after, deed):
        held = self.registrations[after["registration_id"]]
        self.offers[after["id"]] = after
        if deed == BEFORE:
            held.offer = after["id"] if after["state"] == "open" else None
        elif after["state"] == "open":
            self.counts["offers"] += 1
            self._is(held.offer is None, f"{deed}: a second offer to {held.key}")
            self._in_turn(held, deed)
            free, waiting = self.free_for(held), held.count("waiting")
            self._is(after["people"] == min(free, waiting), f"{deed}: {after['people']} of {free} to {held.key}")
            self._is(free >= self.needs(held), f"{deed}: {held.key} was offered fewer than it takes")
            held.offer = after["id"]
        else:
            self.counts[after["state"]] += 1
            held.offer = None

    def _attendee(self, before, after, deed):
        held = self.registrations[after["registration_id"]]
        former, place = held.places.get(after["id"]), after["place"]
        if former == place:
            return
        if before is None and place == "waiting" and deed not in ("transfer", BEFORE):
            self.joined.add(held.key)
        held_before, holds_now = former in HOLDING, place in HOLDING
        if held_before and not holds_now and deed in ("accept", "transfer"):
            self.own[held.key] += 1
        if holds_now and not held_before and deed != BEFORE:
            self.counts["places given"] += 1
            self._may_take(held, place, deed)
        held.places[after["id"]] = place
        if holds_now and not held_before:
            self._within_capacity(held, deed)

    # The rules -------------------------------------------------------------------------------------------

    def _may_take(self, held, place, deed):
        if self.own[held.key]:
            self.own[held.key] -= 1
        elif place == "offered":
            # That it was its turn was judged when the offer was made.
            self._is(held.offer is not None, f"{deed}: {held.key} holds an offered place without an offer")
        elif held.key != self.seating:
            # At once, without an offer: all who wait fit, and nobody before them could take a place.
            self._in_turn(held, deed)
            waiting = held.count("waiting")
            self._is(self.free_for(held) >= waiting, f"{deed}: {held.key} was seated though not all fit")
            self.seating = held.key
        if held.count("waiting") <= 1:
            self.seating = None

    def _in_turn(self, held, deed):
        for other in self.registrations.values():
            if other.event == held.event and other.waits and other.turn < held.turn and self.takes(other):
                self.faults.append(f"{deed}: {other.key} was passed over for {held.key}")

    def _at_rest(self, event, deed):
        """After a transaction nobody waits who could take what is free, and offers hold what they say."""
        self.counts["transactions"] += deed != BEFORE
        self.seating = None
        _people, state = self.events[event]
        for key in self.joined:
            is_last = self.registrations[key].queued_at == self.last_turn[event]
            self._is(is_last, f"{deed}: people of {key} overtook the list")
        for each in self.registrations.values():
            if each.event != event:
                continue
            if each.waits and state == "published" and self.takes(each):
                self.faults.append(f"{deed}: {each.key} waits though places are free for it")
            offered = each.count("offered")
            self._is(bool(offered) == (each.offer is not None), f"{deed}: {each.key} has an offer of nothing")
            self._is(
                each.offer is None or offered <= self.offers[each.offer]["people"], f"{deed}: {each.key} holds more"
            )

    def _within_capacity(self, held, deed):
        people, _state = self.events[held.event]
        group = self.groups[held.group]
        limits = [
            (self._held(event=held.event), people),
            (self._held(group=held.group), group.people),
            (self._organizations(held.group), group.organizations),
            (held.holds, group.most),
        ]
        for taken, limit in limits:
            if limit is not None and taken > limit:
                self.over += taken - limit
                self.faults.append(f"{deed}: {taken} of {limit}")

    def _held(self, *, event=None, group=None):
        rows = self.registrations.values()
        return sum(each.holds for each in rows if each.event == event or each.group == group)

    def _organizations(self, group):
        return sum(each.group == group and each.holds > 0 for each in self.registrations.values())

    def free_for(self, held):
        people, _state = self.events[held.event]
        group = self.groups[held.group]
        if (
            not held.holds
            and group.organizations is not None
            and self._organizations(held.group) >= group.organizations
        ):
            return 0
        free = [group.people - self._held(group=held.group), group.most - held.holds]
        if people is not None:
            free.append(people - self._held(event=held.event))
        return max(0, min(free))

    def needs(self, held):
        return max(1, held.least - held.holds)

    def takes(self, held):
        return self.free_for(held) >= self.needs(held)

    def _is(self, holds, fault):
        if not holds:
            self.faults.append(fault)


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value
