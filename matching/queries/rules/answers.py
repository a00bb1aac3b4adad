"""What a rule says of a pair of organizations, and what is missing where it cannot say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.sources import Sourced

if TYPE_CHECKING:
    from matching.queries.rules.cases import Case


class Outcome(models.TextChoices):
    HOLDS = "holds", _("holds")
    FAILS = "fails", _("does not hold")
    NOT_KNOWN = "not_known", _("not known")

    @property
    def shape(self) -> str:
        """The shape beside the word: the same three as for a standing."""
        return {Outcome.HOLDS: "may_accept", Outcome.FAILS: "may_not_accept"}.get(self, "not_known")


class Missing(models.TextChoices):
    """A fact that somebody has to enter or to confirm before the rule can speak."""

    PERMIT = "permit", _("the permit with its dates")
    ORDERS = "orders", _("a confirmation that no order is open against the supervising organization")
    STANDING = "standing", _("a government list or letter that speaks to the day")
    AGREEMENT = "agreement", _("the agreement for the programme with its dates")
    SCOPE = "scope", _("whether the limit of the approval leaves room for what is asked")
    ALLOWANCE = "allowance", _("the separate permission for care")
    CARE_RULE = "care_rule", _("whether the country asks a separate permission for care")
    TRAINEES = "trainees", _("how many trainees the supervising organization took in last calendar year")
    PARTNERS = "partners", _("a confirmation that all contracts in the country are listed")
    FEES = "fees", _("what the sending organization charges trainees")
    CAP = "cap", _("the cap of the country, or a confirmation that there is none")


@dataclass(frozen=True)
class Answer:
    """``reason`` is one sentence in the language of the moment; ``rows`` are what it rests on, with their sources."""

    outcome: Outcome
    reason: str
    rows: tuple[Sourced, ...] = ()
    missing: Missing | None = None

    def __post_init__(self) -> None:
        if (self.outcome == Outcome.NOT_KNOWN) != (self.missing is not None):
            raise ValueError("a rule that does not know names what is missing, and no other does")

    @property
    def sources(self) -> list[Sourced]:
        """The rows, one for each paper: several facts often stand in one."""
        papers = {(row.source_title, row.source_url, row.source_on, row.checked_on): row for row in self.rows}
        return list(papers.values())


def holds(reason: str, *rows: Sourced | None) -> Answer:
    return Answer(Outcome.HOLDS, reason, _present(rows))


def fails(reason: str, *rows: Sourced | None) -> Answer:
    return Answer(Outcome.FAILS, reason, _present(rows))


def not_known(missing: Missing, reason: str, *rows: Sourced | None) -> Answer:
    return Answer(Outcome.NOT_KNOWN, reason, _present(rows), missing)


def _present(rows: tuple[Sourced | None, ...]) -> tuple[Sourced, ...]:
    return tuple(row for row in rows if row is not None)


@dataclass(frozen=True)
class Rule:
    """A rule that must hold before two organizations are introduced to each other.

    ``source`` and ``source_url`` say where the rule itself is written; ``applies`` tells the pairs that it speaks of.
    With ``country`` (its code) it is of that country alone, and stands in place of a general rule of the same name.
    """

    name: str
    title: Any
    source: Any
    check: Callable[[Case], Answer]
    source_url: str = ""
    country: str = ""
    applies: Callable[[Case], bool] = lambda _case: True
