"""What merging two organizations does with match-ups: they go on with the organization that stays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from matching.models import Candidate, Confirmation, MatchRequest
from matching.models.transitions import LIVING
from organizations.queries.merging.relations import Fate, Relation, Settled, by


def merge_relations() -> list[Relation]:
    return [
        Relation(MatchRequest, "organization"),
        Relation(Candidate, "organization", key=by("request_id"), meet=_candidates, select=("organization",)),
        # What was confirmed of one was not confirmed of both together.
        Relation(
            Confirmation,
            "organization",
            stays=_("It was confirmed of this organization alone: ask again."),
            select=("organization", "country"),
        ),
    ]


def _candidates(row: Candidate, _own: Candidate) -> Settled:
    if row.state in LIVING:
        return Settled(Fate.REFUSED, _("Both are candidates for one request: end this one first."))
    return Settled(Fate.STAYS, _("Both were candidates for one request."))
