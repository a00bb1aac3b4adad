"""What is asked before an organization registers: each check with its answer in words and the rows it rests on.

An answer *holds*, *asks* (the portal cannot know: the Affairs Dept. decides), or *stops*. Not known never holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from jitco_portal.common.languages import sentence_gap
from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds
from jitco_portal.common.shown_dates import shown_date
from organizations.models import Organization, Permit, Sanction
from organizations.models.verdicts import Verdict
from organizations.queries.permit_state import PermitState, ShownPermit, may_end, shown_permits
from organizations.queries.standing import standing_on
from organizations.queries.standing_text import explanations, marks, sentence
from seminars.models import Event, EventGroup, Registration
from seminars.queries.places import places_of
from seminars.queries.told_times import told_moment


class Outcome(models.TextChoices):
    HOLDS = "holds", pgettext_lazy("check", "holds")
    ASKS = "asks", pgettext_lazy("check", "the Affairs Dept. decides")
    STOPS = "stops", pgettext_lazy("check", "does not hold")


TITLES: dict[str, str | Promise] = {
    "window": gettext_lazy("Registration is open"),
    "group": gettext_lazy("The event is for organizations of this kind"),
    "people": gettext_lazy("People of one organization"),
    "capacity": gettext_lazy("Free places"),
    "permit": gettext_lazy("Permit on the day of the event"),
    "orders": gettext_lazy("Orders against the organization"),
    "standing": gettext_lazy("Standing on the day of the event"),
    "approval": gettext_lazy("Approval by the Affairs Dept."),
}


@dataclass(frozen=True)
class Check:
    """One question about a registration, answered; ``sources`` are the rows that the answer rests on.

    ``say`` says it in the language of whoever reads it at that moment, without another look at the database.
    """

    name: str
    outcome: Outcome
    say: Callable[[], str]
    sources: tuple[Any, ...] = ()

    @property
    def title(self) -> str:
        return str(TITLES[self.name])

    @property
    def text(self) -> str:
        return self.say()

    @property
    def shape(self) -> str:
        """The shape beside the word: the same three as for a standing."""
        return {"holds": "may_accept", "stops": "may_not_accept"}.get(self.outcome, "not_known")


def checks_of(*, event: Event, organization: Organization, day: datetime.date | None = None) -> list[Check]:
    """All that is asked of the organization for this event, in order; ``day`` is that of the event, unless given."""
    group = EventGroup.objects.filter(event=event, group=organization.kind).first()
    checks = [_window(event), _group(group, organization)]
    if group:
        checks += [_people(event, group, organization), _capacity(event, group, organization)]
    asked_for = {
        Organization.Kind.SUPERVISING: event.checks_permit and "permit",
        Organization.Kind.SENDING: event.checks_standing and "standing",
    }[Organization.Kind(organization.kind)]
    on = day or event.day
    if asked_for and on is None:
        checks.append(Check(asked_for, Outcome.ASKS, lambda: _("The day of the event is not known exactly.")))
    elif asked_for == "permit" and on:
        found = _supervision(event, organization, on)
        checks += [_permit(found), _orders(found)]
    elif asked_for and on:
        checks.append(_standing(event, organization, on))
    if event.needs_approval:
        checks.append(Check("approval", Outcome.ASKS, lambda: _("The Affairs Dept. approves each registration.")))
    return checks


def stops(checks: Iterable[Check]) -> list[Check]:
    return [each for each in checks if each.outcome == Outcome.STOPS]


def asks(checks: Iterable[Check]) -> list[Check]:
    return [each for each in checks if each.outcome == Outcome.ASKS]


# Kept with the registration ---------------------------------------------------------------------------


def as_kept(checks: list[Check], *, when: str = "sent") -> list[dict[str, str]]:
    """These checks in both languages, to be kept; ``when`` tells sent from decided."""
    said: dict[str, list[str]] = {}
    for language in ("en", "ja"):
        with translation.override(language):
            said[language] = [each.text for each in checks]
    at = timezone.now().isoformat(timespec="seconds")
    return [
        {
            "name": check.name,
            "outcome": str(check.outcome.value),
            "text_en": english,
            "text_ja": japanese,
            "when": when,
            "at": at,
        }
        for check, english, japanese in zip(checks, said["en"], said["ja"], strict=True)
    ]


def kept_checks(registration: Registration, *, when: str = "sent") -> list[Check]:
    """What was kept, in the reader's language."""
    return [
        Check(row["name"], Outcome(row["outcome"]), partial(_kept_text, row))
        for row in registration.checks
        if row["when"] == when
    ]


def _kept_text(row: dict[str, str]) -> str:
    return row["text_ja" if get_language() == "ja" else "text_en"]


# The checks -------------------------------------------------------------------------------------------


def _window(event: Event) -> Check:
    if event.is_open:
        return Check(
            "window",
            Outcome.HOLDS,
            lambda: _("Registration closes on %(when)s.") % _clock(event, event.closes_at),
        )
    if event.state == Event.State.CANCELLED:
        return Check("window", Outcome.STOPS, lambda: _("The event is cancelled."))
    if event.state == Event.State.PUBLISHED and event.opens_at and timezone.now() < event.opens_at:
        return Check(
            "window",
            Outcome.STOPS,
            lambda: _("Registration opens on %(when)s.") % _clock(event, event.opens_at),
        )
    return Check("window", Outcome.STOPS, lambda: _("Registration is closed."))


def _clock(event: Event, moment: datetime.datetime | None) -> dict[str, str]:
    return {"when": told_moment(moment, event.time_zone) if moment else ""}


def _group(group: EventGroup | None, organization: Organization) -> Check:
    if group is None:
        return Check(
            "group",
            Outcome.STOPS,
            lambda: (
                _("The event has no places for organizations of the kind “%(kind)s”.")
                % {"kind": organization.get_kind_display()}
            ),
        )
    if not organization.is_published or organization.merged_into_id:
        return Check("group", Outcome.STOPS, lambda: _("The organization is not published on the portal."))
    return Check(
        "group",
        Outcome.HOLDS,
        lambda: _("The event has places for %(group)s.") % {"group": group.get_group_display()},
    )


def _people(event: Event, group: EventGroup, organization: Organization) -> Check:
    if Registration.objects.living().filter(event=event, organization=organization).exists():
        return Check("people", Outcome.STOPS, lambda: _("The organization is registered already."))
    most = group.most_per_organization
    return Check(
        "people",
        Outcome.HOLDS,
        lambda: (
            ngettext(
                "One person of an organization can come.", "Up to %(most)d people of an organization can come.", most
            )
            % {"most": most}
        ),
    )


def _capacity(event: Event, group: EventGroup, organization: Organization) -> Check:
    """Never stops: who finds no place waits."""
    places = places_of(event=event).of(organization.kind)
    free = places.free if places else 0
    if free >= group.most_per_organization:
        return Check(
            "capacity",
            Outcome.HOLDS,
            lambda: ngettext("One place is free now.", "%(free)d places are free now.", free) % {"free": free},
        )
    if not free:
        return Check("capacity", Outcome.HOLDS, lambda: _("No place is free now: people go to the waiting list."))
    return Check(
        "capacity",
        Outcome.HOLDS,
        lambda: (
            ngettext(
                "One place is free now. If you register more people, all of them wait first.",
                "%(free)d places are free now. If you register more people, all of them wait first.",
                free,
            )
            % {"free": free}
        ),
    )


@dataclass(frozen=True)
class _Supervision:
    """What is recorded of a supervising organization for the day: permits of the event's programme, sanctions."""

    day: datetime.date
    permits: list[ShownPermit]
    sanctions: list[Sanction]


def _supervision(event: Event, organization: Organization, day: datetime.date) -> _Supervision:
    permits = Permit.objects.filter(supervising_organization=organization.pk).select_related("programme")
    if event.programme_id:
        permits = permits.filter(programme=event.programme_id)
    sanctions = list(Sanction.objects.filter(supervising_organization=organization.pk))
    return _Supervision(day, shown_permits(permits=permits, sanctions=sanctions, day=day), sanctions)


def _permit(found: _Supervision) -> Check:
    if not found.permits:
        return Check("permit", Outcome.ASKS, lambda: _("No permit is recorded."))
    first = found.permits[0]
    if first.state == PermitState.VALID:
        return Check(
            "permit",
            Outcome.HOLDS,
            lambda: _("The permit for %(programme)s is valid until %(until)s.") % _of_permit(first, found.day),
            (first.permit,),
        )
    unsure = next((each for each in found.permits if each.state == PermitState.NOT_KNOWN), None)
    if unsure:
        return Check(
            "permit",
            Outcome.ASKS,
            lambda: (
                _("Whether the permit for %(programme)s is valid on %(day)s is not known: its dates are incomplete.")
                % _of_permit(unsure, found.day)
            ),
            (unsure.permit,),
        )
    return Check(
        "permit",
        Outcome.STOPS,
        lambda: _("The permit for %(programme)s is not valid on %(day)s: %(state)s.") % _of_permit(first, found.day),
        (first.permit,),
    )


def _of_permit(shown: ShownPermit, day: datetime.date) -> dict[str, str]:
    return {
        "day": shown_date(day),
        "programme": str(shown.permit.programme),
        "state": str(shown.state.label),
        "until": shown_date(shown.permit.valid_until),
    }


def _orders(found: _Supervision) -> Check:
    """A revocation that is certain stops; an order to improve, or what may have ended, is for staff to weigh."""
    day = found.day
    rows = [each for each in found.sanctions if not _is_past(each, found)]
    possible = [each for each in rows if period_possibly_holds(each.from_on, each.until_on, day)]
    if not possible:
        return Check(
            "orders",
            Outcome.HOLDS,
            lambda: _("No order is recorded as open on %(day)s.") % {"day": shown_date(day)},
        )
    sure = [each for each in possible if period_surely_holds(each.from_on, each.until_on, day)]
    # The gravest first.
    first = min(sure or possible, key=lambda each: each.kind != Sanction.Kind.REVOCATION)

    def words() -> dict[str, str]:
        return {"kind": first.get_kind_display(), "from": shown_date(first.from_on), "day": shown_date(day)}

    if not sure:
        return Check(
            "orders", Outcome.ASKS, lambda: _("May still be open on %(day)s: %(kind)s.") % words(), tuple(possible)
        )
    outcome = Outcome.STOPS if first.kind == Sanction.Kind.REVOCATION else Outcome.ASKS
    return Check("orders", outcome, lambda: _("Open since %(from)s: %(kind)s.") % words(), tuple(sure))


def _is_past(sanction: Sanction, found: _Supervision) -> bool:
    """A revocation ends the permits that began before it; with a newer one that holds it is the past."""
    valid = [each.permit for each in found.permits if each.state == PermitState.VALID]
    return sanction.kind == Sanction.Kind.REVOCATION and any(not may_end(sanction, permit) for permit in valid)


def _standing(event: Event, organization: Organization, day: datetime.date) -> Check:
    if event.programme is None:
        return Check("standing", Outcome.ASKS, lambda: _("The event names no programme: the standing cannot be asked."))
    standing = standing_on(organization, event.programme, day)

    def say() -> str:
        reasons = (*explanations(standing)[:1], *marks(standing))
        return sentence_gap().join([sentence(standing), *(each.text for each in reasons)])

    sources = tuple(each.source for each in (*explanations(standing), *marks(standing)) if each.source)
    outcome = {Verdict.MAY_ACCEPT: Outcome.HOLDS, Verdict.MAY_NOT_ACCEPT: Outcome.STOPS}.get(
        standing.verdict, Outcome.ASKS
    )
    return Check("standing", outcome, say, sources)
