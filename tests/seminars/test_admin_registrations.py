"""Registrations at the desk: the list of an event, its file, deciding, money and papers."""

import datetime
import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import (
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
)
from seminars.models import (
    Charge,
    Paper,
    Payment,
    Place,
)
from seminars.services.money import charge_places
from tests import factories as make
from tests.seminars.desk import address, log_in_staff, text
from tests.seminars.world import (
    in_days,
    make_answer,
    make_attendee,
    make_event,
    make_group,
    make_question,
    make_registration,
)

pytestmark = pytest.mark.usefixtures("at_desk")


# Registrations of an event ------------------------------------------------------------------------------


def fill(event):
    """One with places, one that asks, two that wait."""
    group = event.groups.first() or make_group(event, people=50, price_general=5000)
    seated = make_registration(group, people=2, unit_price=5000)
    charge_places(registration=seated, people=2, by=None)
    make_registration(group, place=Place.ASKED)
    first = make_registration(group, people=2, place=Place.WAITING, queued_at=in_days(-3), least_people=2)
    second = make_registration(group, place=Place.WAITING, queued_at=in_days(-4))
    return seated, second, first


def test_the_list_of_an_event_shows_who_asks_waits_in_order_and_owes(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    seated, first, second = fill(event)

    page = client.get(address("event_registrations", event.pk))

    found = page.context["found"]
    assert [each.registration for each in found.with_places] == [seated]
    assert [(each.registration, each.position) for each in found.line] == [(first, 1), (second, 2)]
    assert len(found.asking) == 1
    assert (found.charged, found.paid, found.owed) == (10000, 0, 10000)
    assert "Charged JPY 10,000, paid JPY 0, open JPY 10,000." in text(page)
    assert "comes with at least 2" in text(page)


def test_the_list_of_an_event_costs_the_same_for_many(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    fill(event)
    page = address("event_registrations", event.pk)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _number in range(3):
        fill(event)
    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(many) == len(few)


def test_staff_without_a_right_to_it_see_no_money(client):
    event = make_event()
    seated, *_others = fill(event)
    pages = (address("event_registrations", event.pk), address("registration_change", seated.pk))
    viewer = make.make_staff()
    viewer.user_permissions.add(*_permissions("view_registration", "view_event"))

    for group, sees in ((EDITOR, True), (AUDITOR, True), (None, False)):
        log_in_staff(client, group) if group else client.force_login(viewer)
        assert ["10,000" in text(client.get(page)) for page in pages] == [sees, sees]
        columns = client.get(address("registration_changelist")).context["cl"].list_display
        assert ("owed" in columns) == sees


@pytest.mark.parametrize("name", ["event_changelist", "registration_changelist"])
def test_the_lists_cost_the_same_for_many(client, name):
    log_in_staff(client, PUBLISHER)
    page = address(name) + ("?board=all" if name.startswith("registration") else "")
    fill(make_event(make.make_country()))
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _number in range(3):
        fill(make_event(make.make_country()))
    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(many) == len(few)
    assert len(client.get(page).context["cl"].result_list) >= 4


# The file of participants -------------------------------------------------------------------------------


def test_the_file_holds_everybody_with_their_answers_in_columns_that_are_documented(client):
    log_in_staff(client, EDITOR)
    event = make_event()
    group = make_group(event)
    asked_person = make_question(event, form="choice", choices_en="Hanoi\nHue", choices_ja="ハノイ\nフエ")
    asked_all = make_question(event, about="organization", position=2)
    registration = make_registration(group, people=0, wishes="A table at the window")
    person = make_attendee(registration, name="=1+1", email="guest@example.org")
    make_attendee(registration, name="Gone", place=Place.GIVEN_UP, position=2)
    make_answer(registration, asked_person, attendee=person, text="2")
    make_answer(registration, asked_all, text="By letter")
    make_registration(make_group(), people=2)

    response = client.get(address("event_participants", event.pk), {"format": "csv"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")

    head, first, second = content.splitlines()
    columns = dict(zip(head.split(","), first.split(","), strict=True))
    assert columns["name"] == "'=1+1"
    assert (columns["question_1"], columns["question_2"]) == ("Hue", "By letter")
    assert (columns["organization_id"], columns["place"]) == (registration.organization.public_id, "seated")
    assert columns["wishes"] == "A table at the window"
    assert "Gone" in second
    assert "given_up" in second
    assert response.headers["Cache-Control"] == "private, no-store"
    page = client.get(address("event_registrations", event.pk))
    assert [column.name for column in page.context["columns"]] == head.split(",")
    assert all(column.name in text(page) and str(column.meaning) for column in page.context["columns"])


def test_the_workbook_holds_texts_and_no_formulas(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    make_attendee(make_registration(make_group(event), people=0), name="=SUM(A1)")

    response = client.get(address("event_participants", event.pk), {"format": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    [cell] = [each for each in sheet[2] if each.value == "=SUM(A1)"]
    assert cell.data_type == "s"


def test_a_format_that_does_not_exist_is_refused(client):
    log_in_staff(client, PUBLISHER)

    assert client.get(address("event_participants", make_event().pk), {"format": "exe"}).status_code == 400


@pytest.mark.parametrize("page", ["event_registrations", "event_participants", "event_files", "event_copy"])
def test_staff_without_rights_and_members_get_nothing(client, page):
    event = make_event()
    registration = make_registration(make_group(event))

    client.force_login(registration.created_by)
    assert client.get(address(page, event.pk)).status_code == 302
    client.force_login(make.make_staff())
    assert client.get(address(page, event.pk)).status_code == 403


# One registration ---------------------------------------------------------------------------------------


def act(client, registration, do, **values):
    sent = {"do": do, **{f"{do}-{name}": value for name, value in values.items()}}
    return client.post(address("registration_change", registration.pk), sent, follow=True)


def test_a_registration_is_approved_with_the_checks_before_the_eyes(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(needs_approval=True, checks_permit=True)
    registration = make_registration(make_group(event), people=2, place=Place.ASKED, wishes="By the window, please")

    page = client.get(address("registration_change", registration.pk))
    done = act(client, registration, "approve")
    again = act(client, registration, "approve")

    assert "Permit on the day of the event" in text(page)
    assert "By the window, please" in text(page)
    assert "The registration is accepted, and the organization is told." in text(done)
    assert "Somebody else decided on this meanwhile" in text(again)
    registration.refresh_from_db()
    assert (registration.state, registration.held_people) == ("accepted", 2)


def test_a_registration_is_refused_with_a_reason_that_is_kept_when_something_is_wrong(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration(make_group(make_event()), place=Place.ASKED)

    without = act(client, registration, "refuse", reason="")
    done = act(client, registration, "refuse", reason="Not for this group.")

    assert "This field is required." in text(without)
    assert "The registration is refused" in text(done)
    registration.refresh_from_db()
    assert (registration.state, registration.reason) == ("refused", "Not for this group.")


def test_payments_refunds_and_corrections_are_entered_and_told_apart(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration(make_group(make_event()), people=2, unit_price=5000)
    charge_places(registration=registration, people=2, by=None)
    day = in_days(0).date().isoformat()

    act(client, registration, "payment", kind="received", amount="12000", paid_on=day, reference="T-1")
    twice = act(client, registration, "payment", kind="received", amount="12000", paid_on=day, reference="T-1")
    too_much = act(client, registration, "payment", kind="refunded", amount="20000", paid_on=day)
    act(client, registration, "payment", kind="refunded", amount="2000", paid_on=day, reference="T-1")
    nothing = act(client, registration, "correction", amount="0", reason="Why")
    done = act(client, registration, "correction", amount="-1000", reason="Came late")

    assert "A payment with this reference is entered already." in text(twice)
    assert "T-1" in twice.content.decode(), "what was typed is kept"
    assert "More than was paid cannot be paid back." in text(too_much)
    assert "Enter an amount other than 0." in text(nothing)
    assert "The correction is entered." in text(done)
    assert f"Reference on the statement: T-1 · Entered by: {Payment.objects.first().marked_by}" in text(done)
    assert list(Payment.objects.order_by("pk").values_list("kind", "amount")) == [
        ("received", 12000),
        ("refunded", 2000),
    ]
    assert Charge.objects.filter(kind="correction").get().amount == -1000
    assert "To be paid back" in text(done)


def test_a_button_pressed_twice_enters_once(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration(make_group(make_event()), people=2, unit_price=5000)
    charge_places(registration=registration, people=2, by=None)
    day = in_days(0).date().isoformat()

    for _press in range(2):
        paid = act(client, registration, "payment", kind="received", amount="5000", paid_on=day)
        corrected = act(client, registration, "correction", amount="-1000", reason="Came late")
    act(client, registration, "payment", kind="received", amount="5000", paid_on=day, note="The other half")

    for told in (paid, corrected):
        assert "The same was entered a moment ago." in text(told)
    assert Payment.objects.filter(registration=registration).count() == 2
    assert Charge.objects.filter(registration=registration, kind="correction").count() == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        act(client, registration, "correction", amount="-1000", reason="Came late")
    assert Charge.objects.filter(registration=registration, kind="correction").count() == 2


def test_a_payment_of_long_ago_is_told_by_its_field(client):
    log_in_staff(client, PUBLISHER)

    response = act(client, make_registration(), "payment", kind="received", amount="1", paid_on="0001-01-01")

    assert "paid_on" in response.context["payment_form"].errors
    assert Payment.objects.count() == 0


def test_a_payment_of_tomorrow_is_told_by_its_field(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration()

    response = act(client, registration, "payment", kind="received", amount="1", paid_on=in_days(1).date().isoformat())

    assert response.context["payment_form"].errors == {"paid_on": ["This day has not come yet."]}


def test_papers_are_issued_from_the_page(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration(make_group(make_event()), unit_price=5000)
    nothing = act(client, registration, "receipt")
    charge_places(registration=registration, people=1, by=None)

    done = act(client, registration, "invoice")

    assert "There is nothing yet of which a paper could be issued." in text(nothing)
    paper = Paper.objects.get()
    assert f"Invoice {paper.number} holds." in text(done)
    assert reverse("seminars:paper", args=[registration.pk, paper.pk]) in done.content.decode()


def test_staff_cancel_in_the_organizations_stead(client):
    log_in_staff(client, PUBLISHER)
    registration = make_registration(make_group(make_event()), people=2)
    registration.attendees.update(came_at=in_days(0))

    refused = act(client, registration, "cancel", reason="They telephoned.")
    registration.attendees.update(came_at=None)
    done = act(client, registration, "cancel", reason="They telephoned.")

    assert "Somebody is checked in:" in text(refused)
    assert "The registration is cancelled" in text(done)
    registration.refresh_from_db()
    assert (registration.state, registration.reason, registration.held_people) == ("cancelled", "They telephoned.", 0)


@pytest.mark.parametrize("do", ["approve", "refuse", "cancel", "payment", "correction", "invoice", "receipt"])
@pytest.mark.parametrize("group", [EDITOR, AUDITOR, SYSTEM_ADMINISTRATOR])
def test_only_publishers_decide_and_enter_money(client, group, do):
    log_in_staff(client, group)
    registration = make_registration(place=Place.ASKED)

    assert act(client, registration, do, reason="x", amount="1").status_code == 403
    registration.refresh_from_db()
    assert registration.state == "asked"
    assert [model.objects.count() for model in (Payment, Charge, Paper)] == [0, 0, 0]


def test_what_is_no_action_is_not_found(client):
    log_in_staff(client, PUBLISHER)

    assert act(client, make_registration(), "steal").status_code == 404


def test_the_page_shows_names_to_those_who_may_see_them(client):
    registration = make_registration(people=0)
    person = make_attendee(registration, name="Zq Visible", needs="A ramp")
    make_answer(registration, make_question(registration.event), attendee=person, text="Zq answered")

    for group, sees in ((EDITOR, True), (AUDITOR, True), (PUBLISHER, True)):
        log_in_staff(client, group)
        told = text(client.get(address("registration_change", registration.pk)))
        assert ("Zq Visible" in told, "Zq answered" in told, "A ramp" in told) == (sees, sees, sees)
        assert person.token not in told
    viewer = make.make_staff()
    viewer.user_permissions.add(*_permissions("view_registration", "view_event"))
    client.force_login(viewer)
    told = text(client.get(address("registration_change", registration.pk)))
    assert "Zq Visible" not in told
    assert "Zq answered" not in told


def _permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names, content_type__app_label="seminars")


def test_the_list_shows_first_what_waits_for_approval(client):
    log_in_staff(client, PUBLISHER)
    asked = make_registration(place=Place.ASKED)
    other = make_registration()

    def rows(query=""):
        return set(client.get(address("registration_changelist") + query).context["cl"].queryset)

    assert rows() == {asked}
    assert rows("?board=all") == rows(f"?event__pk__in={asked.event.pk},{other.event.pk}") == {asked, other}
    assert rows("?board=living") == {asked, other}


# Rows that services own ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["payment", "paper", "attendee", "erasurereport", "registration"])
def test_what_services_write_is_only_looked_at(client, name):
    from tests.admin_rows import MAKERS

    log_in_staff(client)
    model = next(each for each in MAKERS if each._meta.label_lower == f"seminars.{name}")
    row = MAKERS[model]()

    page = client.get(address(f"{name}_change", row.pk))

    assert page.status_code == 200
    assert client.get(address(f"{name}_add")).status_code == 403
    assert client.post(address(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
    assert "_save" not in page.content.decode()


def test_a_person_is_found_by_name_and_no_ticket_is_shown(client):
    log_in_staff(client, EDITOR)
    person = make_attendee(name="Zq Looked For")
    make_attendee()

    found = client.get(address("attendee_changelist"), {"q": "looked"})
    page = client.get(address("attendee_change", person.pk))

    assert list(found.context["cl"].queryset) == [person]
    assert person.token not in page.content.decode() + found.content.decode()


def test_the_groups_of_staff_may_what_the_table_says():
    from jitco_portal.common.accounts.staff_groups import codenames_of

    def held(group):
        return {name for app, name in codenames_of(group) if app == "seminars"}

    writes = {"add", "change", "delete"}
    editor = {name for name in held(EDITOR) if name.partition("_")[0] in writes}
    decided = {"registration", "attendee", "answer", "offer", "charge", "payment", "paper", "timetablerun"}
    assert {name.partition("_")[2] for name in editor} & decided == set()
    assert "delete_event" not in editor
    assert {"add_event", "change_event", "add_checkin", "change_eventgroup"} <= editor
    assert {"change_registration", "add_payment", "add_charge", "add_paper", "delete_event"} <= held(PUBLISHER)
    assert not {name for name in held(SYSTEM_ADMINISTRATOR) if name.partition("_")[0] in writes}
    assert {"view_meetingwish", "view_surveyanswer"} & held(EDITOR) == set()


def test_a_registration_of_nobody_leads_back_to_the_list(client):
    log_in_staff(client, PUBLISHER)

    assert client.get(address("registration_change", 987654)).status_code == 302
    assert client.get(address("event_registrations", 987654)).status_code == 404
