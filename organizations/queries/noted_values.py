"""Values of rows as they are noted beside what a list or a merge wrote, so that undoing it knows them again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models


def plain_value(value: Any) -> Any:
    """As it stands in JSON: dates and keys as texts and numbers, lists of texts as they are."""
    return value if value is None or isinstance(value, (bool, int, list)) else str(value)


def noted_values(row: models.Model) -> dict[str, Any]:
    """All its values by column."""
    return {each.attname: plain_value(getattr(row, each.attname)) for each in row._meta.concrete_fields}


def said_values(row: models.Model) -> dict[str, Any]:
    """What it says, whatever its key and at whatever time it was written: without the time that it gives itself."""
    columns = row._meta.concrete_fields
    silent = {each.attname for each in columns if each.primary_key or getattr(each, "auto_now", False)}
    return {name: value for name, value in noted_values(row).items() if name not in silent}


def differing_values(after: Mapping[str, Any], row: Any, *, but: Collection[str] = ()) -> dict[str, Any]:
    """What stands in the row now where something else was written."""
    now = {name: plain_value(getattr(row, name)) for name in after if name not in but}
    return {name: value for name, value in now.items() if value != after[name]}
