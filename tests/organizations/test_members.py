"""Memberships: roles, ends, the last administrator, the contact that goes with its person."""

import datetime
import threading

import pghistory.models
import pytest
import time_machine
from allauth.account.models import EmailConfirmationHMAC
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage, User
from jitco_portal.common.registry import daily_jobs, deactivations, mail_refusal_listeners
from organizations.models import Membership, Organization, Role
from organizations.queries.members import administrators_of, members_before, members_now, memberships_of
from organizations.services.members import contacts, mail_refusals, memberships
from tests.factories import TOTP_SECRET, make_membership, make_organization, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization():
    return make_organization(name_en="Lotus (sample)")


def member(organization, role=Role.ADMINISTRATOR, **values):
    return make_membership(organization, role=role, **values)


def kinds_to(user):
    return list(OutboxMessage.objects.filter(recipient=user.email).order_by("pk").values_list("kind", flat=True))


def roles(organization):
    return sorted(members_now(organization=organization).values_list("role", flat=True))


@pytest.mark.parametrize(("later", "number"), [(0, 1), (1, 0)])
def test_the_user_of_a_request_acts_until_the_end_of_the_last_day(organization, later, number):
    last = member(organization, until_on=today())

    with time_machine.travel(timezone.now() + later * DAY):
        user = User.objects.get_with_access(last.user_id)

        assert len(memberships_of(user)) == number


def test_the_user_of_a_request_comes_with_all_that_a_list_of_people_comes_with(organization):
    user = member(organization, Role.EDITOR).user

    listed, asked = User.objects.with_access().get(pk=user.pk), User.objects.get_with_access(user.pk)

    assert {**vars(asked), "_state": None} == {**vars(listed), "_state": None}
    assert [each.role for each in memberships_of(asked)] == [Role.EDITOR]
    assert (asked._state.adding, asked._state.db) == (False, "default")
    with pytest.raises(User.DoesNotExist):
        User.objects.get_with_access(user.pk + 1)


def test_the_user_of_a_request_is_asked_for_in_the_transaction_of_the_moment(organization):
    """A thread can have several connections: another one as soon as a loop of asyncio runs in it."""
    user = member(organization).user
    User.objects.get_with_access(user.pk)  # puts the SQL together on the connection of now
    of_now = connections["default"]
    other = of_now.copy()
    connections["default"] = other
    try:
        with pytest.raises(User.DoesNotExist):  # the person stands in a transaction that it does not see
            User.objects.get_with_access(user.pk)
    finally:
        other.close()
        connections["default"] = of_now
    assert User.objects.get_with_access(user.pk) == user


# Roles ------------------------------------------------------------------------------------------------


def test_an_administrator_changes_a_role_and_the_member_is_told(organization):
    administrator, reader = member(organization), member(organization, Role.READER)

    memberships.change_role(membership=reader, role=Role.EDITOR, by=administrator.user)

    reader.refresh_from_db()
    assert (reader.role, kinds_to(reader.user)) == (Role.EDITOR, ["membership_changed"])
    told = OutboxMessage.objects.get(recipient=reader.user.email)
    assert (told.is_duty, "editor" in told.body, "second factor" in told.body) == (True, True, False)


def test_whoever_becomes_administrator_is_told_of_the_second_factor(organization):
    administrator, reader = member(organization), member(organization, Role.READER)

    memberships.change_role(membership=reader, role=Role.ADMINISTRATOR, by=administrator.user)

    assert "second factor" in OutboxMessage.objects.get(recipient=reader.user.email).body


def test_a_role_that_is_the_same_leaves_no_trace(organization):
    administrator, reader = member(organization), member(organization, Role.READER)
    events = Membership.pgh_event_model.objects.count()

    memberships.change_role(membership=reader, role=Role.READER, by=administrator.user)

    assert (Membership.pgh_event_model.objects.count(), kinds_to(reader.user)) == (events, [])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
def test_editors_and_readers_manage_nobody(organization, role):
    member(organization)
    one, other = member(organization, role), member(organization, Role.READER)

    with pytest.raises(memberships.NotAdministrator):
        memberships.change_role(membership=other, role=Role.EDITOR, by=one.user)
    with pytest.raises(memberships.NotAdministrator):
        memberships.end_membership(membership=other, by=one.user)
    with pytest.raises(memberships.NotAdministrator):
        memberships.keep_membership(membership=other, by=one.user)


def test_nobody_raises_their_own_role(organization):
    member(organization)
    editor = member(organization, Role.EDITOR)

    with pytest.raises(memberships.OwnRoleRaised):
        memberships.change_role(membership=editor, role=Role.ADMINISTRATOR, by=editor.user)


@pytest.mark.parametrize(
    "values", [{"until_on": datetime.date(2020, 2, 1)}, {"from_on": datetime.date(2099, 1, 1)}], ids=["past", "to come"]
)
def test_an_administrator_of_another_day_manages_nobody(organization, values):
    member(organization)
    other, reader = member(organization, **values), member(organization, Role.READER)

    with pytest.raises(memberships.NotAdministrator):
        memberships.change_role(membership=reader, role=Role.EDITOR, by=other.user)


def test_an_administrator_of_another_organization_manages_nobody(organization):
    stranger, reader = member(make_organization()), member(organization, Role.READER)

    with pytest.raises(memberships.NotAdministrator):
        memberships.end_membership(membership=reader, by=stranger.user)


def test_a_deactivated_administrator_counts_for_nothing(organization):
    last, off = member(organization), member(organization)
    off.user.is_active = False
    off.user.save()

    with pytest.raises(memberships.LastAdministrator):
        memberships.end_membership(membership=last, by=last.user)
    with pytest.raises(memberships.NotAdministrator):
        memberships.change_role(membership=last, role=Role.READER, by=off.user)


# Ends -------------------------------------------------------------------------------------------------


def test_a_membership_ended_at_once_opens_nothing_from_now_on(organization):
    administrator, reader = member(organization), member(organization, Role.READER)

    memberships.end_membership(membership=reader, by=administrator.user)

    reader.refresh_from_db()
    assert (reader.until_on, kinds_to(reader.user)) == (today() - DAY, ["membership_ended"])
    assert [each.pk for each in members_now(organization=organization)] == [administrator.pk]
    assert [each.pk for each in members_before(organization=organization)] == [reader.pk]


def test_a_membership_that_began_today_and_ends_at_once_stands_in_the_history_alone(organization):
    administrator, reader = member(organization), member(organization, Role.READER, from_on=today())

    memberships.end_membership(membership=reader, by=administrator.user)

    events = Membership.pgh_event_model.objects.filter(pgh_obj_id=reader.pk).order_by("pgh_id")
    assert list(events.values_list("pgh_label", flat=True)) == ["insert", "delete"]
    assert kinds_to(reader.user) == ["membership_ended"]


def test_who_left_today_can_come_back_today(organization):
    administrator, reader = member(organization), member(organization, Role.READER)
    memberships.end_membership(membership=reader, by=administrator.user)

    again, is_new = memberships.begin_membership(organization=organization, user=reader.user, role=Role.EDITOR)

    assert (is_new, again.from_on) == (True, today())


def test_a_membership_ends_after_a_day_to_come_and_the_end_can_be_taken_back(organization):
    administrator, reader = member(organization), member(organization, Role.READER)
    last_day = today() + 3 * DAY

    memberships.end_membership(membership=reader, by=administrator.user, last_day=last_day)
    reader.refresh_from_db()
    ended = reader.until_on
    memberships.keep_membership(membership=reader, by=administrator.user)
    reader.refresh_from_db()

    assert (ended, reader.until_on) == (last_day, None)


def test_a_last_day_that_has_passed_is_refused(organization):
    administrator, reader = member(organization), member(organization, Role.READER)

    with pytest.raises(memberships.DayBeforeStart):
        memberships.end_membership(membership=reader, by=administrator.user, last_day=today() - DAY)


def test_an_end_is_not_moved_into_the_membership_that_follows(organization):
    administrator = member(organization)
    reader = member(organization, Role.READER, until_on=today() + DAY)
    member(organization, Role.EDITOR, user=reader.user, from_on=today() + 10 * DAY)

    with pytest.raises(memberships.AnotherFollows):
        memberships.end_membership(membership=reader, by=administrator.user, last_day=today() + 20 * DAY)
    with pytest.raises(memberships.AnotherFollows):
        memberships.keep_membership(membership=reader, by=administrator.user)


def test_what_is_over_is_not_ended_again(organization):
    administrator = member(organization)
    reader = member(organization, Role.READER, until_on=today() - DAY)

    with pytest.raises(memberships.MembershipOver):
        memberships.end_membership(membership=reader, by=administrator.user)


def test_two_memberships_of_one_person_never_overlap(organization):
    reader = member(organization, Role.READER)

    with pytest.raises(IntegrityError), transaction.atomic():
        member(organization, Role.EDITOR, user=reader.user, from_on=today())


# The last administrator -------------------------------------------------------------------------------


def test_the_last_administrator_neither_leaves_nor_is_ended_nor_demoted(organization):
    last = member(organization)
    member(organization, Role.EDITOR)

    for attempt in (
        lambda: memberships.end_membership(membership=last, by=last.user),
        lambda: memberships.end_membership(membership=last, by=last.user, last_day=today() + DAY),
        lambda: memberships.change_role(membership=last, role=Role.EDITOR, by=last.user),
    ):
        with pytest.raises(memberships.LastAdministrator):
            attempt()

    assert roles(organization) == ["administrator", "editor"]
    assert OutboxMessage.objects.count() == 0


def test_an_administrator_who_will_leave_is_nobody_to_leave_it_to(organization):
    staying = member(organization)
    member(organization, until_on=today() + DAY)

    with pytest.raises(memberships.LastAdministrator):
        memberships.end_membership(membership=staying, by=staying.user)


def test_an_administrator_without_a_second_factor_is_nobody_to_leave_it_to(organization):
    staying = member(organization)
    other = member(organization, user=make_user())

    with pytest.raises(memberships.OthersCannotAct):
        memberships.end_membership(membership=staying, by=staying.user)
    TOTP.activate(other.user, TOTP_SECRET)
    memberships.end_membership(membership=staying, by=staying.user)

    assert [each.user for each in administrators_of(organization)] == [other.user]


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_exactly_one_succeeds():
    organization = make_organization()
    leaving = [member(organization), member(organization)]
    start, outcomes = threading.Barrier(2), []

    def leave(membership):
        start.wait()
        try:
            memberships.end_membership(membership=membership, by=membership.user)
            outcomes.append("left")
        except memberships.LastAdministrator:
            outcomes.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[each]) for each in leaving]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["left", "stays"]
    assert administrators_of(organization).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_waits_for_the_other_who_leaves_and_is_then_refused():
    """The lock is held, not the luck of two threads: the second asks while the first is not yet committed."""
    organization = make_organization()
    first, second = member(organization), member(organization)
    outcomes = []

    def leave():
        try:
            memberships.end_membership(membership=second, by=second.user)
            outcomes.append("left")
        except memberships.LastAdministrator:
            outcomes.append("stays")
        finally:
            connection.close()

    with transaction.atomic():
        memberships.end_membership(membership=first, by=first.user)
        thread = threading.Thread(target=leave)
        thread.start()
        thread.join(0.5)
        waited = thread.is_alive()
    thread.join()

    assert (waited, outcomes) == (True, ["stays"])


def test_staff_end_any_membership_and_hear_whether_anybody_is_left(organization):
    one, other = member(organization), member(organization)

    assert memberships.end_membership_by_staff(membership=one) is True
    assert memberships.end_membership_by_staff(membership=other) is False
    assert (roles(organization), kinds_to(other.user)) == ([], ["membership_ended"])


# The contact ------------------------------------------------------------------------------------------


def contact_of(organization):
    organization.refresh_from_db()
    return (
        organization.contact_name,
        organization.contact_email,
        organization.contact_phone,
        organization.contact_member_id,
    )


def with_contact(organization, **values):
    values = {"contact_name": "Aya", "contact_email": "office@example.org", "contact_phone": "03", **values}
    Organization.objects.filter(pk=organization.pk).update(**values)
    organization.refresh_from_db()


GONE = ("", "", "", None)


@pytest.mark.parametrize("began", ["before", "today"])
@pytest.mark.parametrize("by", ["membership", "address"])
def test_the_contact_goes_with_its_person_and_the_history_says_why(organization, by, began):
    administrator = member(organization)
    leaving = member(organization, Role.READER, **({"from_on": today()} if began == "today" else {}))
    named = {"contact_member": leaving} if by == "membership" else {"contact_email": leaving.user.email.upper()}
    with_contact(organization, **named)

    memberships.end_membership(membership=leaving, by=administrator.user)

    assert contact_of(organization) == GONE
    whys = [context.metadata.get("why") for context in pghistory.models.Context.objects.all()]
    assert "The contact person no longer acts for the organization." in whys


def test_the_contact_of_somebody_else_stays(organization):
    administrator, leaving = member(organization), member(organization, Role.READER)
    with_contact(organization, contact_member=administrator)

    memberships.end_membership(membership=leaving, by=administrator.user)

    assert contact_of(organization) == ("Aya", "office@example.org", "03", administrator.pk)


def test_the_contact_stays_until_the_last_day_and_goes_in_the_night_after(organization):
    administrator, leaving = member(organization), member(organization, Role.READER)
    with_contact(organization, contact_member=leaving)
    memberships.end_membership(membership=leaving, by=administrator.user, last_day=today())
    contacts.blank_contacts_of_the_gone()
    on_the_day = contact_of(organization)
    Membership.objects.filter(pk=leaving.pk).update(until_on=today() - DAY)

    contacts.blank_contacts_of_the_gone()

    assert (on_the_day[0], contact_of(organization)) == ("Aya", GONE)


def test_the_night_leaves_the_contact_of_whoever_came_back(organization):
    back = member(organization, Role.READER, until_on=today() - DAY)
    member(organization, Role.EDITOR, user=back.user, from_on=today())
    with_contact(organization, contact_email=back.user.email)

    contacts.blank_contacts_of_the_gone()

    assert contact_of(organization)[0] == "Aya"


def test_the_contact_goes_when_the_account_is_switched_off(organization):
    contact = member(organization, Role.READER)
    with_contact(organization, contact_member=contact)
    contact.user.is_active = False
    contact.user.save()

    for settle in deactivations:
        settle(contact.user)

    assert contact_of(organization) == GONE


def test_the_night_finds_an_account_that_was_switched_off_by_another_way(organization):
    contact = member(organization, Role.READER)
    with_contact(organization, contact_email=contact.user.email)
    type(contact.user).objects.filter(pk=contact.user.pk).update(is_active=False)

    contacts.blank_contacts_of_the_gone()

    assert contact_of(organization) == GONE


def test_the_work_of_the_night_is_registered():
    names = {job.__name__ for job in daily_jobs}
    assert {"expire_requests", "delete_old_evidence", "blank_contacts_of_the_gone"} <= names


# Mails that come back ---------------------------------------------------------------------------------


def test_a_mail_that_came_back_is_noted_on_current_memberships_of_that_address(organization):
    user = make_user()
    held = [member(organization, Role.READER, user=user), member(None, Role.READER, user=user)]
    over = member(None, Role.READER, user=user, until_on=today() - DAY)
    other = member(organization, Role.READER)
    at = timezone.now()

    for listen in mail_refusal_listeners:
        listen(user.email.upper(), "550 no such person " + "x" * 600, at)

    found = {each.pk: (each.mail_refused_at, each.mail_refusal[:22]) for each in Membership.objects.all()}
    noted = (at, "550 no such person xxx")
    assert found == {held[0].pk: noted, held[1].pk: noted, over.pk: (None, ""), other.pk: (None, "")}


def test_a_confirmed_address_clears_the_note(organization, client):
    noted, other = member(organization, Role.READER), member(organization, Role.READER)
    for each in (noted, other):
        mail_refusals.note_refusal(each.user.email, "550", timezone.now())
    address = noted.user.emailaddress_set.create(email="new@example.org", verified=False, primary=False)

    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))

    noted.refresh_from_db()
    other.refresh_from_db()
    assert (noted.mail_refused_at, noted.mail_refusal, other.mail_refusal) == (None, "", "550")
