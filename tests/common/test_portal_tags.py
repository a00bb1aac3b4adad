import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, RequestContext, Template
from django.utils import timezone, translation

from countries.models import Programme
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.templatetags import portal


def render(source, request=None, **context):
    template = Template("{% load portal %}" + source)
    return template.render(RequestContext(request, context) if request else Context(context))


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        (PartialDate(2026, 11, 23), "23 November 2026", "2026年11月23日"),
        (PartialDate(2024, 2), "February 2024", "2024年2月"),
        (PartialDate(2020), "2020", "2020年"),
        (datetime.date(2026, 11, 23), "23 November 2026", "2026年11月23日"),
        (None, "", ""),
    ],
)
def test_date_is_shown_as_exact_as_it_is_known(value, english, japanese):
    with translation.override("en"):
        assert portal.partial_date(value) == english
    with translation.override("ja"):
        assert portal.partial_date(value) == japanese


@pytest.mark.parametrize(
    ("amount", "currency", "english", "japanese"),
    [
        (3600, "USD", "USD 3,600", "3,600米ドル"),
        (Decimal("5900000.00"), "VND", "VND 5,900,000", "5,900,000ベトナム ドン"),
        (Decimal("12.5"), "USD", "USD 12.5", "12.5米ドル"),
        (20000, "JPY", "JPY 20,000", "20,000円"),
        (None, "USD", "", ""),
    ],
)
def test_money_names_its_currency(amount, currency, english, japanese):
    with translation.override("en"):
        assert portal.money(amount, currency).replace("\xa0", " ") == english
    with translation.override("ja"):
        assert portal.money(amount, currency).replace("\xa0", " ") == japanese


@pytest.mark.parametrize(("value", "shown"), [(1380, "1,380"), (0, "0"), (None, "")])
def test_number_sets_thousands_apart(value, shown):
    assert portal.number(value) == shown


def test_an_age_is_told_in_one_unit():
    """Django would join two by a comma of English."""
    now = timezone.now()
    with translation.override("ja"):
        assert portal.age(now - datetime.timedelta(days=16, hours=3)).replace("\N{NO-BREAK SPACE}", "") == "2週間"


def test_text_in_the_other_language_is_marked_with_it():
    row = SimpleNamespace(name_en="Hanoi <office>", name_ja="")

    with translation.override("ja"):
        assert render('{% in_language row "name" %}', row=row) == '<span lang="en">Hanoi &lt;office&gt;</span>'
    with translation.override("en"):
        assert render('{% in_language row "name" %}', row=row) == "Hanoi &lt;office&gt;"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/en/countries/vn/?on=2018-01-01&q=a%20b", "/ja/countries/vn/?on=2018-01-01&q=a%20b"),
        ("/en/", "/ja/"),
        ("/en/no/such/page/", "/ja/no/such/page/"),
        ("/no-language/", "/ja/no-language/"),
        ("/en/%E3%81%82/", "/ja/%E3%81%82/"),
    ],
)
def test_other_language_is_the_same_page_with_its_query(rf, address, expected):
    assert render('{% other_language_url "ja" %}', rf.get(address)) == expected.replace("&", "&amp;")


def test_other_language_without_a_request_is_the_home_page():
    assert render('{% other_language_url "ja" %}') == "/ja/"


def test_alternates_are_absolute_and_without_query(rf):
    request = rf.get("/en/countries/?q=x")

    assert portal.page_alternates({"request": request}) == [
        {"language": "en", "url": "http://testserver/en/countries/"},
        {"language": "ja", "url": "http://testserver/ja/countries/"},
    ]


def test_navigation_leaves_out_what_has_no_address(monkeypatch):
    monkeypatch.setattr(portal, "NAVIGATION", (("nothing:here", "Nothing"), ("admin:index", "Desk")))

    with translation.override("en"):
        entries = portal.main_navigation({})

    assert entries == [{"url": "/en/admin/", "label": "Desk", "is_page": False, "is_section": False}]


def test_navigation_marks_the_page_and_its_section(rf, monkeypatch):
    monkeypatch.setattr(portal, "NAVIGATION", (("admin:index", "Desk"),))

    with translation.override("en"):
        [on_it] = portal.main_navigation({"request": rf.get("/en/admin/")})
        [below_it] = portal.main_navigation({"request": rf.get("/en/admin/common/")})

    assert (on_it["is_page"], below_it["is_page"], below_it["is_section"]) == (True, False, True)


@pytest.mark.parametrize(
    ("embedded", "sample", "shown"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_sample_banner_stands_where_sample_rows_may_stand(settings, embedded, sample, shown):
    settings.EMBEDDED_DATABASE, settings.SAMPLE = embedded, sample

    assert portal.sample_data_shown() is shown


def test_a_source_is_named_in_the_reader_s_language_and_as_written_where_ours_is_missing():
    both = Programme(source="Own search", source_ja="当ポータルによる調査")
    one = Programme(source="Own search")

    with translation.override("ja"):
        assert (both.source_title, one.source_title) == ("当ポータルによる調査", "Own search")
    with translation.override("en"):
        assert both.source_title == "Own search"
