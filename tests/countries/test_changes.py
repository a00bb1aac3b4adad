"""What changed on a country's page: public fields of public rows, in words, and never who."""

import datetime

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from countries.models import Agreement, Country, CountrySection, Notice
from countries.queries.changes import NOT_TOLD, TABLES, country_changes
from jitco_portal.common.history.context import by_command
from tests.factories import (
    make_counterpart,
    make_country,
    make_figure,
    make_membership,
    make_moc,
    make_notice,
    make_programme,
    make_section,
    make_staff,
    make_talk,
)

# Each write is a transaction of its own, as in life: pages tell what was written together as one.
apart = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def address(country):
    return reverse("countries:country_changes", args=[country.code.lower()])


def told(country):
    page = country_changes(country=country, user=AnonymousUser())
    return [
        (
            line.what,
            line.title,
            line.name,
            [f"{change.field}: {change.before} → {change.after}" for change in line.changes],
        )
        for day in page.days
        for write in day.writes
        for line in write.lines
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model.__name__)
def test_every_field_is_said_to_be_public_or_not(table):
    if table.relation:
        assert table.public == ("programme",)
        return
    fields = {field.name for field in table.model._meta.concrete_fields if not field.primary_key}

    assert (set(table.public) | set(table.hidden)) == fields
    assert set(table.public) & set(table.hidden) == set()
    assert set(table.names) <= set(table.public)


def test_every_model_of_countries_is_told_or_has_a_reason():
    models = {
        model
        for model in apps.get_app_config("countries").get_models()
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }

    assert models - {table.model for table in TABLES} == set(NOT_TOLD)


@apart
def test_changes_are_told_in_words_newest_first():
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name", next_review_on="2027-03-31")
    with transaction.atomic():
        moc = make_moc(country, make_programme())
    moc.programmes.add(make_programme(code="ssw", short_en="SSW"))
    Agreement.objects.filter(pk=moc.pk).update(effective_on="2017-12")

    assert told(country) == [
        ("update", "Agreement", "MOC · 6 June 2017", ["In force from: – → December 2017"]),
        ("insert", "Programmes covered (MOC · 6 June 2017)", "SSW", []),
        ("insert", "Agreement", "MOC · 6 June 2017", []),
        ("insert", "Programmes covered (MOC · 6 June 2017)", "TITP", []),
        ("update", "", "", ["Name (English): Old name → New name", "Next review on: – → 31 March 2027"]),
        ("entered", "", "", []),
    ]


@apart
def test_the_first_load_is_one_line():
    with transaction.atomic(), by_command("load_reference_data"):
        country = make_country()
        make_moc(country)
        make_section(country)
        make_figure(country)

    assert told(country) == [("entered", "", "", [])]


@apart
def test_rows_of_other_countries_are_not_told():
    country, other = make_country(), make_country()
    make_talk(other)

    assert [what for what, *_rest in told(country)] == ["entered"]


@apart
def test_a_notice_is_told_from_its_day_on():
    country = make_country()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    draft = make_notice(country, published_on=tomorrow, title_en="Draft of tomorrow")
    Notice.objects.filter(pk=draft.pk).update(title_en="Second draft")
    before = [what for what, *_rest in told(country)]
    Notice.objects.filter(pk=draft.pk).update(published_on=timezone.localdate(), title_en="Final title")

    found = told(country)

    assert before == ["entered"]
    assert [what for what, *_rest in found] == ["insert", "entered"]
    assert "draft" not in str(found).lower()


@apart
def test_nobody_reads_the_draft_of_a_notice_here(client):
    """Staff see notices before their day on their pages; what changed is the same for everybody."""
    country = make_country()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_notice(country, published_on=tomorrow, title_en="Draft of tomorrow")
    client.force_login(make_staff(is_superuser=True))

    assert "Draft of tomorrow" not in client.get(address(country)).content.decode()


@apart
def test_long_chapters_are_told_as_a_short_difference(client):
    country = make_country()
    chapter = make_section(country, text_en="A long beginning of the chapter. " * 20 + "The fee is USD 3,600.")
    CountrySection.objects.filter(pk=chapter.pk).update(text_en=chapter.text_en.replace("3,600", "3,000"))

    text = client.get(address(country)).content.decode()

    assert ("<del>3,600</del><ins>3,000</ins>" in text, text.count("A long beginning")) == (True, 0)


@apart
def test_no_person_is_named(client):
    country = make_country(name_en="Old name")
    staff = make_staff(name="Sample Clerk")
    with pghistory.context(user=staff.pk, url="/en/admin/countries/country/1/change/", why="Sample Clerk was asked"):
        Country.objects.filter(pk=country.pk).update(name_en="New name")

    text = client.get(address(country)).content.decode()

    assert ("the Affairs Dept." in text, "Sample Clerk" in text, staff.email in text) == (True, False, False)


@apart
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_answers_in_both_languages_and_is_linked(client, language):
    country = make_country()
    make_programme()
    make_counterpart(country)
    with translation.override(language):
        url = address(country)
        profile = client.get(country.get_absolute_url()).content.decode()

        answer = client.get(url)

    assert (answer.status_code, answer.headers["X-Robots-Tag"], f'href="{url}"' in profile) == (200, "noindex", True)


@apart
def test_a_code_in_capitals_moves_and_an_unknown_one_is_not_found(client):
    country = make_country()
    upper = address(country).replace(f"/{country.code.lower()}/", f"/{country.code}/")

    assert client.get(upper).headers["Location"] == address(country)
    assert client.get(address(country).replace(f"/{country.code.lower()}/", "/zz/")).status_code == 404


@apart
@pytest.mark.parametrize("as_member", [False, True])
def test_a_page_asks_eight_times_at_most_and_not_more_for_a_long_history(client, as_member):
    country = make_country()
    if as_member:
        client.force_login(make_membership().user)

    def write(number):
        make_moc(country, signed_on=f"20{number:02}")
        make_figure(country, number=number, counted_on=f"20{number:02}")
        make_counterpart(country)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(country)).status_code == 200
        return len(captured)

    write(10)
    queries()
    few = queries()
    for number in range(11, 25):
        write(number)

    assert (queries() - few, few <= 8) == (0, True), few
