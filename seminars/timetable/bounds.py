"""What no timetable can exceed, and which pairs would reach it: the program with its variables let loose.

The bound does not rest on the rounding of a solver: its prices (one for each row) are rounded to whole parts of a
million, and what follows from them is added up in whole numbers. Any prices give a true bound, good ones a close one.
"""

import datetime
import math

from ortools.math_opt.python import mathopt

from seminars.timetable.program import Program

PARTS = 1_000_000


def bound_of(program: Program, prices: list[float]) -> int:
    """The bound that follows from a price for each row, in exact arithmetic.

    A row priced at p costs p times its sum; a row that is no equation has no negative price. What a variable still
    brings over its cost counts in full: no timetable can earn more.
    """
    whole = []
    for row, price in zip(program.rows, prices, strict=True):
        parts = round(price * PARTS)
        whole.append(parts if row.is_equal else max(0, parts))
    total = sum(row.most * price for row, price in zip(program.rows, whole, strict=True))
    left = [points * PARTS for points in program.objective]
    for row, price in zip(program.rows, whole, strict=True):
        if price:
            for column, factor in zip(row.columns, row.factors, strict=True):
                left[column] -= factor * price
    for value, lowest in zip(left, program.lowest, strict=True):
        total += value if value > 0 else value * lowest
    return program.constant + total // PARTS


class Relaxation:
    """The program with its variables let loose; written for the solvers once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.model = mathopt.Model()
        self.columns = [self.model.add_variable(lb=lowest, ub=1) for lowest in program.lowest]
        self.rows = []
        for row in program.rows:
            added = self.model.add_linear_constraint(lb=row.most if row.is_equal else -math.inf, ub=row.most)
            for column, factor in zip(row.columns, row.factors, strict=True):
                added.set_coefficient(self.columns[column], factor)
            self.rows.append(added)
        self.model.objective.is_maximize = True
        for variable, points in zip(self.columns, program.objective, strict=True):
            if points:
                self.model.objective.set_linear_coefficient(variable, points)

    def bound(self, *, seconds: float) -> int:
        """Close where the time suffices, and true in any case."""
        found = mathopt.solve(self.model, mathopt.SolverType.GLOP, params=_limits(seconds))
        if not found.has_dual_feasible_solution():
            return self.rough_bound()
        prices = found.dual_values()
        return bound_of(self.program, [prices[row] for row in self.rows])

    def rough_bound(self) -> int:
        """What follows without any price: far off, and at hand at once."""
        return bound_of(self.program, [0.0] * len(self.rows))

    def choose_pairs(self, *, seconds: float) -> list[bool] | None:
        """Which choices to hold if a meeting could be spread over slots in parts; None where nothing was found.

        Most often these meetings fit into whole slots too, and then they are the best timetable.
        """
        whole = set(self.program.meets).union(*self.program.steps.values())
        values = self._solve_whole(whole, seconds)
        return None if values is None else [values[column] > 0.5 for column in self.program.meets]

    def choose_all(self, *, seconds: float) -> list[int] | None:
        """A timetable, by the same solver with nothing in parts; None where none was found."""
        values = self._solve_whole(set(range(len(self.columns))), seconds)
        if values is None:
            return None
        found = [round(value) for value in values]
        return found if self.program.is_kept(found) else None

    def _solve_whole(self, whole: set[int], seconds: float) -> list[float] | None:
        for column in whole:
            self.columns[column].integer = True
        try:
            found = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=_limits(seconds))
        except (ValueError, NotImplementedError):
            # An edition of the library without this solver: the search goes on from the greedy timetable.
            return None
        if not found.has_primal_feasible_solution():
            return None
        values = found.variable_values()
        return [values[column] for column in self.columns]


def _limits(seconds: float) -> mathopt.SolveParameters:
    return mathopt.SolveParameters(time_limit=datetime.timedelta(seconds=max(0.1, seconds)), random_seed=1)
