"""Disclosing a person's contact abroad (APPI, Article 28): what they are told first, and whether they agreed.

``about`` of a consent is the code of a country, or EVERYWHERE: to be seen by anyone on a public page, whose readers
can be in any country. A disclosure to a country without a regime text is refused, whatever was agreed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from countries.models import Country, DataProtectionRegime
from countries.queries.data_protection import countries_with_regime, regime_of
from jitco_portal.common.models import Consent, LegalText, User
from jitco_portal.common.privacy.consent import EVERYWHERE, notice_in_force
from jitco_portal.common.shown_dates import shown_date
from organizations.models import Membership, Organization

KIND = LegalText.Kind.DISCLOSURE_ABROAD


class NoRegimeText(Exception):
    """What the Commission says of the country is not held: nothing may be disclosed there."""


class NoNotice(Exception):
    """No notice on recipients abroad is in force."""


@dataclass(frozen=True)
class DisclosureNotice:
    """What a person reads before they agree, word for word."""

    legal_text: LegalText
    country: Country | None
    regime: DataProtectionRegime | None
    language: str
    # Markdown; kept with the consent.
    text: str

    @property
    def about(self) -> str:
        return self.country.code if self.country else EVERYWHERE


@dataclass(frozen=True)
class DisclosureChoice:
    """One country, or everyone, with the consent that stands."""

    country: Country | None
    consent: Consent | None

    @property
    def about(self) -> str:
        return self.country.code if self.country else EVERYWHERE


def disclosure_notice(*, country: Country | None, language: str) -> DisclosureNotice:
    """The notice for a country, or for everyone where it is None; raise NoRegimeText or NoNotice.

    It names the country, its regime as Japan's authority describes it with source and date, and what protects the
    data there.
    """
    regime = regime_of(country=country) if country else None
    if country and regime is None:
        raise NoRegimeText(country.code)
    legal_text = notice_in_force(KIND)
    if legal_text is None:
        raise NoNotice
    with override(language):
        text = legal_text.text
        if country and regime:
            text += "\n\n" + about_country(country, regime)
    return DisclosureNotice(legal_text=legal_text, country=country, regime=regime, language=language, text=text)


def may_disclose_abroad(*, person: User | int | None, abouts: Iterable[str]) -> bool:
    """Whether the person's contact may be shown to recipients in these countries (codes), or to EVERYWHERE.

    For each, the person agreed and has not withdrawn, and the country has a regime text. Where nobody stands behind
    a contact, nobody agreed.
    """
    if person is None:
        return False
    return set(abouts) <= set(agreed_abouts(person))


def agreed_abouts(person: Any) -> QuerySet:
    """Where to the person's contact may be shown; ``person`` may be an outer reference."""
    with_regime = DataProtectionRegime.objects.values("country__code")
    return (
        Consent.objects.filter(user=person, legal_text__kind=KIND, withdrawn_at=None)
        .filter(Q(about=EVERYWHERE) | Q(about__in=with_regime))
        .values_list("about", flat=True)
        .order_by("about")
    )


def contact_of(*, user: User) -> QuerySet[Organization]:
    """The organizations whose contact the person is, by a membership that holds."""
    own = Membership.objects.filter(user=user).current()
    return Organization.objects.filter(contact_member__in=own, merged_into=None).order_by("public_id")


def disclosure_choices(*, user: User, language: str) -> list[DisclosureChoice]:
    """Everyone, and each country with a regime text, with what the person agreed to."""
    given = {
        each.about: each
        for each in Consent.objects.filter(user=user, legal_text__kind=KIND, withdrawn_at=None).order_by("given_at")
    }
    countries: list[Country | None] = [None, *countries_with_regime(language=language)]
    return [DisclosureChoice(country=each, consent=given.get(each.code if each else EVERYWHERE)) for each in countries]


def about_country(country: Country, regime: DataProtectionRegime) -> str:
    """The part of the notice that only this country has, in the language of the notice."""
    source = f"[{regime.source_title}]({regime.source_url})" if regime.source_url else regime.source_title
    return "\n\n".join(
        [
            "## " + _("The country, and its rules on personal data"),
            _("Recipients are in **%(country)s**.") % {"country": country.name},
            regime.text,
            _("Source: %(source)s, %(date)s; read on %(checked)s")
            % {"source": source, "date": shown_date(regime.source_on), "checked": shown_date(regime.checked_on)},
        ]
    )
