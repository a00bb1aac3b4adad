"""Invitations that nobody accepted: the address goes, that there was one stays."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.privacy.erasure import ENDED, anonymise_mails
from organizations.models import Invitation

KEPT = datetime.timedelta(days=90)
NOWHERE = "@invalid"


@transaction.atomic
def forget_unanswered_addresses() -> None:
    """Every night: 90 days after an invitation expired, whoever was invited is nobody any more."""
    over = Invitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now() - KEPT)
    for letter in over.exclude(email__endswith=NOWHERE).select_for_update(no_key=True, skip_locked=True).order_by("pk"):
        address = f"invited-{letter.pk}{NOWHERE}"
        mails = Q(kind="invitation", cause=f"invitation:{letter.pk}")
        for mail in OutboxMessage.objects.filter(mails, state__in=ENDED):
            anonymise_mails(OutboxMessage.objects.filter(pk=mail.pk), recipient=address)
            erase_in_history(model=OutboxMessage, fields=["recipient", "subject", "cause", "last_error"], pk=mail.pk)
        erase_in_history(model=Invitation, fields=["email"], where={"pgh_obj_id": letter.pk})
        letter.email = address
        # It can be sent again to nobody.
        letter.withdrawn_at = letter.withdrawn_at or timezone.now()
        letter.save(update_fields=["email", "withdrawn_at"])
