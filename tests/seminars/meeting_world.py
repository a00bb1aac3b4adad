"""A day of meetings with both sides, their people and wishes, and timetables solved by the real solver."""

import json
from dataclasses import dataclass

from django.contrib.auth.models import Group as StaffGroup
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import PUBLISHER, sync_staff_groups
from organizations.models import Role
from seminars.models import Event, Group, Meeting, MeetingDay, MeetingParty, MeetingWish, TimetableRun
from seminars.services import timetable_runs
from seminars.solver_process import result_as_dict
from seminars.timetable.reading import read_instance
from seminars.timetable.solve import solve
from tests import factories as make
from tests.seminars import world

MUST, WOULD, NO = MeetingWish.Word.MUST, MeetingWish.Word.WOULD, MeetingWish.Word.NO


@dataclass
class MeetingWorld:
    """``sending`` speak Vietnamese, ``supervising`` Japanese; each has an editor (``people[party.pk]``)."""

    event: Event
    day: MeetingDay
    sending: list[MeetingParty]
    supervising: list[MeetingParty]
    people: dict[int, object]
    country: object

    def editor(self, party):
        return self.people[party.pk]

    def wish(self, party, other, word=WOULD):
        return world.make_wish(party, other, word)

    def everybody_would(self):
        for one in self.sending:
            for other in self.supervising:
                self.wish(one, other)

    def solved(self, *, is_change=False, publish=True):
        """A run through the services and the real solver, here instead of in the worker's process."""
        run = timetable_runs.start_run(day=self.day, is_change=is_change)
        result = solve(read_instance(run.instance), seconds=self.day.seconds, workers=1)
        run.state, run.result = TimetableRun.State.DONE, json.loads(json.dumps(result_as_dict(result)))
        run.begun_at = run.ended_at = timezone.now()
        run.progress = {"objective": result.objective, "bound": result.bound, "seconds": result.seconds}
        run.save()
        if publish:
            timetable_runs.publish_run(run=run)
            self.day.refresh_from_db()
            run.refresh_from_db()
        return run

    def meetings(self):
        """(sending, supervising, slot) of what is published."""
        return set(Meeting.objects.filter(day=self.day).values_list("sending_id", "supervising_id", "slot_id"))

    def meetings_of(self, party):
        """Those of ``meetings`` with one party; a slot may have the same number as a party has."""
        return [meeting for meeting in self.meetings() if party.pk in meeting[:2]]


def make_meeting_world(*, sending=2, supervising=2, slots=3, tables=2, interpreters=1, event=None, **values):
    event = event or world.make_event(kind=Event.Kind.MATCHING_SEMINAR)
    day = world.make_meeting_day(event, slots=slots, tables=tables, **{"seconds": 5, **values})
    country = make.make_country()
    made = MeetingWorld(event, day, [], [], {}, country)
    for number in range(sending):
        organization = make.make_organization(country, name_en=f"Lotus {number} (sample)", short_name=f"LOTUS{number}")
        made.sending.append(seat(made, Group.SENDING, organization, ["vi"]))
    for number in range(supervising):
        organization = make.make_supervising(name_ja=f"見本組合{number}", name_en=f"Union {number} (sample)")
        made.supervising.append(seat(made, Group.SUPERVISING, organization, ["ja"]))
    for _number in range(interpreters):
        world.make_interpreter(day, "ja-vi")
    return made


def seat(made, group, organization, languages):
    held = made.event.groups.filter(group=group).first() or world.make_group(made.event, group, people=200)
    person = make.make_membership(organization, role=Role.EDITOR).user
    registration = world.make_registration(held, organization, by=person)
    party = world.make_party(made.day, group, registration=registration, languages=languages)
    made.people[party.pk] = person
    return party


def reader_of(party):
    return make.make_membership(party.registration.organization, role=Role.READER).user


def make_publisher(client=None):
    sync_staff_groups()
    staff = make.make_staff()
    staff.groups.add(StaffGroup.objects.get(name=PUBLISHER))
    if client:
        client.force_login(staff)
    return staff
