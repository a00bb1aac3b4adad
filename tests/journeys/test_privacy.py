"""A person's own data through a real browser: asked once, seeing all of it, agreeing to a country, erasing it."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.models import Consent, User
from organizations.models import Organization
from tests.factories import (
    PASSWORD,
    make_country,
    make_legal_text,
    make_membership,
    make_regime,
    make_supervising,
)
from tests.soak import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


def address(portal, language, name, *args):
    with translation.override(language):
        return portal + reverse(name, args=args)


def log_in(page, portal, language, user):
    page.goto(address(portal, language, "account_login"))
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/account/(privacy/agree/|$)"))


def member_who_is_the_contact():
    membership = make_membership(make_supervising())
    Organization.objects.filter(pk=membership.organization.pk).update(
        contact_name=membership.user.name, contact_email=membership.user.email, contact_member=membership
    )
    return membership.user


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_person_agrees_sees_takes_along_and_erases(portal, new_context, language, width):
    make_legal_text()
    make_legal_text(kind="disclosure_abroad")
    country = make_country()
    make_regime(country)
    user = member_who_is_the_contact()
    page = new_context(javascript=False, width=width).new_page()

    log_in(page, portal, language, user)
    page.check("#id_privacy_notice")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address(portal, language, "account_overview"))
    page.goto(address(portal, language, "disclosure_detail", country.code.lower()))
    page.check("#id_agree")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address(portal, language, "disclosure_list"))
    page.goto(address(portal, language, "account_privacy"))
    shown = page.inner_text("main")
    wide = page.evaluate("document.documentElement.scrollWidth")
    with page.expect_download() as download:
        page.locator(f"main a[href='{reverse('account_privacy_export').replace('/en/', f'/{language}/')}']").click()
    page.goto(address(portal, language, "account_privacy_erase"))
    page.fill("#id_password", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.fill("#id_email", user.email)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address(portal, language, "home"))

    assert user.email in shown
    assert wide <= width
    assert download.value.suggested_filename.endswith(".json")
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert list(Consent.objects.order_by("pk").values_list("about", "language")) == [
        ("", language),
        (country.code, language),
    ]
    assert Organization.objects.filter(contact_email=user.email).count() == 0
