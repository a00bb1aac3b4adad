"""After the event, an organization reads whom it met, and nobody else does."""

import pytest
from django.utils import timezone

from organizations.models import Role
from seminars.models import Event, Group, MeetingDay, MeetingParty
from seminars.queries.follow_up import whom_they_met
from tests import factories as make
from tests.seminars import world
from tests.seminars.door import HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    """A day on which one supervising organization met two of three sending ones: the third was not in its timetable."""
    now = timezone.now()
    times = {"starts_at": now - 8 * HOUR, "ends_at": now - HOUR, "closes_at": now - 9 * HOUR}
    event = world.make_event(kind=Event.Kind.MATCHING_SEMINAR, **times)
    day = world.make_meeting_day(event)
    supervising = world.make_party(day)
    sending = [world.make_party(day, Group.SENDING) for _number in range(3)]
    slots, table = list(day.slots.order_by("starts_at")), day.tables.first()
    for party, slot in zip(sending[:2], slots, strict=False):
        world.make_meeting(party, supervising, slot, table)
    MeetingDay.objects.filter(pk=day.pk).update(published_at=now - 10 * HOUR)
    return supervising, sending


def named(registration):
    return [each.pk for each in whom_they_met(registration=registration)]


def test_whom_they_met_are_those_of_the_timetable_who_came(met):
    supervising, sending = met
    first, second, third = [each.registration.organization_id for each in sending]

    assert named(supervising.registration) == [first, second]
    assert named(sending[0].registration) == [supervising.registration.organization_id]
    assert named(sending[2].registration) == []
    MeetingParty.objects.filter(pk=sending[0].pk).update(is_absent=True)
    assert (named(supervising.registration), named(sending[0].registration)) == ([second], [])
    assert third not in named(supervising.registration)


def test_a_meeting_that_is_still_to_come_is_none_yet(met):
    supervising, _sending = met
    last = supervising.day.slots.order_by("starts_at")[1]
    type(last).objects.filter(pk=last.pk).update(starts_at=timezone.now() + HOUR, ends_at=timezone.now() + 2 * HOUR)

    assert len(named(supervising.registration)) == 1


def test_the_page_of_the_registration_leads_on(met, client):
    supervising, sending = met
    registration = supervising.registration
    editor = make.make_membership(registration.organization, role=Role.EDITOR).user

    client.force_login(editor)
    page = client.get(f"/en/seminars/registrations/{registration.pk}/").content.decode()

    assert [each.registration.organization.name in page for each in sending] == [True, True, False]
    for path in (f"/en/seminars/registrations/{registration.pk}/certificates/", "/en/matching/requests/new/"):
        assert f'href="{path}"' in page
    assert client.get(f"/en/seminars/registrations/{sending[0].registration.pk}/").status_code == 404
