"""The desk's first page: what waits for whoever looks, how much of it and since when."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common import registry
from jitco_portal.common.days import today
from jitco_portal.common.desk.home import last_months
from jitco_portal.common.models import OutboxMessage
from organizations.models import ListImport
from organizations.queries.waiting import waiting_lists
from tests.factories import (
    make_application,
    make_approval,
    make_claim,
    make_counterpart,
    make_country,
    make_message,
    make_missed_search,
    make_organization,
    make_permit,
    make_programme,
    make_proposal,
    make_section,
    make_staff,
    make_supervising,
)

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def staff_with(*codenames):
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def waiting(client, user):
    client.force_login(user)
    return [(each.title, each.count) for each in client.get(reverse("admin:index")).context["waiting"]]


def test_each_sees_what_they_may_act_on_and_no_more(client):
    make_proposal()
    make_proposal(state="decided", decided_at=timezone.now())
    make_claim()
    make_application()
    make_message(state=State.FAILED)
    make_message(state=State.HELD)
    make_message(state=State.SENT, sent_at=timezone.now())

    seen = {
        name: waiting(client, staff_with(name))
        for name in ("view_claim", "change_profileproposal", "change_claim", "change_listingapplication")
    }

    assert seen == {
        "view_claim": [],
        "change_profileproposal": [("Proposals for profiles", 1)],
        "change_claim": [("Claims", 1)],
        "change_listingapplication": [("Applications to be listed", 1)],
    }
    assert waiting(client, staff_with("change_outboxmessage")) == [("Failed messages", 1), ("Messages held back", 1)]


def test_the_index_says_how_old_the_oldest_is_and_leads_to_the_list(client):
    make_message(state=State.FAILED)
    old = make_message(state=State.FAILED)
    OutboxMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=3, hours=1))
    client.force_login(make_staff(is_superuser=True))

    text = client.get(reverse("admin:index")).content.decode()
    failed = next(each for each in registered(make_staff(is_superuser=True)) if each.title == "Failed messages")

    assert "Look after 2 failed messages</a>" in text
    assert "the oldest for 3\xa0days<" in text
    assert "target: 1 day<" in text
    assert "overdue</strong>" in text
    assert set(client.get(failed.url).context["cl"].queryset) == set(OutboxMessage.objects.filter(state=State.FAILED))


def registered(user):
    return [each for function in registry.waiting for each in function(user)]


def test_what_waits_is_one_query_each_however_much_it_is():
    user = make_staff(is_superuser=True)
    for _number in range(3):
        make_message(state=State.HELD)
        make_claim()

    with CaptureQueriesContext(connection) as queries:
        registered(user)

    assert len(queries) == 23


def test_work_stands_in_columns_with_the_oldest_first_and_says_what_is_overdue(client):
    now = timezone.now()
    for make, days in ((make_claim, 6), (make_proposal, 8), (make_application, 2)):
        with time_machine.travel(now - datetime.timedelta(days=days)):
            make()
    make_section(make_country(), checked_on=datetime.date(2020, 1, 1), check_again_by=datetime.date(2020, 2, 1))
    names = ("change_claim", "change_profileproposal", "change_listingapplication", "change_countrysection")
    client.force_login(staff_with(*names, "change_missingreport"))

    columns = client.get(reverse("admin:index")).context["columns"]

    assert [(column.deed, [each.sentence for each in column.items]) for column in columns] == [
        (
            "decide",
            [
                "Decide on 1 proposal for a profile",
                "Decide on 1 claim to act for an organization",
                "Decide on 1 application to be listed",
            ],
        ),
        ("answer", []),
        ("keep", ["Check 1 section of a country again"]),
    ]
    # A claim may wait for five days, a proposal for ten.
    assert [each.is_overdue for each in columns[0].items] == [False, True, False]
    assert [each.title for each in columns[1].quiet] == ["Reports of missing organizations"]


def test_what_ends_within_60_days_is_said_with_its_first_day_and_listed(client):
    country, supervising = make_country(), make_supervising()
    office = make_counterpart(country)
    days = {days: str(today() + datetime.timedelta(days=days)) for days in (-1, 0, 60, 61)}
    for number, until in enumerate(days.values()):
        begun = {"approved_from": f"20{number + 10}-01-01", "approved_until": until, "confirmed_on": "2020-01-01"}
        make_approval(make_organization(country), office, **begun)
        make_permit(supervising, make_programme(code=("titp", "ssw", "esd", "xx")[number]), valid_until=until)
    client.force_login(staff_with("change_approval", "change_permit", "view_approval", "view_permit"))

    keep = client.get(reverse("admin:index")).context["columns"][-1].items
    listed = [client.get(each.url).context["cl"].queryset for each in keep]

    assert [(each.count, each.next_on) for each in keep] == [(2, today()), (2, today())]
    assert [{str(row.approved_until) for row in listed[0]}, {str(row.valid_until) for row in listed[1]}] == [
        {days[0], days[60]}
    ] * 2


def test_figures_of_the_month_and_missed_searches_are_for_those_who_may_see_the_rows(client):
    make_missed_search(words="absent", times=4, day=today())
    make_missed_search(words="older", times=2, day=last_months()[-2])
    make_claim()
    client.force_login(staff_with("view_missedsearch"))
    page = client.get(reverse("admin:index"))
    client.force_login(staff_with("change_claim"))
    other = client.get(reverse("admin:index"))

    shown = {
        chart.figure.title: [number for _month, number in chart.figure.months] for chart in page.context["figures"]
    }
    assert shown == {"Searches that found nothing": [0, 0, 0, 0, 2, 4]}
    assert "absent" in page.content.decode()
    assert (other.context["figures"], "absent" in other.content.decode()) == ([], False)


def test_a_list_waits_for_the_second_person_only():
    first, second = (staff_with("view_listimport", "change_listimport", "add_approval") for _number in range(2))
    state = {"state": ListImport.State.SUBMITTED, "uploaded_by": first, "submitted_by": first}
    at = timezone.now() - datetime.timedelta(days=2)
    values = {"file_name": "list.csv", "size": 1, "sha256": "0" * 64, "source": "List (sample)", "submitted_at": at}
    office = make_counterpart()
    kind = {"kind": "licences", "country": office.country, "issuer": office, "published_on": today()}
    ListImport.objects.create(**kind, **values, **state)

    seen = {
        user: {each.title: (each.count, each.is_overdue) for each in waiting_lists(user)} for user in (first, second)
    }

    assert seen[first] == {"Lists to be gone through": (0, False), "Lists to be approved": (0, False)}
    assert seen[second] == {"Lists to be gone through": (0, False), "Lists to be approved": (1, True)}
