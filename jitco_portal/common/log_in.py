"""How people log in: with allauth, whose mails go through the outbox, and with one query per request."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend

from jitco_portal.common.models import User


class PortalBackend(AuthenticationBackend):
    """allauth's log-in; the user of a request comes with all that decides what they may see."""

    def get_user(self, user_id: Any) -> User | None:
        try:
            user = User.objects.with_access().get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    """Mails of allauth are rows of the outbox first."""
