"""Tickets, which open by their link alone, and papers, which only the organization and staff read."""

import datetime
import re

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from seminars.models import Attendee, Event, Payment, Place
from seminars.queries.account_panel import account_panel
from seminars.services import money, papers, registrations
from tests import factories as make
from tests.seminars import world
from tests.seminars.reading import text_of
from tests.seminars.registration_world import begin, end, make_registration_world, make_tour

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_registration_world()


def ticket(attendee):
    return reverse("seminars:ticket", args=[attendee.token])


def decoded(svg):
    """The modules of a code as it is drawn, so that two can be compared."""
    return re.search(r'<path[^>]* d="([^"]+)"', svg)[1]


# Tickets ------------------------------------------------------------------------------------------------------


def test_ticket_opens_without_a_log_in_and_is_kept_nowhere(client, made):
    attendee = made.register(1).attendees.get()

    answer = client.get(ticket(attendee))
    calendar = client.get(reverse("seminars:ticket_calendar", args=[attendee.token]))

    for each in (answer, calendar):
        assert each.status_code == 200
        assert set(each["Cache-Control"].split(", ")) >= {"private", "no-store"}
        assert each["X-Robots-Tag"] == "noindex, nofollow"
        assert each["Referrer-Policy"] == "same-origin"
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    # The address stands in no link that others could follow back.
    assert 'rel="canonical"' not in page
    assert [str(each["UID"]).startswith(f"ticket-{attendee.pk}@") for each in _events(calendar)] == [True]
    assert client.get(reverse("seminars:ticket", args=["unknown-ticket-of-nobody-000"])).status_code == 404


def _events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_code_is_the_address_of_the_ticket_itself(client, made):
    first, second = made.register(2).attendees.all()
    with translation.override("ja"):
        shown = client.get(ticket(first))
        expected = qr_of(portal_settings.SITE_URL + ticket(first))
        other = qr_of(portal_settings.SITE_URL + ticket(second))

    assert decoded(shown.content.decode().split('class="ticket-code"')[1]) == expected != other


def qr_of(address):
    from seminars.queries.qr_codes import qr_code

    return decoded(qr_code(address))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place.ASKED, "the Affairs Dept. decides"),
        (Place.WAITING, "you are on the waiting list"),
        (Place.OFFERED, "a place is offered to your organization"),
        (Place.GIVEN_UP, "not valid any more"),
    ],
)
def test_whoever_has_no_place_has_no_code_and_no_address_of_the_meeting(client, place, words):
    event = world.make_event(place_form=Event.PlaceForm.BOTH, online_url="https://meet.example/secret")
    group = world.make_group(event)
    attendee = world.make_registration(group, place=place).attendees.get()
    seated = world.make_registration(group).attendees.get()

    answer = client.get(ticket(attendee))

    assert words in text_of(answer)
    assert "ticket-code" not in answer.content.decode()
    assert "meet.example" not in answer.content.decode()
    assert "meet.example" in client.get(ticket(seated)).content.decode()


def test_ticket_follows_the_event(client, made):
    registration = made.register(1)
    attendee = registration.attendees.get()
    begin(made.event)
    now = timezone.now()
    Attendee.objects.filter(pk=attendee.pk).update(came_at=now)
    during = text_of(client.get(ticket(attendee)))
    Event.objects.filter(pk=made.event.pk).update(
        starts_at=now - datetime.timedelta(hours=9), ends_at=now - datetime.timedelta(hours=1)
    )
    after = client.get(ticket(attendee)).content.decode()
    cancelled = make_registration_world()
    called_off = cancelled.register(1).attendees.get()
    Event.objects.filter(pk=cancelled.event.pk).update(state=Event.State.CANCELLED)

    assert "You are checked in." in during
    assert reverse("seminars:certificate", args=[attendee.token]) in after
    assert reverse("seminars:survey", args=[attendee.token]) in after
    assert "ticket-code" not in after
    assert "does not take place" in text_of(client.get(ticket(called_off)))


def test_staff_at_the_door_are_led_to_the_check_in_of_the_person(client, made):
    attendee = made.register(1).attendees.get()
    client.force_login(make.make_staff(is_superuser=True))

    answer = client.get(ticket(attendee))

    assert answer.url == f"{reverse('seminars:check_in', args=[made.event.pk])}?number={attendee.pk}"
    client.force_login(make.make_staff())
    assert client.get(ticket(attendee)).status_code == 200


def test_own_meetings_stand_on_the_ticket_once_they_are_published(client):
    event = world.make_event(kind=Event.Kind.MATCHING_SEMINAR)
    day = world.make_meeting_day(event)
    here = world.make_party(day)
    there = world.make_party(day, "sending")
    world.make_meeting(there, here, day.slots.first(), day.tables.first())
    attendee = here.registration.attendees.get()
    other = there.registration.organization

    before = text_of(client.get(ticket(attendee)))
    type(day).objects.filter(pk=day.pk).update(published_at=timezone.now())
    after = text_of(client.get(ticket(attendee)))

    assert [other.name_en in each for each in (before, after)] == [False, True]


def test_ticket_names_no_colleague_and_no_answer(client, made):
    registration = made.register(2)
    first, second = registration.attendees.all()
    registration.attendees.update(needs="Wheelchair", email="somebody@example.org")

    page = client.get(ticket(first)).content.decode()

    assert first.name in page
    assert [words in page for words in (second.name, "Wheelchair", "somebody@", "Hanoi")] == [False] * 4


# One's own page ------------------------------------------------------------------------------------------------


def test_own_events_stand_on_the_account_page(client, made):
    registration = made.register(1)
    guest = make.make_user()
    Attendee.objects.filter(registration=registration).update(user=guest)
    made.others(1)
    past = make_registration_world()
    make.make_membership(past.organization, made.editor)
    past.register(1)
    Event.objects.filter(pk=past.event.pk).update(starts_at=world.in_days(-90), ends_at=world.in_days(-89))

    def shown(user):
        panel = account_panel(user)
        return panel and [(each.registration.pk, each.is_theirs, len(each.tickets)) for each in panel.context["events"]]

    assert shown(made.editor) == [(registration.pk, True, 0)]
    # Whoever belongs to nobody sees the ticket, not the registration.
    assert shown(guest) == [(registration.pk, False, 1)]
    assert shown(make.make_user()) is None
    assert shown(world.make_member().user) == []
    client.force_login(guest)
    page = client.get(reverse("account_overview")).content.decode()
    assert (ticket(registration.attendees.get()) in page, registration.get_absolute_url() in page) == (True, False)


def test_panel_asks_as_much_for_three_events_as_for_one(made, django_assert_num_queries):
    made.register(1)
    for _more in range(2):
        # Memberships come with the user of a request; here they are asked.
        with django_assert_num_queries(4):
            account_panel(made.editor)
        other = make_registration_world()
        other.organization, other.editor = made.organization, made.editor
        other.register(2)


# Papers --------------------------------------------------------------------------------------------------------


def paper_page(client, paper):
    return client.get(reverse("seminars:paper", args=[paper.registration_id, paper.pk]))


def test_invoice_has_what_the_law_asks_in_both_languages(client, made, settings):
    settings.INVOICE_ISSUER_NUMBER = "T1234567890123"
    settings.INVOICE_BANK_ACCOUNT = "Sample bank 1234567"
    registration = made.register(2)
    client.force_login(made.editor)

    answer = client.post(reverse("seminars:paper_issue", args=[registration.pk]), {"kind": "invoice"})
    page = client.get(answer.url)
    client.post(reverse("seminars:paper_issue", args=[registration.pk]), {"kind": "invoice"})

    paper = registration.papers.get()
    text = text_of(page)
    for words in (
        paper.number,
        f"{paper.recipient} 御中",
        "登録番号 Registration number T1234567890123",
        "取引年月日",
        "10% 対象",
        "¥10,000",
        "¥909",
        "Sample bank 1234567",
        f"E{made.event.pk}-{registration.pk}",
        made.event.title_ja,
        made.event.title_en,
    ):
        assert words in text
    assert "適格請求書ではありません" not in text


def test_invoice_is_asked_for_with_the_form_of_the_page(made):
    registration = made.register(1)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(made.editor)
    where = reverse("seminars:paper_issue", args=[registration.pk])

    page = strict.get(reverse("seminars:registration_detail", args=[registration.pk])).content.decode()
    form = re.search(rf'<form method="post" action="{where}".*?</form>', page, re.DOTALL)[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    answer = strict.post(where, {"kind": "invoice", "csrfmiddlewaretoken": token})

    assert (answer.status_code, registration.papers.count()) == (302, 1)


def test_paper_without_a_number_of_the_issuer_says_that_it_is_no_qualified_invoice(client, made):
    registration = made.register(1)
    client.force_login(made.reader)

    text = text_of(paper_page(client, papers.issue_invoice(registration=registration, by=made.editor)))

    assert "この書面は適格請求書ではありません" in text
    assert "登録番号" not in text


def test_receipt_return_and_what_took_the_place_of_a_paper(client, made):
    staff = make.make_staff(is_superuser=True)
    registration = made.register(2)
    client.force_login(made.editor)
    issue = reverse("seminars:paper_issue", args=[registration.pk])
    nothing = client.post(issue, {"kind": "receipt"})
    unknown = client.post(issue, {"kind": "return"})
    invoice = papers.issue_invoice(registration=registration, by=made.editor)
    money.mark_payment(registration=registration, by=staff, amount=10000)
    receipt = client.get(client.post(issue, {"kind": "receipt"}).url)
    registrations.change_people(registration=registration, by=made.editor, given_up={registration.attendees.first().pk})
    money.mark_payment(registration=registration, by=staff, amount=5000, kind=Payment.Kind.REFUNDED)
    replaced = paper_page(client, invoice)
    note = paper_page(client, registration.papers.get(kind="return"))

    assert (nothing.url, unknown.status_code) == (registration.get_absolute_url(), 404)
    assert "上記の金額を領収いたしました。" in text_of(receipt)
    assert "Another paper has taken its place" in text_of(replaced)
    assert "返還金額（税込）" in text_of(note)
    assert "¥5,000" in text_of(note)


def test_invoice_says_what_is_paid_so_far_and_stays_as_it_was_issued(client, made):
    registration = made.register(2)
    client.force_login(made.editor)
    staff = make.make_staff(is_superuser=True)
    first = papers.issue_invoice(registration=registration, by=made.editor)
    before = text_of(paper_page(client, first))
    money.mark_payment(registration=registration, by=staff, amount=2000)
    after = text_of(paper_page(client, first))
    registrations.change_people(registration=registration, by=made.editor, given_up={registration.attendees.first().pk})
    second = registration.papers.get(replaces=first)

    assert "still to be paid" not in before
    assert "paid ¥2,000, still to be paid ¥8,000." in after
    assert "Amount due, with tax ¥10,000" in after
    assert "still to be paid" not in text_of(paper_page(client, first))
    assert "paid ¥2,000, still to be paid ¥3,000." in text_of(paper_page(client, second))


def test_papers_are_for_the_organization_and_staff_only(client, made):
    registration = made.register(1)
    paper = papers.issue_invoice(registration=registration, by=made.editor)
    stranger = made.others(1)
    seen = []
    for user in (made.editor, made.reader, make.make_staff(is_superuser=True), stranger.created_by, make.make_staff()):
        client.force_login(user)
        seen.append(paper_page(client, paper).status_code)
    # Nor under a registration of one's own.
    client.force_login(stranger.created_by)
    seen.append(client.get(reverse("seminars:paper", args=[stranger.pk, paper.pk])).status_code)

    assert seen == [200, 200, 200, 404, 404, 404]


def register_for_tour(tour, **values):
    values = {"name_latin": "YAMADA Hanako", "nationality": "JP", "wants_visa_letter": True, **values}
    return registrations.register(
        event=tour.event,
        organization=tour.organization,
        by=tour.editor,
        answers={},
        people=[tour.person("山田 花子", **values)],
    )


def letter(client, registration):
    attendee = registration.attendees.get()
    return client.get(reverse("seminars:visa_letter", args=[registration.pk, attendee.pk]))


def test_letter_names_the_person_the_days_and_the_places_and_is_a_draft(client):
    tour = make_tour()
    registration = register_for_tour(tour)
    client.force_login(tour.editor)

    text = text_of(letter(client, registration))

    for words in ("DRAFT", "YAMADA Hanako", "Nationality Japan", "Hanoi: Training centre", tour.event.title_en):
        assert words in text
    assert "/visa-letter/" in client.get(registration.get_absolute_url()).content.decode()
    client.force_login(world.make_member().user)
    assert letter(client, registration).status_code == 404


def test_letter_is_for_whoever_wants_one_and_has_a_place(client):
    tour = make_tour(people=1)
    seated = register_for_tour(tour, wants_visa_letter=False, nationality="")
    client.force_login(tour.editor)
    unwanted = letter(client, seated).status_code
    Attendee.objects.filter(registration=seated).update(wants_visa_letter=True, place=Place.WAITING)
    waiting = letter(client, seated).status_code
    Attendee.objects.filter(registration=seated).update(place=Place.SEATED)
    wanted = letter(client, seated).status_code
    Event.objects.filter(pk=tour.event.pk).update(gives_visa_letters=False)

    assert (unwanted, waiting, wanted, letter(client, seated).status_code) == (404, 404, 200, 404)


def test_over_with_everything_the_page_of_a_registration_still_opens(client, made):
    registration = made.register(1)
    end(made.event)
    registration.attendees.update(name="", user=None)
    client.force_login(made.reader)

    assert "not named" in text_of(client.get(registration.get_absolute_url()))
