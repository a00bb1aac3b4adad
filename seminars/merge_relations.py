"""What merging two organizations does with events: places, meetings and payments hang on the registration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from organizations.queries.merging.relations import Fate, Relation, Settled, by
from seminars.models import Registration, TourStop
from seminars.models.registrations import LIVING


def merge_relations() -> list[Relation]:
    return [
        Relation(Registration, "organization", key=by("event_id"), meet=_registrations),
        Relation(TourStop, "organization"),
    ]


def _registrations(row: Registration, own: Registration) -> Settled | None:
    if row.state in LIVING and own.state in LIVING:
        return Settled(Fate.REFUSED, _("Both are registered for one event: cancel one of the registrations first."))
    return None
