"""How staff get an account, and that they log in where everybody does."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import translation

from jitco_portal.common.models import OutboxMessage, User
from tests.factories import make_staff, make_user
from tests.logging_in import is_logged_in, link_in

NEW_PASSWORD = "a long and quiet river"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def create_staff_account(*args, **options):
    out = StringIO()
    call_command("create_staff_account", *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_staff_account_is_made_without_a_password_and_nothing_secret_is_printed(client):
    printed = create_staff_account("Hanako@Example.org", name="山田花子")
    user, mail = User.objects.get(), OutboxMessage.objects.get()
    page = client.get(link_in(mail))["Location"]
    client.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    answer = client.post("/en/account/login/", {"login": user.email, "password": NEW_PASSWORD}, follow=True)

    assert (user.email, user.is_staff, user.is_superuser, user.has_usable_password()) == (
        *("hanako@example.org", True, False, False),
    )
    assert (mail.kind, mail.is_secret, mail.is_duty, mail.language) == ("account_staff_welcome", True, True, "ja")
    assert [printed.count(secret) for secret in ("http", link_in(mail), user.password)] == [0, 0, 0]
    assert answer.request["PATH_INFO"] == "/en/account/2fa/"


def test_a_staff_account_may_be_of_a_group_or_a_superuser():
    Group.objects.get_or_create(name="publisher")

    create_staff_account("one@example.org", name="One", group="publisher")
    create_staff_account("two@example.org", name="Two", superuser=True)

    rows = User.objects.order_by("email").values_list("email", "is_superuser", "groups__name")
    assert list(rows) == [("one@example.org", False, "publisher"), ("two@example.org", True, None)]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"email": "TAKEN@example.org"}, "already exists"),
        ({"group": "no such group"}, "There is no group no such group"),
        ({"email": "no address"}, "Enter a valid email address."),
    ],
)
def test_a_staff_account_is_refused_with_a_reason(values, text):
    make_user(email="taken@example.org")
    values = {"email": "new@example.org", "group": "", **values}

    with pytest.raises(CommandError, match=text):
        create_staff_account(values["email"], name="New", group=values["group"])

    assert (User.objects.count(), OutboxMessage.objects.count()) == (1, 0)


def test_the_log_in_of_the_desk_is_that_of_everybody(client):
    make_user()

    assert client.get("/en/admin/", follow=True).redirect_chain[-1] == ("/en/account/login/?next=/en/admin/", 302)
    client.force_login(make_user())
    assert client.get("/en/admin/", follow=True).status_code == 403


def test_log_out_and_password_of_the_desk_lead_to_ours(client):
    client.force_login(make_staff(is_superuser=True))

    password = client.get("/en/admin/password_change/")
    answer = client.post("/en/admin/logout/")

    assert (password["Location"], answer["Location"]) == ("/en/account/password/change/", "/en/")
    assert not is_logged_in(client)


def test_search_engines_are_kept_from_account_pages(client):
    assert {"Disallow: /en/account/", "Disallow: /ja/account/"} <= set(
        client.get("/robots.txt").content.decode().splitlines()
    )
