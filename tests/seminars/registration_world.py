"""A seminar with prices, terms and questions, an organization that registers for it, and what its pages send."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from organizations.models import Role
from seminars.models import CancellationTerm, Event, EventGroup, Registration, TourStop
from seminars.services import registrations
from seminars.services.people import PersonValues
from tests import factories as make
from tests.seminars import world


@dataclass
class RegistrationWorld:
    event: Event
    group: EventGroup
    organization: Any
    editor: Any
    reader: Any
    person_question: Any
    organization_question: Any

    def person(self, name: str = "Aya Sample", **values: Any) -> PersonValues:
        return PersonValues(name=name, answers={self.person_question.pk: "Hanoi"}, **values)

    def register(self, people: int = 2, **values: Any) -> Registration:
        """Through the service, for the organization of the editor."""
        return registrations.register(
            event=self.event,
            organization=self.organization,
            by=self.editor,
            people=[self.person(f"Person {number} (sample)") for number in range(1, people + 1)],
            answers={self.organization_question.pk: "yes"},
            **values,
        )

    def others(self, people: int = 1, **values: Any) -> Registration:
        """Another organization takes places, or waits."""
        return registrations.register(
            event=self.event,
            organization=(member := world.make_member(self.group.group)).organization,
            by=member.user,
            people=[self.person(f"Stranger {number} (sample)") for number in range(1, people + 1)],
            answers={self.organization_question.pk: "no"},
            **values,
        )

    def typed(self, people: int = 1, **more: Any) -> dict[str, Any]:
        """What a browser sends of a form that is filled in."""
        sent = {"rows": ",".join(f"n{number}" for number in range(1, people + 1)), "wishes": "", "least_people": ""}
        for number in range(1, people + 1):
            sent |= {
                f"n{number}-name": f"Person {number} (sample)",
                f"n{number}-name_latin": "",
                f"n{number}-job_title": "",
                f"n{number}-email": "",
                f"n{number}-language": "en",
                f"n{number}-needs": "",
                f"n{number}-member": "",
                f"n{number}-question_{self.person_question.pk}": "Hanoi",
            }
        sent[f"question_{self.organization_question.pk}"] = "yes"
        return {**sent, **more}


def make_registration_world(*, price: int = 5000, people: int = 10, terms: bool = True, **values: Any):
    event = world.make_event(**values)
    group = world.make_group(event, people=people, price_general=price, price_member=price * 3 // 5)
    if terms:
        CancellationTerm.objects.create(event=event, days_before=14, percent=50)
        CancellationTerm.objects.create(event=event, days_before=0, percent=100)
    organization = make.make_supervising()
    return RegistrationWorld(
        event=event,
        group=group,
        organization=organization,
        editor=make.make_membership(organization, role=Role.EDITOR).user,
        reader=make.make_membership(organization, role=Role.READER).user,
        person_question=world.make_question(event, is_required=True),
        organization_question=world.make_question(
            event, about="organization", form="yes_no", text_en="Do you send trainees already?", text_ja="受入れの有無"
        ),
    )


def make_tour(**values: Any) -> RegistrationWorld:
    """An inspection tour for which letters are written."""
    made = make_registration_world(
        kind=Event.Kind.INSPECTION_TOUR,
        gives_visa_letters=True,
        starts_at=world.in_days(40, 9),
        ends_at=world.in_days(43, 17),
        time_zone="Asia/Ho_Chi_Minh",
        **values,
    )
    for number, place in enumerate(("Hanoi", "Hai Phong"), 1):
        day = made.event.starts_at.date() + datetime.timedelta(days=number - 1)
        TourStop.objects.create(
            event=made.event, day=day, position=1, place_en=place, place_ja=place, text_en="Training centre"
        )
    return made


def begin(event: Event) -> None:
    """Its time has come."""
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(
        starts_at=now - datetime.timedelta(hours=1), ends_at=now + datetime.timedelta(hours=5)
    )
    event.refresh_from_db()


def end(event: Event) -> None:
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(
        starts_at=now - datetime.timedelta(hours=30), ends_at=now - datetime.timedelta(hours=24)
    )
    event.refresh_from_db()
