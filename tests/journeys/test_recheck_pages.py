"""The yearly re-check from the letter to the profile, without scripts; its pages are accessible and fit a screen."""

import datetime
import re

import pytest
from django.test import Client

import tests.factories as make
from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from organizations.models import RecheckCampaign
from organizations.services.rechecks import every_night
from tests.accessibility import serious_problems
from tests.soak import LOOKS


def wrong_with(tab):
    wider = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*(["wider than the screen"] if wider else []), *serious_problems(tab)]


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_letter_leads_to_a_confirmed_profile_and_the_desk_sees_it(new_context, portal, language, width):
    organization = make.make_organization(name_en="Lotus (sample)", contact_email="office@lotus.example")
    make.make_home_licence(organization)
    campaign = RecheckCampaign.objects.create(
        name="Yearly re-check", opens_on=today(), deadline_on=today() + datetime.timedelta(days=30)
    )
    every_night()
    letter = OutboxMessage.objects.get().body
    token = re.search(r"\?token=(\S+)", letter)[1]
    wrong = {}
    reader = new_context(javascript=False, width=width).new_page()
    watched = new_context(width=width).new_page()

    address = f"{portal}/{language}/account/recheck/?token={token}"
    watched.goto(address)
    wrong["asked"] = wrong_with(watched)
    reader.goto(address)
    reader.click("main form button[type=submit] >> nth=0")
    watched.goto(address)
    wrong["confirmed"] = wrong_with(watched)
    assert reader.locator(".notice-success").count() == 1
    watched.goto(f"{portal}/{language}/organizations/sending/{organization.public_id}/")
    wrong["profile"] = wrong_with(watched)

    cookies = Client()
    cookies.force_login(make.make_staff(is_superuser=True))
    watched.context.add_cookies([{"name": k, "value": v.value, "url": portal} for k, v in cookies.cookies.items()])
    for path in ("recheckcampaign/", f"recheckcampaign/{campaign.pk}/change/", "recheck/"):
        watched.goto(f"{portal}/{language}/admin/organizations/{path}")
        wrong[path] = wrong_with(watched)

    campaign.refresh_from_db()
    assert campaign.rechecks.get().state == "confirmed"
    assert {name: each for name, each in wrong.items() if each} == {}
