"""What every answer carries, whatever it is."""

import pytest

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/en/account/login/", "/en/no-such-page/", "/static/admin/css/base.css"])
def test_every_answer_has_the_policy_and_the_headers(client, path):
    response = client.get(path)

    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Request-ID"]


def test_an_unknown_host_is_refused(client):
    response = client.get("/en/", headers={"Host": "evil.example"})

    assert response.status_code == 400


def test_cookies_are_kept_from_scripts_and_other_sites(client, db):
    cookie = client.get("/en/account/login/").cookies["portal_csrf"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.django_db
def test_html_is_compressed(client):
    response = client.get("/en/account/login/", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
