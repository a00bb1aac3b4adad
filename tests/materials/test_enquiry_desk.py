"""Enquiries at the desk: lists, the page on which staff answer, who may, what waits."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from countries.models import Country
from jitco_portal.common.days import today
from materials.models import Enquiry, EnquiryFile, EnquiryMessage
from materials.queries.enquiries_waiting import waiting_enquiries
from materials.services import enquiries, enquiries_desk
from tests import factories as make
from tests.materials import asking, world
from tests.materials.asking import TEXT, ask, staff, uploaded

pytestmark = pytest.mark.django_db
LIST = "/en/admin/materials/enquiry/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page_of(enquiry):
    return f"{LIST}{enquiry.pk}/change/"


def listed(client, query=""):
    return [int(each) for each in re.findall(r">Enquiry (\d+)<", client.get(f"{LIST}{query}").content.decode())]


def due(days, **values):
    enquiry = ask(**values)
    Enquiry.objects.filter(pk=enquiry.pk).update(due_on=today() + datetime.timedelta(days=days))
    return enquiry


def test_the_list_shows_what_waits_the_first_due_first_and_narrows_it(client):
    first = make.make_country(division=Country.Division.FIRST)
    second = make.make_country(division=Country.Division.SECOND)
    late, soon, anybodys = due(-1, country=first), due(1, country=second), due(3)
    who = staff()
    enquiries_desk.assign(enquiry=soon, to=who, by=who)
    answered, closed = ask(), ask()
    enquiries_desk.answer(enquiry=answered, by=who, text="Yes")
    enquiries.close(enquiry=closed, by=closed.created_by)
    client.force_login(who)

    assert listed(client) == [late.pk, soon.pk, anybodys.pk]
    assert listed(client, "?board=overdue") == [late.pk]
    assert listed(client, "?board=mine") == [soon.pk]
    assert listed(client, "?board=nobody") == [late.pk, anybodys.pk]
    assert listed(client, "?board=answered") == [answered.pk]
    assert listed(client, "?board=closed") == [closed.pk]
    assert listed(client, "?board=all") == [late.pk, soon.pk, anybodys.pk, answered.pk, closed.pk]
    # Those of no division are for both.
    assert listed(client, "?division=first") == [late.pk, anybodys.pk]
    assert listed(client, "?division=second") == [soon.pk, anybodys.pk]
    assert listed(client, f"?organization__pk__exact={closed.organization_id}") == [closed.pk]


def test_the_list_costs_the_same_for_one_and_three(client):
    client.force_login(staff())

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        return len(found)

    ask(country=make.make_country())
    client.get(LIST)
    one = queries()
    for _number in range(2):
        ask(country=make.make_country())

    assert queries() == one


def test_staff_answer_note_assign_sort_and_close_on_the_page(client):
    enquiry = ask()
    who, colleague = staff(), staff(name="Tanaka Sample")
    country = make.make_country(division=Country.Division.FIRST)
    client.force_login(who)
    seen = enquiry.messages.get().pk
    path = page_of(enquiry)

    client.post(path, {"do": "note", "note-text": "Ask the division first"})
    client.post(path, {"do": "assign", "assign-colleague": colleague.pk})
    client.post(path, {"do": "sort", "sort-topic": "fees", "sort-country": country.pk, "sort-division": ""})
    client.post(
        path,
        {"do": "answer", "answer-text": "Yes, it may.", "answer-seen": seen, "answer-files": [uploaded("form.pdf")]},
    )
    page = client.get(path).content.decode()
    client.post(path, {"do": "close", "close-text": "", "close-seen": seen})

    enquiry.refresh_from_db()
    assert (enquiry.topic, enquiry.country, enquiry.division) == ("fees", country, "first")
    assert (enquiry.assigned_to, enquiry.state) == (colleague, "closed")
    assert [(each.side, each.text) for each in enquiry.messages.order_by("pk")] == [
        ("organization", TEXT),
        ("note", "Ask the division first"),
        ("jitco", "Yes, it may."),
    ]
    assert EnquiryFile.objects.get().name == "form.pdf"
    assert [words in page for words in (TEXT, "Ask the division first", "form.pdf", "Tanaka Sample")] == [True] * 4


def test_what_was_written_is_kept_where_it_cannot_be_sent(client):
    member = asking.make_asker()
    enquiry = ask(member)
    client.force_login(staff())
    seen = enquiry.messages.get().pk
    enquiries.write(enquiry=enquiry, by=member.user, text="I mean another one")

    held = client.post(
        page_of(enquiry),
        {"do": "answer", "answer-text": "Typed long", "answer-seen": seen, "answer-files": [uploaded("kept.pdf")]},
    )
    html = held.content.decode()
    unsaid = client.post(page_of(enquiry), {"do": "close", "close-text": ""}).content.decode()
    again = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)[1]
        for name in ("ticket", "answer-keep", "answer-seen")
    }
    client.post(page_of(enquiry), {**again, "do": "answer", "answer-text": "Typed long"})

    assert [words in html for words in ("wrote something meanwhile", "I mean another one", "Typed long")] == [True] * 3
    assert "say to the organization why" in unsaid
    assert EnquiryMessage.objects.filter(side="jitco").get().files.get().name == "kept.pdf"


def test_auditors_look_and_act_on_nothing_and_idle_staff_see_nothing(client):
    enquiry = ask()
    client.force_login(staff("auditor"))
    page = client.get(page_of(enquiry)).content.decode()
    refused = [
        client.post(page_of(enquiry), {"do": do, f"{do}-text": "No"}).status_code
        for do in ("answer", "note", "assign", "sort", "close")
    ]
    client.force_login(make.make_staff())

    assert (TEXT in page, 'name="do"' in page) == (True, False)
    assert refused == [403] * 5
    assert (client.get(page_of(enquiry)).status_code, client.get(LIST).status_code) == (403, 403)
    assert EnquiryMessage.objects.count() == 1


def test_who_runs_the_portal_reads_no_thread(client):
    enquiry = ask(files=asking.laid([asking.checked()]))
    file = enquiry.messages.get().files.get()
    pages = [page_of(enquiry), LIST, enquiry.get_absolute_url(), f"{enquiry.get_absolute_url()}files/{file.pk}/"]

    client.force_login(staff("system administrator"))
    assert [client.get(page).status_code for page in pages] == [403, 403, 404, 404]
    client.force_login(staff("auditor"))
    assert [client.get(page).status_code for page in pages] == [200] * 4


def test_an_unknown_deed_is_no_page(client):
    enquiry = ask()
    client.force_login(staff())

    assert client.post(page_of(enquiry), {"do": "delete"}).status_code == 404


def test_the_page_says_who_gets_the_answer_and_who_could_be_given_it(client):
    member = asking.make_asker()
    make.make_membership(member.organization, role="editor", user=make.make_user(name="Silent Colleague"))
    enquiry = ask(member)
    able, auditor = staff(name="Able Colleague"), staff("auditor", name="Only Looks")
    client.force_login(able)

    page = client.get(page_of(enquiry)).content.decode()

    assert f"By mail it goes to: {member.user.name}." in page
    assert [name in page for name in ("Able Colleague", auditor.name, "Silent Colleague")] == [True, False, False]


def test_what_waits_is_told_to_whoever_may_act_with_the_oldest_and_what_is_late():
    old, _new = due(-1), due(2)
    world.make_question(checked_on=today() - datetime.timedelta(days=366))
    world.make_question(checked_on=today() - datetime.timedelta(days=365))
    who = staff("publisher")

    found = {each.title: (each.count, each.oldest) for each in waiting_enquiries(who)}

    old.refresh_from_db()
    assert found["Enquiries to be answered"] == (2, old.waiting_since)
    assert found["Enquiries that are overdue"] == (1, old.waiting_since)
    [(number, since)] = [each for title, each in found.items() if title == "Questions and answers to be checked again"]
    assert (number, since.date()) == (1, today() - datetime.timedelta(days=366))
    assert waiting_enquiries(staff("auditor")) == []
