import threading

import pytest

from seminars.timetable import conflicts
from seminars.timetable.reading import read_instance
from seminars.timetable.search import Found
from seminars.timetable.solve import solve
from seminars.timetable.watch import Watch
from tests.seminars.timetable.instances import make_day, make_instance, make_wish
from tests.seminars.timetable.solving import solved

USUAL = {"sending": 12, "supervising": 15, "slots": 8, "tables": 12, "interpreters": 3}


def test_progress_closes_in_on_the_result():
    told = []

    result = solved(make_day(1, **USUAL), on_progress=lambda *values: told.append(values))

    objectives, bounds, seconds = zip(*told, strict=True)
    assert list(objectives) == sorted(objectives)
    assert list(bounds) == sorted(bounds, reverse=True)
    assert list(seconds) == sorted(seconds)
    assert told[0][0] == result.greedy_objective
    assert told[-1][:2] == (result.objective, result.bound)


def test_who_asked_hears_it_in_its_own_thread():
    """So that it may write to its database connection."""
    threads = set()

    def should_stop():
        threads.add(threading.get_ident())
        return False

    solved(make_day(1, **USUAL), on_progress=lambda *_: should_stop(), should_stop=should_stop)

    assert threads == {threading.get_ident()}


def test_a_stopped_run_hands_back_what_it_has():
    result = solved(make_day(2, **USUAL), should_stop=lambda: True)

    assert result.is_cancelled
    assert result.status == "feasible"
    assert result.objective == result.greedy_objective


@pytest.mark.parametrize("where", ["on_progress", "should_stop"])
def test_what_a_caller_raises_reaches_it(where):
    def fail(*_values):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        solved(make_day(1, **USUAL), **{where: fail})


def test_a_run_with_hard_musts_that_is_stopped_at_once_still_keeps_them():
    instance = make_instance(1, 3, 3, rules={"must_is_hard": True})
    instance["wishes"] = [make_wish("A01", "B01", "must"), make_wish("A01", "B02"), make_wish("A01", "B03")]

    result = solved(instance, should_stop=lambda: True)

    assert ("A01", "B01") in {meeting.pair for meeting in result.meetings}


def test_with_one_worker_the_timetable_is_the_same_each_time():
    instance = read_instance(make_day(3, **USUAL))

    first, second = (solve(instance, seconds=30, workers=1) for _time in range(2))

    assert first.meetings == second.meetings


def make_undecided(monkeypatch):
    """As if time ran out before anybody knew whether the musts can be kept."""
    monkeypatch.setattr(conflicts, "decide", lambda program, **_: Found(None, None))
    monkeypatch.setattr(conflicts, "search", lambda program, watch, **_: Found(None, None))


def test_what_is_not_known_is_not_called_infeasible(monkeypatch):
    instance = make_instance(1, 2, 1, rules={"must_is_hard": True})
    instance["wishes"] = [make_wish("A01", "B01", "must"), make_wish("A01", "B02", "must")]
    make_undecided(monkeypatch)

    result = solved(instance)

    assert (result.status, len(result.meetings), result.conflicts) == ("unknown", 1, ())


def test_musts_that_all_were_kept_in_the_end_are_kept(monkeypatch):
    instance = make_instance(1, 2, 2, rules={"must_is_hard": True})
    instance["wishes"] = [make_wish("A01", "B01", "must"), make_wish("A01", "B02", "must")]
    make_undecided(monkeypatch)

    assert solved(instance).status == "optimal"


def test_a_stopped_run_does_not_wait_for_work_that_cannot_be_stopped():
    goes_on = threading.Event()
    watch = Watch(60, should_stop=lambda: True)

    assert watch.run(goes_on.wait) is None
    assert watch.left == 0.0
    goes_on.set()


def test_an_error_of_the_work_reaches_whoever_waits():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Watch(60).run(fail)
