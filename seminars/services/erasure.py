"""Erasing what seminars and tours hold about a person; called in the transaction of the erasure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pgtrigger
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.privacy.erasure import addresses_of, names_of, scrub_names
from jitco_portal.common.privacy.own_texts import (
    addresses_instead,
    forget_in_history,
    scrub_texts,
    words_instead,
)
from jitco_portal.common.privacy.scrubbing import log_about
from organizations.services.erasure import organizations_ever_of
from seminars.models import (
    Answer,
    Attendee,
    CalendarAddress,
    Charge,
    Event,
    Payment,
    Place,
    Registration,
    RegistrationState,
)
from seminars.services.retention import BLANK


def erase_from_events(person: User) -> None:
    """The person goes from the rows of those who come, with all that was written of them; so does their calendar.

    Their place stays with their organization, which pays for it: for an event still to come a person without a name
    takes it, under a new ticket, and the organization says who that is. Registrations belong to the organizations
    and stay, as do invoices, which the law keeps; in what the organization wrote the person is named no more. Who
    checked somebody in, entered a payment or asked for a paper stays as the number of an erased person.
    """
    rows = own_rows(person)
    _keep_their_places(rows)
    _forget(rows)
    _forget_addresses(person)
    CalendarAddress.objects.filter(user=person).delete()
    organizations = organizations_ever_of(person)
    _scrub_texts(person, organizations)
    _scrub_names_in_mails(person, {each.pk for each in rows}, organizations)


def own_rows(person: User) -> list[Attendee]:
    """Of those who come, whoever is the person: what is shown to them of themselves, and what goes with them.

    By the account; by an address of theirs where nobody else of that registration has it, or the name says so.
    """
    theirs = Q(user=person)
    for address in addresses_of(person):
        theirs |= Q(email__iexact=address)
    found = list(Attendee.objects.filter(theirs).select_related("registration__event").order_by("pk"))
    names = {_plain(each) for each in names_of(person)}
    named: dict[tuple[int, str], set[str]] = defaultdict(set)
    for each in found:
        named[each.registration_id, each.email.casefold()].add(_plain(each.name))

    def is_own(row: Attendee) -> bool:
        if row.user_id is not None:
            return row.user_id == person.pk
        is_alone = len(named[row.registration_id, row.email.casefold()]) == 1
        return is_alone or bool({_plain(row.name), _plain(row.name_latin)} & names)

    return [each for each in found if is_own(each)]


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _keep_their_places(rows: Iterable[Attendee]) -> None:
    """A transfer to nobody in particular: one leaves and one comes, so no place is lost or gained.

    The events are locked in one order, as by everything that moves places.
    """
    now = timezone.now()
    events = sorted({each.registration.event_id for each in rows})
    coming = set(
        Event.objects.select_for_update(no_key=True)
        .filter(pk__in=events, starts_at__gt=now, state=Event.State.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for row in rows:
        row.refresh_from_db(fields=["place", "came_at", "seated_at"])
        if row.registration.event_id not in coming or row.place == Place.GIVEN_UP or row.came_at:
            continue
        Attendee.objects.filter(pk=row.pk).update(place=Place.GIVEN_UP)
        Attendee.objects.create(
            registration=row.registration,
            position=row.position,
            place=row.place,
            language=row.language,
            seated_at=row.seated_at,
        )


def _forget(rows: Iterable[Attendee]) -> None:
    """What was written of them; the history has never held it."""
    keys = [each.pk for each in rows]
    Attendee.objects.filter(pk__in=keys).update(**BLANK)
    Answer.objects.filter(attendee__in=keys).update(text="")


def _forget_addresses(person: User) -> None:
    """Also from the rows of colleagues whose tickets went to the person."""
    for address in addresses_of(person):
        Attendee.objects.filter(email__iexact=address).update(email="")


def _scrub_texts(person: User, organizations: set[int]) -> None:
    theirs = Q(organization__in=organizations)
    of_registrations = Q(registration__organization__in=organizations)
    instead, addresses = words_instead(person), addresses_instead(person)
    registrations = Registration.objects.filter(theirs)
    scrub_texts(registrations, "wishes", instead)
    # Why it was cancelled an organization writes; why it was refused, staff.
    _scrub_with_history(Registration, "reason", theirs & Q(state=RegistrationState.CANCELLED), instead)
    _scrub_with_history(Registration, "reason", theirs & ~Q(state=RegistrationState.CANCELLED), addresses)
    scrub_texts(Answer.objects.filter(of_registrations), "text", instead)
    scrub_texts(Attendee.objects.filter(of_registrations), "needs", instead)
    # Kept as they were entered; the inner transaction leaves the outer one fit to put the guards back.
    with pgtrigger.ignore("seminars.Charge:charge_stays", "seminars.Payment:payment_stays"), transaction.atomic():
        _scrub_with_history(Charge, "reason", of_registrations, addresses)
        _scrub_with_history(Payment, "note", of_registrations, addresses)


def _scrub_with_history(
    model: type[Registration | Charge | Payment], field: str, found: Q, instead: Mapping[str, str]
) -> None:
    keys = set(model._base_manager.filter(found).values_list("pk", flat=True))
    scrub_texts(model._base_manager.filter(pk__in=keys), field, instead)
    forget_in_history(model, field, Q(pgh_obj_id__in=keys), instead)


def _scrub_names_in_mails(person: User, rows: set[int], organizations: set[int]) -> None:
    """And in the desk's log: about registrations of their organizations, and about the person."""
    registrations = set(
        Registration.objects.filter(Q(organization__in=organizations) | Q(created_by=person)).values_list(
            "pk", flat=True
        )
    )
    about = [f"registration:{key}" for key in sorted(registrations)] + [f"person:{key}" for key in sorted(rows)]
    mails = Q(cause__regex=f"^event:.*(^|:)({'|'.join(about)})(:|$)") if about else Q(pk__in=[])
    log = log_about(Registration, registrations) | log_about(Attendee, rows)
    scrub_names(person, mails=mails, log=log)
