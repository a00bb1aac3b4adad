import json
from pathlib import Path

import pytest

from seminars.timetable.reading import InvalidInstance, read_file, read_instance
from tests.seminars.timetable.instances import make_day, make_instance, make_odd_instance, make_party, make_wish

EXAMPLE = Path(__file__).parent / "example_5x6.json"


def problems_of(data):
    with pytest.raises(InvalidInstance) as raised:
        read_instance(data)
    return [(problem.code, problem.where) for problem in raised.value.problems]


@pytest.mark.parametrize("data", [make_day(1), make_odd_instance(3), json.loads(EXAMPLE.read_text(encoding="utf-8"))])
def test_what_is_written_is_read_back(data):
    instance = read_instance(data)

    assert read_instance(json.loads(json.dumps(instance.as_dict()))) == instance


def test_what_the_format_leaves_open_may_be_missing():
    data = make_instance(wishes=[make_wish("A01", "B01")])
    for name in ("pinned", "forbidden", "frozen_slots", "previous", "absent", "rules", "points", "name"):
        del data[name]

    instance = read_instance(data)

    assert (instance.pinned, instance.must_is_hard, instance.points.nth_meeting) == ((), False, (6, 3, 1))


def test_previous_and_absent_may_name_what_the_day_no_longer_has():
    gone = {"sending": "A09", "supervising": "B01", "slot": "S99"}

    instance = read_instance(make_instance(previous=[gone], absent=["A09"]))

    assert instance.absent == {"A09"}


def test_a_pin_that_stands_there_twice_is_one():
    pin = {"sending": "A01", "supervising": "B01", "slot": "S01"}

    assert len(read_instance(make_instance(pinned=[pin, pin])).pinned) == 1


PIN = {"sending": "A01", "supervising": "B01", "slot": "S01"}


@pytest.mark.parametrize(
    ("over", "problem"),
    [
        ({"slots": None}, ("missing", "slots")),
        ({"slots": 3}, ("wrong_type", "slots")),
        ({"slots": [7]}, ("wrong_type", "slots[0]")),
        ({"slots": [{"id": "S01"}, {"id": "S01"}]}, ("duplicate", "slots")),
        ({"slots": [{"id": "S01", "break_before": "yes"}]}, ("wrong_type", "slots[0].break_before")),
        ({"tables": ["T1", "T1"]}, ("duplicate", "tables")),
        ({"tables": [1]}, ("wrong_type", "tables[0]")),
        ({"sending": [{}]}, ("missing", "sending[0]")),
        ({"sending": [make_party("A01", languages=None)]}, ("missing", "sending[0].languages")),
        ({"sending": [make_party("A01", languages="ja")]}, ("wrong_type", "sending[0].languages")),
        ({"sending": [make_party("A01", unavailable=["S77"])]}, ("unknown", "sending[0].unavailable[0]")),
        ({"sending": [make_party("A01", max_meetings=-1)]}, ("negative", "sending[0].max_meetings")),
        ({"sending": [make_party("A01", max_meetings=1.5)]}, ("wrong_type", "sending[0].max_meetings")),
        ({"sending": [make_party("A01", max_run=True)]}, ("wrong_type", "sending[0].max_run")),
        ({"sending": [make_party("B01")]}, ("duplicate", "supervising")),
        ({"interpreters": [{"id": "I1", "pairs": [["ja"]]}]}, ("wrong_type", "interpreters[0].pairs[0]")),
        ({"wishes": [make_wish("A77", "B01")]}, ("unknown", "wishes[0].sending")),
        ({"wishes": [make_wish("A01", "A01")]}, ("unknown", "wishes[0].supervising")),
        ({"wishes": [make_wish("A01", "B01", "perhaps")]}, ("wrong_word", "wishes[0].from_sending")),
        ({"wishes": [make_wish("A01", "B01", ["must"])]}, ("wrong_word", "wishes[0].from_sending")),
        ({"wishes": [make_wish("A01", "B01"), make_wish("A01", "B01", "no")]}, ("duplicate", "wishes")),
        ({"pinned": [PIN | {"slot": "S77"}]}, ("unknown", "pinned[0].slot")),
        ({"pinned": [PIN | {"slot": None}]}, ("missing", "pinned[0]")),
        ({"pinned": {"A01": "S01"}}, ("wrong_type", "pinned")),
        ({"forbidden": [PIN | {"sending": "A77"}]}, ("unknown", "forbidden[0].sending")),
        ({"frozen_slots": ["S77"]}, ("unknown", "frozen_slots[0]")),
        ({"previous": [PIN, PIN]}, ("duplicate", "previous")),
        ({"rules": []}, ("wrong_type", "rules")),
        ({"rules": {"must_is_hard": 1}}, ("wrong_type", "rules.must_is_hard")),
        ({"points": {"wish": {"must": "ten"}}}, ("wrong_type", "points.wish.must")),
        ({"points": {"nth_meeting": 6}}, ("wrong_type", "points.nth_meeting")),
        ({"points": {"change": {"moved": 10**9}}}, ("too_large", "points.change.moved")),
    ],
)
def test_each_mistake_is_named_with_its_place(over, problem):
    assert problem in problems_of(make_instance() | over)


@pytest.mark.parametrize("data", [None, 3, "x", [], [{}]])
def test_what_is_no_object_is_no_instance(data):
    assert problems_of(data) == [("wrong_type", "")]


def test_all_mistakes_are_told_at_once():
    data = make_instance(wishes=[make_wish("A77", "B77")], frozen_slots=["S77"])

    assert problems_of(data) == [
        ("unknown", "wishes[0].sending"),
        ("unknown", "wishes[0].supervising"),
        ("unknown", "frozen_slots[0]"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "not_json"),
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"3", "wrong_type"),
    ],
)
def test_a_file_that_holds_no_instance_is_told_so(tmp_path, content, code):
    path = tmp_path / "instance.json"
    path.write_bytes(content)

    with pytest.raises(InvalidInstance) as raised:
        read_file(path)

    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InvalidInstance) as raised:
            read_file(path)

        assert [problem.code for problem in raised.value.problems] == ["unreadable"]
