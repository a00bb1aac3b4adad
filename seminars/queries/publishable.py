"""What an event still needs before it is published, and what staff should look at once more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seminars.models import Event, EventQuestion, Group, MeetingDay


@dataclass(frozen=True)
class Missing:
    """``stops``: the event cannot be published with it; else it is only said. ``part`` names the part of the form."""

    text: str | Promise
    part: str
    stops: bool = True


def may_publish(user: Any) -> bool:
    """Whether the person announces events to the world and cancels them; editors write drafts and texts."""
    return bool(user.has_perm("seminars.delete_event"))


def may_promise(user: Any, *, event: Event | None) -> bool:
    """Whether the person changes what an event promises: of a draft every editor, of an announced one publishers."""
    return event is None or event.state == Event.State.DRAFT or may_publish(user)


def missing_of(event: Event) -> list[Missing]:
    """All that is missing, in the order of the form; what stops first."""
    found = [each for part in _PARTS for each in part(event)]
    return sorted(found, key=lambda each: not each.stops)


def stops_of(event: Event) -> list[Missing]:
    return [each for each in missing_of(event) if each.stops]


def _what(event: Event) -> Iterator[Missing]:
    if not (event.title_en and event.title_ja):
        yield Missing(_("The title is not there in both languages."), "what")
    if not (event.summary_en and event.summary_ja):
        yield Missing(_("The summary is not there in both languages."), "what")
    if bool(event.text_en) != bool(event.text_ja):
        yield Missing(_("The text is there in one language only."), "what")
    elif not event.text_en:
        yield Missing(_("There is no text beside the summary."), "what", stops=False)
    if not (event.host_en and event.host_ja):
        yield Missing(_("The host is not named in both languages."), "what")
    if not event.countries.exists():
        yield Missing(_("No country is named: the event stands on no country's page."), "what", stops=False)


def _when_and_where(event: Event) -> Iterator[Missing]:
    if event.starts_at is None:
        # The database asks for the source of what nobody runs here.
        if not (event.starts_on and event.source and event.source_url and event.checked_on):
            yield Missing(_("The times are missing; of a past event its day, source and day of the check."), "when")
        return
    if event.ends_at and event.ends_at < timezone.now() and event.opens_at:
        yield Missing(_("The event is over already, but it has a time for registration."), "when")
    if event.place_form != Event.PlaceForm.ONLINE and not (event.venue_en and event.venue_ja):
        yield Missing(_("The venue is not there in both languages."), "when")
    if event.place_form != Event.PlaceForm.ONLINE and not (event.address_en and event.address_ja):
        yield Missing(_("The address is not there in both languages."), "when", stops=False)
    if event.is_online and not event.online_url:
        yield Missing(_("The address of the online meeting is missing; it can follow."), "when", stops=False)
    if not event.languages:
        yield Missing(_("No language is named."), "when", stops=False)


def _registration(event: Event) -> Iterator[Missing]:
    groups = list(event.groups.all())
    if event.opens_at is None:
        if groups:
            yield Missing(_("Groups have places, but the time for registration is missing."), "registration")
        elif event.starts_at and event.starts_at > timezone.now():
            yield Missing(_("Nobody can register: there is no group and no time for it."), "registration", stops=False)
        return
    if not groups:
        yield Missing(_("Registration has a time, but no group has places."), "groups")
    if event.closes_at and event.starts_at and event.closes_at > event.starts_at:
        yield Missing(_("Registration closes after the event has begun."), "registration")
    held = sum(each.people for each in groups)
    if event.people and held and event.people > held:
        yield Missing(
            _("There are more places in all than the groups have together: the rest can never be filled."),
            "registration",
            stops=False,
        )
    if any(each.most_per_organization > each.people for each in groups):
        yield Missing(_("One organization may send more people than its group has places."), "groups", stops=False)
    yield from _money(event, costs=any(each.price_general for each in groups))
    for question in event.questions.all():
        if question.form == EventQuestion.Form.CHOICE and _lines(question.choices_en) != _lines(question.choices_ja):
            yield Missing(_("A question has not as many answers in both languages."), "questions")


def _money(event: Event, *, costs: bool) -> Iterator[Missing]:
    has_terms = event.cancellation_terms.exists()
    if not costs:
        yield Missing(_("All prices are nought: the event is free of charge."), "groups", stops=False)
        if has_terms:
            yield Missing(_("There are cancellation terms, but nothing to be paid."), "terms", stops=False)
        return
    if not has_terms:
        yield Missing(
            _("There are prices, but no cancellation terms: late cancellation is free."), "terms", stops=False
        )
    if bool(event.cancellation_en) != bool(event.cancellation_ja):
        yield Missing(_("The cancellation terms are told in words in one language only."), "registration")
    if event.tax_percent and event.time_zone != "Asia/Tokyo" and event.place_form == Event.PlaceForm.PLACE:
        yield Missing(_("The event is abroad, but its price holds consumption tax."), "registration", stops=False)


def _programme(event: Event) -> Iterator[Missing]:
    if event.starts_at is None or event.ends_at is None:
        return
    sessions = list(event.sessions.all())
    if not sessions and event.kind != Event.Kind.INSPECTION_TOUR:
        yield Missing(_("The programme of the day is missing."), "sessions", stops=False)
    if any(each.starts_at < event.starts_at or each.ends_at > event.ends_at for each in sessions):
        yield Missing(_("A session lies outside the times of the event."), "sessions")


def _kind(event: Event) -> Iterator[Missing]:
    if event.kind == Event.Kind.INSPECTION_TOUR:
        yield from _tour(event)
    if event.kind == Event.Kind.MATCHING_SEMINAR and event.opens_at is not None:
        groups = {each.group for each in event.groups.all()}
        if groups != set(Group.values):
            yield Missing(_("Meetings need places for both groups."), "groups")
        if not MeetingDay.objects.filter(event=event).exists():
            yield Missing(_("The day of meetings is not prepared; it can follow."), "what", stops=False)


def _tour(event: Event) -> Iterator[Missing]:
    if event.starts_at is None or event.ends_at is None:
        return
    stops = [each.day for each in event.stops.all()]
    first, last = event.starts_at.astimezone(event.zone).date(), event.ends_at.astimezone(event.zone).date()
    if not stops:
        yield Missing(_("The itinerary is missing."), "stops")
    elif min(stops) < first or max(stops) > last:
        yield Missing(_("A stop lies outside the days of the tour."), "stops")
    elif set(stops) != {first + datetime.timedelta(days=number) for number in range((last - first).days + 1)}:
        yield Missing(_("A day of the tour has no stop."), "stops", stops=False)
    if not (event.costs_en and event.costs_ja):
        yield Missing(_("What the price holds is not told in both languages."), "tour")
    if event.fewest_people is None or event.decided_on is None:
        yield Missing(
            _("The smallest number, or the day on which it is decided, is missing: the tour takes place in any case."),
            "tour",
            stops=False,
        )
    elif event.decided_on >= first:
        yield Missing(_("It would be decided on or after the first day whether the tour takes place."), "tour")


def _lines(text: str) -> int:
    return len([line for line in text.splitlines() if line.strip()])


_PARTS = (_what, _when_and_where, _registration, _programme, _kind)
