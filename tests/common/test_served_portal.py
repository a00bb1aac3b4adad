"""The portal as readers get it: static files from the served application, pages in a real browser."""

from urllib.request import Request, urlopen

from django.templatetags.static import static
from playwright.sync_api import expect

from tests.factories import make_staff
from tests.logging_in import log_in


def get(url, **headers):
    return urlopen(Request(url, headers=headers), timeout=20)


def test_static_files_are_compressed_and_kept_for_ever_under_their_hashed_name(portal):
    response = get(portal + static("portal.css"), **{"Accept-Encoding": "br"})

    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert len(response.read()) < 60_000


def test_the_log_in_page_keeps_to_the_policy_and_leads_back_to_the_desk(portal, page):
    staff = make_staff(is_superuser=True)

    page.goto(f"{portal}/en/admin/")
    log_in(page, staff)

    assert page.url == f"{portal}/en/admin/"
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_the_sample_site_has_the_shipped_data(sample_site):
    answer = get(sample_site.url + "/en/countries/vn/")

    assert (answer.status, "Vietnam" in answer.read().decode()) == (200, True)
