"""How long a session lasts, and who ends it."""

import pytest
from django.test import Client

from tests.factories import make_staff, make_user
from tests.logging_in import is_logged_in, log_in_client

pytestmark = pytest.mark.django_db


def test_log_out_elsewhere_ends_the_others_and_keeps_this_one(client):
    user = make_user()
    elsewhere, stranger = Client(), Client()
    log_in_client(client, user)
    log_in_client(elsewhere, user)
    log_in_client(stranger, make_user())

    seen = len(client.get("/en/account/sessions/").context["sessions"])
    client.post("/en/account/sessions/")

    assert seen == 2
    assert [is_logged_in(each) for each in (client, elsewhere, stranger)] == [True, False, True]


@pytest.mark.parametrize(
    ("is_staff", "hours", "stays"), [(True, 7.9, True), (True, 8.1, False), (False, 71, True), (False, 73, False)]
)
def test_a_session_left_alone_ends(client, time_machine, is_staff, hours, stays):
    user = make_staff() if is_staff else make_user()
    time_machine.move_to("2026-11-23 09:00:00+09:00", tick=False)
    log_in_client(client, user)

    time_machine.shift(hours * 3600)

    assert is_logged_in(client) == stays


def test_a_session_in_use_ends_two_weeks_after_the_log_in(client, time_machine):
    time_machine.move_to("2026-11-01 09:00:00+09:00", tick=False)
    log_in_client(client, make_user())

    days = 0
    while is_logged_in(client):
        time_machine.shift(24 * 3600)
        days += 1

    assert days == 15


def test_the_session_is_written_seldom(client, django_assert_num_queries, time_machine):
    time_machine.move_to("2026-11-23 09:00:00+09:00", tick=False)
    log_in_client(client, make_user())
    time_machine.shift(60)

    with django_assert_num_queries(2):
        client.get("/en/account/logout/")


def test_the_cookie_of_a_session_ends_with_the_browser_and_scripts_cannot_read_it(client):
    log_in_client(client, make_user())
    cookie = client.cookies["portal_session"]

    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
