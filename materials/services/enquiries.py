"""What organizations do in consultation support: ask, write on, say that a question is answered."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.working_days import working_days_after
from materials.models import Enquiry, EnquiryFile, EnquiryMessage, EnquiryState
from materials.queries.enquiries_files import LaidFile
from materials.services.enquiry_files import keep_files
from materials.services.enquiry_mails import tell_desk, tell_received
from organizations.models import Organization
from organizations.queries.acting import acts_for

# The Affairs Dept. means to answer within so many of its working days.
ANSWERED_WITHIN = 5
MOST_ENQUIRIES_A_DAY = 20
MOST_MESSAGES_A_DAY = 50
DAY = datetime.timedelta(hours=24)
# The same words of the same person within this time are a second click.
SECOND_CLICK = datetime.timedelta(minutes=10)


class NotAllowed(Exception):
    """The person does not act for the organization, or is no staff who may."""


class TooManyEnquiries(Exception):
    """The person has asked, or written, as much as one may within a day."""


class TextsErased(Exception):
    """The texts of the enquiry went with their time: nothing can be added to what nobody can read."""


def target_from(day: datetime.date) -> datetime.date:
    return working_days_after(day, ANSWERED_WITHIN)


@transaction.atomic
def ask(
    *,
    organization: Organization,
    by: User,
    topic: str,
    country: Country | None,
    subject: str,
    text: str,
    files: Sequence[LaidFile] = (),
) -> Enquiry:
    """A question in the name of the organization. Raises NotAllowed, TooManyEnquiries, TooManyFiles.

    Asked again in the same words and with no other file, as by a second click, it is the enquiry that stands.
    """
    lock_person(by)
    if not acts_for(organization.pk, user=by):
        raise NotAllowed
    asked = Enquiry.objects.filter(created_by=by)
    same = EnquiryMessage.objects.filter(
        enquiry__in=asked.filter(
            organization=organization,
            topic=topic,
            country=country,
            subject=subject,
            created_at__gt=timezone.now() - SECOND_CLICK,
        ),
        side=EnquiryMessage.Side.ORGANIZATION,
        text=text,
    )
    for message in same.select_related("enquiry"):
        if _brings_nothing_new(files, to=message):
            return message.enquiry
    if asked.filter(created_at__gt=timezone.now() - DAY).count() >= MOST_ENQUIRIES_A_DAY:
        raise TooManyEnquiries
    enquiry = Enquiry.objects.create(
        organization=organization,
        created_by=by,
        topic=topic,
        country=country,
        subject=subject,
        division=country.division if country else "",
        waiting_since=timezone.now(),
        due_on=target_from(today()),
    )
    _add(enquiry, by=by, text=text, files=files)
    tell_received(enquiry)
    tell_desk(enquiry)
    return enquiry


@transaction.atomic
def write(*, enquiry: Enquiry, by: User, text: str, files: Sequence[LaidFile] = ()) -> EnquiryMessage:
    """The organization writes on: the Affairs Dept. has its turn again, also after an answer or an end.

    While it has its turn already, the target stays. Raises NotAllowed, TextsErased, TooManyEnquiries, TooManyFiles.
    """
    lock_person(by)
    held = lock_enquiry(enquiry)
    if not acts_for(held.organization_id, user=by):
        raise NotAllowed
    if held.texts_erased_at:
        raise TextsErased
    if message := same_message(held, by=by, side=EnquiryMessage.Side.ORGANIZATION, text=text, files=files):
        return message
    written = EnquiryMessage.objects.filter(by=by, side=EnquiryMessage.Side.ORGANIZATION)
    if written.filter(at__gt=timezone.now() - DAY).count() >= MOST_MESSAGES_A_DAY:
        raise TooManyEnquiries
    message = _add(held, by=by, text=text, files=files)
    if held.state != EnquiryState.OPEN:
        held.state = EnquiryState.OPEN
        held.waiting_since = timezone.now()
        held.due_on = target_from(today())
    held.save()
    tell_desk(held)
    return message


@transaction.atomic
def close(*, enquiry: Enquiry, by: User) -> None:
    """The organization says that its question is answered; whatever state it is in. Raises NotAllowed."""
    held = lock_enquiry(enquiry)
    if not acts_for(held.organization_id, user=by):
        raise NotAllowed
    end(held, EnquiryState.CLOSED)


# For what staff do too ------------------------------------------------------------------------------------


def lock_person(person: User) -> None:
    """Before the enquiry: what one person does is counted for them alone, and an erasure of them waits."""
    list(User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def lock_enquiry(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it is now, for us alone until the transaction ends."""
    rows = Enquiry.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organization", "created_by").get(pk=enquiry.pk)


def same_message(
    enquiry: Enquiry, *, by: User, side: str, text: str, files: Sequence[LaidFile] = ()
) -> EnquiryMessage | None:
    """The newest of the thread, where it is what is to be written: a second click. With another file it is none."""
    newest = EnquiryMessage.objects.filter(enquiry=enquiry).order_by("-pk").first()
    if newest is None or (newest.by_id, newest.side, newest.text) != (by.pk, side, text):
        return None
    if newest.at <= timezone.now() - SECOND_CLICK or not _brings_nothing_new(files, to=newest):
        return None
    return newest


def _brings_nothing_new(files: Sequence[LaidFile], *, to: EnquiryMessage) -> bool:
    """By their content. Fewer are no other: what a form held for the first click was taken up by it."""
    held = Counter(EnquiryFile.objects.filter(message=to).values_list("sha256", flat=True))
    return not Counter(each.sha256 for each in files) - held


def end(enquiry: Enquiry, state: str) -> None:
    """Of a locked enquiry: it is nobody's turn any more."""
    enquiry.state, enquiry.waiting_since, enquiry.due_on = state, None, None
    enquiry.save()


def _add(enquiry: Enquiry, *, by: User, text: str, files: Sequence[LaidFile]) -> EnquiryMessage:
    message = EnquiryMessage.objects.create(enquiry=enquiry, side=EnquiryMessage.Side.ORGANIZATION, by=by, text=text)
    keep_files(files=files, message=message)
    return message
