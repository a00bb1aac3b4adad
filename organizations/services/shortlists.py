"""Shortlists of an organization: beginning, renaming, deleting them; what stands on them and the notes beside it.

Who may do it is decided before: ``Shortlist.objects.editable_by(user)``.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from organizations.models import Organization, Shortlist, ShortlistEntry

MOST_LISTS = 50
MOST_ENTRIES = 500


class TooManyShortlists(Exception):
    """The organization keeps as many lists as it may."""


class TooManyEntries(Exception):
    """The list is full."""


class NameTaken(Exception):
    """The organization has a list of this name, whatever its capitals."""


class AlreadyListed(Exception):
    """The organization is on the list."""


class ShortlistGone(Exception):
    """Somebody deleted the list meanwhile."""


@transaction.atomic
def create_shortlist(*, organization: Organization, name: str, by: User) -> Shortlist:
    """Raises TooManyShortlists, NameTaken. The lock lets two who begin lists at once wait for each other."""
    Organization.objects.select_for_update(no_key=True, of=("self",)).get(pk=organization.pk)
    held = Shortlist.objects.filter(organization=organization.pk)
    if held.count() >= MOST_LISTS:
        raise TooManyShortlists
    _refuse_taken(name, held.values_list("name", flat=True))
    return Shortlist.objects.create(organization_id=organization.pk, name=name, created_by=by)


@transaction.atomic
def create_shortlist_with(*, organization: Organization, name: str, listed: Organization, by: User) -> Shortlist:
    """A new list for an organization that one has before one. Raises TooManyShortlists, NameTaken."""
    shortlist = create_shortlist(organization=organization, name=name, by=by)
    add_entry(shortlist=shortlist, listed=listed, by=by)
    return shortlist


@transaction.atomic
def rename_shortlist(*, shortlist: Shortlist, name: str) -> Shortlist:
    """Raises NameTaken, ShortlistGone."""
    Organization.objects.select_for_update(no_key=True, of=("self",)).get(pk=shortlist.organization_id)
    held = _locked(shortlist)
    others = Shortlist.objects.filter(organization=held.organization_id).exclude(pk=held.pk)
    _refuse_taken(name, others.values_list("name", flat=True))
    if held.name != name:
        held.name = name
        held.save(update_fields=["name", "changed_at"])
    return held


@transaction.atomic
def delete_shortlist(*, shortlist: Shortlist) -> None:
    """With its entries; what they held stays in the history."""
    Shortlist.objects.filter(pk=shortlist.pk).delete()


@transaction.atomic
def add_entry(*, shortlist: Shortlist, listed: Organization, by: User, note: str = "") -> ShortlistEntry:
    """Raises AlreadyListed, TooManyEntries, ShortlistGone."""
    held = _locked(shortlist)
    entries = ShortlistEntry.objects.filter(shortlist=held)
    if entries.filter(listed=listed.pk).exists():
        raise AlreadyListed
    if entries.count() >= MOST_ENTRIES:
        raise TooManyEntries
    entry = entries.create(shortlist=held, listed_id=listed.pk, added_by=by, note=note)
    _touch(held)
    return entry


@transaction.atomic
def write_note(*, entry: ShortlistEntry, note: str) -> None:
    """A note that says the same leaves no trace."""
    if ShortlistEntry.objects.filter(pk=entry.pk).exclude(note=note).update(note=note):
        _touch(entry.shortlist)


@transaction.atomic
def remove_entry(*, entry: ShortlistEntry) -> None:
    ShortlistEntry.objects.filter(pk=entry.pk).delete()
    _touch(entry.shortlist)


def _locked(shortlist: Shortlist) -> Shortlist:
    held = Shortlist.objects.select_for_update(no_key=True, of=("self",)).filter(pk=shortlist.pk).first()
    if held is None:
        raise ShortlistGone
    return held


def _touch(shortlist: Shortlist) -> None:
    Shortlist.objects.filter(pk=shortlist.pk).update(changed_at=timezone.now())


def _refuse_taken(name: str, held: Iterable[str]) -> None:
    """Asked here for every script; the constraint of the database knows the capitals of its own locale only."""
    if name.casefold() in {each.casefold() for each in held}:
        raise NameTaken
