"""Why a step of an import is refused, in words for whoever tried it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ImportRefused(Exception):
    """Nothing was written. ``text`` says why."""

    text: Promise | str = ""

    def __init__(self) -> None:
        super().__init__(str(self.text))


class WrongState(ImportRefused):
    text = _("The import is not in a state in which this can be done; somebody may have gone on with it meanwhile.")


class NotDecided(ImportRefused):
    text = _("Some doubtful rows are not decided yet: match, accept or leave out each of them first.")


class StillDoubtful(NotDecided):
    text = _(
        "This row is doubtful. Say which organization it is, or how the list is read; where that settles nothing, "
        "leave the row out."
    )


class SamePerson(ImportRefused):
    text = _("Another person than those who uploaded and submitted the list approves it.")


class ComparisonIsOld(ImportRefused):
    text = _("What we hold has changed since the list was compared. It was compared again: look at the rows anew.")


class AlreadyApplied(ImportRefused):
    text = _("This file with the same particulars has been published already. There is nothing to change.")


class NotAllowed(ImportRefused):
    text = _("Only who may write approvals approves a list or takes one back.")
