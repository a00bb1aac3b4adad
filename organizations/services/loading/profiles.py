"""The profile that a row describes: made when new, brought up to date without losing what is known better."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from countries.models import Country
from organizations.models import Organization, PublicIdSeries
from organizations.services.loading.rows import Entry, Sheet, first_checked_on, set_values


def new_organization(entry: Entry, *, kind: str, country: Country | None, values: Mapping[str, Any]) -> Organization:
    return Organization(
        kind=kind, country=country, checked_on=first_checked_on(entry), **entry.source_for(), **_filled(values)
    )


def update_organization(sheet: Sheet, entry: Entry, values: Mapping[str, Any]) -> None:
    """Take over what the row says of an organization that is held. A blank cell means not found, never none."""
    organization, values = entry.organization, _filled(values)
    source = entry.source_for(organization)
    same_source = (organization.source, organization.source_url) == (source["source"], source["source_url"])
    # A shipped row does not undo what was read later somewhere else.
    if same_source or entry.checked_on is None or entry.checked_on > organization.checked_on:
        values |= source
        if entry.checked_on or not same_source:
            values["checked_on"] = first_checked_on(entry)
    else:
        values = _missing(organization, values)
    take_over(sheet, entry, organization, values)


def take_over(
    sheet: Sheet, entry: Entry, instance: models.Model, values: Mapping[str, Any], *, whole: bool = False
) -> None:
    """Set what differs and note the row to be saved, but for the fields that a person edited in the portal.

    ``whole``: one such field keeps the row as it is, for rows whose dates and words belong together.
    """
    differing = {name: value for name, value in values.items() if (getattr(instance, name) or None) != (value or None)}
    if differing and (kept := sheet.kept_fields(instance) & set(differing)):
        entry.is_kept = True
        differing = {} if whole else {name: value for name, value in differing.items() if name not in kept}
    if set_values(instance, differing):
        sheet.clean(entry, instance)
        sheet.changed.append((entry, instance))
        entry.is_changed = True


def give_public_ids(organizations: Iterable[Organization]) -> None:
    """What ``save`` does for one organization, for many that are inserted at once."""
    by_country = defaultdict(list)
    for organization in organizations:
        organization.set_sort_keys()
        by_country[organization.country.code if organization.country else "JP"].append(organization)
    for code, together in by_country.items():
        for organization, public_id in zip(
            together, PublicIdSeries.next_ids(Country(code=code), len(together)), strict=True
        ):
            organization.public_id = public_id


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _missing(instance: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not getattr(instance, name)}
