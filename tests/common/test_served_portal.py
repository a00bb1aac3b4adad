"""The portal as readers get it: static files from the served application, pages in a real browser."""

from urllib.request import Request, urlopen

from django.templatetags.static import static

from jitco_portal.common.models import User


def get(url, **headers):
    return urlopen(Request(url, headers=headers), timeout=20)


def test_static_files_are_compressed_and_kept_for_ever_under_their_hashed_name(portal):
    response = get(portal + static("portal.css"), **{"Accept-Encoding": "br"})

    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert len(response.read()) < 60_000


def test_the_log_in_page_keeps_to_the_policy_and_the_log_in_works(portal, page):
    User.objects.create_superuser(email="staff@example.org", password="a long password", name="Staff")

    page.goto(f"{portal}/en/admin/")
    page.get_by_label("E-mail address").fill("staff@example.org")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()

    assert page.url == f"{portal}/en/admin/"
    assert page.get_by_role("button", name="Log out").is_visible()


def test_the_sample_site_has_the_shipped_data(sample_site):
    answer = get(sample_site.url + "/en/countries/vn/")

    assert (answer.status, "Vietnam" in answer.read().decode()) == (200, True)
