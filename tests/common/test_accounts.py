"""Sign-up, log-in and limits, by Django's test client; the same pages in a browser: journeys/test_log_in."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from jitco_portal.common.accounts.time_zones import time_zones
from jitco_portal.common.models import OutboxMessage, User
from tests.factories import PASSWORD, make_user
from tests.logging_in import is_logged_in, link_in, log_in_client, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def sign_up(client, language="en", **values):
    values = {
        "email": "aya@example.org",
        "name": "Aya",
        "language": language,
        "time_zone": "Asia/Manila",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "privacy_notice": "on",
        **values,
    }
    return client.post(f"/{language}/account/signup/", values)


# Sign-up ----------------------------------------------------------------------------------------------


def test_sign_up_confirm_and_log_in(client):
    answer = sign_up(client, "ja")
    before = log_in_client(Client(), User.objects.get())
    mail = OutboxMessage.objects.get()
    confirmed = client.post(link_in(mail))
    after = log_in_client(client, User.objects.get())

    user = User.objects.get()
    assert (answer["Location"], before["Location"]) == ("/ja/account/confirm-email/", "/en/account/confirm-email/")
    assert (user.name, user.language, user.time_zone, user.is_staff) == ("Aya", "ja", "Asia/Manila", False)
    assert (mail.kind, mail.language, mail.time_zone) == ("account_email_confirmation_signup", "ja", "Asia/Manila")
    assert (mail.is_duty, mail.is_secret, link_in(mail)[:4]) == (True, True, "/ja/")
    assert (confirmed["Location"], after["Location"]) == ("/ja/account/login/", "/en/account/")
    assert is_logged_in(client)


def test_a_link_that_was_used_or_made_up_confirms_nothing(client):
    sign_up(client)
    link = link_in(OutboxMessage.objects.get())
    client.post(link)

    assert [client.post(link).status_code, client.post("/en/account/confirm-email/made-up/").status_code] == [404, 404]
    assert "does not work any more" in client.get(link).content.decode()


def test_who_signs_up_again_is_answered_alike_and_their_owner_is_told(client):
    user = make_user(email="aya@example.org", language="ja")

    answer, other = sign_up(client), sign_up(Client(), email="ken@example.org")

    assert (answer.status_code, answer["Location"]) == (other.status_code, other["Location"])
    assert written() == [
        ("account_already_exists", "aya@example.org"),
        ("account_email_confirmation_signup", "ken@example.org"),
    ]
    told = OutboxMessage.objects.get(recipient=user.email)
    assert (told.user, told.language, "signup" in told.body) == (user, "ja", False)
    user.refresh_from_db()
    assert user.name == "Sample Person"


def test_what_fills_the_trap_gets_the_usual_answer_and_no_account(client):
    answer = sign_up(client, fax_number="03-0000-0000")

    assert answer["Location"] == "/en/account/confirm-email/"
    assert (User.objects.count(), OutboxMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("values", "field", "error"),
    [
        ({"name": "Buy at www.evil.example"}, "name", "Write only a name here, no address."),
        ({"name": "Aya <aya@evil.example>"}, "name", "Write only a name here, no address."),
        ({"password2": "something else"}, "password2", "The two passwords are not the same."),
        ({"password1": "short", "password2": "short"}, "password1", "at least 12 characters"),
        ({"password1": "908172635445", "password2": "908172635445"}, "password1", "entirely numeric"),
        (
            {"name": "Aya Sakuragaoka", "password1": "Aya Sakuragaoka", "password2": "Aya Sakuragaoka"},
            "password1",
            "name",
        ),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "Select a valid choice"),
        ({"email": "no address"}, "email", "Enter a valid email address."),
    ],
)
def test_sign_up_tells_what_is_wrong_beside_the_field(client, values, field, error):
    form = sign_up(client, **values).context["form"]

    assert list(form.errors) == [field]
    assert error in form.errors[field][0]
    assert not User.objects.exists()


def test_the_form_begins_in_the_language_of_the_page(client):
    values = {
        language: {
            name: client.get(f"/{language}/account/signup/").context["form"][name].value()
            for name in ("language", "time_zone")
        }
        for language in ("en", "ja")
    }

    assert values == {
        "en": {"language": "en", "time_zone": ""},
        "ja": {"language": "ja", "time_zone": "Asia/Tokyo"},
    }


def test_each_box_says_what_belongs_in_it(client):
    def autocomplete(path):
        return re.findall(r'autocomplete="([^"]+)"', client.get(f"/en/account/{path}").content.decode())

    assert autocomplete("login/") == ["username webauthn", "current-password"]
    assert autocomplete("signup/") == ["email", "name", "new-password", "new-password", "off"]


# Log-in -----------------------------------------------------------------------------------------------


def test_wrong_password_and_unknown_address_are_answered_alike(client):
    user = make_user()

    answers = [
        client.post("/en/account/login/", {"login": email, "password": "wrong"}).context["form"].errors
        for email in (user.email, "nobody@example.org")
    ]

    assert answers == [{"__all__": ["The e-mail address or the password is not right."]}] * 2


def test_a_switched_off_account_is_told_so_only_with_the_right_password(client):
    user = make_user(is_active=False)

    right = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    wrong = client.post("/en/account/login/", {"login": user.email, "password": "wrong"})

    assert (right["Location"], wrong.status_code) == ("/en/account/inactive/", 200)


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        ("/ja/countries/", "/ja/countries/"),
        ("https://evil.example/", "/en/account/"),
        ("//evil.example/", "/en/account/"),
        ("javascript:alert(1)", "/en/account/"),
    ],
)
def test_log_in_leads_back_within_the_portal_only(client, target, reached):
    user = make_user()

    answer = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD, "next": target})

    assert answer["Location"] == reached


def test_the_header_leads_back_to_the_page_that_was_read(client):
    html = client.get("/en/countries/?q=viet").content.decode()

    assert 'href="/en/account/login/?next=%2Fen%2Fcountries%2F%3Fq%3Dviet"' in html
    assert 'href="/en/account/login/"' in client.get("/en/account/signup/").content.decode()


def test_the_header_costs_no_query(client, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    client.get("/en/account/logout/")

    # The session and the person; the page itself asks nothing.
    with django_assert_num_queries(2):
        html = client.get("/en/account/logout/").content.decode()

    assert (user.name in html, "/en/admin/" in html) == (True, False)


def test_log_out_needs_a_click(client):
    client.force_login(make_user())

    seen = client.get("/en/account/logout/")
    still = is_logged_in(client)
    answer = client.post("/en/account/logout/")

    assert (seen.status_code, still, answer["Location"], is_logged_in(client)) == (200, True, "/en/", False)


# Limits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "title"), [("en", "Too many tries"), ("ja", "<h1>")])
def test_too_many_sign_ups_get_a_page(client, settings, language, title):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}

    answers = [sign_up(client, language, email=f"person{number}@example.org") for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert title in answers[2].content.decode()
    assert '<main id="main"' in answers[2].content.decode()


def test_guessing_a_password_ends_after_five_tries_also_from_elsewhere(client):
    user = make_user()

    def tries(password, address):
        values = {"login": user.email, "password": password}
        return Client(REMOTE_ADDR=address).post("/en/account/login/", values)

    for number in range(5):
        tries("wrong", f"192.0.2.{number}")

    assert tries(PASSWORD, "192.0.2.99").context["form"].non_field_errors() == [
        "Too many tries. Wait a few minutes and try again."
    ]


def test_limits_stand_in_the_database_for_all_processes(client):
    client.post("/en/account/login/", {"login": make_user().email, "password": "wrong"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0


def failures(client, number, **headers):
    """Wrong log-ins for as many addresses; whether the limit of one client address was reached."""
    for each in range(number):
        values = {"login": f"nobody{each}@example.org", "password": "wrong"}
        form = client.post("/en/account/login/", values, headers=headers).context["form"]
    return "Too many tries" in str(form.errors)


def test_without_proxies_a_made_up_forwarded_address_changes_nothing(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}

    assert not failures(client, 3, x_forwarded_for="203.0.113.1")
    assert failures(client, 1, x_forwarded_for="203.0.113.2")


def test_behind_one_proxy_only_what_the_proxy_saw_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}

    # What the reader wrote stands left of what the proxy adds.
    assert not failures(client, 3, x_forwarded_for="203.0.113.1, 198.51.100.7")
    assert failures(client, 1, x_forwarded_for="203.0.113.2, 198.51.100.7")
    assert not failures(client, 1, x_forwarded_for="203.0.113.2, 198.51.100.8")


# What the pages say ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("signup/", {"email": "aya@example.org"}),
        ("login/", {"login": "aya@example.org", "password": "wrong"}),
    ],
)
def test_passwords_that_come_back_empty_are_told(client, path, values):
    page = client.post(f"/en/account/{path}", values).content.decode()

    assert "What you entered is kept below." in page
    assert page.count("Passwords have to be typed again.") == 1


def test_a_page_with_a_password_alone_keeps_nothing(client):
    log_in_client(client, make_user())

    page = client.post("/en/account/reauthenticate/", {"password": "wrong"}).content.decode()

    assert "What you entered is kept below." not in page
    assert page.count("Passwords have to be typed again.") == 1


def test_every_offered_time_zone_has_a_japanese_name():
    names = [name for zone, name in time_zones(language="ja") if zone != "UTC"]

    assert [name for name in names if re.match("[A-Za-z]", name)] == []
