"""Mails that come back after the server took them, as a mail provider tells by webhooks (django-anymail, an extra)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import URLResolver, include, path

from jitco_portal.common.mail.sending import tell_of_refusal
from jitco_portal.common.models import OutboxMessage, User

# Come back, refused by the provider, or called spam by the recipient.
_REFUSALS = {"bounced", "rejected", "complained"}


def hooks() -> list[URLResolver]:
    """The providers' addresses, and our ear to them; nothing, and nothing imported, without ANYMAIL_WEBHOOK_SECRET."""
    if not settings.ANYMAIL_WEBHOOK_SECRET:
        return []
    from anymail.signals import tracking

    tracking.connect(on_tracking, dispatch_uid="jitco_portal.common.mail.bounces")
    return [path("mail/hooks/", include("anymail.urls"))]


def on_tracking(sender: Any, event: Any, **rest: Any) -> None:
    """Only for addresses that we wrote to or that log in: a provider may report on others that share its account."""
    address = event.recipient or ""
    if event.event_type not in _REFUSALS or not _is_known(address):
        return
    said = event.mta_response or event.description or event.reject_reason or ""
    tell_of_refusal(address=address, said=f"{event.event_type}: {said}".strip(": ")[:500])


def _is_known(address: str) -> bool:
    written_to = OutboxMessage.objects.at_address(address)
    return bool(address) and (written_to.exists() or User.objects.at_address(address).exists())
