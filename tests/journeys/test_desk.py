"""Staff work at the desk in a real browser: the content policy lets its scripts do all they should."""

from organizations.models import Approval
from tests.factories import make_counterpart, make_country, make_organization, make_programme, make_staff
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
