"""A person's own page: password, address, details."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import translation

from jitco_portal.common.accounts import forms as account_forms
from jitco_portal.common.models import OutboxMessage
from tests.factories import PASSWORD, make_user
from tests.logging_in import is_logged_in, link_in, log_in_client, totp_code, written

NEW_PASSWORD = "a long and quiet river"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


# Password ---------------------------------------------------------------------------------------------


def reset_form(client, user):
    """The page behind the link of the mail."""
    client.post("/en/account/password/reset/", {"email": user.email})
    return client.get(link_in(OutboxMessage.objects.get(kind="account_password_reset_key")))["Location"]


def test_password_reset_sets_a_new_one_and_ends_every_session(client):
    user = make_user(language="ja")
    elsewhere = Client()
    log_in_client(elsewhere, user)

    page = reset_form(client, user)
    answer = client.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    user.refresh_from_db()
    mail = OutboxMessage.objects.get(kind="account_password_reset_key")
    assert answer["Location"] == "/ja/account/password/reset/key/done/"
    assert user.check_password(NEW_PASSWORD)
    assert (mail.is_secret, mail.is_duty, mail.language) == (True, True, "ja")
    assert written()[-1] == ("account_password_reset", user.email)
    assert (is_logged_in(client), is_logged_in(elsewhere)) == (False, False)


def test_the_page_with_the_form_has_no_token_in_its_address(client):
    user = make_user()

    page = reset_form(client, user)

    assert page.endswith("-set-password/")
    assert client.get(page)["Referrer-Policy"] == "same-origin"


def test_a_reset_link_works_once(client):
    user = make_user()
    page = reset_form(client, user)
    link = link_in(OutboxMessage.objects.get(kind="account_password_reset_key"))
    client.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    again = Client().get(link)

    assert "does not work any more" in again.content.decode()


def test_a_reset_does_not_get_round_the_second_factor(client):
    user = make_user(second_factor=True)
    client.post(reset_form(client, user), {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    after_reset = is_logged_in(client)
    answer = client.post("/en/account/login/", {"login": user.email, "password": NEW_PASSWORD})

    assert (after_reset, answer["Location"], is_logged_in(client)) == (False, "/en/account/2fa/authenticate/", False)
    assert client.post("/en/account/2fa/authenticate/", {"code": totp_code()})["Location"] == "/en/account/"


def test_a_reset_for_an_unknown_address_is_answered_alike_in_the_language_of_the_page(client):
    user = make_user()

    answers = [
        client.post("/ja/account/password/reset/", {"email": email})["Location"]
        for email in (user.email, "nobody@example.org")
    ]

    assert answers == ["/ja/account/password/reset/done/"] * 2
    unknown = OutboxMessage.objects.get(recipient="nobody@example.org")
    assert (unknown.kind, unknown.language, unknown.user) == ("account_unknown_account", "ja", None)


def test_a_new_password_ends_every_session_and_is_told(client):
    user = make_user()
    elsewhere = Client()
    log_in_client(client, user)
    log_in_client(elsewhere, user)

    values = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    answer = client.post("/en/account/password/change/", values)

    assert answer["Location"] == "/en/account/login/"
    assert (is_logged_in(client), is_logged_in(elsewhere)) == (False, False)
    assert written() == [("account_password_changed", user.email)]


def test_the_present_password_is_asked_for(client):
    user = make_user()
    log_in_client(client, user)

    values = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": "another long river"}
    form = client.post("/en/account/password/change/", values).context["form"]

    assert form.errors == {
        "oldpassword": ["This is not your present password."],
        "password2": ["The two passwords are not the same."],
    }


# Address ----------------------------------------------------------------------------------------------


def confirm_by_password(client):
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


def test_a_new_address_counts_once_confirmed_and_the_old_one_is_told(client):
    user = make_user(email="old@example.org", language="ja")
    log_in_client(client, user)
    confirm_by_password(client)

    client.post("/en/account/email/", {"email": "new@example.org", "action_add": ""})
    user.refresh_from_db()
    before = user.email
    mail = OutboxMessage.objects.get()
    client.post(link_in(mail))
    user.refresh_from_db()

    assert (before, user.email) == ("old@example.org", "new@example.org")
    assert (mail.kind, mail.recipient, mail.language) == ("account_email_confirmation", "new@example.org", "ja")
    assert written()[-1] == ("account_email_changed", "old@example.org")
    told = OutboxMessage.objects.get(kind="account_email_changed")
    assert ("new@example.org" in told.body, told.user, told.is_duty) == (True, user, True)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.org", True, True)]


def test_a_change_of_address_asks_for_the_password_again(client):
    log_in_client(client, make_user())

    answer = client.post("/en/account/email/", {"email": "new@example.org", "action_add": ""})

    assert answer["Location"].startswith("/en/account/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


def test_the_address_of_another_cannot_be_taken(client):
    other = make_user(email="other@example.org")
    user = make_user()
    log_in_client(client, user)
    confirm_by_password(client)

    client.post("/en/account/email/", {"email": "OTHER@example.org", "action_add": ""})
    mail = OutboxMessage.objects.get(recipient=other.email)
    client.post(link_in(mail))

    user.refresh_from_db()
    assert user.email != other.email
    assert EmailAddress.objects.get(email=other.email, verified=True).user == other


# A person's own page ----------------------------------------------------------------------------------


def test_the_account_is_for_its_owner_only(client):
    make_user(email="other@example.org")
    pages = ["", "details/", "email/", "password/change/", "2fa/", "2fa/webauthn/", "sessions/"]

    strangers = [client.get(f"/en/account/{page}") for page in pages]
    client.force_login(make_user())
    own = [client.get(f"/en/account/{page}") for page in pages]

    assert [answer["Location"][:18] for answer in strangers] == ["/en/account/login/"] * len(pages)
    assert [answer.status_code for answer in own] == [200] * len(pages)
    assert [page for page in own if "other@example.org" in page.content.decode()] == []


def test_details_are_kept_and_bad_ones_told(client):
    user = make_user()
    client.force_login(user)

    bad = client.post("/en/account/details/", {"name": "", "language": "ja", "time_zone": "Mars/Olympus"})
    good = client.post("/en/account/details/", {"name": "Hoa", "language": "ja", "time_zone": "Asia/Ho_Chi_Minh"})

    user.refresh_from_db()
    assert list(bad.context["form"].errors) == ["name", "time_zone"]
    assert good["Location"] == "/en/account/"
    assert (user.name, user.language, user.time_zone) == ("Hoa", "ja", "Asia/Ho_Chi_Minh")


def test_a_time_zone_that_is_not_offered_stays(client):
    user = make_user(time_zone="Africa/Nairobi")
    form = account_forms.DetailsForm(instance=user)

    assert form["time_zone"].value() == "Africa/Nairobi"
    assert "Africa/Nairobi" in dict(form.fields["time_zone"].choices)


def test_nobody_changes_their_own_rights_by_the_form(client):
    user = make_user()
    client.force_login(user)

    values = {"name": "Hoa", "language": "en", "time_zone": "Asia/Tokyo", "is_staff": "on", "is_superuser": "on"}
    client.post("/en/account/details/", {**values, "email": "x@example.org"})

    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser, user.email != "x@example.org") == (False, False, True)
