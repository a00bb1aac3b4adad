"""The search for a whole timetable by CP-SAT."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from seminars.timetable.program import Program
from seminars.timetable.watch import Watch


@dataclass(frozen=True, slots=True)
class Found:
    """``values`` for each column, None where no timetable was found; ``is_impossible``: it is proven that none exists.

    ``bound`` holds under the columns that were fixed.
    """

    values: list[int] | None
    bound: int | None
    is_impossible: bool = False


def search(
    program: Program,
    watch: Watch,
    *,
    seconds: float,
    workers: int,
    fixed: Mapping[int, int] | None = None,
    hint: Sequence[int] | None = None,
    enough: int | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Found:
    """``enough``: the search ends as soon as a timetable has so many points; ``tell`` hears of points and bound."""
    model = _model(program, fixed or {})
    if hint is not None:
        for column, value in enumerate(hint):
            model.add_hint(model.get_bool_var_from_proto_index(column), value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = max(1, workers)
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.random_seed = 1
    # Ctrl-C belongs to whoever started the search.
    solver.parameters.catch_sigint_signal = False
    listener = _Listener(enough)
    solver.best_bound_callback = listener.hear_bound

    def each() -> None:
        if tell is not None and listener.objective is not None and listener.bound is not None:
            tell(listener.objective, listener.bound)

    status = watch.run(lambda: solver.solve(model, listener), stop=solver.stop_search, each=each)
    if status is None or status == cp_model.INFEASIBLE:
        return Found(None, None, is_impossible=status == cp_model.INFEASIBLE)
    bound = math.floor(solver.best_objective_bound + 1e-6) if math.isfinite(solver.best_objective_bound) else None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, bound if listener.bound is not None else None)
    values = [int(value) for value in solver.response_proto.solution]
    return Found(values, program.points(values) if status == cp_model.OPTIMAL else bound)


def decide(program: Program, *, seconds: float, effort: float | None = None) -> Found:
    """As ``search``, for small programs: in one thread, so that the answer is always the same, and without waiting.

    ``effort`` ends it too, with the best so far: about so many seconds, but counted in steps and not by a clock.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.random_seed = 1
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    status = solver.solve(_model(program, {}))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found([int(value) for value in solver.response_proto.solution], None)
    return Found(None, None, is_impossible=status == cp_model.INFEASIBLE)


class _Listener(cp_model.CpSolverSolutionCallback):
    """Takes down what the solver's threads say; whoever waits for them reads it."""

    def __init__(self, enough: int | None) -> None:
        super().__init__()
        self.objective: int | None = None
        self.bound: int | None = None
        self._enough = enough

    def on_solution_callback(self) -> None:
        self.objective = round(self.objective_value)
        self.hear_bound(self.best_objective_bound)
        if self._enough is not None and self.objective >= self._enough:
            self.stop_search()

    def hear_bound(self, bound: float) -> None:
        if math.isfinite(bound):
            self.bound = math.floor(bound + 1e-6)


def _model(program: Program, fixed: Mapping[int, int]) -> cp_model.CpModel:
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _column in program.objective]
    for place, lowest in enumerate(program.lowest):
        if lowest:
            model.add(columns[place] == 1)
    for place, value in fixed.items():
        model.add(columns[place] == value)
    for row in program.rows:
        terms = cp_model.LinearExpr.weighted_sum([columns[place] for place in row.columns], row.factors)
        if row.is_equal:
            model.add(terms == row.most)
        elif row.most == 1 and all(factor == 1 for factor in row.factors):
            model.add_at_most_one(columns[place] for place in row.columns)
        else:
            model.add(terms <= row.most)
    counted = [place for place, points in enumerate(program.objective) if points]
    model.maximize(
        cp_model.LinearExpr.weighted_sum(
            [columns[place] for place in counted], [program.objective[place] for place in counted]
        )
        + program.constant
    )
    return model
