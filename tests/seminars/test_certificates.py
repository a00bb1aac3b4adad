"""Certificates: for who came, once the event is over, to be read in both languages."""

import datetime

import pytest
import time_machine
from django.utils import translation

from organizations.models import Role
from seminars.models import Attendee, Event
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db
STARTS = datetime.datetime.fromisoformat("2026-11-20T10:00+09:00")
ENDED = datetime.datetime.fromisoformat("2026-11-25T12:00+09:00")


@pytest.fixture(autouse=True)
def _after_the_event():
    with time_machine.travel(ENDED):
        yield


def make_came(people=2, **values):
    values = {"starts_at": STARTS, "ends_at": STARTS + datetime.timedelta(hours=6), "closes_at": STARTS, **values}
    registration = world.make_registration(world.make_group(world.make_event(**values)), people=people)
    registration.attendees.update(came_at=STARTS)
    return registration


def papers(client, attendee=None, registration=None):
    """The answer's status and its certificates, without the rest of the page."""
    path = f"tickets/{attendee.token}/certificate/" if attendee else f"registrations/{registration.pk}/certificates/"
    answer = client.get(f"/en/seminars/{path}")
    if answer.status_code != 200:
        return answer.status_code, []
    return 200, [each.split("</article>")[0] for each in answer.content.decode().split("<article")[1:]]


def test_the_certificate_is_in_both_languages_whatever_the_page_is(client):
    registration = make_came(venue_en="Sample hall", venue_ja="見本会館")
    first = registration.attendees.first()

    _status, (paper,) = papers(client, first)

    organization = registration.organization
    for words in (
        "参加証明書", "上記の者は、下記の催しに参加したことを証明します。", "2026年11月20日", "見本会館",
        "Certificate of attendance", "20 November 2026", "Sample hall",
        first.name, first.name_latin, organization.name_ja, f"No. {registration.event_id}-{first.pk}",
    ):  # fmt: skip
        assert words in paper
    assert ("見本</span>" in paper, first.token in paper) == (False, False)


def test_one_certificate_has_one_date_whenever_it_is_printed(client):
    registration = make_came(starts_at=STARTS, ends_at=STARTS + datetime.timedelta(days=2), place_form="both")
    first = registration.attendees.first()

    shown = papers(client, first)
    with time_machine.travel(ENDED + datetime.timedelta(days=400)):
        later = papers(client, first)

    assert shown == later
    assert shown[1][0].count("2026年11月22日") == 2


@pytest.mark.parametrize(("kind", "title"), [("explanatory_meeting", "受講証明書"), ("inspection_tour", "参加証明書")])
def test_who_listened_gets_another_title_than_who_took_part(client, kind, title):
    registration = make_came(kind=kind, ends_at=STARTS + datetime.timedelta(days=2), place_form="both")

    _status, (paper, _other) = papers_of_members(client, registration)

    assert title in paper
    assert "2026年11月20日から2026年11月22日まで" in paper
    assert ("及びオンライン" in paper, "20 November 2026 to 22 November 2026" in paper) == (True, True)


def test_a_sample_event_certifies_nothing_and_says_so(client):
    registration = make_came(is_sample=True)

    _status, found = papers(client, registration.attendees.first())

    assert "この催しは架空のものであり、この書面は何も証明しません。" in found[0]


def papers_of_members(client, registration):
    client.force_login(registration.created_by)
    return papers(client, registration=registration)


@pytest.mark.parametrize(
    ("event_values", "attendee_values", "told"),
    [
        ({"state": Event.State.CANCELLED}, {}, "This event was cancelled"),
        ({}, {"came_at": None}, "for those who were checked in"),
        ({}, {"name": "", "name_latin": ""}, "have been erased"),
        ({"ends_at": ENDED + datetime.timedelta(hours=1)}, {}, "once the event is over"),
    ],
)
def test_without_a_reason_to_certify_the_page_says_why(client, event_values, attendee_values, told):
    registration = make_came(people=1)
    Event.objects.filter(pk=registration.event_id).update(**event_values)
    registration.attendees.update(**attendee_values)
    first = registration.attendees.get()

    client.force_login(registration.created_by)
    for path in (f"tickets/{first.token}/certificate/", f"registrations/{registration.pk}/certificates/"):
        page = client.get(f"/en/seminars/{path}").content.decode()
        assert ("<article" in page, told in page) == (False, True)


def test_the_organization_gets_those_of_all_who_came(client):
    registration = make_came(people=3)
    absent = registration.attendees.last()
    Attendee.objects.filter(pk=absent.pk).update(came_at=None)
    reader = make.make_membership(registration.organization, role=Role.READER).user

    client.force_login(reader)
    status, found = papers(client, registration=registration)

    assert (status, len(found)) == (200, 2)
    assert not [paper for paper in found if absent.name in paper]


def test_strangers_get_none(client):
    registration = make_came()
    stranger = world.make_member(role=Role.ADMINISTRATOR).user

    visitor = papers(client, registration=registration)
    client.force_login(stranger)

    assert (visitor[0], papers(client, registration=registration)[0]) == (302, 404)
    assert client.get("/en/seminars/tickets/nobody/certificate/").status_code == 404


def test_names_of_days_and_hosts_are_of_their_language_on_a_japanese_page(client):
    registration = make_came(host_en="JITCO and the ministry", host_ja="JITCO、同国労働省")
    with translation.override("ja"):
        html = client.get(f"/ja/seminars/tickets/{registration.attendees.first().token}/certificate/").content.decode()

    assert [
        words for words in ("20 November 2026", "JITCO and the ministry", "JITCO、同国労働省") if words not in html
    ] == []
