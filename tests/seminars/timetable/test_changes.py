"""The day after it was published: somebody does not come, somebody comes unannounced."""

import random

import pytest

from tests.seminars.timetable.instances import make_day, make_instance, make_party, make_wish
from tests.seminars.timetable.solving import solved, verdict_on


def placements(result):
    return [{"sending": row.sending, "supervising": row.supervising, "slot": row.slot} for row in result.meetings]


def make_published(seed):
    """A usual day with the timetable that was published of it."""
    instance = make_day(seed, sending=12, supervising=15, slots=8, tables=12, interpreters=3)
    return instance | {"previous": placements(solved(instance))}


def without(instance, *gone):
    """They did not come: their wishes are taken out."""
    return instance | {
        "absent": list(gone),
        "wishes": [wish for wish in instance["wishes"] if not {wish["sending"], wish["supervising"]} & set(gone)],
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_changes_where_nothing_has_happened(seed):
    instance = make_published(seed)

    changes = verdict_on(instance, solved(instance))["changes"]

    assert changes == {"kept": len(instance["previous"]), "moved": 0, "dropped": 0, "new": 0}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_no_show_most_stays_where_it_was(seed):
    published = make_published(seed)
    gone = random.Random(seed).choice(published["sending"])["id"]
    instance = without(published, gone)

    changes = verdict_on(instance, solved(instance))["changes"]

    others = [row for row in published["previous"] if row["sending"] != gone]
    assert changes["dropped"] == 0
    assert changes["kept"] >= 0.9 * len(others)
    assert changes["kept"] + changes["moved"] == len(others)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_comes_unannounced_is_fitted_in(seed):
    instance = make_published(seed)
    dice = random.Random(seed)
    instance["supervising"].append(make_party("B99", max_meetings=4))
    speaking = [party["id"] for party in instance["sending"] if "ja" in party["languages"]]
    instance["wishes"] += [make_wish(id, "B99", None, "must") for id in dice.sample(speaking, 3)]

    result = solved(instance)

    changes = verdict_on(instance, result)["changes"]
    assert sum(meeting.supervising == "B99" for meeting in result.meetings) >= 1
    assert changes["kept"] >= 0.85 * len(instance["previous"])


def test_what_is_over_stays_as_it_was():
    instance = make_published(4)
    over = ["S01", "S02", "S03"]
    pinned = [row for row in instance["previous"] if row["slot"] in over]
    gone = instance["supervising"][0]["id"]
    instance = without(instance, gone) | {"frozen_slots": over}
    instance["pinned"] = [row for row in pinned if row["supervising"] != gone]

    result = solved(instance)

    stands = [row for row in placements(result) if row["slot"] in over]
    assert sorted(stands, key=str) == sorted(instance["pinned"], key=str)


def test_a_slot_that_the_day_no_longer_has_moves_its_meetings():
    instance = make_instance(1, 1, 1, wishes=[make_wish("A01", "B01")])
    instance["previous"] = [{"sending": "A01", "supervising": "B01", "slot": "S09"}]

    changes = verdict_on(instance, solved(instance))["changes"]

    assert changes == {"kept": 0, "moved": 1, "dropped": 0, "new": 0}


def test_meetings_of_the_absent_are_no_changes():
    instance = make_instance(2, 1, 2, wishes=[make_wish("A01", "B01")], absent=["A02"])
    instance["previous"] = [
        {"sending": id, "supervising": "B01", "slot": slot} for id, slot in (("A01", "S01"), ("A02", "S02"))
    ]

    changes = verdict_on(instance, solved(instance))["changes"]

    assert changes == {"kept": 1, "moved": 0, "dropped": 0, "new": 0}


def test_the_absent_whose_wishes_still_stand_meet_nobody():
    instance = make_instance(2, 1, 2, wishes=[make_wish("A01", "B01"), make_wish("A02", "B01", "must")], absent=["A02"])

    result = solved(instance)

    assert [meeting.sending for meeting in result.meetings] == ["A01"]
    assert [(row.sending, row.code, row.params) for row in result.unmet] == [("A02", "absent", {"party": "A02"})]


def test_a_pin_outlasts_its_party_leaving():
    """It met in the morning and has gone home since."""
    pin = {"sending": "A01", "supervising": "B01", "slot": "S01"}
    instance = make_instance(1, 2, 2, wishes=[make_wish("A01", "B01"), make_wish("A01", "B02")], pinned=[pin])

    result = solved(instance | {"absent": ["A01"], "frozen_slots": ["S01"], "previous": [pin]})

    assert placements(result) == [pin]
