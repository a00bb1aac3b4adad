"""Agreeing that one's contact is shown abroad (APPI, Article 28), and taking that back."""

from __future__ import annotations

import hashlib

from countries.models import Country
from jitco_portal.common.models import Consent, User
from jitco_portal.common.privacy import consent as privacy
from jitco_portal.common.privacy.consent import EVERYWHERE
from organizations.queries.disclosure import KIND, DisclosureNotice, disclosure_notice


class NoticeChanged(Exception):
    """The words that were shown are not those of the notice any more: the person reads the new ones first."""


def words_of(notice: DisclosureNotice) -> str:
    """Stands for the words of a notice in a form: it differs as soon as one of them does."""
    return hashlib.sha256(notice.text.encode()).hexdigest()


def consent_to_disclosure(*, user: User, country: Country | None, language: str, shown: str = "") -> Consent:
    """Agree for a country, or for everyone where it is None; the text as shown is kept with the consent.

    ``shown`` is ``words_of`` the notice that the person read. Raises NoRegimeText, NoNotice, NoticeChanged.
    """
    notice = disclosure_notice(country=country, language=language)
    if shown and shown != words_of(notice):
        raise NoticeChanged
    return privacy.agree(
        user=user, legal_text=notice.legal_text, about=notice.about, language=language, shown_text=notice.text
    )


def withdraw_disclosure(*, user: User, country: Country | None) -> int:
    """The contact is no longer shown there from this moment on; also for a country whose text was taken away."""
    return privacy.withdraw(user=user, kind=KIND, about=country.code if country else EVERYWHERE)
