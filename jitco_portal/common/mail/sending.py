"""Sending what stands in the outbox: nothing is lost, and doubled only where SMTP leaves no choice.

A message is sent in two transactions. The first claims it (waiting → sending, one try more) and commits. The second
takes the row's lock, talks to the mail server while it holds it, writes what came of it and commits. A worker that is
killed loses the lock with its connection: whoever then gets the lock of a row in ``sending`` knows that nobody sends
it, and puts it back (``free_abandoned``, every minute). A sender whose row was put back before it had the lock finds
it no longer in ``sending`` and stops. So a mail goes out twice only where a worker, or its connection to the database,
died between the server's 250 to the whole mail and our commit; its Message-ID is the same each time.
"""

from __future__ import annotations

import contextlib
import logging
import random
import re
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jitco_portal.common.mail.text import composed
from jitco_portal.common.mail.unsubscribing import wants
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.registry import mail_refusal_listeners

logger = logging.getLogger(__name__)
State = OutboxMessage.State

# After the last of them, some three days, a message has failed.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 8 * 60, 12 * 60, 24 * 60, 24 * 60))
# A try that ended with its worker is made up for at once, unless the message itself seems to be what ends them.
_FREE_TRIES = 3
# RFC 4954: the server wants us to log in, or does not let us; RFC 3463, x.7.x: it does not let us send.
_OUR_CODES = {530, 534, 535, 538}


@dataclass(frozen=True)
class Outcome:
    """What became of a try."""

    state: OutboxMessage.State
    said: str = ""
    # The address itself was refused for good.
    is_bounce: bool = False
    # No mail can be sent at all just now, whoever it is for.
    is_server_away: bool = False


def send_due_messages(*, until: Callable[[], bool] = lambda: False) -> int:
    """Send all that is due, oldest first, also what a dead worker left; says how many went out.

    Stops when ``until`` says so, and where the mail server is away: each of the others would only wait for it too.
    """
    free_abandoned()
    due = OutboxMessage.objects.filter(state=State.WAITING, next_try_at__lte=timezone.now())
    if not settings.MAIL_LEAVES:
        due.update(state=State.KEPT, next_try_at=None)
        return 0
    sent = 0
    for message_id in list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)):
        if until():
            break
        outcome = send_message(message_id=message_id)
        sent += outcome is not None and outcome.state == State.SENT
        if outcome and outcome.is_server_away:
            break
    return sent


def send_message(*, message_id: int) -> Outcome | None:
    """Send one message, if it is due and nobody else does; says what came of it."""
    if not settings.MAIL_LEAVES or not _claim(message_id):
        return None
    return _deliver(message_id)


def free_abandoned() -> int:
    """Put back what nobody sends any more, though it says so: its lock is free."""
    with transaction.atomic():
        abandoned = list(OutboxMessage.objects.filter(state=State.SENDING).select_for_update(skip_locked=True))
        for message in abandoned:
            _settle(message, Outcome(State.WAITING, "The worker that sent it has ended."))
            if message.state == State.WAITING and message.tries <= _FREE_TRIES:
                message.next_try_at = timezone.now()
                message.save(update_fields=["next_try_at"])
            logger.warning("Message put back: nobody sends it any more", extra={"outbox_message": message.pk})
    return len(abandoned)


def _claim(message_id: int) -> bool:
    with transaction.atomic(durable=True):
        due = OutboxMessage.objects.filter(pk=message_id, state=State.WAITING, next_try_at__lte=timezone.now())
        return bool(due.update(state=State.SENDING, tries=F("tries") + 1))


def _deliver(message_id: int) -> Outcome | None:
    server = get_connection()
    try:
        with transaction.atomic(durable=True):
            message = (
                OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("user")
                .filter(pk=message_id, state=State.SENDING)
                .first()
            )
            if message is None:
                return None
            outcome = _try(server, message)
            _settle(message, outcome)
        return outcome
    finally:
        # After the commit: a server that is slow to say goodbye must not widen the moment in which mail doubles.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


def _try(server: BaseEmailBackend, message: OutboxMessage) -> Outcome:
    """Hand the message to the server; never raises."""
    if not message.is_duty and not wants(address=message.recipient, kind=message.kind):
        return Outcome(State.UNWANTED)
    try:
        mail = composed(message)
        mail.message()
    except Exception as error:
        logger.exception("Message cannot be written as a mail", extra={"outbox_message": message.pk})
        return Outcome(State.FAILED, f"Cannot be written as a mail: {error}")
    try:
        server.open()
    except Exception as error:
        return Outcome(State.WAITING, _said(error), is_server_away=True)
    try:
        server.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        return _refusal(code, answer)
    except smtplib.SMTPDataError as error:
        return _refusal(error.smtp_code, error.smtp_error)
    except UnicodeError as error:  # an address that this server cannot be told
        return Outcome(State.FAILED, f"Cannot be written as a mail: {error}")
    except (smtplib.SMTPException, OSError) as error:  # also a sender who is refused: that is ours to put right
        return Outcome(State.WAITING, _said(error))
    except Exception as error:
        logger.exception("Message could not be sent", extra={"outbox_message": message.pk})
        return Outcome(State.WAITING, _said(error))
    return Outcome(State.SENT)


def _refusal(code: int, answer: bytes | str) -> Outcome:
    """5xx is about this mail and its recipient, unless it says that we may not send; 4xx may pass."""
    said = f"{code} {_readable(answer)}"
    if not 500 <= code <= 599 or code in _OUR_CODES or re.match(r"\d{3}[ -]5\.7\.", said):
        return Outcome(State.WAITING, said)
    return Outcome(State.FAILED, said, is_bounce=True)


def _settle(message: OutboxMessage, outcome: Outcome) -> None:
    """Write what came of a try, in the transaction that holds the row's lock."""
    message.state, message.last_error, message.next_try_at = outcome.state, outcome.said, None
    if outcome.state == State.WAITING:
        if message.tries > len(BACK_OFF):
            message.state = State.FAILED
        else:
            # Spread, so that what failed together does not come back together.
            message.next_try_at = timezone.now() + BACK_OFF[message.tries - 1] * random.uniform(0.9, 1.2)  # noqa: S311
    if outcome.state == State.SENT:
        message.sent_at = timezone.now()
    if message.is_secret and message.state not in (State.WAITING, State.HELD):
        message.body = ""
    message.save(update_fields=["state", "last_error", "next_try_at", "sent_at", "body"])
    if outcome.is_bounce:
        tell_of_refusal(address=message.recipient, said=outcome.said)


def tell_of_refusal(*, address: str, said: str) -> None:
    """Tell whoever listens that a mail came back for good; who fails to hear it undoes nothing else."""
    for listener in mail_refusal_listeners:
        try:
            with transaction.atomic():
                listener(address, said, timezone.now())
        except Exception:
            logger.exception("A listener failed on a refused mail", extra={"listener": listener.__qualname__})


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_readable(error.smtp_error)}"
    return _readable(f"{type(error).__name__}: {error}")


def _readable(answer: bytes | str) -> str:
    """What a server said, fit to be stored and shown: it may say anything, even our password."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    if settings.EMAIL_HOST_PASSWORD:
        text = text.replace(settings.EMAIL_HOST_PASSWORD, "…")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:500]


def within(seconds: float) -> Callable[[], bool]:
    """For ``until``: whether so many seconds have passed from now."""
    deadline = time.monotonic() + seconds
    return lambda: time.monotonic() > deadline
