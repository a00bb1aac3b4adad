"""What Japan's authority says of a country's protection of personal data."""

from __future__ import annotations

from django.db.models import QuerySet

from countries.models import Country, DataProtectionRegime


def regime_of(*, country: Country) -> DataProtectionRegime | None:
    """The text on the country; none where the Commission's is not held, and then nothing is disclosed there."""
    return DataProtectionRegime.objects.select_related("country").filter(country=country).first()


def countries_with_regime(*, language: str) -> QuerySet[Country]:
    """The countries to which a disclosure can be agreed at all, in the order of their names."""
    name = "name_kana" if language == "ja" else "name_en"
    return Country.objects.filter(data_protection_regime__isnull=False).order_by(name, "code")
