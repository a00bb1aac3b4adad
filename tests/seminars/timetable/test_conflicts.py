import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seminars.timetable.exhaustive import best_points
from tests.seminars.timetable.instances import make_day, make_instance, make_odd_instance, make_slots, make_wish
from tests.seminars.timetable.solving import conflicts_of, reasons_of, solved

SIDES = (("sending", "supervising", "from_sending"), ("supervising", "sending", "from_supervising"))
HARD = {"must_is_hard": True}


def text_of(wish, mine, theirs):
    return f"{wish[mine]} must meet {wish[theirs]}"


def with_musts(instance, texts):
    """The same day where only these musts are hard; other musts are mere wishes."""
    changed = json.loads(json.dumps(instance)) | {"rules": HARD}
    for wish in changed["wishes"]:
        for mine, theirs, field in SIDES:
            if wish[field] == "must" and text_of(wish, mine, theirs) not in texts:
                wish[field] = "would"
    return changed


def musts_of(instance):
    return [text_of(wish, *names) for wish in instance["wishes"] for *names, field in SIDES if wish[field] == "must"]


@settings(max_examples=1000 if os.environ.get("SOAK") else 80, deadline=None)
@given(st.integers(0, 10**6))
def test_each_conflict_is_one_and_without_any_of_its_wishes_is_none(seed):
    instance = make_odd_instance(seed) | {"rules": HARD}
    for wish in instance["wishes"]:
        if wish["from_sending"] == "would" and seed % 3:
            wish["from_sending"] = "must"

    result = solved(instance)

    if result.status != "infeasible" or result.objective is None:
        return
    conflicts = [list(conflict.texts) for conflict in result.conflicts]
    named = [text for conflict in conflicts for text in conflict]
    assert len(named) == len(set(named))
    for conflict in conflicts:
        assert best_points(with_musts(instance, conflict)) is None
        for text in conflict:
            assert best_points(with_musts(instance, [other for other in conflict if other != text])) is not None
    assert best_points(with_musts(instance, set(musts_of(instance)) - set(named))) is not None


def test_the_smallest_conflict_is_named_first():
    """Three meetings of A01 do not fit into two slots; two meetings with one interpreter not into one."""
    instance = make_instance(3, 3, 2, 3, rules=HARD)
    instance["wishes"] = [make_wish("A01", f"B0{n}", "must") for n in (1, 2, 3)]
    instance["wishes"] += [make_wish("A02", "B01", "must"), make_wish("A03", "B02", "must")]
    for party in instance["sending"][1:]:
        party["languages"] = ["vi"]
    person = {"id": "I1", "pairs": [["vi", "ja"]], "unavailable": [], "max_meetings": 1, "max_run": None}

    result = solved(instance | {"interpreters": [person]})

    assert conflicts_of(result) == [
        ["A01 must meet B01", "A01 must meet B02", "A01 must meet B03"],
        ["A02 must meet B01", "A03 must meet B02"],
    ]
    assert [conflict.code for conflict in result.conflicts] == ["together", "party"]


def test_a_conflict_over_several_parties_is_found():
    """Three pairs and one table for two slots: nobody of them has too much to do."""
    instance = make_instance(4, 4, 2, 1, rules=HARD)
    instance["wishes"] = [make_wish(f"A0{n}", f"B0{n}", "must") for n in (1, 2, 3)]
    instance["wishes"] += [make_wish("A04", "B04"), make_wish("A04", "B01")]

    result = solved(instance)

    assert conflicts_of(result) == [["A01 must meet B01", "A02 must meet B02", "A03 must meet B03"]]
    assert result.conflicts[0].reason == "these 3 meetings do not fit into the day together"


def test_both_sides_of_a_pair_are_wishes_of_their_own():
    instance = make_instance(1, 1, rules=HARD, wishes=[make_wish("A01", "B01", "must", "must")])
    instance["forbidden"] = [{"sending": "A01", "supervising": "B01", "slot": None}]

    result = solved(instance)

    assert conflicts_of(result) == [["A01 must meet B01"], ["B01 must meet A01"]]
    assert {conflict.reason for conflict in result.conflicts} == {"staff have ruled it out"}


def test_a_must_that_the_pins_leave_no_room_for_is_told_so():
    instance = make_instance(1, 2, 1, rules=HARD, wishes=[make_wish("A01", "B01", "must")])
    instance["pinned"] = [{"sending": "A01", "supervising": "B02", "slot": "S01"}]

    result = solved(instance)

    assert [(conflict.texts, conflict.code) for conflict in result.conflicts] == [
        (("A01 must meet B01",), "beside_pins")
    ]
    assert [meeting.pair for meeting in result.meetings] == [("A01", "B02")]


def test_the_timetable_beside_conflicts_is_the_best_that_leaves_musts_out():
    instance = make_day(3, sending=8, supervising=10, slots=5, musts=0.5, max_meetings=(2, 4))

    hard = solved(instance | {"rules": HARD})
    soft = solved(instance)

    assert hard.status == "infeasible"
    assert (hard.objective, hard.bound) == (soft.objective, soft.bound)
    assert soft.conflicts == ()


# Pins -------------------------------------------------------------------------------------------------


def pin(sending, supervising, slot):
    return {"sending": sending, "supervising": supervising, "slot": slot}


def text_of_pin(row):
    return f"{row['sending']} and {row['supervising']} are pinned to {row['slot']}"


def make_contradiction(name):
    """A day whose pins cannot be kept, and those of them that are to be named."""
    instance = make_instance(3, 3, 3, 2)
    one, other, third = pin("A01", "B01", "S01"), pin("A01", "B02", "S01"), pin("A02", "B03", "S03")
    match name:
        case "refused":
            instance["wishes"] = [make_wish("A01", "B01", "must", "no")]
            return instance, [one, third], [one]
        case "away":
            instance["sending"][0]["unavailable"] = ["S01"]
            return instance, [one, third], [one]
        case "forbidden":
            instance["forbidden"] = [{"sending": None, "supervising": "B01", "slot": "S01"}]
            return instance, [one, third], [one]
        case "language":
            instance["sending"][0]["languages"] = ["vi"]
            return instance, [one, third], [one]
        case "none allowed":
            instance["supervising"][0]["max_meetings"] = 0
            return instance, [one, third], [one]
        case "no tables":
            return instance | {"tables": []}, [third], [third]
        case "two slots":
            moved = one | {"slot": "S02"}
            return instance, [one, moved, third], [one, moved]
        case "party twice":
            return instance, [one, other, third], [one, other]
        case "tables":
            instance["tables"] = ["T01"]
            beside = pin("A02", "B02", "S01")
            return instance, [one, beside, third], [one, beside]
        case "too many":
            instance["sending"][0]["max_meetings"] = 1
            later = pin("A01", "B02", "S03")
            return instance, [one, later, third], [one, later]
        case "no rest":
            instance["sending"][0]["max_run"] = 1
            following = pin("A01", "B02", "S02")
            return instance, [one, following, third], [one, following]
        case "interpreter":
            for party in instance["sending"][:2]:
                party["languages"] = ["vi"]
            person = {"id": "I1", "pairs": [["vi", "ja"]], "unavailable": [], "max_meetings": None, "max_run": None}
            instance["interpreters"] = [person]
            beside = pin("A02", "B02", "S01")
            return instance, [one, beside, third], [one, beside]
        case "interpreter away":
            instance["sending"][0]["languages"] = ["vi"]
            person = {"id": "I1", "pairs": [["vi", "ja"]], "unavailable": ["S01"]}
            return instance | {"interpreters": [person]}, [one, third], [one]
    raise ValueError(name)


@pytest.mark.parametrize(
    "name",
    [
        *("refused", "away", "forbidden", "language", "none allowed", "no tables", "two slots", "party twice"),
        *("tables", "too many", "no rest", "interpreter", "interpreter away"),
    ],
)
@pytest.mark.parametrize("must_is_hard", [False, True])
def test_pins_that_contradict_are_named_and_nothing_is_planned(name, must_is_hard):
    instance, pins, named = make_contradiction(name)
    instance |= {"pinned": pins, "rules": {"must_is_hard": must_is_hard}}

    result = solved(instance)

    assert (result.status, result.meetings, result.objective, result.bound) == ("infeasible", (), None, None)
    assert conflicts_of(result) == [sorted(text_of_pin(row) for row in named)]


def test_two_contradictions_of_pins_are_both_named():
    pins = [pin("A01", "B01", "S01"), pin("A01", "B02", "S01"), pin("A02", "B01", "S02"), pin("A02", "B02", "S02")]

    result = solved(make_instance(2, 2, 3, 2, pinned=pins))

    assert conflicts_of(result) == [[text_of_pin(row) for row in pins[:2]], [text_of_pin(row) for row in pins[2:]]]


def test_pins_over_a_pause_are_no_run():
    instance = make_instance(1, 2, 2, pinned=[pin("A01", "B01", "S01"), pin("A01", "B02", "S02")])
    instance["slots"] = make_slots(2, pauses=(1,))
    instance["sending"][0]["max_run"] = 1

    result = solved(instance)

    assert (result.status, len(result.meetings), reasons_of(result)) == ("optimal", 2, {})
