"""The mails about registrations, in both languages: what they say and where they lead."""

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import translation

from jitco_portal.common.models import OutboxMessage
from seminars.models import Payment
from seminars.services import line, money, papers, registrations
from tests import factories as make
from tests.seminars import world
from tests.seminars.registering import keys, offer_to, people, register, staff
from tests.seminars.test_line import give_back

pytestmark = pytest.mark.django_db
KINDS = {
    *("event_registered", "event_waiting", "event_offer", "event_offer_expired", "event_decided", "event_left"),
    *("event_paper", "event_ticket", "event_ticket_gone"),
}


def in_language(member, language):
    type(member.user).objects.filter(pk=member.user.pk).update(language=language)
    member.user.refresh_from_db()
    return member


def everything_happens(language):
    """One organization is told all that there is to be told."""
    asked = world.make_group(world.make_event(needs_approval=True))
    group = world.make_group(people=3, price_general=5500)
    group.event.cancellation_terms.create(days_before=400, percent=50)
    member = in_language(world.make_member(), language)
    by = staff("change_registration", "add_payment")
    registrations.refuse(registration=register(asked, 1, member=member), by=by, reason="No.")
    registrations.approve(registration=register(asked, 2, member=member), by=by)
    seated = register(group, 3)
    registration = register(group, member=member, people=people(3, email="own@example.org", language=language))
    give_back(seated, 2)
    with time_machine.travel(offer_to(registration).expires_at):
        line.expire_offers()
    line.accept_offer(
        offer=offer_to(registration), by=member.user, people=set(keys(registration, "offered")), keep_waiting=True
    )
    papers.issue_invoice(registration=registration, by=by)
    money.mark_payment(registration=registration, by=by, amount=5500)
    registrations.cancel(registration=registration, by=member.user)
    money.mark_payment(registration=registration, by=by, amount=2750, kind=Payment.Kind.REFUNDED)
    return OutboxMessage.objects.filter(recipient__in=[member.user.email, "own@example.org"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_that_is_told_is_whole_and_leads_to_a_page(language):
    messages = list(everything_happens(language))
    assert {each.kind for each in messages} == KINDS
    for each in messages:
        text = f"{each.subject}\n{each.body}"
        assert (each.language, bool(each.subject.strip())) == (language, True)
        # Nothing is left of a template, no place is blank, no line stands twice empty.
        assert not re.search(r"\{\{|\}\}|\{%|None|  |\n\n\n| \n", text), text
        links = re.findall(rf"{re.escape(settings.SITE_URL)}(\S+)", each.body)
        assert len(links) == (0 if each.kind == "event_ticket_gone" else 1)
        for link in links:
            with translation.override(language):
                assert resolve(link).namespace == "seminars"


def test_the_links_open_for_who_got_them_and_for_nobody_else():
    messages = [each for each in everything_happens("en") if each.user]
    clients = {"theirs": Client(), "stranger's": Client()}
    clients["theirs"].force_login(messages[0].user)
    clients["stranger's"].force_login(make.make_user())
    links = {re.findall(rf"{re.escape(settings.SITE_URL)}(\S+)", each.body)[0] for each in messages}
    assert {resolve(link).url_name for link in links} == {"registration_detail", "registration_offer", "paper"}
    for link in links:
        # An offer that is over leads back to the registration.
        assert clients["theirs"].get(link, follow=True).status_code == 200
        assert clients["stranger's"].get(link).status_code == 404


def test_what_a_cancellation_costs_and_gives_back_is_told():
    messages = list(everything_happens("en").order_by("pk"))
    told = {each.kind: each.body for each in messages}
    assert ["Please pay JPY 5,500" in each.body for each in messages if each.kind == "event_paper"] == [
        True,
        False,
        False,
    ]
    assert "this costs JPY 2,750" in told["event_left"]
    assert "You have paid JPY 2,750 more" in told["event_left"]
    assert re.search(r"N-\d{4}-000001, JPY 2,750", told["event_paper"])
