"""Rules that must hold before two organizations are introduced: each a small function with its reason and source.

A new rule of a country is one file here, with a list ``RULES``, and its test; nothing else names it. A rule whose
facts are missing answers *not known* and says what has to be entered or confirmed. It never passes.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module

from matching.queries.rules.answers import Answer, Missing, Outcome, Rule
from matching.queries.rules.cases import Case, load_cases

__all__ = ["ALL_RULES", "Answer", "Answered", "Case", "Check", "Missing", "Outcome", "Rule", "checked", "load_cases"]


def _found_rules() -> list[Rule]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    # Those for every country first, in the order of their file; then by the name of the file.
    modules.sort(key=lambda module: not module.__name__.endswith(".everywhere"))
    return [rule for module in modules for rule in getattr(module, "RULES", [])]


ALL_RULES = _found_rules()


@dataclass(frozen=True)
class Answered:
    rule: Rule
    answer: Answer


@dataclass(frozen=True)
class Check:
    """What all rules say of a case."""

    case: Case
    answered: tuple[Answered, ...]

    @property
    def failing(self) -> list[Answered]:
        return [each for each in self.answered if each.answer.outcome == Outcome.FAILS]

    @property
    def not_known(self) -> list[Answered]:
        return [each for each in self.answered if each.answer.outcome == Outcome.NOT_KNOWN]

    @property
    def outcome(self) -> Outcome:
        """One that fails is enough; what nobody knows holds nothing."""
        if self.failing:
            return Outcome.FAILS
        return Outcome.NOT_KNOWN if self.not_known else Outcome.HOLDS

    @property
    def may_be_introduced(self) -> bool:
        return self.outcome == Outcome.HOLDS


def rules_for(case: Case) -> list[Rule]:
    general = {rule.name: rule for rule in ALL_RULES if not rule.country}
    own = {rule.name: rule for rule in ALL_RULES if rule.country == case.country_code}
    return [rule for rule in (general | own).values() if rule.applies(case)]


def checked(case: Case) -> Check:
    """Every rule that speaks of the case, asked; the sentences are in the language of the moment."""
    return Check(case, tuple(Answered(rule, rule.check(case)) for rule in rules_for(case)))
