"""Each rule of the format, on a day that tempts the solver to break it. The checker looks at every timetable."""

import pytest

from seminars.timetable.reading import read_instance
from seminars.timetable.solve import solve
from tests.seminars.timetable.instances import make_instance, make_party, make_slots, make_wish
from tests.seminars.timetable.solving import conflicts_of, pairs_of, reasons_of, solved


def everybody_wishes(sending, supervising, mine="would"):
    return [
        make_wish(f"A{one + 1:02}", f"B{other + 1:02}", mine) for one in range(sending) for other in range(supervising)
    ]


def test_each_party_has_one_meeting_in_a_slot():
    result = solved(make_instance(1, 3, 2, 3, wishes=everybody_wishes(1, 3)))

    assert len(result.meetings) == 2


def test_each_table_has_one_meeting_in_a_slot():
    result = solved(make_instance(3, 3, 1, 2, wishes=everybody_wishes(3, 3)))

    assert sorted(meeting.table for meeting in result.meetings) == ["T01", "T02"]


def test_nobody_meets_while_away():
    instance = make_instance(1, 1, 2, wishes=everybody_wishes(1, 1))
    instance["sending"][0]["unavailable"] = ["S01"]
    instance["supervising"][0]["unavailable"] = ["S02"]

    assert reasons_of(solved(instance)) == {("A01", "B01"): "never_together"}


@pytest.mark.parametrize(("mine", "theirs"), [("must", "no"), ("no", "would")])
def test_a_no_of_either_side_is_kept(mine, theirs):
    result = solved(make_instance(1, 1, wishes=[make_wish("A01", "B01", mine, theirs)]))

    assert (result.meetings, reasons_of(result)) == ((), {("A01", "B01"): "refused"})


def test_nobody_meets_whom_neither_side_asked_for():
    result = solved(make_instance(2, 2, wishes=[make_wish("A01", "B01", None, None)]))

    assert (result.meetings, result.unmet, result.objective) == ((), (), 0)


def test_a_pinned_pair_meets_unasked():
    pin = {"sending": "A01", "supervising": "B02", "slot": "S03"}

    result = solved(make_instance(2, 2, pinned=[pin]))

    assert [(*meeting.pair, meeting.slot) for meeting in result.meetings] == [("A01", "B02", "S03")]


@pytest.mark.parametrize(
    ("pairs", "meets"), [([["vi", "ja"]], True), ([["ja", "vi"]], True), ([["vi", "en"]], False), ([], False)]
)
def test_without_a_common_language_an_interpreter_with_the_pair_is_needed(pairs, meets):
    instance = make_instance(1, 1, wishes=everybody_wishes(1, 1))
    instance["sending"][0]["languages"] = ["vi"]
    instance["interpreters"] = [{"id": "I1", "pairs": pairs, "unavailable": [], "max_meetings": None, "max_run": None}]

    result = solved(instance)

    assert [meeting.interpreter for meeting in result.meetings] == (["I1"] if meets else [])
    assert reasons_of(result) == ({} if meets else {("A01", "B01"): "language"})


def test_who_speaks_no_language_at_all_meets_nobody():
    instance = make_instance(1, 1, wishes=everybody_wishes(1, 1))
    instance["sending"][0]["languages"] = []

    assert reasons_of(solved(instance)) == {("A01", "B01"): "language"}


def make_interpreted(slots, **limits):
    """Each of many pairs needs the one interpreter, and could meet at any time."""
    instance = make_instance(slots, slots, slots, slots, wishes=everybody_wishes(slots, slots))
    for party in instance["sending"]:
        party["languages"] = ["vi"]
    interpreter = {"id": "I1", "pairs": [["vi", "ja"]], "unavailable": [], "max_meetings": None, "max_run": None}
    return instance | {"interpreters": [interpreter | limits]}


@pytest.mark.parametrize(
    ("limits", "meetings"),
    [({}, 4), ({"unavailable": ["S02"]}, 3), ({"max_meetings": 2}, 2), ({"max_run": 1}, 2), ({"max_run": 3}, 3)],
)
def test_an_interpreter_keeps_the_limits_of_a_person(limits, meetings):
    assert len(solved(make_interpreted(4, **limits)).meetings) == meetings


def test_interpreters_are_shared_so_that_all_can_be_served():
    """The one who speaks both must leave the easy pair to the other."""
    instance = make_instance(2, 1, 1, 2, wishes=[])
    instance["supervising"].append(make_party("B02"))
    instance["sending"][0]["languages"], instance["sending"][1]["languages"] = ["vi"], ["id"]
    instance["wishes"] = [make_wish("A01", "B01"), make_wish("A02", "B02")]
    person = {"unavailable": [], "max_meetings": None, "max_run": None}
    instance["interpreters"] = [
        {"id": "I1", "pairs": [["vi", "ja"], ["id", "ja"]], **person},
        {"id": "I2", "pairs": [["vi", "ja"]], **person},
    ]

    result = solved(instance)

    assert {meeting.sending: meeting.interpreter for meeting in result.meetings} == {"A01": "I2", "A02": "I1"}


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_party_has_no_more_meetings_than_it_may(limit):
    instance = make_instance(1, 3, 3, wishes=everybody_wishes(1, 3))
    instance["sending"][0]["max_meetings"] = limit

    assert len(solved(instance).meetings) == limit


@pytest.mark.parametrize(("pauses", "meetings"), [((), 3), ((2,), 4), ((1,), 3), ((1, 3), 4)])
def test_a_run_ends_at_a_free_slot_or_a_pause(pauses, meetings):
    instance = make_instance(1, 4, 4, wishes=everybody_wishes(1, 4))
    instance["slots"] = make_slots(4, pauses=pauses)
    instance["sending"][0]["max_run"] = 2

    assert len(solved(instance).meetings) == meetings


@pytest.mark.parametrize(
    ("place", "meetings"),
    [
        ({"sending": "A01", "supervising": "B01", "slot": None}, 3),
        ({"sending": "A01", "supervising": None, "slot": None}, 2),
        ({"sending": None, "supervising": None, "slot": "S01"}, 2),
        ({"sending": None, "supervising": None, "slot": None}, 0),
        ({"sending": "A01", "supervising": "B01", "slot": "S01"}, 4),
    ],
)
def test_nothing_stands_where_staff_forbid_it(place, meetings):
    assert len(solved(make_instance(2, 2, 2, wishes=everybody_wishes(2, 2), forbidden=[place])).meetings) == meetings


def test_a_frozen_slot_holds_its_pins_and_nothing_else():
    pin = {"sending": "A01", "supervising": "B01", "slot": "S01"}

    result = solved(make_instance(2, 2, 1, 2, wishes=everybody_wishes(2, 2), pinned=[pin], frozen_slots=["S01"]))

    assert pairs_of(result) == [("A01", "B01")]
    assert set(reasons_of(result).values()) == {"over"}


def test_a_must_that_counts_little_is_kept_where_musts_are_hard():
    """Two meetings would bring more than the one that must be."""
    instance = make_instance(2, 2, 1, 2, rules={"must_is_hard": True})
    instance["points"]["wish"] = {"must": 0, "would": 100, "none": 0}
    instance["wishes"] = [make_wish("A01", "B01", "must"), make_wish("A01", "B02"), make_wish("A02", "B01")]

    assert pairs_of(solved(instance)) == [("A01", "B01")]


def test_nobody_meets_the_absent():
    result = solved(make_instance(2, 1, 3, wishes=everybody_wishes(2, 1, "must"), absent=["A02"]))

    assert (pairs_of(result), reasons_of(result)) == ([("A01", "B01")], {("A02", "B01"): "absent"})


def test_a_hard_must_of_the_absent_binds_nobody():
    instance = make_instance(1, 1, wishes=everybody_wishes(1, 1, "must"), absent=["A01"], rules={"must_is_hard": True})
    result = solve(read_instance(instance), seconds=5, workers=1)

    assert (result.status, result.meetings, result.objective) == ("optimal", (), -50)


@pytest.mark.parametrize(
    "over",
    [
        {"slots": [], "tables": [], "sending": [], "supervising": []},
        {"slots": []},
        {"tables": []},
        {"sending": []},
        {},
    ],
)
def test_an_empty_day_is_planned_too(over):
    result = solved(make_instance(2, 2) | over)

    assert (result.status, result.objective, result.meetings) == ("optimal", 0, ())


@pytest.mark.parametrize(("over", "code"), [({"slots": []}, "no_slots"), ({"tables": []}, "no_tables")])
def test_without_slots_or_tables_every_wish_is_unmet(over, code):
    result = solved(make_instance(1, 1, wishes=everybody_wishes(1, 1)) | over)

    assert (result.status, reasons_of(result)) == ("optimal", {("A01", "B01"): code})


def test_the_least_served_come_first():
    """One more meeting of those who have one counts less than the first of those who have none."""
    instance = make_instance(2, 2, 1, 1, wishes=everybody_wishes(2, 2))
    instance["slots"] = make_slots(2)

    result = solved(instance)

    assert len({meeting.sending for meeting in result.meetings}) == 2
    assert len({meeting.supervising for meeting in result.meetings}) == 2


def test_who_sat_at_a_table_stays_there():
    result = solved(make_instance(3, 3, 3, 3, wishes=everybody_wishes(3, 3)))

    assert len(result.meetings) == 9
    assert {len({row.table for row in result.meetings if row.supervising == f"B0{n}"}) for n in (1, 2, 3)} == {1}


def test_musts_that_cannot_be_kept_together_are_named():
    instance = make_instance(1, 3, 2, wishes=everybody_wishes(1, 3, "must"), rules={"must_is_hard": True})

    result = solved(instance)

    assert result.status == "infeasible"
    assert conflicts_of(result) == [["A01 must meet B01", "A01 must meet B02", "A01 must meet B03"]]
    assert len(result.meetings) == 2
