"""An editor changes the profile on a phone without scripts, staff decide at the desk, the editor sees the outcome."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from organizations.models import ProfileProposal, Role
from tests import factories as make
from tests.accessibility import serious_problems
from tests.conftest import watch_for_problems
from tests.soak import SOAK, pairs


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization(portal):
    organization = make.make_organization(name_en="Lotus (sample)", name_ja="ロータス（見本）", short_name="Lotus")
    make.make_fee(organization, amount=3000)
    make.make_operation("1-1-1"), make.make_trainee_figure(organization, 2025)
    return organization


def tab_of(user, portal, new_context, **options):
    """A window in which the person is logged in already; logging in has journeys of its own."""
    client = Client()
    client.force_login(user)
    context = new_context(**options)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context.add_cookies([{**cookie, "url": portal}])
    return context.new_page()


def address_in(language, name, *args):
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", ["en", "ja"] if SOAK else ["ja"])
def test_edit_on_a_phone_without_scripts_decide_and_follow(portal, organization, new_context, language):
    editor = make.make_membership(organization, role=Role.EDITOR).user
    fee = organization.sending.fees.get()
    phone = tab_of(editor, portal, new_context, javascript=False, width=390)
    problems = watch_for_problems(phone)

    phone.goto(portal + address_in(language, "profile_edit", organization.public_id))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator('a[href$="/profile/fees/"]').click()
    phone.fill(f"[name=row-{fee.pk}-amount]", "3100")
    phone.locator("button[name=add]").click()
    assert phone.input_value(f"[name=row-{fee.pk}-amount]") == "3100"
    phone.select_option("[name=new-0-subject]", "teaching")
    phone.select_option("[name=new-0-payer]", "trainee")
    phone.fill("[name=new-0-amount]", "250")
    phone.fill("[name=new-0-currency]", "us")
    phone.locator(".profile-form .btn-primary").click()
    expect(phone.locator(".error-summary li")).to_have_count(1)
    assert phone.input_value("[name=new-0-amount]") == "250"
    phone.fill("[name=new-0-currency]", "usd")
    phone.fill("[name=comment]", "Brochure of October")
    phone.locator(".profile-form .btn-primary").click()
    expect(phone.locator(".notice-success")).to_have_count(1)
    assert phone.evaluate("document.documentElement.lang") == language

    proposal = ProfileProposal.objects.get()
    changed, added = proposal.changes.order_by("row_id")
    desk = tab_of(make.make_staff(is_superuser=True), portal, new_context, javascript=False)
    desk.goto(portal + address_in(language, "admin:organizations_profileproposal_changelist"))
    desk.locator("#result_list tbody th a").first.click()
    desk.check(f"[name=decision_{changed.pk}][value=accept]")
    desk.check(f"[name=decision_{added.pk}][value=refuse]")
    desk.fill(f"[name=reason_{added.pk}]", "Teaching is not charged.")
    desk.locator("[name=action][value=decide]").click()
    expect(desk.locator(".messagelist .success")).to_have_count(1)

    phone.goto(portal + address_in(language, "proposal_detail", organization.public_id, proposal.pk))
    text = phone.locator(".changes").inner_text()
    assert ("3,100" in text, "Teaching is not charged." in text) == (True, True)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.goto(portal + address_in(language, "organizations:sending_detail", organization.public_id))
    assert "3,100" in phone.locator("#fees").inner_text()
    assert problems == []

    desk.goto(portal + address_in(language, "admin:organizations_profileproposal_change", proposal.pk))
    desk.check(f"[name=undo_{changed.pk}]")
    desk.fill("[name=reason_all]", "Typed wrong")
    desk.locator("[name=action][value=undo]").click()
    expect(desk.locator(".messagelist .success")).to_have_count(1)
    phone.reload()
    assert "3,100" not in phone.locator("#fees").inner_text()


@pytest.mark.parametrize(("language", "width"), pairs(["en", "ja"], [390, 1280]))
def test_pages_are_accessible_and_fit(portal, organization, new_context, language, width):
    editor = make.make_membership(organization, role=Role.EDITOR).user
    proposal = make.make_proposal(organization, editor, change={"before": "Lotus", "after": "Lotus and others"})
    fee = organization.sending.fees.get()
    make.make_proposal(organization, editor, change={"part": "fees", "row_id": fee.pk, "field": "amount", "after": "5"})
    key = organization.public_id
    pages = [("profile_edit", key), ("proposal_list", key), ("proposal_detail", key, proposal.pk)]
    slugs = ("offices", "contact", "work", "training", "fees", "requirements", "figures", "note")
    pages += [("profile_edit_section", key, slug) for slug in slugs]
    tab = tab_of(editor, portal, new_context, width=width)
    problems = watch_for_problems(tab)

    for page in pages:
        tab.goto(portal + address_in(language, *page))
        assert (page, serious_problems(tab)) == (page, [])
        assert (page, tab.evaluate("document.documentElement.scrollWidth") <= width) == (page, True)
        assert tab.locator("h1").count() == 1
    assert problems == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_review_page_is_accessible(portal, organization, new_context, width):
    proposal = make.make_proposal(organization, change={"before": "Older", "after": "New"})
    make.make_proposal(organization, change={"before": "Lotus", "after": "Another"})
    tab = tab_of(make.make_staff(is_superuser=True), portal, new_context, width=width)
    problems = watch_for_problems(tab)

    tab.goto(portal + address_in("en", "admin:organizations_profileproposal_change", proposal.pk))

    # Before axe, which tries styles of its own that the policy refuses.
    assert problems == []
    assert serious_problems(tab) == []
