"""Triggers that mark the entries of the search when something changes that an event is found by.

Places that are taken change an event's row often and say nothing of its words: only these columns do.
"""

import pgtrigger

from countries.models import Country
from jitco_portal.common.search.triggers import marks_entry
from seminars.models.contents import EventSession, TourStop
from seminars.models.events import Event, EventCountry

_TEXTS = ("title", "summary", "text", "host", "venue", "address", "report")
WORDS = (*(f"{text}_{language}" for text in _TEXTS for language in ("en", "ja")), "kind", "report_published_at")
_OF_ITS_EVENT = {"kind": "'event'", "object_id": "{row}.event_id"}

pgtrigger.register(
    marks_entry("is_found", kind="'event'", operation=pgtrigger.Insert | pgtrigger.Delete),
    marks_entry(
        "is_found_anew", kind="'event'", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*WORDS)
    ),
)(Event)  # fmt: skip
pgtrigger.register(marks_entry("event_is_found", **_OF_ITS_EVENT))(EventCountry)
pgtrigger.register(marks_entry("event_is_found", **_OF_ITS_EVENT))(EventSession)
pgtrigger.register(marks_entry("event_is_found", **_OF_ITS_EVENT))(TourStop)


@pgtrigger.register(
    marks_entry(
        "events_are_found_anew",
        kind="'event'",
        object_id="held.event_id",
        rows="seminars_event_countries AS held WHERE held.country_id = {row}.id",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("code", "name_en", "name_ja", "name_kana"),
    )
)
class CountryOfEvents(Country):
    """Events are found by the names of their countries; the countries know nothing of events."""

    class Meta:
        proxy = True
        default_permissions = ()
