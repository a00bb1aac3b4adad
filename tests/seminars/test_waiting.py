"""What of events waits at the desk, and for whom; and what is owed, for many registrations at once."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import (
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
    sync_staff_groups,
)
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.registry import waiting
from seminars.models import Charge, Event, Payment, Place, Registration
from seminars.queries.money import account_of
from seminars.queries.owed import overdue, with_account
from seminars.queries.waiting import waiting_events
from seminars.services.money import charge_places
from tests import factories as make
from tests.seminars.world import in_days, make_event, make_group, make_registration

pytestmark = pytest.mark.django_db


def staff(group):
    sync_staff_groups()
    user = make.make_staff()
    user.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=user.pk)


def told(user):
    return {each.title: each.count for each in waiting_events(user)}


def make_owing(*, days_ago=0, amount=5000, **values):
    """A registration whose place was charged so many days ago."""
    event = make_event(payment_due_days=14)
    registration = make_registration(make_group(event), unit_price=amount, **values)
    charge = Charge(
        registration=registration,
        kind=Charge.Kind.PLACES,
        people=1,
        amount=amount,
        at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days_ago),
    )
    charge.save_base(raw=True, force_insert=True)
    return registration


def over(days_ago, **values):
    ends = in_days(-days_ago, 17)
    return make_event(
        starts_at=ends - datetime.timedelta(hours=7),
        ends_at=ends,
        opens_at=in_days(-100),
        closes_at=in_days(-90),
        **values,
    )


def test_it_is_registered():
    assert waiting_events in set(waiting)


def test_each_kind_of_work_is_counted_with_its_oldest():
    publisher = staff(PUBLISHER)
    assert told(publisher) == {
        "Registrations to be approved": 0,
        "Payments for events that are late": 0,
        "Events without a report": 0,
        "Events with too few people": 0,
    }
    asked = make_registration(place=Place.ASKED)
    late = make_owing(days_ago=20)
    report = over(15)
    tour = make_event(fewest_people=3, decided_on=today())

    found = {each.title: each for each in waiting_events(publisher)}

    assert {title: each.count for title, each in found.items()} == dict.fromkeys(found, 1)
    assert found["Registrations to be approved"].oldest == asked.created_at
    assert found["Payments for events that are late"].oldest == late.created_at
    assert found["Events without a report"].oldest == report.ends_at
    assert found["Events with too few people"].oldest.date() == tour.decided_on


def test_what_waits_for_nobody_is_not_counted():
    make_registration(place=Place.SEATED)
    make_registration(make_group(over(3)), place=Place.ASKED)
    make_registration(make_group(make_event(state=Event.State.CANCELLED)), place=Place.ASKED)
    make_owing(days_ago=13)
    paid = make_owing(days_ago=30)
    Payment.objects.create(registration=paid, amount=5000)
    over(13)
    over(15, report_published_at=in_days(-1))
    over(15, state=Event.State.DRAFT)
    over(400)
    make_event(fewest_people=3, decided_on=today() + datetime.timedelta(days=1))
    make_event(fewest_people=3)
    make_registration(make_group(make_event(fewest_people=1, decided_on=today())))

    assert set(told(staff(PUBLISHER)).values()) == {0}


def test_everybody_sees_what_they_may_act_on():
    assert set(told(staff(EDITOR))) == {"Events without a report", "Events with too few people"}
    assert told(staff(AUDITOR)) == {}
    assert told(staff(SYSTEM_ADMINISTRATOR)) == {}
    assert told(make.make_user()) == {}


def test_each_line_leads_to_a_list_of_just_that(client):
    asked = make_registration(place=Place.ASKED)
    late = make_owing(days_ago=20)
    report = over(15)
    tour = make_event(fewest_people=3, decided_on=today())
    client.force_login(make.make_staff(is_superuser=True))

    waiting = waiting_events(make.make_staff(is_superuser=True))
    lists = {each.title: set(client.get(each.url).context["cl"].queryset) for each in waiting}

    assert lists == {
        "Registrations to be approved": {asked},
        "Payments for events that are late": {late},
        "Events without a report": {report},
        "Events with too few people": {tour},
    }
    index = client.get(reverse("admin:index")).content.decode()
    assert [each.sentence for each in waiting if f"{each.sentence}</a>" not in index] == []


def test_it_takes_one_query_each(django_assert_num_queries):
    for _number in range(3):
        make_registration(place=Place.ASKED)
    publisher = staff(PUBLISHER)
    publisher.has_perm("seminars.change_event")

    with django_assert_num_queries(4):
        waiting_events(publisher)


# Owed ---------------------------------------------------------------------------------------------------


def test_sums_for_many_are_those_of_each_account():
    paid, part, back = (make_owing() for _number in range(3))
    free = make_registration()
    charge_places(registration=part, people=1, by=None)
    Payment.objects.create(registration=paid, amount=5000)
    Payment.objects.create(registration=part, amount=3000, reference="a")
    Payment.objects.create(registration=back, amount=9000, reference="b")
    Payment.objects.create(registration=back, amount=1000, kind=Payment.Kind.REFUNDED)

    found = {each.pk: (each.charged, each.paid, each.owed) for each in with_account(Registration.objects.all())}

    for registration in (paid, part, back, free):
        account = account_of(registration=registration)
        assert found[registration.pk] == (account.charged, account.paid, account.due)
    assert found[part.pk][2] == 7000
    assert found[back.pk][2] == -3000


@pytest.mark.parametrize(("days_ago", "is_late"), [(14, False), (15, True)])
def test_a_payment_is_late_when_its_days_are_over(days_ago, is_late):
    make_owing(days_ago=days_ago)

    assert overdue(day=today()).exists() == is_late
