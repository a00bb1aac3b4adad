"""Links for participants, as a reader carries them, and sizes and times as readers see them."""

import datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone, translation

from materials.templatetags.materials import download_time, download_times, file_size
from materials.views.reader import SESSION_KEY, shared_keys
from tests.materials.world import make_share_key

MEBIBYTE = 1024 * 1024


def request_with(*, opened=(), query=""):
    request = RequestFactory().get(f"/en/materials/{query}")
    request.session = SessionStore()
    if opened:
        request.session[SESSION_KEY] = [key.pk for key in opened]
    return request


@pytest.mark.django_db
def test_keys_are_those_whose_link_was_opened_or_is_carried(django_assert_num_queries):
    opened, carried, _other = make_share_key(), make_share_key(), make_share_key()

    with django_assert_num_queries(2):
        request = request_with(opened=[opened], query=f"?key={carried.token}")
        found = [shared_keys(request), shared_keys(request)]

    assert found == [(opened.pk, carried.pk)] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"ended_at": timezone.now()}, {"opens_until": timezone.now()}])
def test_a_key_that_ended_opens_nothing_any_more(values):
    key = make_share_key(**values)

    assert shared_keys(request_with(opened=[key], query=f"?key={key.token}")) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?key=", "?key=x", "?key=%00" + "a" * 30, "?key=" + "あ" * 30])
def test_a_reader_without_keys_costs_no_query(query, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shared_keys(request_with(query=query)) == ()


@pytest.mark.django_db
def test_a_key_is_open_up_to_its_moment(time_machine):
    key = make_share_key(opens_until=timezone.now() + datetime.timedelta(hours=1))

    assert shared_keys(request_with(opened=[key])) == (key.pk,)
    time_machine.move_to(key.opens_until)
    assert shared_keys(request_with(opened=[key])) == ()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (1500, "1.5 KB"),
        (MEBIBYTE - 1, "1 MB"),
        (10 * MEBIBYTE, "10 MB"),
        (int(9.97 * MEBIBYTE), "10 MB"),
        (200 * MEBIBYTE, "200 MB"),
        (3 * 1024 * MEBIBYTE // 2, "1.5 GB"),
    ],
)
def test_sizes_have_two_figures_and_the_unit_that_fits(size, words):
    assert file_size(size).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("size", "speed", "words"),
    [
        (100_000, "0.5", "a few seconds"),
        (2_000_000, "0.5", "about 30 seconds"),
        (15_000_000, "0.5", "about 4 minutes"),
        (210_000_000, "0.5", "about 55 minutes"),
        (225_000_000, "0.5", "about 1 hour"),
        (300_000_000, "0.5", "about 1 h 20 min"),
    ],
)
def test_times_are_as_exact_as_a_line_is_steady(size, speed, words):
    assert download_time(size, speed) == words


def test_times_stand_beside_the_speeds_of_three_lines():
    assert download_times(15_000_000) == (
        "about 4 minutes at 0.5 Mbit/s, about 1 minute at 2 Mbit/s, about 10 seconds at 10 Mbit/s"
    )
    with translation.override("ja"):
        assert "、" in download_times(15_000_000)


def test_what_comes_at_once_needs_no_speeds():
    assert download_times(50_000) == "a few seconds"
