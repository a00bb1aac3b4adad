"""Confirmations at the desk, and the page on which staff ask the rules about a pair."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import PUBLISHER, sync_staff_groups
from organizations.models import Organization
from tests import factories as make
from tests.logging_in import log_in_client
from tests.matching.world import DAY, make_pair

pytestmark = pytest.mark.django_db
CHECK = "admin:matching_confirmation_check_pair"


def make_publisher(client):
    sync_staff_groups()
    staff = make.make_staff()
    staff.groups.add(Group.objects.get(name=PUBLISHER))
    log_in_client(client, staff)
    return staff


def asked(pair, **values):
    return {
        "supervising": pair.supervising.pk,
        "sending": pair.sending.pk,
        "programme": pair.programme.pk,
        "operations": [pair.operation.pk],
        "day": DAY.isoformat(),
        **values,
    }


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_staff_see_every_rule_with_its_reason_and_source(client):
    make_publisher(client)
    pair = make_pair()

    told = text(client.get(reverse(CHECK), asked(pair)))

    assert "All rules hold on 20 November 2026: the two may be introduced to each other." in told
    for title in ("Permit of the supervising organization", "Standing of the sending organization", "Agreement with"):
        assert title in told
    assert told.count("Source: Sample source") == 5


def test_what_stands_against_a_pair_and_what_is_missing_is_said(client):
    make_publisher(client)
    pair = make_pair()
    pair.no_order.delete()

    not_known = text(client.get(reverse(CHECK), asked(pair)))
    make.make_measure(pair.sending, from_on="2026-11-01")
    failing = text(client.get(reverse(CHECK), asked(pair)))

    assert "Of 1 rule it is not known whether it holds on 20 November 2026" in not_known
    assert "To be entered or confirmed: a confirmation that no order is open" in not_known
    assert "1 rule does not hold on 20 November 2026: the two may not be introduced." in failing


def test_the_page_speaks_japanese(client):
    make_publisher(client)
    pair = make_pair()
    pair.no_order.delete()

    told = text(client.get("/ja/admin/matching/confirmation/check/", asked(pair)))

    assert "2026年11月20日に満たしているかどうか不明な要件が1件あるため、両者をまだ紹介できません" in told
    assert "監理団体の許可" in told


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"supervising": ""}, "This field is required."),
        ({"supervising": "x"}, "Select a valid choice."),
        ({"sending": 10**12}, "Select a valid choice."),
        ({"sending": 10**30}, "Select a valid choice."),
        ({"sending": "１"}, "Select a valid choice."),
        ({"day": "tomorrow"}, "Enter a valid date."),
        ({"programme": "0"}, "Select a valid choice."),
        ({"operations": ["x"]}, "is not a valid value"),
        ({"operations": []}, "This field is required."),
        ({"day": "0001-01-01"}, "Ensure this value is greater than or equal to 1990-01-01."),
        ({"day": "2101-01-01"}, "Ensure this value is less than or equal to 2100-12-31."),
        ({"sending": "9" * 4_301}, "Select a valid choice."),
    ],
)
def test_a_wrong_question_is_told_by_its_field(client, values, error):
    make_publisher(client)
    pair = make_pair()

    response = client.get(reverse(CHECK), asked(pair, **values))

    assert response.status_code == 200
    assert error in text(response)
    assert "may be introduced to each other" not in text(response)


@pytest.mark.parametrize("of", ["supervising", "sending"])
@pytest.mark.parametrize("gone", ["unpublished", "merged"])
def test_nobody_who_is_gone_is_introduced(client, of, gone):
    make_publisher(client)
    pair = make_pair()
    organization = getattr(pair, of)
    other = make.make_supervising() if of == "supervising" else make.make_organization(pair.country)
    values = {"is_published": False} if gone == "unpublished" else {"merged_into": other}
    Organization.objects.filter(pk=organization.pk).update(**values)

    told = text(client.get(reverse(CHECK), asked(pair)))

    assert "Select a valid choice." in told
    assert "may be introduced to each other" not in told


def test_the_page_opens_without_a_question(client):
    make_publisher(client)

    response = client.get(reverse(CHECK))

    assert response.status_code == 200
    assert "This field is required" not in text(response)


def test_the_list_of_confirmations_leads_to_the_check(client):
    make_publisher(client)

    html = client.get(reverse("admin:matching_confirmation_changelist")).content.decode()

    assert f'href="{reverse(CHECK)}"' in html


def test_only_staff_who_may_see_confirmations_ask(client):
    pair = make_pair()
    anonymous = client.get(reverse(CHECK), asked(pair))
    log_in_client(client, make.make_staff())
    nobody = client.get(reverse(CHECK), asked(pair))
    client.logout()
    member = make.make_membership(pair.supervising)
    log_in_client(client, member.user)
    of_the_organization = client.get(reverse(CHECK), asked(pair))

    assert anonymous.status_code == 302
    assert nobody.status_code == 403
    assert of_the_organization.status_code == 302


def test_a_confirmation_is_written_at_the_desk_and_stands_in_the_history(client):
    make_publisher(client)
    supervising = make.make_supervising()
    values = {
        "subject": "no_order",
        "organization": supervising.pk,
        "country": "",
        "programme": "",
        "confirmed_on": "2026-11-20",
        "source": "Letter of the organization of 20 November 2026",
        "checked_on": "2026-11-20",
        "reason": "Asked for by telephone",
    }

    client.post(reverse("admin:matching_confirmation_add"), {**values, "country": make.make_country().pk})
    refused = supervising.confirmations.count()
    client.post(reverse("admin:matching_confirmation_add"), values)

    assert refused == 0
    assert [str(each.confirmed_on) for each in supervising.confirmations.all()] == ["2026-11-20"]
