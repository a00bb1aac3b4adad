"""From a row of the outbox to the mail as it is sent: the frame around its text, and the headers."""

from __future__ import annotations

import re
import zoneinfo
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from jitco_portal.common.mail.kinds import mail_kind
from jitco_portal.common.mail.unsubscribing import unsubscribe_link
from jitco_portal.common.models import OutboxMessage


def whole_text(message: OutboxMessage) -> str:
    """The text with greeting and footer, in the language of the message."""
    with translation.override(message.language), timezone.override(message.time_zone):
        context = {
            "body": message.body.rstrip(),
            "title": mail_kind(message.kind).title,
            "name": _greeted(message.user.name) if message.user else "",
            "site": settings.SITE_URL,
            "contact": {"email": settings.AFFAIRS_EMAIL, "telephone": settings.AFFAIRS_TELEPHONE},
            "unsubscribe": _unsubscribe(message),
        }
        frame = get_template("mail/_frame.txt").template  # type: ignore[attr-defined]
        return frame.render(Context(context, autoescape=False)).strip() + "\n"


def composed(message: OutboxMessage) -> EmailMessage:
    """The mail with its headers; raises ValueError or UnicodeError where it cannot be one."""
    sent_at = timezone.localtime(timezone=zoneinfo.ZoneInfo(message.time_zone))
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(sent_at),
        "Content-Language": message.language,
        # Nobody's out-of-office notice answers it (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if link := _unsubscribe(message):
        headers["List-Unsubscribe"] = f"<{link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=message.subject,
        body=whole_text(message),
        from_email=settings.MAIL_FROM,
        to=[message.recipient],
        reply_to=[settings.AFFAIRS_EMAIL] if settings.AFFAIRS_EMAIL else None,
        headers=headers,
    )


def _greeted(name: str) -> str:
    """A name, or nothing: whoever signs up with another's address must not put a link of theirs into our mail."""
    return "" if re.search(r"[/:@\n]|www\.", name) else name


def _unsubscribe(message: OutboxMessage) -> str:
    if message.is_duty:
        return ""
    return unsubscribe_link(address=message.recipient, kind=message.kind, language=message.language)
