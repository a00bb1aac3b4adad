"""How long a day takes to plan, how close to the bound it comes, and what it gains over the greedy timetable."""

import json
import statistics
import time

from seminars.timetable.reading import read_instance
from seminars.timetable.solve import solve
from tests.seminars.timetable.instances import make_day
from tests.seminars.timetable.verify import check

BIG = {"sending": 30, "supervising": 60, "slots": 12, "tables": 30, "interpreters": 6}
USUAL = {"sending": 12, "supervising": 15, "slots": 8, "tables": 12, "interpreters": 3}
BIG_SEEDS, USUAL_SEEDS = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5)
SECONDS = 55.0


def measure_timetable() -> dict[str, float]:
    """Of several days each: the longest, the widest gap, and how many times the points of greedy on average.

    Seconds are those of the wall, from reading the instance to the timetable with its reasons.
    """
    print(f"{'timetable':<14}{'seconds':>9}{'status':>10}{'points':>8}{'bound':>8}{'gap':>8}{'greedy':>8}{'over':>8}")
    big = [_measure("30 × 60", seed, BIG) for seed in BIG_SEEDS]
    usual = [_measure("12 × 15", seed, USUAL) for seed in USUAL_SEEDS]
    return {
        "big_seconds": round(max(row[0] for row in big), 2),
        "big_gap": round(max(row[1] for row in big), 5),
        "big_over_greedy": round(statistics.mean(row[2] for row in big), 5),
        "usual_seconds": round(max(row[0] for row in usual), 2),
        "usual_gap": round(max(row[1] for row in usual), 5),
    }


def _measure(name: str, seed: int, size: dict[str, int]) -> tuple[float, float, float]:
    instance = make_day(seed, **size)
    started = time.perf_counter()
    result = solve(read_instance(instance), seconds=SECONDS)
    seconds = time.perf_counter() - started
    verdict = check(instance, json.loads(json.dumps(result.as_dict())))
    if not verdict["ok"] or verdict["objective"] != result.objective:
        raise AssertionError(f"the timetable of day {seed} breaks a rule: {verdict['violations'][:3]}")
    if result.gap is None or result.objective is None:
        raise AssertionError(f"no timetable of day {seed} was found in time")
    gap = result.gap
    greedy = result.greedy_objective or 0
    over = verdict["objective"] / max(1, greedy)
    print(
        f"{name + f' #{seed}':<14}{seconds:>9.2f}{result.status:>10}{result.objective:>8}{result.bound:>8}"
        f"{gap:>8.2%}{greedy:>8}{over:>8.4f}",
        flush=True,
    )
    return seconds, gap, over
