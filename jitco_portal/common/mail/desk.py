"""What staff do with messages: hold back, let go, cancel, write anew, send again.

One mail per recipient and cause stays true: what has not reached the recipient goes on as the row it is; what was
sent is sent again as a new row whose cause says so.
"""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from jitco_portal.common.accounts.staff_accounts import stands_above
from jitco_portal.common.mail.kinds import UnknownMailKind, mail_kind
from jitco_portal.common.mail.outbox import new_message_id, state_to_begin_with
from jitco_portal.common.models import OutboxMessage, User
from jitco_portal.common.tasks import defer_sending

State = OutboxMessage.State

HOLDABLE = {State.WAITING}
RELEASABLE = {State.HELD, State.KEPT}
CANCELLABLE = {State.WAITING, State.HELD, State.KEPT}
RESENDABLE = {State.SENT, State.FAILED, State.CANCELLED}
EDITABLE = {State.WAITING, State.HELD, State.FAILED}


class MessageRefused(Exception):
    """The message is not in a state in which this can be done; it may have changed a moment ago."""


class MessageBeingSent(MessageRefused):
    """The worker talks to the mail server about it right now."""


class MessageWiped(MessageRefused):
    """The text was wiped, because it held what logs in or is old: nothing is left that could be sent."""


def may_be_edited(message: OutboxMessage) -> bool:
    return message.state in EDITABLE and not message.is_secret


def may_be_released(message: OutboxMessage) -> bool:
    """What is kept goes out only once mails leave at all."""
    return message.state in RELEASABLE and (message.state == State.HELD or settings.MAIL_LEAVES)


def may_be_resent(message: OutboxMessage) -> bool:
    return message.state in RESENDABLE and not message.is_secret and bool(message.body)


def may_read(message: OutboxMessage, *, reader: User) -> bool:
    """Who reads a link that logs in can act as its recipient: nobody gets further by it than they are.

    Where mails leave, no one reads it: it reaches its recipient without the desk. A ticket is its person's alone, with
    an account or without: elsewhere too only superusers read its link.
    """
    if not message.is_secret or not message.body:
        return True
    if settings.MAIL_LEAVES or not reader.has_perm("common.change_outboxmessage"):
        return False
    if is_personal(message):
        return reader.is_superuser
    people = {message.user, User.objects.at_address(message.recipient).first()} - {None}
    return all(stands_above(reader, person) for person in people)


def is_personal(message: OutboxMessage) -> bool:
    """Also of a kind that is no more: what it opened nobody knows."""
    try:
        return mail_kind(message.kind).is_personal
    except UnknownMailKind:
        return True


@transaction.atomic
def hold(*, message: OutboxMessage) -> OutboxMessage:
    """Keep it from being sent until it is let go."""
    locked = lock(message=message)
    if locked.state not in HOLDABLE:
        raise MessageRefused
    return _put(locked, State.HELD)


@transaction.atomic
def release(*, message: OutboxMessage) -> OutboxMessage:
    """Let go what was held or kept; its tries count anew."""
    locked = lock(message=message)
    if not may_be_released(locked):
        raise MessageRefused
    return _queue(locked)


@transaction.atomic
def cancel(*, message: OutboxMessage) -> OutboxMessage:
    """Never send it; a secret is wiped."""
    locked = lock(message=message)
    if locked.state not in CANCELLABLE:
        raise MessageRefused
    if locked.is_secret:
        locked.body = ""
    return _put(locked, State.CANCELLED)


@transaction.atomic
def resend(*, message: OutboxMessage) -> OutboxMessage:
    """Send it again; what was sent before is a new row, so that it can be told how often somebody got it."""
    locked = lock(message=message)
    if locked.state not in RESENDABLE:
        raise MessageRefused
    if locked.is_secret or not locked.body:
        raise MessageWiped
    if locked.state != State.SENT:
        return _queue(locked)
    return _queue(
        OutboxMessage(
            kind=locked.kind,
            cause=_cause_of_another(locked),
            recipient=locked.recipient,
            user=locked.user,
            language=locked.language,
            time_zone=locked.time_zone,
            subject=locked.subject,
            body=locked.body,
            is_duty=locked.is_duty,
            message_id=new_message_id(),
        )
    )


def lock(*, message: OutboxMessage) -> OutboxMessage:
    """The row as it is now, which nobody sends until the transaction ends; or MessageBeingSent."""
    try:
        with transaction.atomic():
            return OutboxMessage.objects.select_for_update(nowait=True).get(pk=message.pk)
    except OperationalError as error:
        raise MessageBeingSent from error


def _queue(message: OutboxMessage) -> OutboxMessage:
    message.tries, message.last_error = 0, ""
    _put(message, state_to_begin_with())
    if message.state == State.WAITING:
        defer_sending(message_id=message.pk)
    return message


def _put(message: OutboxMessage, state: OutboxMessage.State) -> OutboxMessage:
    message.state = state
    message.next_try_at = timezone.now() if state == State.WAITING else None
    message.save()
    return message


def _cause_of_another(message: OutboxMessage) -> str:
    """``cause · 2`` for the second that this recipient gets, and so on."""
    first = message.cause.rpartition(" · ")[0] or message.cause
    first = first[:190]
    causes = set(
        OutboxMessage.objects.at_address(message.recipient)
        .filter(cause__startswith=first)
        .values_list("cause", flat=True)
    )
    number = 2
    while f"{first} · {number}" in causes:
        number += 1
    return f"{first} · {number}"
