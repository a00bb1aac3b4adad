"""Rows of which a state decides what may be written: looked at, and saved, without anybody between."""

from __future__ import annotations

from typing import Any


class LockedWhileSaved:
    """Nobody publishes the row between the look at its state and the save of what was typed."""

    def get_object(self, request: Any, object_id: Any, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if row is not None and request.method == "POST" and _is_saving(request):
            type(row).objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
            row.refresh_from_db()
        return row


def _is_saving(request: Any) -> bool:
    """Not one of the pages beside it, whose services take the lock themselves."""
    match = request.resolver_match
    return match is not None and str(match.url_name).endswith("_change")
