"""What staff do with enquiries: answer, note, give to a colleague, sort, close."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from countries.models import Country
from jitco_portal.common.models import User
from materials.models import Enquiry, EnquiryMessage, EnquiryState
from materials.queries.enquiries_desk import may_act
from materials.queries.enquiries_files import LaidFile
from materials.services.enquiries import (
    NotAllowed,
    TextsErased,
    end,
    lock_enquiry,
    same_message,
)
from materials.services.enquiry_files import keep_files
from materials.services.enquiry_mails import tell_answered, tell_assigned

Side = EnquiryMessage.Side


class NewerMessage(Exception):
    """The organization wrote something that whoever answers has not read yet."""


class ReasonMissing(Exception):
    """A question that nobody answered is closed with a word to the organization."""


class NobodyToAnswer(Exception):
    """The colleague may not answer enquiries, or works here no more."""


@transaction.atomic
def answer(
    *,
    enquiry: Enquiry,
    by: User,
    text: str,
    seen: int | None = None,
    files: Sequence[LaidFile] = (),
    closes: bool = False,
) -> EnquiryMessage:
    """JITCO's answer, on the page and by mail. ``seen`` is the newest message that the writer had before them.

    A further word about a closed enquiry leaves it closed. Raises NotAllowed, NewerMessage, TextsErased, TooManyFiles.
    """
    held = _held(enquiry, by)
    if message := same_message(held, by=by, side=Side.JITCO, text=text, files=files):
        # The same words once more, and with them the end.
        if closes and held.state != EnquiryState.CLOSED:
            end(held, EnquiryState.CLOSED)
        return message
    newer = EnquiryMessage.objects.filter(enquiry=held, side=Side.ORGANIZATION, pk__gt=seen or 0)
    if seen is not None and newer.exists():
        raise NewerMessage
    message = EnquiryMessage.objects.create(enquiry=held, side=Side.JITCO, by=by, text=text)
    keep_files(files=files, message=message)
    if closes or held.state == EnquiryState.CLOSED:
        end(held, EnquiryState.CLOSED)
    else:
        end(held, EnquiryState.ANSWERED)
    tell_answered(held, message)
    return message


@transaction.atomic
def note(*, enquiry: Enquiry, by: User, text: str) -> EnquiryMessage:
    """For colleagues only; changes nobody's turn. Raises NotAllowed, TextsErased."""
    held = _held(enquiry, by)
    return same_message(held, by=by, side=Side.NOTE, text=text) or EnquiryMessage.objects.create(
        enquiry=held, side=Side.NOTE, by=by, text=text
    )


@transaction.atomic
def assign(*, enquiry: Enquiry, to: User | None, by: User) -> None:
    """Give it to a colleague, who is told; to nobody where ``to`` is None. Raises NotAllowed, NobodyToAnswer."""
    held = _held(enquiry, by, is_for_texts=False)
    if to is not None and not may_act(to):
        raise NobodyToAnswer
    if held.assigned_to_id == (to.pk if to else None):
        return
    held.assigned_to = to
    held.save()
    if to is not None and to != by and held.state == EnquiryState.OPEN:
        tell_assigned(held, to)


@transaction.atomic
def sort(*, enquiry: Enquiry, by: User, topic: str, country: Country | None, division: str) -> None:
    """Correct topic, country and division; with another country the division follows it. Raises NotAllowed."""
    held = _held(enquiry, by, is_for_texts=False)
    is_other = held.country_id != (country.pk if country else None)
    if is_other and division == held.division:
        division = country.division if country else ""
    held.topic, held.country, held.division = topic, country, division
    held.save()


@transaction.atomic
def close_at_desk(*, enquiry: Enquiry, by: User, text: str = "", seen: int | None = None) -> None:
    """End it; where the organization waits, with a word that it gets as it gets an answer.

    Raises NotAllowed, ReasonMissing, NewerMessage.
    """
    held = _held(enquiry, by, is_for_texts=False)
    if text:
        answer(enquiry=held, by=by, text=text, seen=seen, closes=True)
    elif held.state == EnquiryState.OPEN:
        raise ReasonMissing
    elif held.state != EnquiryState.CLOSED:
        end(held, EnquiryState.CLOSED)


def _held(enquiry: Enquiry, by: User, *, is_for_texts: bool = True) -> Enquiry:
    if not may_act(by):
        raise NotAllowed
    held = lock_enquiry(enquiry)
    if is_for_texts and held.texts_erased_at:
        raise TextsErased
    return held
