"""Which notice is in force, who agreed to it, and what else a person agreed to."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import override

from jitco_portal.common.days import today
from jitco_portal.common.models import Consent, LegalText, User

# What a consent is about that names no country: to be seen by anyone, wherever they are.
EVERYWHERE = "*"


class NotInForce(Exception):
    """The version that was shown is not the newest in force any more: the person reads the new one first."""


def notices_in_force(kind: str) -> QuerySet[LegalText]:
    """The versions of a notice that have come into force, the newest first."""
    return LegalText.objects.filter(kind=kind, in_force_from__lte=today()).order_by("-version")


def notice_in_force(kind: str) -> LegalText | None:
    return notices_in_force(kind).first()


def privacy_annotations() -> dict[str, Any]:
    """``owes_privacy_notice``: what ``owes_privacy_notice`` reads from the user of a request."""
    in_force = notices_in_force(LegalText.Kind.PRIVACY)
    newest = Subquery(in_force.values("pk")[:1])
    agreed = Consent.objects.filter(user=OuterRef("pk"), legal_text=newest, withdrawn_at=None)
    owes = Q(Exists(in_force)) & ~Q(Exists(agreed))
    return {"owes_privacy_notice": ExpressionWrapper(owes, output_field=models.BooleanField())}


def owes_privacy_notice(user: Any) -> bool:
    """Whether the person has still to agree to the newest privacy notice; no query for the user of a request."""
    known: bool | None = getattr(user, "owes_privacy_notice", None)
    if known is not None:
        return known
    newest = notice_in_force(LegalText.Kind.PRIVACY)
    return newest is not None and not user.consents.filter(legal_text=newest, withdrawn_at=None).exists()


def agree_to_privacy_notice(*, user: User, language: str, version: int | None = None) -> Consent | None:
    """Agree to the newest privacy notice in force; none where there is none.

    ``version`` is the one that the person was shown: raise NotInForce where another has come since.
    """
    newest = notice_in_force(LegalText.Kind.PRIVACY)
    if newest is None:
        return None
    if version not in (None, newest.version):
        raise NotInForce
    with override(language):
        shown = newest.text
    return agree(user=user, legal_text=newest, language=language, shown_text=shown)


@transaction.atomic
def agree(*, user: User, legal_text: LegalText, language: str, shown_text: str, about: str = "") -> Consent:
    """Keep that the person agreed, in the words that were shown; asked again, the consent that stands is returned.

    The lock on the person makes a second click wait for the first.
    """
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    given = Consent.objects.filter(user=user, legal_text=legal_text, about=about, withdrawn_at=None).first()
    return given or Consent.objects.create(
        user=user, legal_text=legal_text, about=about, language=language, shown_text=shown_text
    )


@transaction.atomic
def withdraw(*, user: User, kind: str, about: str = "") -> int:
    """Withdraw what the person agreed to under every version of a notice; say how many consents ended."""
    given = Consent.objects.filter(user=user, legal_text__kind=kind, about=about, withdrawn_at=None)
    return given.update(withdrawn_at=timezone.now())
