"""Ending what a person is logged in with."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from jitco_portal.common.models import User


@transaction.atomic
def end_sessions_of(user: User, *, keep: str | None = None) -> int:
    """Log the person out everywhere but in the session ``keep``; returns how many sessions there were.

    allauth lists a session at its log-in, and loses it where its key changes later. So only sessions that stand in
    nobody's list are opened and looked into: those of visitors, who seldom have one, and the few that were lost.
    """
    listed = UserSession.objects.filter(user=user).exclude(session_key=keep)
    of_nobody = Session.objects.filter(
        ~Exists(UserSession.objects.filter(session_key=OuterRef("session_key"))), expire_date__gt=timezone.now()
    ).exclude(session_key=keep)
    lost = [each.session_key for each in of_nobody.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    keys = {*listed.values_list("session_key", flat=True), *lost}
    _number, by_model = Session.objects.filter(session_key__in=keys).delete()
    listed.delete()
    return by_model.get(Session._meta.label, 0)
