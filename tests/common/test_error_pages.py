"""An error page comes out whatever is broken."""

import pytest
from django.db import OperationalError
from django.template import TemplateDoesNotExist
from django.test import Client

from jitco_portal.common import error_pages


@pytest.mark.parametrize(
    ("language", "status", "title"),
    [
        ("en", 404, "Page not found"),
        ("ja", 404, "ページが見つかりません"),
        ("ja", 500, "ただいまポータルを表示できません"),
    ],
)
def test_without_its_template_a_plain_page_comes_out(rf, monkeypatch, settings, language, status, title):
    def fail(*_):
        raise TemplateDoesNotExist("404.html")

    monkeypatch.setattr(error_pages, "render_to_string", fail)
    handler = {404: error_pages.page_not_found, 500: error_pages.server_error}[status]

    from django.utils import translation

    with translation.override(language):
        response = handler(rf.get("/"))

    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.content.decode()


def test_the_page_for_our_own_fault_needs_no_database(monkeypatch):
    def fail(request):
        raise OperationalError("the database is gone")

    monkeypatch.setattr("django.contrib.admin.sites.AdminSite.login", lambda *_: fail(None))
    client = Client(raise_request_exception=False)
    client.cookies["portal_session"] = "a-session-that-cannot-be-read"

    # No access to the database is granted to this test: a query would end in the plain page of last resort.
    response = client.get("/en/admin/login/")

    assert response.status_code == 500
    assert b"portal" in response.content.lower()


def test_a_wrong_host_gets_the_whole_page(client):
    response = client.get("/en/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert '<main id="main"' in response.content.decode()


def test_a_fault_of_ours_is_logged_once(monkeypatch, caplog):
    def fail(**_):
        raise OperationalError("the database is gone")

    monkeypatch.setattr("jitco_portal.views.country_tiles", fail)

    response = Client(raise_request_exception=False).get("/en/")

    assert response.status_code == 500
    assert len([record for record in caplog.records if record.name == "django.request"]) == 1
