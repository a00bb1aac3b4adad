"""Staff work at the desk in a real browser: the content policy lets its scripts do all they should."""

from countries.models import CountryMeasure
from organizations.models import Approval
from tests.accessibility import serious_problems
from tests.factories import (
    make_claim,
    make_counterpart,
    make_country,
    make_missed_search,
    make_organization,
    make_programme,
    make_staff,
)
from tests.logging_in import log_in


def choose(page, row, field, words):
    """Pick from a list that the server filters while one types."""
    row.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-container--open .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def test_staff_add_an_approval_on_the_page_of_an_organization(page, portal):
    country = make_country(name_en="Sampleland")
    organization = make_organization(country, name_en="Lotus (sample)")
    make_counterpart(country, name_en="Sample Ministry of Labour")
    make_programme()
    staff = make_staff(is_superuser=True)

    page.goto(f"{portal}/en/admin/organizations/organization/{organization.pk}/change/")
    log_in(page, staff)
    page.click("#approvals-group summary")
    page.click("#approvals-group .add-row a")
    row = page.locator("#approvals-0")
    choose(page, row, "programme", "TITP")
    choose(page, row, "issuer", "Sample Ministry of Labour")
    row.locator("[name$=approved_from]").fill("2024-02-30")
    row.locator("[name$=confirmed_on]").fill("2026-11")
    row.locator("[name$=-source]").fill("List (sample)")
    row.locator(".field-checked_on .datetimeshortcuts a").first.click()
    page.fill("[name=_history_reason]", "List of November")
    page.click("[name=_continue]")
    refused = page.locator("#approvals-0 .field-approved_from .errorlist").first.inner_text()
    page.locator("#approvals-0 [name$=approved_from]").fill("2024-02")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")

    assert refused == "Enter a date as 2024, 2024-02 or 2024-02-29."
    assert page.locator("#history tbody tr").first.inner_text().count("List of November") == 1
    approval = Approval.objects.get()
    assert (str(approval.approved_from), approval.sending_organization_id) == ("2024-02", organization.pk)
    page.click(".viewsitelink")
    assert page.locator("h1").inner_text() == "Lotus (sample)"


def test_the_first_page_and_a_measure_for_a_whole_country_are_accessible_and_fit_a_phone(page, portal):
    country = make_country(name_en="Sampleland")
    make_organization(country, name_en="Lotus (sample)")
    make_programme()
    make_claim()
    make_missed_search(words="a name of an organization that nobody knows " * 2)
    page.set_viewport_size({"width": 390, "height": 800})
    wrong = []

    def look():
        too_wide = page.evaluate("document.documentElement.scrollWidth > 390")
        wrong.extend([(page.url, serious_problems(page)), (page.url, too_wide)])

    page.goto(f"{portal}/en/admin/")
    log_in(page, make_staff(is_superuser=True))
    look()
    claims = page.get_by_role("link", name="Decide on 1 claim to act for an organization").get_attribute("href")
    page.goto(f"{portal}/en/admin/countries/countrymeasure/")
    page.get_by_role("link", name="Stop a whole country").click()
    look()
    page.select_option("[name=country]", label="Sampleland")
    page.select_option("[name=side]", label="the sending government")
    page.fill("[name=from_on]", "2026-12-10")
    page.fill("[name=source]", "Letter (sample)")
    page.fill("[name=why]", "Letter of November")
    page.get_by_role("button", name="Look at what it will do").click()
    refused = page.locator("#id_text_en_error").inner_text()
    page.fill("[name=text_en]", "Sending stops (sample).")
    page.get_by_role("button", name="Look at what it will do").click()
    said = page.locator("#effect-heading + p").inner_text()
    look()
    page.get_by_role("button", name="Record the measure").click()
    page.get_by_role("link", name="Take this measure back").click()
    look()
    page.fill("[name=why]", "It was a draft")
    page.get_by_role("button", name="Take the measure back").click()
    page.wait_for_selector(".messagelist .success")

    assert claims == "/en/admin/organizations/claim/"
    assert refused == "This field is required."
    assert said.startswith("TITP: 1 organization will read: may not accept, from 10 December 2026.")
    assert [each for each in wrong if each[1]] == []
    assert CountryMeasure.objects.count() == 0
