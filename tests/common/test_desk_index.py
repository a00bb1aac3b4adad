"""The desk's first page: what waits for whoever looks, how much of it and since when."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common import registry
from jitco_portal.common.models import OutboxMessage
from tests.factories import make_application, make_claim, make_message, make_proposal, make_staff

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

    assert "the oldest for 3\xa0days<" in text
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

    assert len(queries) == 17
