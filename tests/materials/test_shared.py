"""The link for participants."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from materials.models import Access
from tests.materials.world import make_edition, make_material, make_share_key

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
