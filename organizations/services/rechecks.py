"""The yearly re-check: campaigns begin, letters go out, organizations confirm, and the others lapse.

All of it happens in the night (``every_night``), but for confirming.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.history.context import because
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import one_by_one
from organizations.models import Organization, Recheck, RecheckCampaign
from organizations.queries.rechecks import (
    FIRST,
    LAST_REMINDER,
    OPEN,
    Letter,
    Recipient,
    letters_due,
    link_token,
    reached_by,
    read_link,
    recipients,
    running,
    stage_of,
)
from organizations.services.members.contacts import lock_organization

State = Recheck.State
# Of one night: all supervising organizations of Japan, and more than any other campaign asks.
MOST_LETTERS = 5000
_BATCH = 500


class CampaignClosed(Exception):
    """It has ended, or was stopped."""


@dataclass
class Night:
    """What a night did, campaign by campaign."""

    # Campaign, how many it asks, how many of them have no address.
    begun: list[tuple[RecheckCampaign, int, int]] = field(default_factory=list)
    # Campaign, organizations that were written to: first letters, reminders.
    written: list[tuple[RecheckCampaign, int, int]] = field(default_factory=list)
    # Campaign, how many have lapsed.
    ended: list[tuple[RecheckCampaign, int]] = field(default_factory=list)


def every_night() -> Night:
    """Begin what is due, write the letters of the day, end what is over; again on the same day, nothing is due."""
    day, night = today(), Night()
    for campaign in RecheckCampaign.objects.filter(
        started_at=None, closed_at=None, opens_on__lte=day, deadline_on__gte=day
    ):
        night.begun.append((campaign, *_begin(campaign)))
    _note_what_was_confirmed()
    for campaign in running(day).order_by("deadline_on", "pk"):
        night.written.append((campaign, *_write_letters(campaign, day)))
    for campaign in RecheckCampaign.objects.filter(closed_at=None, deadline_on__lt=day).exclude(started_at=None):
        night.ended.append((campaign, _end(campaign)))
    return night


# Beginning and ending --------------------------------------------------------------------------------


@transaction.atomic
def _begin(campaign: RecheckCampaign) -> tuple[int, int]:
    """A row for each organization on the site; those that come later are asked next year."""
    locked = RecheckCampaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.started_at or locked.closed_at:  # meanwhile, by the command
        return 0, 0
    rows = [
        Recheck(
            campaign=locked,
            organization=each,
            state=State.ASKED if each.can_be_written_to else State.NO_ADDRESS,
            language="en" if each.is_sending else "ja",
        )
        for each in reached_by(locked).only("pk", "kind")
    ]
    with because(f"Yearly re-check: {locked.name}"):
        # Staff who save the page of the campaign in this moment write it as not begun: the next night finds its rows.
        Recheck.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        locked.started_at = timezone.now()
        locked.save(update_fields=["started_at"])
    return len(rows), sum(each.state == State.NO_ADDRESS for each in rows)


@transaction.atomic
def _end(campaign: RecheckCampaign) -> int:
    """Who was written to and said nothing has lapsed; who could not be asked has not."""
    locked = RecheckCampaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.closed_at:
        return 0
    asked = locked.rechecks.filter(state__in=OPEN)
    with because(f"Yearly re-check: {locked.name}"):
        written = asked.filter(letters__gte=FIRST, organization__is_published=True, organization__merged_into=None)
        lapsed = written.update(state=State.LAPSED)
        asked.filter(state=State.ASKED).update(state=State.NO_ADDRESS)
        locked.closed_at = timezone.now()
        locked.save(update_fields=["closed_at"])
    return lapsed


@transaction.atomic
def stop(*, campaign: RecheckCampaign) -> None:
    """No letter more, its links open nothing, and nobody lapses. Raises CampaignClosed."""
    locked = RecheckCampaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.closed_at:
        raise CampaignClosed
    with because("Stopped"):
        locked.closed_at = timezone.now()
        locked.save(update_fields=["closed_at"])


# Letters ---------------------------------------------------------------------------------------------


def _write_letters(campaign: RecheckCampaign, day: datetime.date) -> tuple[int, int]:
    """How many organizations got their first letter, and how many a reminder."""
    stage = stage_of(campaign, day)
    due = dict(letters_due(campaign, day).values_list("pk", "letters")[:MOST_LETTERS])
    one_by_one(due, lambda key: _write(key, stage), what="write the letters of a re-check")
    done = set(campaign.rechecks.filter(pk__in=due, letters=stage).values_list("pk", flat=True))
    first = sum(due[key] == 0 for key in done)
    return first, len(done) - first


def _write(key: int, stage: int) -> None:
    """Mail and note are of one transaction: who is killed between them writes neither."""
    rows = Recheck.objects.select_related("campaign", "organization")
    recheck = rows.select_for_update(of=("self",)).get(pk=key)
    to = recipients(recheck.organization)
    if recheck.state not in OPEN or recheck.letters >= stage or not to:
        return
    for each in to:
        _write_to(each, recheck, stage)
    Recheck.objects.filter(pk=key).update(letters=stage, state=State.ASKED)


def _write_to(recipient: Recipient, recheck: Recheck, stage: int) -> None:
    queue_mail(
        kind="recheck_reminder" if recheck.letters else "recheck",
        cause=f"recheck {recheck.pk} {stage}",
        recipient=recipient.address,
        user=recipient.user,
        language=recipient.user.language if recipient.user else recheck.language,
        context={
            "organization": recheck.organization,
            "campaign": recheck.campaign,
            "token": link_token(recheck=recheck, recipient=recipient),
            "is_last": stage == LAST_REMINDER,
            "is_member": bool(recipient.user),
        },
        is_secret=True,
    )


# Confirming ------------------------------------------------------------------------------------------


@transaction.atomic
def confirm_by_link(*, token: str) -> Recheck:
    """Whoever has the link says that all of it is right; again, nothing changes. Raises LinkUnknown, LinkOver."""
    organization = lock_organization(read_link(token=token).recheck.organization_id)
    letter: Letter = read_link(token=token)  # what ended the link while we waited counts
    if letter.recheck.state == State.CONFIRMED:
        return letter.recheck
    with because("Confirmed by the organization, by the link of the yearly re-check"):
        if organization.last_confirmed_on != today():
            organization.last_confirmed_on = today()
            organization.save(update_fields=["last_confirmed_on"])
        note_confirmed(organization=organization, by=letter.user)
    letter.recheck.refresh_from_db()
    return letter.recheck


def note_confirmed(*, organization: Organization, by: User | None) -> None:
    """The organization confirmed its profile, by whichever way: what it is asked is answered."""
    asked = Recheck.objects.filter(organization=organization, campaign__in=running(today()), state__in=OPEN)
    asked.update(state=State.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=by)


def _note_what_was_confirmed() -> None:
    """What staff wrote down for an organization that confirmed by telephone."""
    asked = Recheck.objects.filter(campaign__in=running(today()), state__in=OPEN)
    since = asked.filter(organization__last_confirmed_on__gte=F("campaign__opens_on"))
    keys = list(since.values_list("pk", flat=True))
    with because("The profile says that it was confirmed"):
        Recheck.objects.filter(pk__in=keys).update(state=State.CONFIRMED, confirmed_at=timezone.now())
