"""Why a step with places is refused: each reason has its name, so that a page can say it in the reader's words."""

from __future__ import annotations

from seminars.queries.checks import Check


class Refused(Exception):
    """Above all of them: whatever the rules of places refuse."""


class NotAllowed(Refused):
    """The person does not act for the organization, or is no staff who may."""


class NotOpen(Refused):
    """Registration has not opened yet, is over, or the event does not take place."""


class NotForThem(Refused):
    """The event has no places for organizations of this kind, or the organization is not published."""


class AlreadyRegistered(Refused):
    """The organization has a registration that lives."""


class TooManyPeople(Refused):
    """More people than one organization may send; ``most`` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class StoppedByCheck(Refused):
    """A rule of the event does not hold; ``checks`` are those that stop."""

    def __init__(self, checks: list[Check]) -> None:
        super().__init__(", ".join(each.name for each in checks))
        self.checks = checks


class HasBegun(Refused):
    """The event has begun: places are not moved any more."""


class HasEnded(Refused):
    """The registration was refused or cancelled, or the person gave the place up: somebody was quicker."""


class CheckedIn(Refused):
    """Somebody of those who would leave is checked in: staff take that back first, where it was a mistake."""


class NotAsked(Refused):
    """The registration does not wait for a decision: it was decided a moment ago."""


class Full(Refused):
    """Fewer places are free; ``free`` says how many."""

    def __init__(self, free: int) -> None:
        super().__init__(free)
        self.free = free


class OfferEnded(Refused):
    """The offer was answered, or its time is over."""


class TakesFewer(Refused):
    """Whoever turns a place down does not wait on: others wait on only when every place offered is taken."""


class TakesMore(Refused):
    """More people than places were offered; ``offered`` says how many."""

    def __init__(self, offered: int) -> None:
        super().__init__(offered)
        self.offered = offered


class WaitsForNoMore(Refused):
    """To wait on, an offer must be too small: the number is above it, and not above all who wait, or who ever fit."""


class PaymentDiffers(Refused):
    """The provider told of this reference before, and said something else."""


class PaidAlready(Refused):
    """A payment with this reference is entered already."""


class EnteredJustNow(Refused):
    """The same was entered less than a minute ago: the button was pressed twice."""


class PaysBackTooMuch(Refused):
    """More than was paid; ``paid`` says how much that is."""

    def __init__(self, paid: int) -> None:
        super().__init__(paid)
        self.paid = paid


class NothingToWrite(Refused):
    """There is nothing yet of which a paper could be issued."""
