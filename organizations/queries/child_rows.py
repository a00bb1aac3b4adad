"""Rows that hang on a row, read in the same query: as JSON in the database, as model instances in Python.

A profile shows a dozen kinds of rows; one query for each would cost more than all they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, QuerySet
from django.db.models.functions import JSONObject

AnyModel = TypeVar("AnyModel", bound=Model)


def as_json(rows: QuerySet, *, related: str = "") -> ArraySubquery:
    """The rows of a correlated query as one array; ``related`` names a foreign key to take along."""
    columns: dict[str, Any] = {name: name for name in _columns(rows.model)}
    if related:
        target = rows.model._meta.get_field(related).related_model
        columns[related] = JSONObject(**{name: f"{related}__{name}" for name in _columns(target)})
    return ArraySubquery(rows.values(as_json=JSONObject(**columns)))


def from_json(model: type[AnyModel], values: Iterable[dict[str, Any]], *, related: str = "") -> list[AnyModel]:
    """The instances that ``as_json`` read."""
    target: Any = model._meta.get_field(related).related_model if related else None
    rows = []
    for each in values:
        row = _instance(model, each)
        if related:
            setattr(row, related, _instance(target, each[related]))
        rows.append(row)
    return rows


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _instance(model: type[AnyModel], values: dict[str, Any]) -> AnyModel:
    fields = {field.attname: field.to_python(values[field.attname]) for field in model._meta.concrete_fields}
    return model.from_db(None, list(fields), list(fields.values()))
