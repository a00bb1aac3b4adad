"""Against all timetables of a small day, one by one; and what holds of days too large for that."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminars.timetable.bounds import Relaxation, bound_of
from seminars.timetable.problem import Problem
from seminars.timetable.program import write_program
from seminars.timetable.reading import read_instance
from seminars.timetable.search import search
from seminars.timetable.watch import Watch
from tests.seminars.timetable.exhaustive import best_points
from tests.seminars.timetable.instances import make_day, make_odd_instance, make_points
from tests.seminars.timetable.solving import reasons_of, solved

EXAMPLES = 2000 if os.environ.get("SOAK") else 200
seeds = st.integers(0, 10**6)


@settings(max_examples=EXAMPLES, deadline=None)
@given(seeds)
def test_no_timetable_of_a_small_day_is_better(seed):
    instance = make_odd_instance(seed)

    result = solved(instance)

    best, relaxed = best_points(instance), best_points(instance, relaxed=True)
    if best is not None:
        assert (result.status, result.objective, result.conflicts) == ("optimal", best, ())
    else:
        assert (result.status, result.objective) == ("infeasible", relaxed)
        assert result.bound == relaxed
        assert result.conflicts


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(seeds)
def test_what_is_reported_of_a_middling_day_holds(seed):
    """Rules, points and bound are the checker's to judge; greedy is no better, and nothing that fits is left out."""
    instance = make_odd_instance(seed, most=7, slots=5, pairs=25)

    result = solved(instance)

    if result.objective is None:
        return
    assert result.greedy_objective is not None
    assert result.greedy_objective <= result.objective
    assert "room" not in reasons_of(result).values()


@settings(max_examples=EXAMPLES // 10, deadline=None)
@given(seeds)
def test_the_whole_search_finds_no_more_than_the_bound(seed):
    """The bound comes from another solver than the timetable that has to stay below it."""
    problem = Problem(read_instance(make_odd_instance(seed, most=6, slots=4, pairs=18)))
    program = write_program(problem)

    found = search(program, Watch(20), seconds=20, workers=2)

    if found.values is not None:
        assert program.points(found.values) <= Relaxation(program).bound(seconds=10)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(seeds)
def test_any_prices_give_a_true_bound(seed):
    instance = make_odd_instance(seed) | {"pinned": [], "rules": {"must_is_hard": False}}
    program = write_program(Problem(read_instance(instance)))
    dice = random.Random(seed)
    best = best_points(instance)

    bound = bound_of(program, [dice.uniform(-1, 12) for _row in program.rows])

    assert best is not None
    assert bound >= best


@pytest.mark.parametrize("seed", [338, 526, 560])
def test_where_the_bound_is_out_of_reach_all_timetables_are_searched(seed):
    """On these days a meeting spread over slots in parts would bring more than any that is held."""
    instance = make_odd_instance(seed, most=7, slots=5, pairs=25) | {"points": make_points()}
    program = write_program(Problem(read_instance(instance)))

    result = solved(instance)

    assert result.objective is not None
    assert Relaxation(program).bound(seconds=10) > result.objective
    assert result.status == "optimal"


def test_a_usual_day_is_solved_to_the_optimum():
    result = solved(make_day(1, sending=12, supervising=15, slots=8, tables=12, interpreters=3))

    assert result.status == "optimal"


@settings(max_examples=EXAMPLES // 10, deadline=None)
@given(seeds)
def test_the_other_solver_comes_to_the_same_points(seed):
    instance = make_odd_instance(seed, most=6, slots=4, pairs=18) | {"pinned": [], "rules": {"must_is_hard": False}}
    program = write_program(Problem(read_instance(instance)))

    values = Relaxation(program).choose_all(seconds=20)

    assert values is not None
    assert program.points(values) == solved(instance).objective


def test_without_the_second_step_the_search_still_proves_it(monkeypatch):
    """An edition of the library may lack the solver of that step."""
    monkeypatch.setattr(Relaxation, "_solve_whole", lambda *_: None)

    result = solved(make_day(8, sending=8, supervising=10, slots=6, tables=8, interpreters=2))

    assert result.greedy_objective is not None
    assert result.objective is not None
    assert (result.status, result.objective > result.greedy_objective) == ("optimal", True)


def test_a_large_day_is_planned_by_the_rules():
    result = solved(make_day(1), seconds=30, workers=8)

    assert result.status in ("optimal", "feasible")
    assert result.greedy_objective is not None
    assert result.objective is not None
    assert result.objective > result.greedy_objective


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="takes minutes: make soak")
@pytest.mark.parametrize("seed", range(2, 14))
def test_large_days_are_solved_to_the_optimum(seed):
    assert solved(make_day(seed, wishes=4 + seed), seconds=60, workers=8).status == "optimal"


def test_a_timetable_is_there_however_short_the_time():
    result = solved(make_day(2, sending=12, supervising=15, slots=8), seconds=0.001)

    assert result.status == "feasible"
    assert len(result.meetings) > 30
