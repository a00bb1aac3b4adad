"""The reasons are true: each is looked up in the timetable by code of the tests' own."""

import os
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminars.timetable.unmet import SENTENCES, sentence
from tests.seminars.timetable.instances import make_day, make_instance, make_odd_instance, make_party, make_wish
from tests.seminars.timetable.solving import pairs_of, reasons_of, solved
from tests.seminars.timetable.verify import can_interpret, needs_interpreter, runs


class Day:
    """What stands where, seen from outside."""

    def __init__(self, instance, result):
        self.instance = instance
        self.order = {slot["id"]: place for place, slot in enumerate(instance["slots"])}
        self.parties = {party["id"]: party for party in [*instance["sending"], *instance["supervising"]]}
        self.interpreters = {person["id"]: person for person in instance["interpreters"]}
        self.slots_of = {}
        for meeting in result.meetings:
            for who in (meeting.sending, meeting.supervising, meeting.interpreter):
                self.slots_of.setdefault(who, []).append(meeting.slot)
        self.taken = Counter(meeting.slot for meeting in result.meetings)
        self.pins = {(pin["sending"], pin["supervising"]): pin["slot"] for pin in instance["pinned"]}

    def is_busy(self, who, slot):
        return slot in self.slots_of.get(who, [])

    def is_full(self, limits):
        return limits["max_meetings"] is not None and len(self.slots_of.get(limits["id"], [])) >= limits["max_meetings"]

    def needs_rest(self, limits, slot):
        if limits["max_run"] is None:
            return False
        places = [self.order[other] for other in [*self.slots_of.get(limits["id"], []), slot]]
        return runs(places, self.instance["slots"]) > limits["max_run"]

    def tables_left(self, slot):
        return self.taken[slot] < len(self.instance["tables"])

    def fitting(self, pair):
        one, other = (self.parties[id] for id in pair)
        return [person for person in self.interpreters.values() if can_interpret(person, one, other)]

    def has_interpreter(self, pair, slot):
        if not needs_interpreter(*(self.parties[id] for id in pair)):
            return True
        return any(
            slot not in person["unavailable"]
            and not self.is_busy(person["id"], slot)
            and not self.is_full(person)
            and not self.needs_rest(person, slot)
            for person in self.fitting(pair)
        )

    def together(self, pair):
        away = {slot for id in pair for slot in self.parties[id]["unavailable"]}
        return [slot for slot in self.order if slot not in away]

    def is_forbidden(self, pair, slot):
        place = {"sending": pair[0], "supervising": pair[1], "slot": slot}
        return any(all(row[name] in (None, place[name]) for name in place) for row in self.instance["forbidden"])

    def possible(self, pair):
        """Slots in which the pair could meet if nobody else did."""
        fitting = self.fitting(pair)
        needs = needs_interpreter(*(self.parties[id] for id in pair))
        return [
            slot
            for slot in self.together(pair)
            if not self.is_forbidden(pair, slot)
            and slot not in self.instance["frozen_slots"]
            and (not needs or any(slot not in person["unavailable"] for person in fitting))
        ]

    def is_true(self, row):
        pair, params = (row.sending, row.supervising), row.params
        possible = self.possible(pair)
        free = [slot for slot in possible if not any(self.is_busy(id, slot) for id in pair)]
        wish = next(w for w in self.instance["wishes"] if (w["sending"], w["supervising"]) == pair)
        match row.code:
            case "refused":
                return wish["from_sending" if params["party"] == pair[0] else "from_supervising"] == "no"
            case "language":
                return needs_interpreter(*(self.parties[id] for id in pair)) and not self.fitting(pair)
            case "none_allowed":
                return 0 in (self.parties[params["party"]]["max_meetings"], self.parties[params["party"]]["max_run"])
            case "no_tables":
                return not self.instance["tables"]
            case "no_slots":
                return not self.instance["slots"]
            case "never_together":
                return not self.together(pair)
            case "forbidden":
                return all(self.is_forbidden(pair, slot) for slot in self.together(pair))
            case "over":
                return set(self.together(pair)) <= set(self.instance["frozen_slots"])
            case "forbidden_or_over":
                over = self.instance["frozen_slots"]
                return all(slot in over or self.is_forbidden(pair, slot) for slot in self.together(pair))
            case "interpreter_away":
                return not possible and all(
                    slot in person["unavailable"] for slot in params["slots"] for person in self.fitting(pair)
                )
            case "full":
                return params["party"] in pair and self.is_full(self.parties[params["party"]])
            case "both_full":
                return all(self.is_full(self.parties[id]) for id in pair)
            case "party_busy":
                return params["slots"] == possible and all(self.is_busy(params["party"], slot) for slot in possible)
            case "busy":
                return params["slots"] == possible and not free
            case "rest":
                return params["slots"] == free and all(
                    any(self.needs_rest(self.parties[id], slot) for id in params["parties"]) for slot in free
                )
            case "tables":
                return params["slots"] == free and not any(self.tables_left(slot) for slot in free)
            case "interpreters":
                return params["slots"] == free and not any(self.has_interpreter(pair, slot) for slot in free)
            case "mixed":
                causes = {cause["slot"]: cause for cause in params["causes"]}
                return list(causes) == possible and all(self.is_cause(pair, cause) for cause in causes.values())
            case "costs_more":
                return params["slot"] in free and self.tables_left(params["slot"])
        return False

    def is_cause(self, pair, cause):
        slot = cause["slot"]
        match cause["code"]:
            case "busy":
                return self.is_busy(cause["party"], slot)
            case "rest":
                return self.needs_rest(self.parties[cause["party"]], slot)
            case "tables":
                return not self.tables_left(slot)
            case "interpreters":
                return not self.has_interpreter(pair, slot)
        return False


def assert_reasons_hold(instance, result):
    day = Day(instance, result)
    assert [row.why for row in result.unmet if not day.is_true(row)] == []
    wished = [
        (wish["sending"], wish["supervising"])
        for wish in instance["wishes"]
        if {wish["from_sending"], wish["from_supervising"]} & {"must", "would"}
    ]
    met = set(pairs_of(result))
    assert [(row.sending, row.supervising) for row in result.unmet] == [pair for pair in wished if pair not in met]


@settings(max_examples=2000 if os.environ.get("SOAK") else 100, deadline=None)
@given(st.integers(0, 10**6))
def test_every_unmet_wish_of_a_small_day_has_a_true_reason(seed):
    instance = make_odd_instance(seed, most=5, slots=4, pairs=14)

    result = solved(instance)

    if result.objective is not None:
        assert_reasons_hold(instance, result)


@pytest.mark.parametrize(
    "over", [{}, {"tables": 6}, {"interpreters": 2, "speak_japanese": 0.3}, {"must_is_hard": True, "musts": 0.4}]
)
def test_every_unmet_wish_of_a_usual_day_has_a_true_reason(over):
    options = {"sending": 12, "supervising": 15, "slots": 8, "tables": 12, "interpreters": 3, "wishes": 10, **over}
    instance = make_day(5, **options)

    assert_reasons_hold(instance, solved(instance))


def make_crowded(**over):
    """A01 wishes to meet all of three; there is time for two."""
    return make_instance(1, 3, 2, 2, wishes=[make_wish("A01", f"B0{n}") for n in (1, 2, 3)], **over)


def test_who_meets_in_every_slot_is_busy():
    result = solved(make_crowded())

    assert [(row.code, row.params["party"], row.params["slots"]) for row in result.unmet] == [
        ("party_busy", "A01", ["S01", "S02"])
    ]


def test_who_has_had_all_its_meetings_is_full():
    instance = make_crowded()
    instance["sending"][0]["max_meetings"] = 1

    assert [(row.code, row.params["party"], row.params["limit"]) for row in solved(instance).unmet] == [
        ("full", "A01", 1)
    ] * 2


def test_a_new_wish_that_costs_more_than_it_brings_is_left_out():
    """With its own points and those of fairness taken away, a new meeting only costs."""
    instance = make_instance(2, 2, 2, 2, wishes=[make_wish("A01", "B01"), make_wish("A02", "B02")])
    instance["previous"] = [{"sending": "A01", "supervising": "B01", "slot": "S01"}]
    instance["points"] |= {"wish": {"must": 10, "would": 0, "none": 0}, "nth_meeting": []}

    assert reasons_of(solved(instance)) == {("A02", "B02"): "costs_more"}


def test_what_stands_as_published_is_said_to():
    instance = make_instance(2, 1, 1, 1, wishes=[make_wish("A01", "B01"), make_wish("A02", "B01")])
    instance["previous"] = [{"sending": "A01", "supervising": "B01", "slot": "S01"}]

    (row,) = solved(instance).unmet

    assert row.why == (
        "B01 has another meeting in every slot in which the two could meet (S01); "
        "making room would change meetings that are published; no exchange would bring more points"
    )


def test_what_only_the_short_time_left_out_is_said_so():
    """The search is over before it has begun: greedy alone leaves places that nobody takes."""
    instance = make_day(2, sending=12, supervising=15, slots=8)

    result = solved(instance, seconds=0.001)

    assert not any(row.params.get("best") for row in result.unmet)
    day = Day(instance, result)
    assert [row.why for row in result.unmet if row.code != "room" and not day.is_true(row)] == []


def test_every_code_has_a_sentence_that_its_parameters_fill():
    instance = make_day(5, sending=12, supervising=15, slots=8, tables=8, interpreters=2, wishes=12)
    instance["sending"].append(make_party("A99", languages=[]))
    instance["wishes"].append(make_wish("A99", "B01"))

    for row in solved(instance).unmet:
        assert row.code in SENTENCES
        assert row.why == sentence(row.code, row.params)
        assert "%(" not in row.why
