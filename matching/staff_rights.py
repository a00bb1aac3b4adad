"""What each group of staff may do with the rows of match-ups."""

from django.db.models import Model

from jitco_portal.common.accounts.staff_groups import DECISION, Rights
from matching.models import (
    Candidate,
    Confirmation,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
)

_COURSE = Rights("v", "v", "v")
# With contacts, and what people wrote to each other: for whoever decides, and for auditors.
_PRIVATE = Rights("", "v", "v")


def staff_rights() -> dict[type[Model], Rights]:
    return {
        # A confirmation lets an introduction pass.
        Confirmation: DECISION,
        # Begun and ended by its organization; publishers review it, and whoever may change it acts on all below.
        MatchRequest: Rights("v", "vc", "v"),
        Candidate: _COURSE,
        MatchStep: _COURSE,
        Introduction: _COURSE,
        Disclosure: _PRIVATE,
        ContactView: _PRIVATE,
        Message: _PRIVATE,
        MatchFile: _PRIVATE,
        Feedback: _PRIVATE,
    }
