"""What consultation support holds for a time only, and taking an erased person out of it.

The thread never changes otherwise; that something was asked and answered, when and by whom stays, without the words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pgtrigger
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.privacy.erasure import erased_name, scrub_names
from jitco_portal.common.privacy.own_texts import addresses_instead, keys_of, names_since, scrub_texts, words_instead
from jitco_portal.common.privacy.scrubbing import log_about
from materials.models import Enquiry, EnquiryFile, EnquiryMessage, EnquiryState
from materials.services.enquiries import end, lock_enquiry
from organizations.services.erasure import organizations_ever_of

# Counted from the last message; three years and not a day less, whatever leap years lie in between.
TEXTS_KEPT = datetime.timedelta(days=3 * 365 + 1)
Side = EnquiryMessage.Side


@contextmanager
def texts_may_go() -> Iterator[None]:
    """Within, the texts of messages may change.

    The inner transaction leaves the outer one fit to put the guard back when a write fails.
    """
    with pgtrigger.ignore("materials.EnquiryMessage:enquirymessage_stays"), transaction.atomic():
        yield


# With their time ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Erased:
    """How much of an enquiry was, or would be, erased."""

    enquiry: Enquiry
    texts: int
    files: int


def due_for_erasure() -> QuerySet[Enquiry]:
    """Nobody waits and nobody wrote for so long; the oldest first. One that waits for an answer keeps its words."""
    left = Exists(EnquiryMessage.objects.filter(enquiry=OuterRef("pk")).exclude(text=""))
    files = Exists(EnquiryFile.objects.filter(message__enquiry=OuterRef("pk")))
    rows = Enquiry.objects.exclude(state=EnquiryState.OPEN).annotate(last_at=Max("messages__at"))
    rows = rows.filter(left | files | ~Q(subject=""), last_at__lt=timezone.now() - TEXTS_KEPT)
    return rows.order_by("last_at", "pk")


def what_is_left(enquiry: Enquiry) -> Erased:
    """Counted, nothing changed."""
    texts = EnquiryMessage.objects.filter(enquiry=enquiry).exclude(text="").count()
    return Erased(enquiry, texts, EnquiryFile.objects.filter(message__enquiry=enquiry).count())


@transaction.atomic
def erase_enquiry(*, enquiry: Enquiry) -> Erased:
    """The words and the files go; whoever wrote on since it was found keeps them."""
    held = lock_enquiry(enquiry)
    if not due_for_erasure().filter(pk=held.pk).exists():
        return Erased(held, 0, 0)
    erased = what_is_left(held)
    with texts_may_go():
        EnquiryMessage.objects.filter(enquiry=held).update(text="")
    _delete_files(EnquiryFile.objects.filter(message__enquiry=held))
    held.subject, held.texts_erased_at = "", timezone.now()
    # Nothing can be added to it any more.
    end(held, EnquiryState.CLOSED)
    return erased


def erase_old_enquiries() -> None:
    """Every night; in the order of their numbers, as every work by the clock takes their locks."""
    keys = list(due_for_erasure().values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(sorted(keys), _erase, what="erase the texts and files of an enquiry")


def _erase(key: int) -> None:
    erase_enquiry(enquiry=Enquiry.objects.get(pk=key))


def _delete_files(found: QuerySet[EnquiryFile]) -> None:
    names = [each.file.name for each in found if each.file.name]
    found.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


# With a person --------------------------------------------------------------------------------------------


def erase_enquiries_of(person: User) -> None:
    """Questions and messages belong to the organizations and stay; the person is named in them no more.

    Names go from what was written for those for whom the person could write, addresses from the whole thread. Where
    the person wrote, their names go from what staff wrote to them and about them too: those that the person had by
    then, so that nobody rewrites an answer by a name that they take afterwards.
    """
    organizations = organizations_ever_of(person)
    theirs = Enquiry.objects.filter(organization__in=organizations)
    scrub_texts(theirs, "subject", words_instead(person))
    messages = EnquiryMessage.objects.filter(enquiry__in=theirs.values("pk"))
    with texts_may_go():
        scrub_texts(messages, "text", addresses_instead(person))
        scrub_texts(messages.filter(side=Side.ORGANIZATION), "text", words_instead(person))
        _scrub_texts_of_staff(person)
    scrub_texts(
        EnquiryFile.objects.filter(message__in=messages.filter(side=Side.ORGANIZATION).values("pk")),
        "name",
        words_instead(person),
    )
    _scrub_names_in_mails(person)


def _scrub_texts_of_staff(person: User) -> None:
    mine = Enquiry.objects.filter(Q(created_by=person) | Q(messages__by=person)).values("pk")
    texts = EnquiryMessage.objects.filter(enquiry__in=mine).exclude(side=Side.ORGANIZATION)
    had_since = names_since(person)
    # The longest first: one may be a part of another.
    for name in sorted(had_since, key=len, reverse=True):
        scrub_texts(texts.filter(at__gte=had_since[name]), "text", {name: erased_name(person)})


def _scrub_names_in_mails(person: User) -> None:
    """And in the desk's log: about enquiries in which the person took part."""
    wrote = Enquiry.objects.filter(Q(messages__by=person) | Q(assigned_to=person)).values_list("pk", flat=True)
    keys = keys_of(Enquiry, created_by_id=person.pk) | set(wrote)
    mails = Q(pk__in=[])
    if keys:
        mails = Q(cause__regex=f"^enquiry:({'|'.join(str(key) for key in sorted(keys))})(?![0-9])")
    scrub_names(person, mails=mails, log=log_about(Enquiry, keys))
