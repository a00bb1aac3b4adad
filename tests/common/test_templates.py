"""Components and the base page: what they say, and what no template may do."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from countries.models import Country
from jitco_portal.common import error_pages
from jitco_portal.common.charts import Lane, Period, Point
from jitco_portal.common.pagination import Page
from jitco_portal.common.partial_dates import PartialDate
from tests.factories import make_staff

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SOURCE = SimpleNamespace(
    source="List of approved <organizations>",
    source_url="https://example.org/list",
    source_on=PartialDate(2026, 11),
    checked_on=PartialDate(2026, 11, 20),
)
DAY = PartialDate(2026, 11, 23).earliest


def text_of(html: str) -> str:
    html = re.sub(r"<(svg|style|script).*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def component(name: str, **context) -> str:
    with translation.override("en"):
        return render_to_string(f"components/{name}", context)


def make_page(rows=25, count=87, count_is_exact=True, previous_url="", next_url="?after=x"):
    return Page(
        rows=[None] * rows, count=count, count_is_exact=count_is_exact, previous_url=previous_url, next_url=next_url
    )


class RequestForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the permit.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_template_writes_style_or_script_inline(path):
    html = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", html) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=lambda path: path.name)
def test_every_fragment_says_first_what_it_needs(path):
    assert re.match(r"\{# .*(Needs|Asks).* #\}$", path.read_text(encoding="utf-8").splitlines()[0])


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("may_accept", "may accept"), ("may_not_accept", "may not accept"), ("not_known", "not known")],
)
def test_standing_has_a_shape_and_a_word(verdict, word):
    html = component("_standing.html", verdict=verdict)

    assert (text_of(html), html.count('class="shape"')) == (word, 1)


def test_standing_at_the_head_says_its_sentence_limits_and_their_source():
    limit = SimpleNamespace(text="Care only", source=SOURCE)

    html = component(
        "_standing.html", verdict="may_accept", large=True, sentence="May accept.", limits=[limit], detail="Because."
    )

    assert text_of(html) == (
        "May accept. Care only Source: List of approved &lt;organizations&gt;, November 2026 "
        "checked on 20 November 2026 Because."
    )


def test_source_links_to_what_it_names():
    html = component("_source.html", sourced=SOURCE)

    assert re.search(r'<a href="([^"]+)"', html)[1] == "https://example.org/list"


def test_source_without_an_address_is_no_link():
    sourced = SimpleNamespace(source="Letter", source_url="", source_on=None, checked_on=None)

    html = component("_source.html", sourced=sourced)

    assert (text_of(html), "<a " in html) == ("Source: Letter", False)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (make_page(), "25 of 87"),
        (make_page(count=5000, count_is_exact=False), "25 of more than 5,000"),
        (make_page(rows=3, count=3, next_url=""), "3 in all"),
    ],
)
def test_count_is_as_exact_as_it_is_known(page, text):
    assert text_of(component("_count.html", page=page)) == text


def test_pagination_links_only_where_there_is_a_page():
    html = component("_pagination.html", page=make_page())

    assert re.findall(r'href="([^"]+)"', html) == ["?after=x"]
    assert component("_pagination.html", page=make_page(next_url="")).strip() == ""


def test_fact_without_a_value_is_not_known_and_nought_is_a_value():
    facts = [{"name": "Licence", "value": ""}, {"name": "Sent", "value": 0}]

    assert text_of(component("_definition_list.html", facts=facts)) == "Licence not known Sent 0"


def test_form_shows_label_then_hint_then_error_then_field():
    form = RequestForm({"name": "", "kind": "a"})

    with translation.override("en"):
        html = render_to_string("bootstrap5/field.html", {"field": form["name"], "form_show_errors": True} | LABELS)

    order = [html.index(part) for part in ("</label>", "As in the permit.", "This field is required.", "<input")]
    assert order == sorted(order)


LABELS = {"form_show_labels": True}


def test_error_summary_links_to_fields_that_exist():
    form = RequestForm({})

    summary = component("_error_summary.html", form=form)
    with translation.override("en"):
        fields = [
            render_to_string("bootstrap5/field.html", {"field": field, "form_show_errors": True} | LABELS)
            for field in form
        ]

    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_kind_0"]
    assert [f'id="{target}"' in html for target, html in zip(targets, fields, strict=True)] == [True, True]


def test_field_points_to_its_hint_and_its_error():
    form = RequestForm({"name": "", "kind": "a"})

    with translation.override("en"):
        html = render_to_string("bootstrap5/field.html", {"field": form["name"], "form_show_errors": True} | LABELS)

    named = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert [f'id="{name}"' in html for name in named] == [True, True]


def test_history_of_standing_says_in_a_table_what_it_draws():
    periods = [
        Period("not_known", None, PartialDate(2017, 6, 5).earliest, "No MOC."),
        Period("may_accept", PartialDate(2017, 6, 6).earliest, None, "Approved.", SOURCE),
    ]

    html = component("_standing_history.html", periods=periods, today=DAY, caption="TITP")

    table = text_of(html[html.index("<table") :])
    assert table == (
        "TITP From Until Standing Why before that 5 June 2017 not known No MOC. "
        "6 June 2017 no end known may accept Approved. "
        "Source: List of approved &lt;organizations&gt;, November 2026 checked on 20 November 2026"
    )
    assert html.count('class="strip-may_accept"') == 1


def test_procedure_without_any_known_length_draws_nothing():
    step = SimpleNamespace(
        position=1, title="Contract", documents="", get_actor_display="", days_min=None, days_max=None, source=""
    )

    html = component("_timeline.html", steps=[step], caption="TITP")

    assert ("<svg" in html, text_of(html)) == (False, "TITP Step Who acts Days 1. Contract not stated")


def test_fee_above_its_cap_is_said_in_words():
    html = component("_bar.html", amount=4400, cap=3600, currency="USD")

    assert text_of(html).replace("\xa0", " ") == "USD 4,400 is above the cap of USD 3,600."


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("_bar.html", {"amount": 100, "cap": 0, "currency": "USD"}),
        ("_bar.html", {"amount": 100, "cap": None, "currency": "USD"}),
        ("_figure_chart.html", {"points": [Point("2018", None), Point("2019", 34, SOURCE)], "caption": "Approved"}),
        ("_figure_chart.html", {"points": [], "caption": "Approved"}),
        ("_agreement_lanes.html", {"lanes": [Lane("R/D", [], [DAY])], "today": DAY, "caption": "R/D and MOC"}),
        ("_standing_history.html", {"periods": [], "today": DAY, "caption": "TITP"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_drawing_has_numbers_in_it(name, context, language):
    with translation.override(language):
        html = render_to_string(f"components/{name}", context)

    values = re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"]*)"', html)
    assert [value for value in values if not re.fullmatch(r"-?\d+(\.\d+)?%?", value)] == []


@pytest.mark.django_db
def test_admin_wears_the_portals_colours_and_nothing_inline(client):
    client.force_login(make_staff(is_superuser=True))

    html = client.get("/en/admin/").content.decode()

    sheets = re.findall(r'<link rel="stylesheet" href="[^"]*/([\w-]+)(?:\.\w+)?\.css"', html)
    assert (sheets[-1], "dark_mode" in sheets) == ("portal-admin", False)
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|theme-toggle", html) == []


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (error_pages.bad_request, 400),
        (error_pages.permission_denied, 403),
        (error_pages.page_not_found, 404),
        (error_pages.too_many_requests, 429),
        (error_pages.server_error, 500),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_error_page_comes_from_its_template_without_a_database(rf, handler, status, language):
    request = rf.get(f"/{language}/broken/?x=1")
    request.user = AnonymousUser()

    with translation.override(language):
        response = handler(request)

    html = response.content.decode()
    assert (response.status_code, html.count("<h1>"), 'class="site-footer"' in html) == (status, 1, True)
    other = {"en": "ja", "ja": "en"}[language]
    assert f'href="/{other}/broken/?x=1"' in html


@pytest.mark.parametrize(
    ("address", "href"), [("", "https://www.otit.go.jp/"), ("https://example.org/list", "https://example.org/list")]
)
def test_the_list_of_a_country_is_reached_also_where_its_address_is_not_known(address, href):
    country = Country(name_en="Samplia", official_list_url=address)

    assert f'href="{href}"' in render_to_string("components/_official_list.html", {"country": country})
