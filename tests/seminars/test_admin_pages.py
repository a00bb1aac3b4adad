"""Pages of an event at the desk: who may do what, publishing, cancelling, copying, files."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import (
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
)
from jitco_portal.common.models import OutboxMessage
from seminars.models import (
    AttendanceFigure,
    Attendee,
    CancellationTerm,
    Event,
    EventFile,
)
from tests.seminars.desk import address, form_at, log_in_staff, save, text
from tests.seminars.test_publishing import make_draft
from tests.seminars.world import (
    in_days,
    make_event,
    make_event_file,
    make_group,
    make_meeting_day,
    make_past_event,
    make_registration,
)

pytestmark = pytest.mark.usefixtures("at_desk")
# Pages of an event with registrations.
HELD = ("Registrations", "Check-in", "Badges", "Attendance")


# Who may do what ----------------------------------------------------------------------------------------


def test_editors_write_drafts_and_not_what_was_promised(client):
    log_in_staff(client, EDITOR)
    draft, announced = make_event(state=Event.State.DRAFT), make_event()
    make_group(draft)
    make_group(announced, price_general=5000)
    CancellationTerm.objects.create(event=announced, days_before=7, percent=50)

    assert save(client, draft, people="12", **{"groups-0-people": "12"}).status_code == 302
    values = form_at(client, announced)
    assert {"starts_at_0", "people", "groups-0-people", "cancellation_terms-0-percent"} & set(values) == set()
    sent = {**values, "title_en": "Corrected", "people": "1", "starts_at_0": "2030-01-01", "groups-0-people": "1"}
    assert client.post(address("event_change", announced.pk), sent).status_code == 302

    draft.refresh_from_db()
    announced.refresh_from_db()
    assert (draft.people, draft.groups.get().people) == (12, 12)
    assert (announced.title_en, announced.people, announced.groups.get().people) == ("Corrected", None, 10)
    assert announced.starts_at == in_days(30, 10)


@pytest.mark.parametrize("group", [EDITOR, AUDITOR, SYSTEM_ADMINISTRATOR])
@pytest.mark.parametrize("page", ["event_publish", "event_cancel", "event_report"])
def test_only_publishers_announce_and_cancel(client, group, page):
    log_in_staff(client, group)
    event = make_draft() if page == "event_publish" else make_event()
    state = event.state

    for method in (client.get, client.post):
        assert method(address(page, event.pk), {"reason": "Why"}).status_code == 403

    event.refresh_from_db()
    assert event.state == state


def test_an_announced_event_is_not_deleted_and_a_draft_is(client):
    log_in_staff(client, PUBLISHER)
    draft, announced = make_event(state=Event.State.DRAFT), make_event()

    assert client.post(address("event_delete", announced.pk), {"post": "yes"}).status_code == 403
    assert client.post(address("event_delete", draft.pk), {"post": "yes"}).status_code == 302

    assert list(Event.objects.values_list("pk", flat=True)) == [announced.pk]


def test_no_events_are_deleted_from_the_list_and_one_link_leads_to_the_registrations(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()

    rows = client.get(reverse("admin:seminars_event_changelist"))
    page = client.get(address("event_change", event.pk)).content.decode().split('id="content"')[1]

    assert event.title_en in text(rows)
    assert "Delete selected" not in text(rows)
    assert len(re.findall(r"<a [^>]*>\s*Registrations", page)) == 1


@pytest.mark.parametrize(
    ("group", "event", "deeds"),
    [
        (PUBLISHER, "draft", ["Publish", "Papers and pictures", "Make one like this"]),
        (
            PUBLISHER,
            "coming",
            [*HELD, "Papers and pictures", "Make one like this", "Cancel the event"],
        ),
        (
            PUBLISHER,
            "over",
            [*HELD, "Papers and pictures", "Survey", "Publish the report", "Make one like this"],
        ),
        (
            EDITOR,
            "coming",
            [*HELD, "Papers and pictures", "Make one like this"],
        ),
        (AUDITOR, "coming", ["Registrations", "Badges", "Attendance", "Papers and pictures"]),
    ],
)
def test_the_page_leads_to_what_can_be_done_and_no_link_is_dead(client, group, event, deeds):
    log_in_staff(client, group)
    row = {
        "draft": lambda: make_event(state=Event.State.DRAFT),
        "coming": make_event,
        "over": lambda: make_event(starts_at=in_days(-2, 10), ends_at=in_days(-2, 17), closes_at=in_days(-5)),
    }[event]()

    found = client.get(address("event_change", row.pk)).context["deeds"]

    assert [str(each.title) for each in found] == deeds
    assert {each.url: client.get(each.url).status_code for each in found} == {each.url: 200 for each in found}


def test_a_matching_seminar_leads_to_its_day_of_meetings(client):
    log_in_staff(client, PUBLISHER)
    without, held = (make_event(kind=Event.Kind.MATCHING_SEMINAR) for _number in range(2))
    day = make_meeting_day(held)

    urls = [
        {str(each.title): each.url for each in client.get(address("event_change", row.pk)).context["deeds"]}
        for row in (without, held)
    ]

    assert urls[0]["Prepare the day of meetings"] == f"{address('meetingday_add')}?event={without.pk}"
    assert urls[1]["Day of meetings"] == address("meetingday_change", day.pk)


# Publish, cancel, copy ----------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_has_no_button(client):
    log_in_staff(client, PUBLISHER)
    event = make_draft(summary_ja="")

    page = client.get(address("event_publish", event.pk))
    sent = client.post(address("event_publish", event.pk), follow=True)

    assert "1 thing is missing" in text(page)
    assert "The summary is not there in both languages." in text(page)
    assert "Publish the event" not in text(page)
    assert "The event was not published" in text(sent)
    event.refresh_from_db()
    assert event.state == Event.State.DRAFT


def test_a_whole_event_is_published_from_its_page_once(client):
    log_in_staff(client, PUBLISHER)
    event = make_draft()
    assert client.get(event.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404
    log_in_staff(client, PUBLISHER)

    done = client.post(address("event_publish", event.pk), follow=True)
    again = client.post(address("event_publish", event.pk), follow=True)

    assert "The event is published: everybody can read it." in text(done)
    assert "The event is published already." in text(again)
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 200


def test_an_event_is_cancelled_with_a_reason_only(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    make_registration(make_group(event))

    page = client.get(address("event_cancel", event.pk))
    without = client.post(address("event_cancel", event.pk), {"reason": " "})
    done = client.post(address("event_cancel", event.pk), {"reason": "The hall is closed."}, follow=True)

    assert "1 organization is registered or waits." in text(page)
    assert without.context["form"].errors
    assert "The event is cancelled. Everybody who was registered is told." in text(done)
    event.refresh_from_db()
    assert (event.state, event.held_people) == ("cancelled", 0)
    assert OutboxMessage.objects.filter(kind="event_cancelled").count() == 1


def test_one_like_this_is_a_draft_on_the_day_that_was_chosen(client):
    log_in_staff(client, EDITOR)
    event = make_event()

    page = client.get(address("event_copy", event.pk))
    assert page.context["form"].initial["first_day"] == event.day + datetime.timedelta(weeks=52)
    wrong = client.post(address("event_copy", event.pk), {"first_day": "1999-01-01"})
    client.post(address("event_copy", event.pk), {"first_day": "2028-02-01"})

    assert wrong.context["form"].errors
    made = Event.objects.exclude(pk=event.pk).get()
    assert (made.state, made.day) == ("draft", datetime.date(2028, 2, 1))


def test_the_report_takes_the_figures_from_the_door_and_is_published(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(
        starts_at=in_days(-2, 10),
        ends_at=in_days(-2, 17),
        closes_at=in_days(-5),
        report_en="# Went well\n<script>x</script>",
        report_ja="報告",
    )
    registration = make_registration(make_group(event), people=3)
    Attendee.objects.filter(registration=registration, position__lte=2).update(came_at=event.starts_at)

    client.post(address("event_report", event.pk), {"do": "figures"})
    page = client.get(address("event_report", event.pk))
    done = client.post(address("event_report", event.pk), follow=True)
    Attendee.objects.filter(registration=registration).update(came_at=event.starts_at)
    asked = client.post(address("event_report", event.pk), {"do": "figures"})

    assert "everybody reads the new figures at once" in text(asked)
    assert "2 → 3" in text(asked)
    figure = AttendanceFigure.objects.get(event=event)
    assert (figure.group, figure.people, figure.organizations) == ("supervising", 2, 1)
    assert "2 participants in all." in text(page)
    assert "<script>x" not in page.content.decode()
    assert "The report is published." in text(done)
    event.refresh_from_db()
    assert event.report_published_at is not None


def test_of_an_event_known_from_a_source_a_report_is_published_too(client):
    log_in_staff(client, PUBLISHER)
    event = make_past_event(report_en="Peonies were given.", report_ja="牡丹が贈られた。")
    page = reverse("seminars:event_detail", args=[event.pk])
    assert "Peonies" not in client.get(page).content.decode()

    names = [each.title for each in client.get(address("event_change", event.pk)).context["deeds"]]
    shown = client.get(address("event_report", event.pk))
    client.post(address("event_report", event.pk))

    assert "Publish the report" in names
    assert not {"Survey", "Attendance"} & set(map(str, names))
    assert "gets a mail" not in text(shown)
    assert "Take the figures" not in text(shown)
    assert "Peonies" in client.get(page).content.decode()


# Files --------------------------------------------------------------------------------------------------


def test_a_paper_is_added_on_its_page_and_deleted_with_its_bytes(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    log_in_staff(client, EDITOR)
    event = make_event()
    values = {
        "kind": "paper",
        "read_by": "participants",
        "title_en": "Programme",
        "title_ja": "次第",
        "position": "1",
        "upload": SimpleUploadedFile("programme.pdf", b"%PDF-1.4 x"),
    }

    assert client.post(address("event_files", event.pk), values).status_code == 302
    file = EventFile.objects.get()
    wrong = client.post(
        address("event_files", event.pk), {**values, "upload": SimpleUploadedFile("virus.pdf", b"MZ not a paper")}
    )
    picture = client.post(
        address("event_files", event.pk),
        {**values, "kind": "picture", "upload": SimpleUploadedFile("p.pdf", b"%PDF-1.4 x")},
    )

    assert (file.event, file.type, file.size) == (event, "application/pdf", 10)
    assert "This is neither a PDF nor a JPEG nor a PNG file" in text(wrong)
    assert "This is no picture that can be read." in text(picture)
    assert EventFile.objects.count() == 1
    client.logout()
    log_in_staff(client, PUBLISHER)
    held = tmp_path / file.file.name
    assert held.exists()


def test_a_file_goes_with_its_bytes(client, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    log_in_staff(client, PUBLISHER)
    file = make_event_file()
    held = tmp_path / file.file.name
    assert held.exists()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("eventfile_delete", file.pk), {"post": "yes"})

    assert not EventFile.objects.exists()
    assert not held.exists()
