"""Mails about a person's account: each a row of the outbox, written in its recipient's language."""

from __future__ import annotations

import uuid
from typing import Any

from jitco_portal.common.accounts.browsers import browser_name
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import OutboxMessage, User

# What they carry lets its reader in, or confirms an address.
SECRET = {
    "account_email_confirmation",
    "account_email_confirmation_signup",
    "account_password_reset_key",
    "account_staff_welcome",
}


def queue_account_mail(
    *, name: str, recipient: str, context: dict[str, Any], user: User | None = None, language: str | None = None
) -> OutboxMessage:
    """Write ``templates/mail/account_<name>.txt``; each happening is a cause of its own, and all are duties."""
    kind = name if name.startswith("account_") else f"account_{name}"
    if "user_agent" in context:
        context = {**context, "browser": browser_name(context["user_agent"])}
    return queue_mail(
        kind=kind,
        cause=f"{kind}:{uuid.uuid4()}",
        recipient=recipient,
        context=context,
        user=user,
        language=language,
        is_duty=True,
        is_secret=kind in SECRET,
    )
