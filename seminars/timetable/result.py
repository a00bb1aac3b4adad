"""What the solver hands back, in the shapes of the exchange format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Meeting:
    sending: str
    supervising: str
    slot: str
    table: str
    interpreter: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        return self.sending, self.supervising

    def as_dict(self) -> dict[str, Any]:
        return {
            "sending": self.sending,
            "supervising": self.supervising,
            "slot": self.slot,
            "table": self.table,
            "interpreter": self.interpreter,
        }


@dataclass(frozen=True, slots=True)
class Clause:
    """One wish or pin of a conflict: ``who`` must meet ``whom``, in ``slot`` where it is a pin."""

    kind: Literal["must", "pin"]
    who: str
    whom: str
    slot: str | None = None

    @property
    def text(self) -> str:
        if self.kind == "pin":
            return f"{self.who} and {self.whom} are pinned to {self.slot}"
        return f"{self.who} must meet {self.whom}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes or pins that cannot be kept together; without any one of them the others can.

    ``code`` and ``params`` tell why where one short reason exists (see ``conflicts.REASONS``); ``code`` is "together"
    where only the whole of the day forbids it.
    """

    clauses: tuple[Clause, ...]
    code: str
    params: Mapping[str, Any]
    reason: str

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(clause.text for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wished meeting that the timetable does not hold, and why; codes and their parameters: ``unmet.SENTENCES``."""

    sending: str
    supervising: str
    code: str
    params: Mapping[str, Any]
    why: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "sending": self.sending,
            "supervising": self.supervising,
            "why": self.why,
            "code": self.code,
            "params": dict(self.params),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """``bound``: no timetable can have more points.

    - ``optimal``: proven; ``feasible``: every rule is kept, better may exist (see ``gap``);
    - ``infeasible``: hard musts or pins contradict each other, see ``conflicts``; ``meetings`` is then the best
      timetable found that leaves musts out at their cost, and empty where pins contradict each other;
    - ``unknown``: time ran out before it was known whether all hard musts can be kept; ``meetings`` leaves some out.

    ``objective`` and ``bound`` are None where pins contradict each other.
    """

    status: Status
    objective: int | None
    bound: int | None
    seconds: float
    meetings: tuple[Meeting, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    greedy_objective: int | None = None
    is_cancelled: bool = False

    @property
    def gap(self) -> float | None:
        """How far the bound lies above the objective, as a share of the bound; 0.0 is proven best."""
        if self.objective is None or self.bound is None:
            return None
        return (self.bound - self.objective) / max(1, abs(self.bound))

    def as_dict(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "objective": self.objective,
            "bound": self.bound,
            "gap": None if self.gap is None else round(self.gap, 6),
            "seconds": round(self.seconds, 3),
            "meetings": [meeting.as_dict() for meeting in self.meetings],
            "conflicts": [list(conflict.texts) for conflict in self.conflicts],
            "conflict_reasons": [conflict.reason for conflict in self.conflicts],
            "unmet": [row.as_dict() for row in self.unmet],
        }
