"""What the portal holds for a time only; each of these runs every night."""

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.privacy.erasure import ENDED

TEXTS_KEPT = datetime.timedelta(days=90)


def wipe_old_texts() -> None:
    """The texts of mails go; that they were sent, when, to whom and their subject stays."""
    old = OutboxMessage.objects.filter(state__in=ENDED, created_at__lt=timezone.now() - TEXTS_KEPT)
    old.exclude(body="").update(body="")


def forget_ended_sessions() -> None:
    """With a session goes what was noted of it: address and browser."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
