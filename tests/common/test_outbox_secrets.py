"""Where no mail leaves, the desk shows links that log in: to nobody whom they would carry further."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.accounts.staff_groups import (
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
    sync_staff_groups,
)
from jitco_portal.common.accounts.staff_welcome import welcome_staff
from jitco_portal.common.models import OutboxMessage
from tests.factories import make_message, make_staff, make_user

pytestmark = pytest.mark.django_db
SECRET = "https://portal.example/reset/a-secret-link"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def groups():
    sync_staff_groups()


def staff_in(group):
    user = make_staff()
    user.groups.add(Group.objects.get(name=group))
    return user


def reads(client, message):
    """Whether the page of the message holds the link."""
    page = client.get(reverse("admin:common_outboxmessage_change", args=[message.pk]))
    assert page.status_code == 200
    return "a-secret-link" in page.content.decode()


def secret_to(user, **values):
    return make_message(user=user, recipient=user.email, is_secret=True, body=SECRET, state="kept", **values)


@pytest.mark.parametrize(
    ("group", "read"),
    [
        (AUDITOR, []),
        (PUBLISHER, ["nobody", "member", EDITOR, PUBLISHER]),
        # Auditors read enquiries, which system administrators do not.
        (SYSTEM_ADMINISTRATOR, ["nobody", "member", SYSTEM_ADMINISTRATOR]),
        ("superuser", ["nobody", "member", EDITOR, PUBLISHER, AUDITOR, SYSTEM_ADMINISTRATOR, "superuser"]),
    ],
)
def test_a_secret_is_read_by_those_who_may_do_all_that_its_recipient_may(client, group, read):
    people = {each: staff_in(each) for each in (EDITOR, PUBLISHER, AUDITOR, SYSTEM_ADMINISTRATOR)}
    people |= {"member": make_user(), "superuser": make_staff(is_superuser=True)}
    messages = {name: secret_to(person) for name, person in people.items()}
    messages["nobody"] = make_message(is_secret=True, body=SECRET, state="kept")
    client.force_login(make_staff(is_superuser=True) if group == "superuser" else staff_in(group))

    assert {name for name, message in messages.items() if reads(client, message)} == set(read)


@pytest.mark.parametrize("kind", ["event_ticket", "event_reminder", "event_changed", "event_report", "event_timetable"])
@pytest.mark.parametrize("has_account", [True, False])
def test_a_ticket_is_read_by_no_publisher_whoever_gets_it(client, kind, has_account):
    message = secret_to(make_user(), kind=kind) if has_account else make_message(is_secret=True, body=SECRET, kind=kind)
    OutboxMessage.objects.filter(pk=message.pk).update(state="kept")

    client.force_login(staff_in(PUBLISHER))
    page = client.get(reverse("admin:common_outboxmessage_change", args=[message.pk])).content.decode()
    assert "a-secret-link" not in page
    assert "recipient&#x27;s alone" in page
    client.force_login(make_staff(is_superuser=True))
    assert reads(client, message)


def test_a_secret_without_its_person_is_still_that_persons(client):
    publisher = staff_in(PUBLISHER)
    message = secret_to(publisher)
    OutboxMessage.objects.filter(pk=message.pk).update(user=None, recipient=publisher.email.upper())
    client.force_login(staff_in(SYSTEM_ADMINISTRATOR))

    assert not reads(client, message)


def test_an_auditor_does_not_become_the_publisher_whom_a_mail_welcomes(client):
    new = welcome_staff(email="new@example.org", name="New", language="en", group=PUBLISHER)
    message = OutboxMessage.objects.get(recipient=new.email)
    client.force_login(staff_in(AUDITOR))

    page = client.get(reverse("admin:common_outboxmessage_change", args=[message.pk])).content.decode()

    assert "/reset/" in message.body
    assert "/reset/" not in page
    assert "shown only to staff who may do all that its recipient may" in page
