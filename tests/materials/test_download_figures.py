"""The public figures of downloads, of which no small number can be known."""

import csv
import datetime
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from materials.models import Access, DownloadFigure
from materials.queries.download_figures import counts_for
from tests.factories import make_country
from tests.materials.world import make_edition, make_material, make_member

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 28, 3, tzinfo=datetime.UTC))


def make_figure(edition, count, day=datetime.date(2026, 10, 23), kind="visitor", country=None):
    return DownloadFigure.objects.create(
        file=edition.files.first(), day=day, reader_kind=kind, country=country, count=count
    )  # fmt: skip


def figures(client, query=""):
    return client.get(reverse("materials:download_figures") + query)


def exported(client, query):
    answer = figures(client, query)
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))[1:]


def test_small_numbers_are_not_told(client):
    edition, other = make_edition(language="vi"), make_edition()
    make_figure(edition, 2)
    make_figure(other, 2)
    make_figure(other, 1, kind="person")

    text = "".join(figures(client).content.decode().split())

    assert ("fewerthan3" in text, ">3<" in text, ">2<" in text) == (True, True, False)
    rows = exported(client, "?format=csv")
    assert sorted(row[1::3] + row[5:] for row in rows) == sorted(
        [[str(edition.material_id), "vi", ""], [str(other.material_id), "ja", "3"]]
    )


def test_restricted_materials_are_in_no_figures_of_a_stranger(client):
    hidden = make_edition(make_material(access=Access.MEMBERS, title_en="For members alone"))
    country = make_country()
    make_figure(hidden, 7, kind="sending", country=country)
    make_figure(make_edition(), 5)
    member = Client()
    member.force_login(make_member().user)

    assert [len(exported(each, "?format=csv")) for each in (client, member)] == [1, 2]
    assert ["For members alone" in figures(each).content.decode() for each in (client, member)] == [False, True]
    # The countries are of what is for everybody, for every reader: nothing can be subtracted.
    assert [exported(each, "?table=countries&format=csv") for each in (client, member)] == [
        [["2026-10", "visitor", "", "5"]]
    ] * 2


def test_figures_are_told_by_country_of_the_organization(client):
    edition, country = make_edition(), make_country(code="VN")
    make_figure(edition, 4, kind="sending", country=country)
    make_figure(edition, 3, kind="sending", country=country, day=SEPTEMBER)

    answer = figures(client, "?table=countries&format=json")
    told = json.loads(b"".join(answer.streaming_content))["rows"]

    assert told == [
        {"month": "2026-10", "readers": "sending", "country": "VN", "downloads": 4},
        {"month": "2026-09", "readers": "sending", "country": "VN", "downloads": 3},
    ]


def test_a_month_is_chosen_and_one_that_is_none_is_no_page(client):
    edition = make_edition()
    make_figure(edition, 4)
    make_figure(edition, 333, day=datetime.date(2026, 9, 30))

    september = "".join(figures(client, "?month=2026-09").content.decode().split())

    assert (">333<" in september, ">4<" in september) == (True, False)
    assert [figures(client, f"?month={each}").status_code for each in ("2026-13", "x", "2031-01")] == [404, 404, 200]


def test_the_figures_cost_the_same_queries_for_one_row_and_for_three(client, django_assert_num_queries):
    for _number in range(2):
        make_figure(make_edition(), 4, kind="sending", country=make_country())
        with django_assert_num_queries(5):
            figures(client)
        make_figure(make_edition(), 4)


def test_the_count_of_an_edition_is_of_all_its_files_and_days(django_assert_num_queries):
    many, few, none = make_edition(files=2), make_edition(), make_edition()
    for file in many.files.all():
        DownloadFigure.objects.create(file=file, day=datetime.date(2026, 1, 1), reader_kind="visitor", count=2)
    make_figure(few, 2)

    with django_assert_num_queries(1):
        assert counts_for([many, few.pk, none]) == {many.pk: 4}


def test_a_small_number_cannot_be_worked_out_of_what_an_edition_is_told_to_have(client):
    """Neither from its other months, nor from an edition beside it, nor from yesterday's figures."""
    old = make_edition()
    new = make_edition(old.material)
    make_figure(old, 10, day=SEPTEMBER)
    make_figure(old, 1)
    make_figure(new, 20, day=SEPTEMBER - datetime.timedelta(days=40))
    make_figure(old, 1, day=SEPTEMBER - datetime.timedelta(days=40))
    make_figure(new, 30, day=datetime.date(2026, 11, 2))

    assert counts_for([old, new]) == {old.pk: 10}
    assert [row[0::5] for row in exported(client, "?format=csv")] == [
        *(["2026-10", ""], ["2026-09", "10"], ["2026-07", "21"]),
    ]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"VN": 9, "PH": 3}, {"VN": 9, "PH": 3}),
        # One alone would be what the titles have more than the others.
        ({"VN": 9, "PH": 5, "NP": 1}, {"VN": 9, "": 6}),
        ({"VN": 9, "PH": 1, "NP": 1}, {"": 11}),
        ({"VN": 9, "PH": 2, "NP": 2}, {"VN": 9, "": 4}),
        ({"PH": 1, "NP": 2}, {"": 3}),
    ],
)
def test_a_small_number_cannot_be_worked_out_of_the_other_countries(client, counts, told):
    edition = make_edition()
    for code, count in counts.items():
        make_figure(edition, count, kind="sending", country=make_country(code=code))
    # Of a title that is not told nothing is told by country either.
    make_figure(make_edition(), 2, kind="sending", country=make_country(code="VN"))

    rows = exported(client, "?table=countries&format=csv")

    assert {row[2]: int(row[3]) for row in rows} == told
    assert {row[1] for row in rows if not row[2]} <= {"others"}
    assert (">all others<" in figures(client).content.decode()) == ("" in told)
