"""What the rules say of two organizations, for the page that shows it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from countries.models import Programme
from matching.queries.rules import Check, checked, load_cases
from organizations.models import Operation, SendingOrganization, SupervisingOrganization


def checked_pair(
    *,
    supervising: SupervisingOrganization,
    sending: SendingOrganization,
    programme: Programme,
    day: datetime.date,
    operations: Iterable[Operation] = (),
) -> Check:
    """Every rule with its answer, in the language of the moment."""
    [case] = load_cases(
        supervising=supervising.organization,
        sending=[sending.organization],
        programme=programme,
        day=day,
        operations=operations,
    )
    return checked(case)
