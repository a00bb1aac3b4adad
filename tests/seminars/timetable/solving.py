"""Solves an instance in the exchange format and has the independent checker look at what comes out."""

import json
from typing import Any

from seminars.timetable.reading import read_instance
from seminars.timetable.result import Result
from seminars.timetable.solve import solve
from tests.seminars.timetable.verify import check

# Two threads are enough for small days, and every test has to be able to run beside others.
WORKERS = 2


def solved(instance: dict[str, Any], *, seconds: float = 30.0, **options: Any) -> Result:
    """The result, held against the checker: it keeps every rule, and its points are those that the checker counts."""
    result = solve(read_instance(instance), seconds=seconds, **{"workers": WORKERS, **options})
    if result.objective is None:
        assert result.status == "infeasible"
        assert result.meetings == ()
        return result
    verdict = verdict_on(instance, result)
    assert verdict["violations"] == []
    assert result.objective == verdict["objective"]
    assert result.bound is not None
    assert result.bound >= result.objective
    if result.status == "optimal":
        assert result.bound == result.objective
    return result


def verdict_on(instance: dict[str, Any], result: Result) -> dict[str, Any]:
    told = json.loads(json.dumps(result.as_dict()))
    return check(instance, told, relaxed=result.status in ("infeasible", "unknown"))


def pairs_of(result: Result) -> list[tuple[str, str]]:
    return sorted(meeting.pair for meeting in result.meetings)


def conflicts_of(result: Result) -> list[list[str]]:
    return sorted(sorted(conflict.texts) for conflict in result.conflicts)


def reasons_of(result: Result) -> dict[tuple[str, str], str]:
    return {(row.sending, row.supervising): row.code for row in result.unmet}
