"""Ending mails of a kind: by the link in a mail, by a mail program alone, and on one's own page."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.mail.kinds import MAIL_KINDS, kinds_to_choose
from jitco_portal.common.mail.unsubscribing import subscribe, unsubscribe, unsubscribe_link
from jitco_portal.common.models import Unsubscription
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
OPTIONAL = [name for name, kind in MAIL_KINDS.items() if not kind.is_duty]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def path(address="aya@example.org", kind="proposal_decided", language="en"):
    return urlsplit(unsubscribe_link(address=address, kind=kind, language=language)).path


def ended():
    return sorted(Unsubscription.objects.values_list("address", "kind"))


def test_a_look_changes_nothing_and_a_click_ends_the_mails(client):
    look = client.get(path())
    before = ended()
    click = client.post(path(), {"unsubscribe": "1"})

    assert (look.status_code, before) == (200, [])
    assert ended() == [("aya@example.org", "proposal_decided")]
    assert "gets no more mails about decisions on proposed changes" in click.content.decode()


def test_a_mail_program_ends_them_without_a_page_or_a_cookie():
    program = Client(enforce_csrf_checks=True)

    answers = [program.post(path(), {"List-Unsubscribe": "One-Click"}) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ended() == [("aya@example.org", "proposal_decided")]


def test_mails_can_be_taken_up_again(client):
    unsubscribe(address="AYA@example.org", kind="proposal_decided")

    answer = client.post(path(), {"subscribe": "1"})

    assert ended() == []
    assert "again" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_is_in_the_language_of_the_mail_and_in_no_index_or_cache(client, language):
    answer = client.get(path(language=language))

    assert f'<html lang="{language}"' in answer.content.decode()
    assert 'name="robots" content="noindex"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_link_that_was_changed_or_made_up_leads_nowhere(client):
    good = path()
    others = [good[:-2] + "/", good.replace(".", "", 1), path(kind="claim_accepted"), path(kind="gone")]

    answers = [client.post(other) for other in others]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert reverse("mail_choices") in answers[0].content.decode()
    assert ended() == []


def test_a_link_ends_the_mails_of_its_own_address_only(client):
    client.post(path(address="ken@example.org"))

    assert ended() == [("ken@example.org", "proposal_decided")]


def test_a_person_chooses_on_their_own_page(client):
    user = make_user(email="aya@example.org")
    unsubscribe(address=user.email, kind="proposal_undone")
    unsubscribe(address="ken@example.org", kind="proposal_decided")
    client.force_login(user)

    form = client.get(reverse("mail_choices")).context["form"]
    answer = client.post(reverse("mail_choices"), {"kinds": ["proposal_undone"]})

    assert form.initial["kinds"] == [name for name in kinds_to_choose(for_staff=False) if name != "proposal_undone"]
    assert answer.headers["Location"] == reverse("mail_choices")
    mine = [kind for address, kind in ended() if address == "aya@example.org"]
    assert mine == sorted(set(kinds_to_choose(for_staff=False)) - {"proposal_undone"})
    assert ("ken@example.org", "proposal_decided") in ended()


def test_a_kind_that_is_none_of_ours_or_a_duty_is_told(client):
    client.force_login(make_user())

    answer = client.post(reverse("mail_choices"), {"kinds": ["claim_accepted"]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["kinds"])
    assert ended() == []


def test_mails_to_the_desk_are_offered_to_staff_only(client):
    offered = []
    for user in (make_user(), make_staff()):
        client.force_login(user)
        form = client.get(reverse("mail_choices")).context["form"]
        offered.append("desk_waiting" in dict(form.fields["kinds"].choices))

    assert offered == [False, True]


def test_visitors_are_sent_to_the_log_in(client):
    answers = [client.get(reverse("mail_choices")), client.post(reverse("mail_choices"), {"kinds": []})]

    assert [answer.headers["Location"].partition("?")[0] for answer in answers] == [reverse("account_login")] * 2


def test_the_own_page_tells_which_mails_come(client):
    user = make_user(email="aya@example.org")
    unsubscribe(address=user.email, kind=OPTIONAL[0])
    client.force_login(user)

    page = client.get(reverse("account_overview")).content.decode()

    assert "The portal writes to aya@example.org." in page
    assert reverse("mail_choices") in page


def test_ending_twice_and_taking_up_twice_is_as_good_as_once():
    for _number in range(2):
        unsubscribe(address="aya@example.org", kind="proposal_decided")
    once = ended()
    for _number in range(2):
        subscribe(address="Aya@example.org", kind="proposal_decided")

    assert (once, ended()) == ([("aya@example.org", "proposal_decided")], [])


@pytest.mark.parametrize("leaves", [True, False])
def test_pages_that_promise_a_mail_say_when_none_leaves(client, settings, leaves):
    settings.MAIL_LEAVES = leaves
    user = make_user()
    pages = [client.get(reverse(name)) for name in ("account_reset_password_done", "account_email_verification_sent")]
    client.force_login(user)
    pages += [client.get(reverse(name)) for name in ("account_email", "mail_choices")]

    said = ["No mail leaves this installation." in page.content.decode() for page in pages]

    assert said == [not leaves] * 4
