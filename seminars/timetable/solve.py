"""Plans one day: the entry to this package.

Most days are settled in three steps, in a few seconds and with proof:

1. a linear program says how many points no timetable can exceed (``bounds.py``);
2. a second one, in which a meeting may be spread over slots in parts, chooses the pairs that meet;
3. CP-SAT gives these pairs whole slots. When it succeeds, the timetable reaches the bound.

Where it does not, the solver of the second step is asked for whole slots too, and then CP-SAT searches all timetables
from the best one so far until time runs out or it is proven best.
"""

from collections.abc import Callable
from dataclasses import dataclass

from seminars.timetable.board import Board
from seminars.timetable.bounds import Relaxation
from seminars.timetable.conflicts import contradicting_musts, contradicting_pins, place_fixed, place_pins
from seminars.timetable.greedy import fill_greedily
from seminars.timetable.instance import Instance
from seminars.timetable.problem import Problem
from seminars.timetable.program import write_program
from seminars.timetable.result import Conflict, Result, Status
from seminars.timetable.search import search
from seminars.timetable.seating import board_of, seat, values_of
from seminars.timetable.unmet import explain
from seminars.timetable.watch import Progress, Watch

# CP-SAT's workers follow different strategies: more of them than processors still find and prove sooner.
WORKERS = 8
# The most that each step after the first may take, except for the last.
MOST_SECONDS = 12.0
# Who is told that musts contradict each other has to be told which ones, however short the time.
LEAST_SECONDS = 2.0
# Kept for what follows the search: seats and reasons.
LAST_PART = 0.02


def solve(
    instance: Instance,
    *,
    seconds: float = 60.0,
    workers: int = WORKERS,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """The best timetable that can be found in ``seconds`` of wall-clock time.

    ``on_progress(objective, bound, seconds)`` and ``should_stop()`` are called in this thread, the latter ten times a
    second; a stopped run returns what it has, marked ``is_cancelled``. A proven best timetable always has the same
    points; which of several best ones it is may differ, unless ``workers`` is 1 and no step runs out of time.
    """
    watch = Watch(seconds * (1 - LAST_PART), on_progress, should_stop)
    problem = Problem(instance)
    pins = contradicting_pins(problem)
    if pins:
        return Result("infeasible", None, None, watch.elapsed, conflicts=tuple(pins), is_cancelled=watch.is_stopped)
    conflicts: list[Conflict] = []
    start: Board | None = None
    is_known = True
    if instance.must_is_hard:
        fixed = place_fixed(problem, watch.part(0.4), workers=workers)
        start, is_known = fixed.board, fixed.is_known
        if is_known and start is None:
            conflicts = contradicting_musts(problem, watch.part(0.4, least=LEAST_SECONDS))
    with_musts = instance.must_is_hard and start is not None
    planned = _plan(problem, watch, workers, with_musts=with_musts, start=start)
    if instance.must_is_hard and start is None and is_known:
        status: Status = "infeasible"
    elif instance.must_is_hard and not planned.keeps_musts:
        status = "unknown"
    else:
        status = "optimal" if planned.objective >= planned.bound else "feasible"
    meetings = seat(planned.board)
    unmet = tuple(explain(planned.board, is_best=planned.objective >= planned.bound))
    return Result(
        status=status,
        objective=planned.objective,
        bound=planned.bound,
        seconds=watch.elapsed,
        meetings=meetings,
        conflicts=tuple(conflicts),
        unmet=unmet,
        greedy_objective=planned.greedy,
        is_cancelled=watch.is_stopped,
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    board: Board
    objective: int
    bound: int
    greedy: int
    keeps_musts: bool


def _plan(problem: Problem, watch: Watch, workers: int, *, with_musts: bool, start: Board | None) -> _Planned:
    program = write_program(problem, with_musts=with_musts)
    board = start or place_pins(problem) or Board(problem)
    fill_greedily(board)
    best, greedy = board, board.points()
    points = greedy

    def keep(values: list[int]) -> None:
        nonlocal best, points
        found = board_of(problem, program, values, problem.choices)
        if found.points() > points:
            best, points = found, found.points()

    relaxation = Relaxation(program)
    found_bound = watch.run(lambda: relaxation.bound(seconds=watch.share(0.4)))
    bound = relaxation.rough_bound() if found_bound is None else found_bound
    watch.tell(points, bound)
    if points < bound and watch.left:
        pairs = watch.run(lambda: relaxation.choose_pairs(seconds=min(MOST_SECONDS, watch.share(0.4))))
        if pairs is not None and watch.left:
            fixed = {column: int(meets) for column, meets in zip(program.meets, pairs, strict=True)}
            found = search(
                program, watch, seconds=min(MOST_SECONDS, watch.share(0.4)), workers=workers, fixed=fixed, enough=bound
            )
            if found.values is not None:
                keep(found.values)
                watch.tell(points, bound)
    if points < bound and watch.left:
        everything = watch.run(lambda: relaxation.choose_all(seconds=min(MOST_SECONDS, watch.share(0.4))))
        if everything is not None:
            keep(everything)
            watch.tell(points, bound)
    if points < bound and watch.left:
        found = search(
            program,
            watch,
            seconds=watch.left,
            workers=workers,
            hint=values_of(best, program, problem.choices),
            enough=bound,
            tell=lambda objective, closer: watch.tell(max(points, objective), min(bound, closer)),
        )
        if found.values is not None:
            keep(found.values)
        if found.bound is not None:
            bound = max(points, min(bound, found.bound))
        watch.tell(points, bound)
    keeps_musts = all(pair in best.held for pair, wish in problem.wishes.items() if wish.musts)
    return _Planned(best, points, bound, greedy, keeps_musts)
