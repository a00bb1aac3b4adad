"""Ending mails of a kind, by a link that only its recipient has; duties cannot be ended."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.mail.kinds import MAIL_KINDS, MailKind
from jitco_portal.common.models import Unsubscription

# A dot, because some mail programs cut a link at a colon. The link works as long as the mail is kept.
_SIGNER = signing.Signer(sep=".", salt="jitco_portal.unsubscribe")


class BrokenLink(Exception):
    """The link is not one of ours, or was cut off."""


@dataclass(frozen=True)
class Subscription:
    """Mails of one kind to one address."""

    address: str
    kind: str

    @property
    def row(self) -> MailKind:
        return MAIL_KINDS[self.kind]


def unsubscribe_link(*, address: str, kind: str, language: str) -> str:
    with translation.override(language):
        path = reverse("mail_unsubscribe", args=[_SIGNER.sign_object([address, kind])])
    return settings.SITE_URL + path


def read_link(*, token: str) -> Subscription:
    """What a link ends, or BrokenLink; a kind that became a duty cannot be ended by an old link."""
    try:
        address, kind = _SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise BrokenLink from error
    if kind not in MAIL_KINDS or MAIL_KINDS[kind].is_duty:
        raise BrokenLink
    return Subscription(address, kind)


def wants(*, address: str, kind: str) -> bool:
    return not Unsubscription.objects.at_address(address).filter(kind=kind).exists()


def unwanted_kinds(*, address: str) -> set[str]:
    return set(Unsubscription.objects.at_address(address).values_list("kind", flat=True))


@transaction.atomic
def unsubscribe(*, address: str, kind: str) -> None:
    """Twice is as good as once."""
    if wants(address=address, kind=kind):
        Unsubscription.objects.bulk_create([Unsubscription(address=address, kind=kind)], ignore_conflicts=True)


@transaction.atomic
def subscribe(*, address: str, kind: str) -> None:
    Unsubscription.objects.at_address(address).filter(kind=kind).delete()
