"""Writing a page of a draft: only what the page holds, under the lock, so that two who write at once lose nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jitco_portal.common.models import User
from matching.models import MatchRequest, RequestState
from matching.services.steps import NotAllowed, WrongState, lock
from organizations.queries.acting import acts_for


@transaction.atomic
def write_draft(*, request: MatchRequest, by: User, values: dict[str, Any], many: tuple[str, ...] = ()) -> MatchRequest:
    """``many`` names the values that are relations. Raises NotAllowed, WrongState.

    What says the same leaves no trace.
    """
    held = lock(request)
    if not acts_for(held.organization_id, user=by):
        raise NotAllowed("write")
    if held.state != RequestState.DRAFT:
        raise WrongState("write")
    changed = [
        name for name, value in values.items() if name not in many and _plain(getattr(held, name)) != _plain(value)
    ]
    for name in changed:
        setattr(held, name, values[name])
    if changed:
        held.save(update_fields=[*changed, "changed_at"])
    for name in many:
        if name in values:
            getattr(held, name).set(values[name])
    return held


def _plain(value: Any) -> Any:
    """Blank and null are the same to a comparison."""
    return None if value in ("", [], {}) else value
