"""Links that show chosen materials to whoever has them: made with a secret that is shown once, and ended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from materials.models import ShareKey


class HasEnded(Exception):
    """The link was ended already."""


def give_token(key: ShareKey) -> str:
    """The secret of a link that is not saved yet; only its hash is kept."""
    token = ShareKey.new_token()
    key.token_hash = ShareKey.hash_of(token)
    return token


@transaction.atomic
def end_key(*, key: ShareKey) -> ShareKey:
    """Whoever has the link sees nothing by it from now on, also who opened it before. Raises HasEnded."""
    held = ShareKey.objects.select_for_update().get(pk=key.pk)
    if held.ended_at:
        raise HasEnded
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    return held
