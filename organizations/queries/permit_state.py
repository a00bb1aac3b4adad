"""Whether a permit holds on a day, computed from its dates; a permit always ends, so no end means not known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds
from organizations.models import Permit, Sanction


class PermitState(models.TextChoices):
    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    NOT_YET = "not_yet", _("not valid yet")
    REVOKED = "revoked", _("revoked")
    NOT_KNOWN = "not_known", _("not known")


@dataclass(frozen=True)
class ShownPermit:
    """A permit with its state on the day of the page."""

    permit: Permit
    state: PermitState

    @property
    def shape(self) -> str:
        """The shape beside the word: the same three as for a standing."""
        if self.state == PermitState.VALID:
            return "may_accept"
        return "not_known" if self.state == PermitState.NOT_KNOWN else "may_not_accept"


def permit_state(*, permit: Permit, sanctions: Iterable[Sanction], day: datetime.date) -> PermitState:
    """The state of a permit on a day; a revocation ends the permits that began before it."""
    revocations = [each for each in sanctions if each.kind == Sanction.Kind.REVOCATION and may_end(each, permit)]
    if permit.valid_until and permit.valid_until.latest < day:
        return PermitState.EXPIRED
    if permit.valid_from and day < permit.valid_from.earliest:
        return PermitState.NOT_YET
    if any(period_surely_holds(each.from_on, each.until_on, day) for each in revocations):
        return PermitState.REVOKED
    unsure = any(period_possibly_holds(each.from_on, each.until_on, day) for each in revocations)
    valid = permit.valid_until and period_surely_holds(permit.valid_from, permit.valid_until, day)
    return PermitState.VALID if valid and not unsure else PermitState.NOT_KNOWN


def shown_permits(*, permits: Iterable[Permit], sanctions: Iterable[Sanction], day: datetime.date) -> list[ShownPermit]:
    """The permits of one organization, the one that speaks to the day first, then from the newest."""
    sanctions = list(sanctions)
    shown = [
        ShownPermit(permit, permit_state(permit=permit, sanctions=sanctions, day=day))
        for permit in sorted(permits, key=lambda each: str(each.valid_from or ""), reverse=True)
    ]
    order = [PermitState.VALID, PermitState.REVOKED, PermitState.NOT_KNOWN]
    return sorted(shown, key=lambda each: order.index(each.state) if each.state in order else len(order))


def may_end(sanction: Sanction, permit: Permit) -> bool:
    """Whether a revocation may be of this permit: of one that began after it, it surely is not."""
    return permit.valid_from is None or permit.valid_from.earliest <= sanction.from_on.latest
