"""What an organization reads today: its standing for each programme, or its permits."""

from __future__ import annotations

from dataclasses import dataclass

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.languages import localized
from organizations.models import Organization, Permit, Sanction
from organizations.queries.permit_state import shown_permits
from organizations.queries.standing import load_facts
from organizations.queries.standing_text import sentence


@dataclass(frozen=True)
class Reading:
    about: str
    # Of the mark beside the word: "may_accept", "may_not_accept", "not_known".
    shape: str
    word: str


def readings_of(organization: Organization) -> list[Reading]:
    """As its page says it, by the rules themselves."""
    if not organization.is_sending:
        permits = Permit.objects.filter(supervising_organization=organization.pk).select_related("programme")
        sanctions = Sanction.objects.filter(supervising_organization=organization.pk)
        shown = shown_permits(permits=permits, sanctions=sanctions, day=today())
        return [
            Reading(f"{localized(each.permit.programme, 'short')} {each.permit}", each.shape, str(each.state.label))
            for each in shown
        ]
    facts = load_facts([organization])[organization.pk]
    found = []
    for programme in Programme.objects.order_by("position", "pk"):
        standing = facts.standing_on(programme, today())
        found.append(Reading(localized(programme, "short"), str(standing.verdict), sentence(standing)))
    return found
