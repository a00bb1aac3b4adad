"""The desk for countries refuses bad data by the field."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from countries.models import Agreement, Country, CountrySection, FeeCap
from tests.admin_rows import MAKERS
from tests.factories import SOURCE, make_country, make_moc, make_programme, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(client):
    client.force_login(make_staff(is_superuser=True))
    with translation.override("en"):
        yield


def add(client, model, **values):
    """Fill in the form of a new row; the errors, where it is refused."""
    values = {**SOURCE, **values}
    answer = client.post(
        reverse(f"admin:countries_{model}_add"), {key: value for key, value in values.items() if value is not None}
    )
    return None if answer.status_code == 302 else answer.context["adminform"].form.errors


def agreement(**values):
    return {"country": make_country(code="XA").pk, "kind": "moc", "state": "signed", "signed_on": "2017-06", **values}


def cap(**values):
    return {"country": make_country(code="XA").pk, "programme": make_programme().pk, "subject": "teaching", **values}


def test_agreement_keeps_a_month_a_month(client):
    assert add(client, "agreement", **agreement(programmes=[make_programme().pk])) is None
    assert str(Agreement.objects.get().signed_on) == "2017-06"


@pytest.mark.parametrize("day", ["2017-13", "2017-02-30", "Juni 2017", "17", "2017/06/06", "1017"])
def test_day_that_is_none_is_refused(client, day):
    errors = add(client, "agreement", **agreement(signed_on=day))

    assert errors == {"signed_on": ["Enter a date as 2024, 2024-02 or 2024-02-29."]}


def test_end_before_start_is_refused_beside_the_end(client):
    errors = add(client, "agreement", **agreement(signed_on="2017-06", ended_on="2017-05"))

    assert errors == {"ended_on": ["The end lies before the start."]}


def test_unknown_country_is_refused(client):
    errors = add(client, "agreement", **agreement(country=999_999))

    assert errors == {"country": ["Select a valid choice. That choice is not one of the available choices."]}


def test_agreement_not_found_has_no_dates(client):
    errors = add(client, "agreement", **agreement(state="none_found"))

    assert list(errors.values()) == [["An agreement that was not found has no dates."]]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"kind": "amount", "amount": "3600", "currency": "USD"}, None),
        ({"kind": "none_allowed"}, None),
        ({"kind": "months_of_pay", "months": "2"}, None),
        ({"kind": "amount"}, {"amount": ["Give the amount."], "currency": ["Give the currency of the amount."]}),
        ({"kind": "amount", "amount": "3600"}, {"currency": ["Give the currency of the amount."]}),
        ({"kind": "months_of_pay"}, {"months": ["Give the number of months."]}),
        ({"kind": "none_allowed", "amount": "0"}, {"amount": ["Leave this blank for a cap of this kind."]}),
        (
            {"kind": "months_of_pay", "months": "2", "currency": "USD"},
            {"currency": ["Leave this blank for a cap of this kind."]},
        ),
        (
            {"kind": "amount", "amount": "-1", "currency": "USD"},
            {"amount": ["Ensure this value is greater than or equal to 0."]},
        ),
        (
            {"kind": "amount", "amount": "1", "currency": "usd"},
            {"currency": ["Enter three capital letters (ISO 4217)."]},
        ),
        (
            {"kind": "months_of_pay", "months": "0"},
            {"kind": ["Give the amount with its currency, or the months of pay, as the kind says."]},
        ),
    ],
)
def test_cap_fits_its_kind(client, values, errors):
    assert add(client, "feecap", **cap(**values)) == errors
    assert FeeCap.objects.count() == (errors is None)


def test_section_is_checked_again_after_it_was_checked(client):
    errors = add(
        client,
        "countrysection",
        country=make_country().pk,
        kind="costs",
        text_en="Costs",
        text_ja="費用",
        check_again_by="2026-11-01",
    )

    assert errors == {"__all__": ["The day to check again lies after the day of the check."]}


def test_source_address_without_scheme_of_the_web_is_refused(client):
    errors = add(client, "agreement", **agreement(source_url="javascript:alert(1)"))

    assert list(errors) == ["source_url"]


def inline_values(prefix, rows, *, initial=0):
    values = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        values |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return values


def country_values(country, **inlines):
    names = ("code", "name_en", "name_ja", "name_kana", "tile_row", "tile_column")
    values = {name: getattr(country, name) for name in names}
    for prefix in ("counterparts", "agreements", "measures", "fee_caps"):
        values |= inlines.get(prefix) or inline_values(prefix, [])
    return values


def test_country_page_writes_its_agreements(client):
    country = make_country(code="XA")
    rows = [{**SOURCE, "kind": "moc", "state": "signed", "signed_on": "2017"}]
    address = reverse("admin:countries_country_change", args=[country.pk])

    answer = client.post(address, country_values(country, agreements=inline_values("agreements", rows)))

    assert answer.status_code == 302
    assert [str(each) for each in country.agreements.all()] == ["XA MOC 2017"]


def test_two_equal_offices_in_one_save_are_refused(client):
    country = make_country(code="XA")
    rows = [{**SOURCE, "name_en": "Ministry", "list_tolerance_days": 60}] * 2
    address = reverse("admin:countries_country_change", args=[country.pk])

    answer = client.post(address, country_values(country, counterparts=inline_values("counterparts", rows)))

    assert answer.status_code == 200
    assert not country.counterparts.exists()
    assert "name_en" in answer.content.decode()


@pytest.mark.parametrize("code", ["XA", "x1", "XAB", ""])
def test_country_code_in_use_or_of_another_form_is_refused(client, code):
    make_country(code="XA", tile_row=900)
    names = {"name_en": "Sample", "name_ja": "見本", "name_kana": "ミホン", "tile_row": 901, "tile_column": 1}
    parts = ("counterparts", "agreements", "measures", "fee_caps")
    empty = {key: value for prefix in parts for key, value in inline_values(prefix, []).items()}

    errors = add(client, "country", code=code, **names, **empty)

    assert list(errors) == ["code"]


def test_country_code_stays(client):
    country = make_country(code="XA")

    client.post(reverse("admin:countries_country_change", args=[country.pk]), {**country_values(country), "code": "XB"})

    assert Country.objects.get().code == "XA"


def test_history_tells_which_programmes_an_agreement_took_up(client):
    moc = make_moc(make_country(), make_programme())
    moc.programmes.add(make_programme(code="ssw", short_en="SSW", name_en="Specified Skilled Worker"))

    history = client.get(reverse("admin:countries_agreement_change", args=[moc.pk])).context["history"]

    assert [(entry.subject, entry.what) for entry in history] == [
        ("Programmes covered", "added"),
        ("Programmes covered", "added"),
        ("", "added"),
    ]
    assert history[0].changes[0].after == "SSW"


@pytest.mark.parametrize(("days", "found"), [(-1, "overdue"), (5, "soon"), (40, None)])
def test_sections_to_check_again_are_found(client, days, found):
    section = MAKERS[CountrySection]()
    section.checked_on = datetime.date(2020, 1, 1)
    section.check_again_by = datetime.date.today() + datetime.timedelta(days=days)
    section.save()

    for due in ("overdue", "soon"):
        page = client.get(reverse("admin:countries_countrysection_changelist"), {"due": due})
        assert len(page.context["cl"].result_list) == (due == found)
