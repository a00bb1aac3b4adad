"""What merging two organizations does with their questions and orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from materials.models import Enquiry, Order
from organizations.queries.merging.relations import Fate, Relation, Settled, by


def merge_relations() -> list[Relation]:
    return [
        Relation(Enquiry, "organization"),
        Relation(Order, "organization", key=by("created_by_id"), meet=_orders),
    ]


def _orders(row: Order, own: Order) -> Settled | None:
    if row.state == own.state == Order.State.CART:
        return Settled(Fate.STAYS, _("The person has a basket in both; this one was not sent."))
    return None
