"""From an invitation to a member, and from a claim to a decision, in a real browser, without scripts too."""

import re

import pytest

from jitco_portal.common.models import OutboxMessage
from organizations.models import Claim, Membership, RequestState, Role
from tests.factories import make_membership, make_organization, make_programme, make_staff, make_user
from tests.logging_in import link_in, log_in
from tests.soak import pairs

PDF = b"%PDF-1.7\nSample evidence"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(("language", "javascript"), pairs(["en", "ja"], [True, False]))
def test_an_invited_person_logs_in_and_becomes_a_member(new_context, portal, language, javascript):
    organization = make_organization(name_en="Lotus (sample)", name_ja="ロータス（見本）")
    administrator = make_membership(organization, role=Role.ADMINISTRATOR, user=make_user(second_factor=True)).user
    invited = make_user(email="aya@example.org", name="Aya")

    desk = new_context(javascript=javascript).new_page()
    desk.goto(f"{portal}/{language}/account/organizations/{organization.public_id}/members/")
    log_in(desk, administrator)
    desk.click("a[href$='/members/invite/']")
    desk.fill("[name=email]", invited.email)
    desk.check("[name=role][value=editor]")
    desk.select_option("[name=language]", language)
    desk.click("main form [type=submit]")
    letter = OutboxMessage.objects.get(recipient=invited.email)

    reader = new_context(javascript=javascript, width=390).new_page()
    reader.goto(portal + link_in(letter))
    reader.click("main a[href*='/login/']")
    log_in(reader, invited)
    reader.click("main form:has([name=token]) [type=submit]")
    reader.wait_for_url(f"**/{language}/account/organizations/{organization.public_id}/members/")

    assert letter.language == language
    assert reader.locator("h1").inner_text().count("Lotus" if language == "en" else "ロータス") == 1
    assert reader.locator(f"text={administrator.email}").count() == 0
    assert Membership.objects.get(user=invited).role == Role.EDITOR


def test_a_claim_goes_from_the_profile_to_the_desk_and_back(page, new_context, portal):
    organization = make_organization(name_en="Lotus (sample)")
    make_programme()
    person, staff = make_user(name="Aya"), make_staff(is_superuser=True)

    page.goto(f"{portal}/en/organizations/sending/{organization.public_id}/")
    page.click(".claim-link a")
    log_in(page, person)
    page.fill("[name=position]", "President")
    page.fill("[name=text]", "Typed with care")
    page.set_input_files("[name=evidence]", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"no PDF"})
    page.click("main form [type=submit]")
    error = page.locator(".field-error").inner_text()
    kept = page.locator("[name=text]").input_value()
    page.set_input_files("[name=evidence]", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click("main form [type=submit]")
    page.wait_for_url(re.compile(r"/account/claims/\d+/$"))

    desk = new_context().new_page()
    desk.goto(f"{portal}/en/admin/organizations/claim/{Claim.objects.get().pk}/change/")
    log_in(desk, staff)
    with desk.expect_download() as download:
        desk.click(".review-facts a[href*='/evidence/']")
    desk.select_option("[name=role]", "editor")
    desk.click("[name=do][value=accept]")
    desk.wait_for_selector(".messagelist .success")
    page.goto(f"{portal}/en/account/")

    assert ("neither a PDF nor a JPEG nor a PNG" in error, kept) == (True, "Typed with care")
    assert (download.value.suggested_filename, download.value.path().read_bytes()) == ("letter.pdf", PDF)
    assert Claim.objects.get().state == RequestState.ACCEPTED
    assert page.locator("[aria-labelledby=organizations] h3 a").first.inner_text() == "Lotus (sample)"
    assert page.locator("[aria-labelledby=organizations] a[href$='/profile/']").count() == 1
