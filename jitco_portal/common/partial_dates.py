"""Dates known to the day, the month or the year only, kept exactly as the source gave them."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

NO_DATE = _("Enter a date as 2024, 2024-02 or 2024-02-29.")
# Years before 1900 are slips of the pen here: the oldest paper we hold is of 1991.
PATTERN = r"^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

# As ``shown_date`` writes them.
_JAPANESE = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
_ENGLISH = re.compile(r"(?:([0-9]{1,2}) )?([A-Za-z]+) ([0-9]{4})")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """``2024``, ``2024-02`` or ``2024-02-29``: the day lies from ``earliest`` to ``latest``, both included."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO text as exact as it is; raise ValueError when it is no date."""
        text = text.strip()
        if not re.match(PATTERN, text):
            raise ValueError(f"{text!r} is not a date like 2024, 2024-02 or 2024-02-29")
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            datetime.date(*parts)
        return cls(*parts)

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def earliest(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return str(self) < str(other)


def _in_figures(typed: str) -> str:
    """What a page shows as a date, in the form in which we hold it; anything else as it was typed."""
    typed = typed.strip()
    if shown := _JAPANESE.fullmatch(typed):
        year, month, day = shown.groups()
    elif (shown := _ENGLISH.fullmatch(typed)) and shown[2].capitalize() in _MONTHS:
        year, month, day = shown[3], _MONTHS.index(shown[2].capitalize()) + 1, shown[1]
    else:
        return typed
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


class PartialDateFormField(forms.CharField):
    default_error_messages = {"invalid": NO_DATE}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": 12}))
        super().__init__(**kwargs)
        self.empty_value = None

    def prepare_value(self, value):
        return "" if value is None else str(value)

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        try:
            return PartialDate.parse(_in_figures(value))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "").strip()


class PartialDateField(models.CharField):
    """ISO text of 4, 7 or 10 characters in the database, ``PartialDate`` in Python; blank is the empty text.

    Text, because it sorts, reads and exports as the source gave it. The database refuses text that is no
    date by ``partial_date_check``; the bounds are computed where they are needed (``Earliest``, ``Latest``).
    """

    description = "date known to the day, month or year"

    # For the type checker: a row takes any of these and gives a PartialDate, or None where the field may be blank.
    _pyi_private_set_type: PartialDate | datetime.date | str | None
    _pyi_private_get_type: Any

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(NO_DATE, code="invalid") from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return "" if value is None else str(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return value

    def run_validators(self, value):
        """The text is checked by ``to_python``; length and choices say nothing more."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


class _Bound(Func):
    """SQL for a bound of a partial date; null where the date is blank.

    Only immutable functions, so that an exclusion constraint may use it.
    """

    output_field = models.DateField()
    arity = 1

    def __init__(self, expression, **extra):
        super().__init__(F(expression) if isinstance(expression, str) else expression, **extra)

    def as_sql(self, compiler, connection, **extra_context):
        text, params = compiler.compile(self.source_expressions[0])
        # The text stands several times in the template, so its parameters do too.
        return self.template_sql.format(text), tuple(params) * self.template_sql.count("{0}")


class Earliest(_Bound):
    """First day on which a partial date can lie."""

    template_sql = (
        "(CASE WHEN {0} = '' THEN NULL ELSE make_date(substr({0}, 1, 4)::int,"
        " coalesce(nullif(substr({0}, 6, 2), '')::int, 1), coalesce(nullif(substr({0}, 9, 2), '')::int, 1)) END)"
    )


class Latest(_Bound):
    """Last day on which a partial date can lie."""

    template_sql = (
        "(CASE length({0}) WHEN 0 THEN NULL"
        " WHEN 4 THEN make_date(substr({0}, 1, 4)::int, 12, 31)"
        " WHEN 7 THEN (make_date(substr({0}, 1, 4)::int, substr({0}, 6, 2)::int, 1) + interval '1 month')::date - 1"
        " ELSE make_date(substr({0}, 1, 4)::int, substr({0}, 6, 2)::int, substr({0}, 9, 2)::int) END)"
    )


def partial_date_check(model_name: str, *fields: str) -> models.CheckConstraint:
    """The database refuses text that is no date; the bound refuses what the pattern lets through, as 30 February."""
    condition = Q()
    for field in fields:
        is_date = Q(**{f"{field}__regex": PATTERN}) & Q(GreaterThanOrEqual(Earliest(field), datetime.date(1900, 1, 1)))
        condition &= Q(**{field: ""}) | is_date
    return models.CheckConstraint(name=f"{model_name}_partial_dates", condition=condition)


def ordered_dates_check(model_name: str, start: str, end: str) -> models.CheckConstraint:
    """The end does not surely lie before the start."""
    return models.CheckConstraint(
        name=f"{model_name}_{start}_{end}",
        condition=Q(**{start: ""}) | Q(**{end: ""}) | Q(GreaterThanOrEqual(Latest(end), Earliest(start))),
        violation_error_message=_("The end lies before the start."),
    )


def surely_covers(start, end, day: datetime.date) -> Q:
    """The period from ``start`` to ``end`` (names of partial dates, blank end is open) certainly holds ``day``."""
    return ~Q(**{start: ""}) & on_or_before(Latest(start), day) & (Q(**{end: ""}) | on_or_after(Earliest(end), day))


def possibly_covers(start, end, day: datetime.date) -> Q:
    """The period from ``start`` to ``end`` may hold ``day``; a blank start may be any day.

    ``end`` is None or "" where the rows have no such field: what began has not ended.
    """
    begun = Q(**{start: ""}) | on_or_before(Earliest(start), day)
    return begun & (Q(**{end: ""}) | on_or_after(Latest(end), day)) if end else begun


def on_or_before(expression, day) -> Q:
    return Q(LessThanOrEqual(expression, day))


def on_or_after(expression, day) -> Q:
    return Q(GreaterThanOrEqual(expression, day))


def period_surely_holds(start: PartialDate | None, end: PartialDate | None, day: datetime.date) -> bool:
    """``surely_covers`` for values in memory."""
    return start is not None and start.latest <= day and (end is None or day <= end.earliest)


def period_possibly_holds(start: PartialDate | None, end: PartialDate | None, day: datetime.date) -> bool:
    """``possibly_covers`` for values in memory."""
    return (start is None or start.earliest <= day) and (end is None or day <= end.latest)


def periods_may_meet(
    start: PartialDate | None, end: PartialDate | None, other_start: PartialDate | None, other_end: PartialDate | None
) -> bool:
    """Whether two periods can have a day in common; a bound that is not known reaches as far as it likes."""
    begins_after = start and other_end and start.earliest > other_end.latest
    ends_before = other_start and end and other_start.earliest > end.latest
    return not (begins_after or ends_before)
