"""What changed, in a real browser: on the page itself, without scripts by its link, on a phone; and its revert."""

from django.urls import reverse

from jitco_portal.common.history.context import by_command
from organizations.models import SendingOrganization
from tests.factories import make_country, make_organization, make_programme, make_staff
from tests.logging_in import log_in


def make_changed():
    make_programme()
    organization = make_organization(make_country(name_en="Sampleland"), name_en="Lotus (sample)")
    with by_command("load_organizations"):
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=200)
    return organization


def test_the_newest_changes_come_into_the_profile_when_a_reader_gets_there(page, portal):
    organization = make_changed()

    page.goto(f"{portal}/en/organizations/sending/{organization.public_id}/")
    page.locator("#changes").scroll_into_view_if_needed()
    page.wait_for_selector("#changes .changes-write")

    newest = page.locator("#changes .changes-write li").first.inner_text().split()
    assert newest == ["Hours", "of", "training", "before", "departure:", "160", "→", "now", "200"]
    page.click("#changes >> text=All changes of this page")
    assert page.locator("h1").inner_text() == "What changed: Lotus (sample)"


def test_without_scripts_the_link_leads_to_them_also_on_a_phone(new_context, portal):
    organization = make_changed()
    tab = new_context(javascript=False, width=390).new_page()

    tab.goto(f"{portal}/ja/organizations/sending/{organization.public_id}/")
    tab.locator("#changes a").click()

    assert tab.locator(".changes-write").count() == 3
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_staff_take_a_change_back(page, portal):
    organization = make_changed()
    page.goto(portal + reverse("admin:organizations_organization_history", args=[organization.pk]))
    log_in(page, make_staff(is_superuser=True))

    page.locator("#change-history .revert").first.click()
    shown = page.locator(".revert-page tbody tr").inner_text().split()
    # The browser asks for the reason first; the answer is for one that does not.
    page.locator("[type=submit].default").evaluate("button => button.form.noValidate = true")
    page.click("[type=submit].default")
    refused = page.locator(".errornote").inner_text()
    page.fill("[name=_history_reason]", "Read again")
    page.click("[type=submit].default")
    page.wait_for_selector(".messagelist .success")

    assert (shown[-2:], refused) == (["200", "160"], "Say why the change is reverted.")
    assert SendingOrganization.objects.get(pk=organization.pk).training_hours == 160
    assert "Read again" in page.locator("#change-history tbody tr").first.inner_text()
