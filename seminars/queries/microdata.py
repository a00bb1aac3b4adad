"""What search engines and calendars read out of an event's page: schema.org Event as microdata."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from jitco_portal.common.microdata import SCHEMA, Item, Property
from seminars.models import Event
from seminars.queries.profile import EventProfile, GroupOffer, Price
from seminars.queries.registration_now import RegistrationNow

_MODES = {
    Event.PlaceForm.PLACE: "OfflineEventAttendanceMode",
    Event.PlaceForm.ONLINE: "OnlineEventAttendanceMode",
    Event.PlaceForm.BOTH: "MixedEventAttendanceMode",
}


def microdata_of(profile: EventProfile) -> Item:
    return Item("Event", list(_of_event(profile)))


def _of_event(profile: EventProfile) -> Iterator[Property]:
    event = profile.event
    url = f"{settings.SITE_URL}{event.get_absolute_url()}"
    is_cancelled = event.state == Event.State.CANCELLED
    yield Property("name", text=event.title)
    yield Property("url", url=url)
    if event.summary:
        yield Property("description", text=event.summary)
    yield Property("startDate", text=_moment(event, "starts"))
    if end := _moment(event, "ends"):
        yield Property("endDate", text=end)
    yield Property("eventStatus", url=SCHEMA + ("EventCancelled" if is_cancelled else "EventScheduled"))
    yield Property("eventAttendanceMode", url=SCHEMA + _MODES[Event.PlaceForm(event.place_form)])
    if event.place_form != Event.PlaceForm.ONLINE and (event.venue or event.address):
        place = [Property("name", text=event.venue or event.address)]
        place += [Property("address", text=event.address or event.venue)]
        yield Property("location", item=Item("Place", place))
    if event.is_online:
        # The address of the meeting itself is for those who have a place.
        yield Property("location", item=Item("VirtualLocation", [Property("url", url=url)]))
    yield Property("organizer", item=Item("Organization", [Property("name", text=event.host)]))
    for language in event.languages:
        yield Property("inLanguage", text=language)
    if not event.is_over and event.opens_at:
        for offer in profile.offers:
            for price in offer.prices:
                yield Property("offers", item=Item("Offer", list(_of_offer(event, profile.registration, offer, price))))


def _of_offer(event: Event, now: RegistrationNow, offer: GroupOffer, price: Price) -> Iterator[Property]:
    yield Property("name", text=": ".join(filter(None, [str(offer.places.group.get_group_display()), price.label])))
    yield Property("price", text=str(price.amount))
    yield Property("priceCurrency", text="JPY")
    yield Property("availability", url=SCHEMA + _availability(now, offer))
    yield Property("url", url=f"{settings.SITE_URL}{event.get_absolute_url()}")
    for name, moment in (("validFrom", event.opens_at), ("validThrough", event.closes_at)):
        if moment:
            yield Property(name, text=moment.astimezone(event.zone).isoformat())


def _availability(now: RegistrationNow, offer: GroupOffer) -> str:
    if now.code == "opens":
        return "PreOrder"
    if not now.is_open:
        return "Discontinued"
    return "SoldOut" if offer.places.is_full else "InStock"


def _moment(event: Event, name: str) -> str:
    """With the offset of the place on that day; of a past event as exact as it is known."""
    moment = getattr(event, f"{name}_at")
    if moment:
        return str(moment.astimezone(event.zone).isoformat())
    return str(getattr(event, f"{name}_on") or "")
