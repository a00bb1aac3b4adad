"""Values of rows as they are noted beside what a list or a merge wrote, so that undoing it knows them again."""

from __future__ import annotations

from typing import Any


def plain_value(value: Any) -> Any:
    """As it stands in JSON: dates and keys as texts and numbers, lists of texts as they are."""
    return value if value is None or isinstance(value, (bool, int, list)) else str(value)
