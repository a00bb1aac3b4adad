"""Work on many rows, of which one that fails stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction

logger = logging.getLogger(__name__)
# Of one kind in one night, whose locks are held until it ends; the others wait for the next.
MOST_A_NIGHT = 500
Key = TypeVar("Key")


def one_by_one(keys: Iterable[Key], act: Callable[[Key], None], *, what: str) -> None:
    """Each in a transaction, or savepoint, of its own; what fails is logged and left as it was."""
    for key in keys:
        try:
            with transaction.atomic():
                act(key)
        except Exception:
            logger.exception("Work on a row failed", extra={"work": what, "row": str(key)})
