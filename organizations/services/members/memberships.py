"""Roles and ends of memberships; somebody administers an organization as long as its members decide."""

from __future__ import annotations

import datetime

from django.db import transaction

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from organizations.models import Membership, Organization, Role
from organizations.queries.members import administrators_of, steady_administrators_of
from organizations.services.members.contacts import (
    blank_contact_of_the_gone,
    is_contact,
    lock_organization,
)
from organizations.services.members.letters import withdraw_letters_of

RANK = {Role.READER.value: 0, Role.EDITOR.value: 1, Role.ADMINISTRATOR.value: 2}


class LastAdministrator(Exception):
    """Nobody without an end would administer the organization any more."""


class OthersCannotAct(LastAdministrator):
    """There are other administrators, but none of them has the second factor without which they can do nothing."""


class NotAdministrator(Exception):
    """Whoever asks does not administer the organization (any more)."""


class OwnRoleRaised(Exception):
    """Nobody gives themselves more than they have."""


class MembershipOver(Exception):
    """The membership has ended already."""


class AnotherFollows(Exception):
    """Another membership of the person begins before this one would end."""


class DayBeforeStart(Exception):
    """The last day would lie before today, or before the membership begins."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """Give a member another role; by an administrator of the same organization.

    Raises NotAdministrator, OwnRoleRaised, MembershipOver, LastAdministrator.
    """
    organization, held = _locked(membership)
    if held.user_id == by.pk and RANK[role] > RANK[held.role]:
        raise OwnRoleRaised
    _require_administrator(organization, by)
    if held.role == role:
        return held
    if held.role == Role.ADMINISTRATOR:
        _require_another_administrator(organization, held)
    held.role = role
    held.save(update_fields=["role"])
    withdraw_letters_of(organization=organization, user=held.user)
    tell_of_role(membership=held)
    return held


@transaction.atomic
def end_membership(*, membership: Membership, by: User, last_day: datetime.date | None = None) -> None:
    """End a membership at once, or after ``last_day``; by oneself or by an administrator of the organization.

    Raises NotAdministrator, MembershipOver, DayBeforeStart, AnotherFollows, LastAdministrator.
    """
    organization, held = _locked(membership)
    if held.user_id != by.pk:
        _require_administrator(organization, by)
    if last_day is not None and last_day < max(today(), held.from_on):
        raise DayBeforeStart
    if last_day is not None:
        _refuse_before_another(held, last_day)
    if held.role == Role.ADMINISTRATOR:
        _require_another_administrator(organization, held)
    if last_day is None:
        end_at_once(organization=organization, membership=held)
    else:
        held.until_on = last_day
        held.save(update_fields=["until_on"])
    tell_of_end(membership=held, last_day=last_day)


@transaction.atomic
def keep_membership(*, membership: Membership, by: User) -> Membership:
    """Take back an end that has not come yet. Raises NotAdministrator, MembershipOver, AnotherFollows."""
    organization, held = _locked(membership)
    _require_administrator(organization, by)
    _refuse_before_another(held, None)
    held.until_on = None
    held.save(update_fields=["until_on"])
    return held


@transaction.atomic
def end_membership_by_staff(*, membership: Membership) -> bool:
    """End it at once whoever it is; say whether somebody administers the organization still. Raises MembershipOver."""
    organization, held = _locked(membership)
    end_at_once(organization=organization, membership=held)
    tell_of_end(membership=held, last_day=None)
    return administrators_of(organization).exists()


@transaction.atomic
def settle_after_staff(*, membership: Membership, before: Membership | None) -> None:
    """What follows from what staff wrote: the contact of somebody who left goes, and the person is told."""
    organization = lock_organization(membership.organization_id)
    if before is None:
        tell_of_beginning(membership=membership)
        return
    withdraw_letters_of(organization=organization, user=membership.user)
    if before.until_on != membership.until_on and membership.until_on:
        is_over = membership.until_on < today()
        if is_over and is_contact(organization=organization, user=membership.user):
            blank_contact_of_the_gone(organization=organization, user=membership.user)
        tell_of_end(membership=membership, last_day=None if is_over else membership.until_on)
    elif before.role != membership.role and is_standing(membership=membership):
        tell_of_role(membership=membership)


def is_standing(*, membership: Membership) -> bool:
    """Whether it has not ended: it holds, or is to come."""
    return membership.until_on is None or membership.until_on >= today()


@transaction.atomic
def begin_membership(*, organization: Organization, user: User, role: str) -> tuple[Membership, bool]:
    """From today, or the one that stands; say whether it is new. The organization is locked by the caller.

    The role of one that stands is never lowered here, and never changed silently.
    """
    held = standing_membership(organization=organization, user=user)
    if held:
        return held, False
    return Membership.objects.create(organization=organization, user=user, role=role, from_on=today()), True


def standing_membership(*, organization: Organization, user: User) -> Membership | None:
    """The membership that holds today or is to come; no second one may stand beside it."""
    rows = Membership.objects.filter(organization=organization, user=user)
    return rows.exclude(until_on__lt=today()).order_by("from_on").first()


def end_at_once(*, organization: Organization, membership: Membership) -> None:
    """Yesterday was the last day, so that nothing is open from this moment on.

    One that began today has no such day: it goes, and the history alone tells of it.
    """
    was_contact = is_contact(organization=organization, user=membership.user)
    if membership.from_on < today():
        membership.until_on = today() - datetime.timedelta(days=1)
        membership.save(update_fields=["until_on"])
    else:
        Membership.objects.filter(pk=membership.pk).delete()
    withdraw_letters_of(organization=organization, user=membership.user)
    if was_contact:
        blank_contact_of_the_gone(organization=organization, user=membership.user)


def tell_of_role(*, membership: Membership) -> None:
    """Tell a member of the role that they have now."""
    events = Membership.pgh_event_model.objects.filter(pgh_obj_id=membership.pk)  # type: ignore[attr-defined]
    _tell("membership_changed", f"membership:{membership.pk}:changed:{events.latest('pgh_id').pk}", membership, {})


def tell_of_end(*, membership: Membership, last_day: datetime.date | None) -> None:
    """Tell a member that it is over, or after which day it will be."""
    cause = f"membership:{membership.pk}:ended:{last_day or today()}"
    _tell("membership_ended", cause, membership, {"last_day": last_day})


def tell_of_beginning(*, membership: Membership) -> None:
    """Tell somebody that staff made them a member."""
    _tell("membership_given", f"membership:{membership.pk}:given", membership, {})


def _tell(kind: str, cause: str, membership: Membership, context: dict) -> None:
    user = membership.user
    if user.is_active:
        context = {"membership": membership, "organization": membership.organization, **context}
        queue_mail(kind=kind, cause=cause, recipient=user.email, user=user, context=context, is_duty=True)


def _locked(membership: Membership) -> tuple[Organization, Membership]:
    organization = lock_organization(membership.organization_id)
    held = Membership.objects.filter(pk=membership.pk).exclude(until_on__lt=today()).select_related("user").first()
    if held is None:
        raise MembershipOver
    held.organization = organization
    return organization, held


def _require_administrator(organization: Organization, by: User) -> None:
    if not administrators_of(organization).filter(user=by).exists():
        raise NotAdministrator


def _require_another_administrator(organization: Organization, leaving: Membership) -> None:
    """One without an end: somebody who leaves on Friday is nobody to leave it to; and one who can act."""
    if steady_administrators_of(organization).exclude(pk=leaving.pk).exists():
        return
    others = administrators_of(organization).filter(until_on=None).exclude(pk=leaving.pk)
    raise OthersCannotAct if others.exists() else LastAdministrator


def _refuse_before_another(membership: Membership, last_day: datetime.date | None) -> None:
    later = Membership.objects.filter(
        organization=membership.organization, user=membership.user, from_on__gt=membership.from_on
    )
    if (later.filter(from_on__lte=last_day) if last_day else later).exists():
        raise AnotherFollows
