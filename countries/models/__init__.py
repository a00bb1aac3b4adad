"""Sending countries: one file per subject."""

from countries.models import derived  # noqa: F401 (its triggers)
from countries.models.agreements import Agreement, Counterpart, CountryMeasure, GovernmentTalk
from countries.models.costs import CountryFigure, ExchangeRate, FeeCap
from countries.models.countries import Country, Programme
from countries.models.data_protection import DataProtectionRegime
from countries.models.texts import CountrySection, Notice, ProcedureStep

__all__ = [
    "Agreement",
    "Counterpart",
    "Country",
    "CountryFigure",
    "CountryMeasure",
    "CountrySection",
    "DataProtectionRegime",
    "ExchangeRate",
    "FeeCap",
    "GovernmentTalk",
    "Notice",
    "ProcedureStep",
    "Programme",
]
