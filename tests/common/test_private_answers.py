"""Pages for somebody who is logged in show more than others may see, so no cache keeps them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from jitco_portal.common.private_answers import PrivateAnswersMiddleware
from tests.factories import PASSWORD, make_country, make_staff, make_user


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/en/countries/", "/en/admin/", "/en/no-such-page/", "/healthz"])
def test_every_answer_to_somebody_logged_in_is_private(client, path):
    make_country()
    client.force_login(make_staff(is_superuser=True))

    assert client.get(path)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_answer_that_logs_in_is_private(client):
    user = make_user()

    response = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert "portal_session" in response.cookies
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/x/"])
def test_pages_that_log_in_or_carry_a_token_are_private(client, path):
    assert client.get(f"/en/account/{path}")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_public_page_stays_public_for_everybody_else(client):
    make_country()

    assert "Cache-Control" not in client.get("/en/countries/").headers


def test_nobody_is_asked_who_they_are(rf):
    class Asked(AnonymousUser):
        @property
        def is_authenticated(self):
            raise AssertionError("the user was looked up")

    for cookies in ({}, {"portal_session": "gone"}):
        request = rf.get("/en/")
        request.COOKIES = cookies
        request.user = Asked()
        answer = PrivateAnswersMiddleware(lambda request: HttpResponse())(request)
        assert answer.has_header("Cache-Control") == bool(cookies)
