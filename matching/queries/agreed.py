"""Contracts to which match-ups led, and which nobody has listed yet: they count all the same."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from matching.models import Introduction
from organizations.models import Organization, Partnership


def agreed_but_not_listed(
    *, organizations: Iterable[Organization], day: datetime.date
) -> dict[int, list[Organization]]:
    """By supervising organization, the sending ones with which a match-up led to a contract that is listed nowhere.

    Two queries.
    """
    organizations = list(organizations)
    keys = [each.pk for each in organizations]
    introductions = list(
        Introduction.objects.filter(
            Q(candidate__request__organization__in=keys) | Q(candidate__organization__in=keys),
            outcome=Introduction.Outcome.AGREED,
            contract_on__lte=day,
        )
        .select_related("candidate__organization", "candidate__request__organization")
        .order_by("pk")
    )
    listed: defaultdict[int, set[int]] = defaultdict(set)
    for key, *sending in Partnership.objects.filter(supervising_organization__in=keys).values_list(
        "supervising_organization", "sending_organization", "sending_organization__organization__merged_into"
    ):
        listed[key].update(each for each in sending if each)
    found: dict[int, list[Organization]] = {}
    for own in organizations:
        others = [
            other_organization(own, each)
            for each in introductions
            if own.pk in (each.candidate.organization_id, each.candidate.request.organization_id)
        ]
        missing = {each.pk: each for each in others if not {each.pk, each.merged_into_id} & listed[own.pk]}
        found[own.pk] = list(missing.values())
    return found


def of_organization(organization: Organization) -> Q:
    """Introductions in which it stands on either side."""
    return Q(candidate__request__organization=organization) | Q(candidate__organization=organization)


def other_organization(organization: Organization, introduction: Introduction) -> Organization:
    candidate = introduction.candidate
    return candidate.request.organization if candidate.organization_id == organization.pk else candidate.organization
