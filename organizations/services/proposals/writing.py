"""Writing proposed changes into the profile, checked by the models themselves, and writing them back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.desk.forms import refusal_of
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.sources import Sourced
from organizations.models import Article25Item, ProfileProposal, ProposedChange
from organizations.queries.proposals.parts import CHECKS, PARTS, Part
from organizations.queries.proposals.published import Publication, Publications
from organizations.queries.proposals.values import ProfileRows
from organizations.services.proposals.errors import InvalidChange, Problem

SOURCE_FIELDS = tuple(field.name for field in Sourced._meta.fields)


def citation(*, said_on: datetime.date) -> dict[str, Any]:
    """The source of what an organization says of itself, in both languages."""
    titles = {}
    for language in ("en", "ja"):
        with translation.override(language):
            titles[language] = _("The organization itself (proposal of %(day)s)") % {"day": shown_date(said_on)}
    return {
        "source": titles["en"],
        "source_ja": titles["ja"],
        "source_url": "",
        "source_on": PartialDate.of(said_on),
        "checked_on": today(),
    }


def said_on(*, proposal: ProfileProposal) -> datetime.date:
    return timezone.localdate(proposal.created_at)


def write(*, rows: ProfileRows, changes: Sequence[ProposedChange], day: datetime.date, overwrite: bool = True) -> None:
    """Write the changes, or raise InvalidChange with what is wrong at which place; then nothing is written.

    Rows that go make room first, new rows come last. ``overwrite``: a new row may take the place of one that says
    the same thing.
    """
    problems: list[Problem] = []
    with transaction.atomic():
        for places in _in_order(changes):
            group = [changes[place] for place in places]
            try:
                with transaction.atomic():
                    _write_group(rows, group, day, overwrite)
            except ValidationError as error:
                problems += _problems(error, places, group)
            except IntegrityError as error:
                problems.append(Problem(places[0], refusal_of(error)))
        if problems:
            raise InvalidChange(problems)


def _in_order(changes: Sequence[ProposedChange]) -> list[list[int]]:
    """Places of the changes that are written together: all fields of a row at once, since they are checked at once."""
    gone: list[list[int]] = []
    fields: dict[tuple[str, int | None], list[int]] = {}
    come: list[list[int]] = []
    for place, change in enumerate(changes):
        if change.field:
            fields.setdefault((change.part, change.row_id), []).append(place)
        elif change.row_id is not None:
            gone.append([place])
        else:
            come.append([place])
    return [*gone, *fields.values(), *come]


def _write_group(rows: ProfileRows, group: list[ProposedChange], day: datetime.date, overwrite: bool) -> None:
    part, row_id = PARTS[group[0].part], group[0].row_id
    if group[0].field:
        row = rows.row(part, row_id)
        if row is None:
            raise ValidationError(_("This row is no longer there."))
        _save(rows, part, row, {change.field: change.after for change in group}, day)
    elif row_id is not None:
        row = rows.row(part, row_id)
        if row is not None:
            row.delete()
            del rows.rows(part)[row_id]
    else:
        values = group[0].after or {}
        same = rows.same_row(part, values)
        if same is not None and not overwrite:
            raise ValidationError(_("There is such a row already. Change that one instead."))
        _save(rows, part, rows.row(part, same) if same is not None else new_row(part, rows), values, day)


def new_row(part: Part, rows: ProfileRows) -> Any:
    row: Any = part.model()
    row.organization_id = rows.organization.pk
    if part.model is Article25Item:
        row.state = Article25Item.State.NOT_KNOWN
    return row


def _save(rows: ProfileRows, part: Part, row: Any, values: dict[str, Any], day: datetime.date) -> None:
    cited = citation(said_on=day) if part.is_table else {}
    for name, value in cited.items():
        setattr(row, name, value)
    sets = put(part, row, values)
    check(rows, part, row, values)
    columns = [name for name in values if name not in sets]
    if row._state.adding:
        row.save()
        rows.rows(part)[row.pk] = row
    elif columns or cited:
        row.save(update_fields=[*columns, *cited])
    for name, keys in sets.items():
        getattr(row, name).set(keys)


def put(part: Part, row: Any, values: dict[str, Any]) -> dict[str, list[int]]:
    """Set plain values on a row; what stands in a table of its own is given back, to be set after saving."""
    sets = {}
    for name, value in values.items():
        field = part.field(name)
        if field.many_to_many:
            sets[name] = value or []
        else:
            setattr(row, field.attname, _own_value(field, value))
    return sets


def _own_value(field: Any, value: Any) -> Any:
    if value is not None:
        return value if field.is_relation else field.to_python(value)
    if field.null:
        return None
    # A field that must be filled takes nothing as such, and says so when it is checked.
    return [] if hasattr(field, "base_field") else "" if field.empty_strings_allowed else None


def check(rows: ProfileRows, part: Part, row: Any, values: dict[str, Any]) -> None:
    """The model's own validation of what is written, and what the table of parts adds.

    Fields that nobody touches are left alone: an old slip elsewhere in the row must not stand in the way.
    """
    others = {field.name for field in row._meta.fields if field.name not in values}
    errors: dict[str, list[str]] = {}
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        errors |= error.message_dict
    for name, value in values.items():
        if value is None:
            continue
        if part.field(name).many_to_many and not _all_there(part.field(name), value):
            errors.setdefault(name, []).append(_("Some of these can no longer be chosen."))
        fits, text = CHECKS.get((part.key, name), (None, ""))
        if fits and not fits(value, rows.organization):
            errors.setdefault(name, []).append(str(text))
    if errors:
        raise ValidationError(errors)
    row.clean()
    row.validate_unique(exclude=others)
    row.validate_constraints()


def _all_there(field: Any, keys: list[int]) -> bool:
    return field.related_model._default_manager.filter(pk__in=keys).count() == len(keys)


def _problems(error: ValidationError, places: list[int], group: list[ProposedChange]) -> Iterable[Problem]:
    """Each message at the change of its field; what concerns the row as a whole stands at the first."""
    if not hasattr(error, "error_dict"):
        return [Problem(places[0], text) for text in error.messages]
    found = []
    by_field = {change.field: place for place, change in zip(places, group, strict=True)}
    for name, texts in error.message_dict.items():
        for text in texts:
            if not group[0].field and name != NON_FIELD_ERRORS:
                text = _("%(field)s: %(text)s") % {"field": PARTS[group[0].part].field(name).verbose_name, "text": text}
            found.append(Problem(by_field.get(name, places[0]), text))
    return found


# Taking back -------------------------------------------------------------------------------------------


def write_back(*, rows: ProfileRows, change: ProposedChange, proposal: ProfileProposal) -> bool:
    """Write what stood right before the change was published; whether it could without losing what came after."""
    part, publications = PARTS[change.part], Publications(rows=rows)
    if not change.field and change.row_id is not None:
        return rows.row(part, change.row_id) is None and _bring_back(part, publications.of(change))
    if rows.now(change) != change.after or rows.is_gone(change):
        return False
    if not change.field:
        return _take_away(rows, part, change, publications.of(change))
    row = rows.row(part, change.row_id)
    sets = put(part, row, {change.field: publications.stood_before(change)})
    source = _source_before(row, change, proposal, publications) if part.is_table else {}
    for name, value in source.items():
        setattr(row, name, value)
    if not sets:
        row.save(update_fields=[change.field, *source])  # type: ignore[union-attr]
    for name, keys in sets.items():
        getattr(row, name).set(keys)
    return True


def _take_away(rows: ProfileRows, part: Part, change: ProposedChange, published: Publication | None) -> bool:
    """The row goes; where it took the place of one that said the same thing, that one stands again.

    A row that stood already was written by others, and stays.
    """
    row_id = rows.same_row(part, change.after or {})
    row = rows.row(part, row_id)
    if published is None or row is None:
        return False
    if published.older is None:
        row.delete()
        del rows.rows(part)[row_id]
        return True
    for field in part.model._meta.concrete_fields:
        setattr(row, field.attname, getattr(published.older, field.attname))
    row.save()
    return True


def _bring_back(part: Part, published: Publication | None) -> bool:
    """The row as it was when it went, under its old key, with its old source."""
    if published is None or part.model._default_manager.filter(pk=published.event.pgh_obj_id).exists():
        return False
    event = published.event
    row = part.model(**{field.attname: getattr(event, field.attname) for field in part.model._meta.concrete_fields})
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    row.save(force_insert=True)
    return True


def _source_before(
    row: Any, change: ProposedChange, proposal: ProfileProposal, publications: Publications
) -> dict[str, Any]:
    """The source that the row had, once nothing of the proposal is left in it; never over one given since."""
    others = proposal.changes.filter(part=change.part, row_id=change.row_id, state=ProposedChange.State.ACCEPTED)
    first = publications.first_of_proposal(change)
    if first is None or first.older is None or others.exclude(pk=change.pk).exists():
        return {}
    if any(getattr(row, name) != getattr(first.event, name) for name in SOURCE_FIELDS):
        return {}
    return {name: getattr(first.older, name) for name in SOURCE_FIELDS}
