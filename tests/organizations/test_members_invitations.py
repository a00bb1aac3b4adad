"""Invitations: letters with a token that only the person of the address can use, once, for 14 days."""

import datetime
import hashlib
import re
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.privacy.erasure import erase_person
from jitco_portal.common.registry import deactivations
from organizations.models import Invitation, Membership, Role
from organizations.services.members import invitations, memberships
from organizations.services.members.contacts import lock_organization
from organizations.services.members.daily import DAILY_JOBS
from tests.factories import make_invitation, make_membership, make_organization, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization():
    return make_organization(name_en="Lotus (sample)")


@pytest.fixture
def administrator(organization):
    return make_membership(organization, role=Role.ADMINISTRATOR).user


def invite(organization, administrator, **values):
    values = {"email": "aya@example.org", "role": Role.EDITOR, "language": "en", **values}
    return invitations.invite(organization=organization, by=administrator, **values)


def token_in_letter(email="aya@example.org"):
    letter = OutboxMessage.objects.filter(recipient__iexact=email).latest("pk")
    return re.search(r"\?token=(\S+)", letter.body)[1]


# Writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_letter_holds_the_token_and_the_database_only_its_hash(organization, administrator, language):
    invitation = invite(organization, administrator, language=language)

    letter = OutboxMessage.objects.get()
    token = token_in_letter()
    assert (letter.language, letter.is_duty, letter.is_secret) == (language, True, True)
    assert f"/{language}/account/invitation/?token={token}" in letter.body
    assert len(token) == 43  # 32 bytes
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert "token_hash" not in {field.name for field in Invitation.pgh_event_model._meta.fields}
    assert abs(invitation.expires_at - timezone.now() - 14 * DAY) < datetime.timedelta(minutes=1)


@pytest.mark.parametrize(("role", "told"), [(Role.ADMINISTRATOR, True), (Role.EDITOR, False)])
def test_the_letter_tells_an_administrator_of_the_second_factor(organization, administrator, role, told):
    invite(organization, administrator, role=role)

    assert ("second factor" in OutboxMessage.objects.get().body) is told


def test_an_address_is_invited_once_at_a_time_whatever_its_case(organization, administrator):
    invite(organization, administrator)

    with pytest.raises(invitations.AlreadyInvited):
        invite(organization, administrator, email="AYA@example.org")
    assert Invitation.objects.count() == 1


def test_an_address_whose_invitation_has_expired_is_invited_anew(organization, administrator):
    old = make_invitation(organization, email="aya@example.org", expires_at=timezone.now() - DAY)

    invite(organization, administrator)

    old.refresh_from_db()
    assert (old.withdrawn_at is not None, Invitation.objects.count()) == (True, 2)


def test_a_member_is_not_invited(organization, administrator):
    reader = make_membership(organization)

    with pytest.raises(invitations.AlreadyMember):
        invite(organization, administrator, email=reader.user.email.upper())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
def test_only_administrators_invite(organization, administrator, role):
    other = make_membership(organization, role=role).user

    with pytest.raises(memberships.NotAdministrator):
        invite(organization, other)
    with pytest.raises(memberships.NotAdministrator):
        invite(make_organization(), administrator)


def test_an_organization_writes_twenty_letters_a_day_those_sent_again_included(organization, administrator):
    for number in range(invitations.MOST_A_DAY - 1):
        invite(organization, administrator, email=f"person{number}@example.net")
    invitations.resend_invitation(invitation=Invitation.objects.latest("pk"), by=administrator)

    with pytest.raises(invitations.TooManyInvitations):
        invite(organization, administrator)
    with pytest.raises(invitations.TooManyInvitations):
        invitations.resend_invitation(invitation=Invitation.objects.latest("pk"), by=administrator)
    other = make_membership(role=Role.ADMINISTRATOR)
    invite(other.organization, other.user)
    with time_machine.travel(timezone.now() + DAY):
        invite(organization, administrator)


def test_a_letter_sent_again_has_another_token_and_the_old_one_opens_nothing(organization, administrator):
    first = invite(organization, administrator)
    old = token_in_letter()

    invitations.resend_invitation(invitation=first, by=administrator)

    assert token_in_letter() != old
    assert invitations.open_invitation(token=token_in_letter()).email == "aya@example.org"
    with pytest.raises(invitations.InvitationWithdrawn):
        invitations.open_invitation(token=old)


# Accepting --------------------------------------------------------------------------------------------


def test_who_has_confirmed_the_address_becomes_a_member_from_today(organization, administrator):
    person = make_user(email="Aya@Example.org")
    invite(organization, administrator)

    membership = invitations.accept_invitation(token=token_in_letter(), by=person)

    assert (membership.user, membership.role, membership.from_on, membership.until_on) == (
        person,
        Role.EDITOR,
        today(),
        None,
    )
    held = Invitation.objects.get()
    assert (held.accepted_by, held.accepted_at is not None) == (person, True)


def test_another_address_accepts_nothing(organization, administrator):
    invite(organization, administrator)

    with pytest.raises(invitations.OtherAddress):
        invitations.accept_invitation(token=token_in_letter(), by=make_user())
    assert Membership.objects.filter(organization=organization).count() == 1


def test_an_address_that_is_not_confirmed_accepts_nothing(organization, administrator):
    person = make_user(email="aya@example.org")
    person.emailaddress_set.update(verified=False)
    invite(organization, administrator)

    with pytest.raises(invitations.OtherAddress):
        invitations.accept_invitation(token=token_in_letter(), by=person)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"expires_at": timezone.now() - DAY}, invitations.InvitationExpired),
        ({"withdrawn_at": timezone.now()}, invitations.InvitationWithdrawn),
    ],
)
def test_a_closed_invitation_is_accepted_by_nobody(organization, values, error):
    person = make_user(email="aya@example.org")
    make_invitation(organization, token="letter", email="aya@example.org", **values)

    with pytest.raises(error):
        invitations.accept_invitation(token="letter", by=person)


def test_a_token_is_used_once_and_a_made_up_one_never(organization, administrator):
    person = make_user(email="aya@example.org")
    invite(organization, administrator)
    invitations.accept_invitation(token=token_in_letter(), by=person)

    with pytest.raises(invitations.InvitationUsed):
        invitations.accept_invitation(token=token_in_letter(), by=person)
    with pytest.raises(invitations.InvitationUnknown):
        invitations.accept_invitation(token="made up", by=person)
    with pytest.raises(invitations.InvitationUnknown):
        invitations.accept_invitation(token=Invitation.objects.get().token_hash, by=person)


@pytest.mark.parametrize(("held", "invited"), [(Role.EDITOR, Role.READER), (Role.READER, Role.ADMINISTRATOR)])
def test_a_member_is_told_so_and_keeps_the_role(organization, held, invited):
    member = make_membership(organization, role=held)
    make_invitation(organization, token="letter", email=member.user.email, role=invited)

    with pytest.raises(invitations.AlreadyMember) as error:
        invitations.accept_invitation(token="letter", by=member.user)

    member.refresh_from_db()
    assert (error.value.membership, member.role) == (member, held)
    assert Membership.objects.filter(user=member.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_member():
    person = make_user(email="aya@example.org")
    make_invitation(token="letter", email="aya@example.org")
    start, outcomes = threading.Barrier(2), []

    def accept():
        start.wait()
        try:
            invitations.accept_invitation(token="letter", by=person)
            outcomes.append("member")
        except invitations.InvitationUsed:
            outcomes.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["member", "used"]
    assert Membership.objects.filter(user=person).count() == 1


# The right of whoever wrote it ------------------------------------------------------------------------


def last_day_passed(inviter, other):
    Membership.objects.filter(pk=inviter.pk).update(until_on=today() - DAY)


def switched_off(inviter, other):
    type(inviter.user).objects.filter(pk=inviter.user_id).update(is_active=False)


def deactivated(inviter, other):
    switched_off(inviter, other)
    for settle in deactivations:
        settle(inviter.user)


def demoted_by_staff(inviter, other):
    before = Membership.objects.get(pk=inviter.pk)
    inviter.role = Role.READER
    inviter.save()
    memberships.settle_after_staff(membership=inviter, before=before)


ENDS = {
    "ended": lambda inviter, other: memberships.end_membership(membership=inviter, by=other.user),
    "left": lambda inviter, other: memberships.end_membership(membership=inviter, by=inviter.user),
    "demoted": lambda inviter, other: memberships.change_role(membership=inviter, role=Role.EDITOR, by=other.user),
    "ended by staff": lambda inviter, other: memberships.end_membership_by_staff(membership=inviter),
    "demoted by staff": demoted_by_staff,
    "deactivated": deactivated,
    "erased": lambda inviter, other: erase_person(user=inviter.user),
}
UNSEEN = {"last day passed": last_day_passed, "switched off unseen": switched_off}


def two_letters(organization):
    """Of somebody whose right will end, and of somebody who stays."""
    inviter, other = [make_membership(organization, role=Role.ADMINISTRATOR) for _number in range(2)]
    theirs = make_invitation(organization, token="letter", email="aya@example.org", invited_by=inviter.user)
    return inviter, other, [theirs, make_invitation(organization, invited_by=other.user)]


def are_withdrawn(letters):
    return [Invitation.objects.get(pk=letter.pk).withdrawn_at is not None for letter in letters]


@pytest.mark.parametrize("end", [*ENDS.values(), *UNSEEN.values()], ids=[*ENDS, *UNSEEN])
def test_a_letter_opens_nothing_once_its_writer_administers_no_more(organization, end):
    inviter, other, _letters = two_letters(organization)
    person = make_user(email="aya@example.org")
    end(inviter, other)

    with pytest.raises(invitations.InvitationWithdrawn):
        invitations.open_invitation(token="letter")
    with pytest.raises(invitations.InvitationWithdrawn):
        invitations.accept_invitation(token="letter", by=person)
    assert not Membership.objects.filter(user=person).exists()


def test_who_loses_the_right_while_a_letter_is_answered_is_seen_under_the_lock(organization, monkeypatch):
    inviter, _other, _letters = two_letters(organization)
    person = make_user(email="aya@example.org")

    def lock(organization_id):
        last_day_passed(inviter, None)
        return lock_organization(organization_id)

    monkeypatch.setattr(invitations, "lock_organization", lock)

    with pytest.raises(invitations.InvitationWithdrawn):
        invitations.accept_invitation(token="letter", by=person)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_open_letters_are_withdrawn_with_the_right_of_their_writer(organization, end):
    inviter, other, letters = two_letters(organization)

    end(inviter, other)

    assert are_withdrawn(letters) == [True, False]


@pytest.mark.parametrize("end", UNSEEN.values(), ids=UNSEEN)
def test_the_night_withdraws_the_letters_of_those_whose_right_has_passed(organization, end):
    inviter, other, letters = two_letters(organization)
    end(inviter, other)

    for job in DAILY_JOBS:
        job()

    assert are_withdrawn(letters) == [True, False]


def test_a_letter_of_somebody_who_leaves_on_a_day_to_come_holds_until_then(organization):
    inviter, other, letters = two_letters(organization)

    memberships.end_membership(membership=inviter, by=other.user, last_day=today())

    assert (are_withdrawn(letters), invitations.open_invitation(token="letter").pk) == ([False, False], letters[0].pk)
