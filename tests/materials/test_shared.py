"""The link for participants, and the public figures of downloads."""

import csv
import datetime
import io
import json
import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from materials.models import Access, DownloadFigure
from materials.queries.download_figures import counts_for
from tests.factories import make_country
from tests.materials.world import make_edition, make_material, make_member, make_share_key

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_shared(**values):
    edition = make_edition(make_material(access=Access.PARTICIPANTS), files=2)
    return edition, make_share_key(edition.material, **values)


def link(key):
    return reverse("materials:shared", args=[key.token])


def page(client, address):
    answer = client.get(address)
    return answer.status_code, answer.content.decode(), answer


# Links ----------------------------------------------------------------------------------------------------


def test_a_link_shows_its_materials_with_addresses_that_work_without_cookies(client):
    edition, key = make_shared(title="Seminar in Hanoi (sample)")
    other, _key = make_shared()

    status, text, answer = page(client, link(key))

    file = edition.files.first()
    address = reverse("materials:file_download", args=[file.pk]) + f"?key={key.token}"
    assert (status, "Seminar in Hanoi (sample)" in text, address in text) == (200, True, True)
    assert other.material.title not in text
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("strict-origin", "noindex, nofollow")
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(address).status_code == 200


def test_a_link_that_was_opened_opens_the_files_of_this_session_alone(client):
    edition, key = make_shared()
    address = reverse("materials:file_download", args=[edition.files.first().pk])
    assert client.get(address).status_code == 404

    client.get(link(key))

    assert [each.get(address).status_code for each in (client, Client())] == [200, 404]
    key.ended_at = timezone.now()
    key.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("change", [{"ended_at": timezone.now()}, {"opens_until": timezone.now()}])
def test_a_link_that_is_over_says_whom_to_ask(client, change):
    _edition, key = make_shared(**change)

    status, text, _answer = page(client, link(key))

    assert (status, "Affairs Dept." in text, key.title in text) == (410, True, True)


def test_a_link_that_never_was_says_no_more_than_that(client):
    status, text, _answer = page(client, reverse("materials:shared", args=["x" * 32]))

    assert (status, "Affairs Dept." in text) == (404, True)


def test_what_a_link_opened_is_kept_by_no_cache_and_no_index(client):
    """Neither by an address with the key, without a session, nor in the session that opened the link."""
    edition, key = make_shared()
    file, material = edition.files.first(), edition.material
    addresses = [material.get_absolute_url(), edition.get_absolute_url(), file.get_absolute_url()]
    addresses += [reverse("materials:edition_archive", args=[edition.pk]), reverse("materials:material_list")]
    addresses += [f"{reverse('materials:material_list')}?format=json", reverse("search") + "?q=Japanese"]
    client.get(link(key))

    told = []
    for address in addresses:
        carried = f"{address}{'&' if '?' in address else '?'}key={key.token}"
        for answer in (client.get(address), Client().get(carried)):
            assert len(b"".join(answer) if answer.streaming else answer.content) > 100
            told.append((answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"][:7]))

    assert told == [(200, "private, no-store", "noindex")] * 14
    # What nobody's key opened may be kept.
    assert "no-store" not in Client().get(reverse("materials:material_list")).get("Cache-Control", "")


def test_tokens_stand_in_no_log(client, caplog):
    edition, key = make_shared()
    with caplog.at_level(logging.DEBUG):
        client.get(link(key))
        client.get(link(key) + "x")
        client.get(reverse("materials:file_download", args=[edition.files.first().pk]) + f"?key={key.token}")
        client.get(reverse("materials:file_download", args=[10**9]) + f"?key={key.token}")

    told = [
        f"{record.getMessage()} {vars(record)}"
        for record in caplog.records
        if "jitco" in record.name or "django.request" in record.name
    ]
    assert len(told) >= 4
    assert [each for each in told if key.token in each] == []


def test_a_link_costs_the_same_queries_for_one_material_and_for_three(client, django_assert_max_num_queries):
    one, three = (
        make_share_key(make_edition().material),
        make_share_key(*(make_edition().material for _number in range(3))),
    )

    counted = []
    for key in (one, three):
        with django_assert_max_num_queries(12) as queries:
            Client().get(link(key))
        counted.append(len(queries))

    assert counted[0] == counted[1]


# Figures --------------------------------------------------------------------------------------------------


def make_figure(edition, count, day=datetime.date(2026, 11, 23), kind="visitor", country=None):
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
        [["2026-11", "visitor", "", "5"]]
    ] * 2


def test_figures_are_told_by_country_of_the_organization(client):
    edition, country = make_edition(), make_country(code="VN")
    make_figure(edition, 4, kind="sending", country=country)
    make_figure(edition, 3, kind="sending", country=country, day=datetime.date(2026, 10, 1))

    answer = figures(client, "?table=countries&format=json")
    told = json.loads(b"".join(answer.streaming_content))["rows"]

    assert told == [
        {"month": "2026-11", "readers": "sending", "country": "VN", "downloads": 4},
        {"month": "2026-10", "readers": "sending", "country": "VN", "downloads": 3},
    ]


def test_a_month_is_chosen_and_one_that_is_none_is_no_page(client):
    edition = make_edition()
    make_figure(edition, 4)
    make_figure(edition, 333, day=datetime.date(2026, 10, 31))

    october = "".join(figures(client, "?month=2026-10").content.decode().split())

    assert (">333<" in october, ">4<" in october) == (True, False)
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
