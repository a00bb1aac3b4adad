"""When the two sides of an introduction see each other's contact: decided here and nowhere else.

Each side has agreed by a consent that lives (`Disclosure.objects.living`), the talks have begun, for which all rules
held, and the introduction has not come to nothing. With one consent neither is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from countries.models import Country
from countries.queries.data_protection import regime_of
from jitco_portal.common.models import LegalText
from jitco_portal.common.privacy.consent import notice_in_force
from matching.models import Candidate, ContactView, Disclosure, Introduction, Party
from matching.queries.sides import organization_on, other_side
from organizations.queries.disclosure import NoNotice, NoRegimeText, about_country


@dataclass(frozen=True)
class ContactNotice:
    """What somebody reads before they agree, word for word; ``country`` is that of the recipients, None for Japan."""

    legal_text: LegalText
    country: Country | None
    text: str


def recipients_of(side: str, *, candidate: Candidate) -> Country | None:
    """Where the other side is: none for Japan."""
    return organization_on(other_side(side), candidate=candidate).country


def contact_notice(*, side: str, candidate: Candidate, language: str) -> ContactNotice:
    """Raises NoRegimeText where what the Commission says of the country is not held, NoNotice."""
    country = recipients_of(side, candidate=candidate)
    regime = regime_of(country=country) if country else None
    if country and regime is None:
        raise NoRegimeText(country.code)
    legal_text = notice_in_force(LegalText.Kind.INTRODUCTION)
    if legal_text is None:
        raise NoNotice
    with override(language):
        text = legal_text.text
        if country and regime:
            text += "\n\n" + about_country(country, regime)
    return ContactNotice(legal_text, country, text)


def living_consents(*, introduction: Introduction) -> dict[str, Disclosure]:
    """By side, the consent that lives."""
    rows = Disclosure.objects.filter(introduction=introduction).living().select_related("person")
    return {each.side: each for each in rows}


def both_consent(*, introduction: Introduction) -> bool:
    return _is_both(living_consents(introduction=introduction))


def _is_both(consents: dict[str, Disclosure]) -> bool:
    return set(consents) == {Party.REQUESTER, Party.CANDIDATE}


def open_contacts(*, introduction: Introduction) -> dict[str, Disclosure]:
    """By side, the contacts that the other side may see now: both or none."""
    # As it is now: the one at hand may have been read before somebody ended it.
    now = Introduction.objects.filter(pk=introduction.pk, talks_at__isnull=False).first()
    if now is None or not now.keeps_contacts_open:
        return {}
    living = living_consents(introduction=now)
    return living if _is_both(living) else {}


def views_of(*, introduction: Introduction, side: str) -> list[ContactView]:
    """Who looked at the contact of this side and when, the last first."""
    rows = ContactView.objects.filter(disclosure__introduction=introduction, disclosure__side=side)
    return list(rows.select_related("viewer"))


def own_consent(*, introduction: Introduction, user: Any) -> Disclosure | None:
    """The consent of this person that is not withdrawn."""
    return Disclosure.objects.filter(introduction=introduction, person=user, withdrawn_at=None).first()
