"""Writing a mail: it is a row of the outbox, in the transaction of what it tells of, before anything is sent."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from jitco_portal.common.mail.kinds import mail_kind
from jitco_portal.common.mail.unsubscribing import wants
from jitco_portal.common.models import OutboxMessage, User
from jitco_portal.common.tasks import defer_sending


@transaction.atomic
def queue_mail(
    *,
    kind: str,
    cause: str,
    recipient: str,
    context: dict[str, Any],
    user: User | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    is_duty: bool = False,
    is_secret: bool = False,
) -> OutboxMessage:
    """Write the mail ``templates/mail/<kind>.txt`` (its first line is the subject) to one recipient.

    One mail per recipient and cause: asked again, the message that stands is returned as it is. Language and time
    zone are the person's, unless given. Kinds that are no duty are not sent to those who unsubscribed; an unknown
    one is refused (``mail_kinds``). The greeting, who sends it and how to end it are added when it is sent: the
    template holds only what there is to say.
    """
    validate_email(recipient)
    is_duty = is_duty or mail_kind(kind).is_duty
    if held := _held(recipient, cause):
        return held
    language = language or (user.language if user else settings.LANGUAGE_CODE)
    time_zone = time_zone or (user.time_zone if user else settings.TIME_ZONE)
    with translation.override(language), timezone.override(time_zone):
        subject, body = _rendered(kind, {"user": user, "recipient": recipient, **context})
    state = state_to_begin_with() if is_duty or wants(address=recipient, kind=kind) else OutboxMessage.State.UNWANTED
    message = OutboxMessage(
        kind=kind,
        cause=cause,
        recipient=recipient,
        user=user,
        language=language,
        time_zone=time_zone,
        subject=subject,
        body=body,
        is_duty=is_duty,
        is_secret=is_secret,
        state=state,
        next_try_at=timezone.now() if state == OutboxMessage.State.WAITING else None,
        message_id=new_message_id(),
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # somebody wrote it since we looked
        if held := _held(recipient, cause):
            return held
        raise
    if state == OutboxMessage.State.WAITING:
        defer_sending(message_id=message.pk)
    return message


def state_to_begin_with() -> OutboxMessage.State:
    """Where no mail leaves the installation, messages are kept to be read at the desk."""
    return OutboxMessage.State.WAITING if settings.MAIL_LEAVES else OutboxMessage.State.KEPT


def new_message_id() -> str:
    return f"<{uuid.uuid4()}@{urlsplit(settings.SITE_URL).hostname}>"


def _held(recipient: str, cause: str) -> OutboxMessage | None:
    return OutboxMessage.objects.at_address(recipient).filter(cause=cause).first()


def _rendered(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text; plain text, so nothing is escaped."""
    text = get_template(f"mail/{kind}.txt").template.render(Context(context, autoescape=False)).strip()  # type: ignore[attr-defined]
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"
