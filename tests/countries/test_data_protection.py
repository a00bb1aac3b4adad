"""A country's regime on personal data: only with a page of the Commission behind it, and its date."""

import csv

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from countries.models import Country, DataProtectionRegime
from countries.queries.data_protection import countries_with_regime, regime_of
from countries.reference_tables import FOLDER, load_reference_tables
from countries.samples import load_samples
from tests.factories import make_country, make_regime

pytestmark = pytest.mark.django_db


def test_country_without_a_text_has_no_regime():
    told, silent = make_country(name_en="B"), make_country(name_en="A")
    regime = make_regime(told)

    assert (regime_of(country=told), regime_of(country=silent)) == (regime, None)
    assert list(countries_with_regime(language="en")) == [told]


@pytest.mark.parametrize(
    "values",
    [
        {"source_url": ""},
        {"source_url": "https://example.org/ppc"},
        {"source_url": "https://www.ppc.go.jp.example.org/"},
        {"source_url": "http://www.ppc.go.jp/"},
        {"source_on": ""},
    ],
)
def test_text_needs_a_page_of_the_commission_and_its_date(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_regime(**values)


def test_sample_country_cites_no_page_of_the_commission():
    sample = make_country(is_sample=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_regime(sample, source_url="https://www.ppc.go.jp/sample")

    assert make_regime(sample).source_url == ""


@pytest.mark.parametrize(
    ("is_sample", "source_url", "error"),
    [
        (False, "", "Give the page of the Personal Information Protection Commission (www.ppc.go.jp)."),
        (True, "https://www.ppc.go.jp/x", "Leave this blank for a sample country."),
    ],
)
def test_desk_is_told_in_words_what_the_database_refuses(is_sample, source_url, error):
    regime = make_regime(make_country(is_sample=is_sample))
    regime.source_url = source_url

    with pytest.raises(ValidationError) as refused:
        regime.full_clean()

    assert refused.value.message_dict == {"source_url": [error]}


def test_every_shipped_text_is_of_a_country_that_ships_and_bears_page_and_date():
    load_reference_tables()
    with (FOLDER / "data_protection_regimes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert DataProtectionRegime.objects.filter(country__is_sample=False).count() == len(rows)
    assert [row["country"] for row in rows if not row["source_url"].startswith("https://www.ppc.go.jp/")] == []


def test_one_sample_country_has_a_text_and_two_have_none():
    load_reference_tables()
    load_samples()

    samples = Country.objects.filter(is_sample=True).order_by("code")
    assert [(each.code, regime_of(country=each) is not None) for each in samples] == [
        ("XS", True),
        ("XT", False),
        ("XU", False),
    ]
    assert "Fictional" in DataProtectionRegime.objects.get(country__code="XS").source
