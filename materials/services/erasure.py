"""Erasing what materials, orders and enquiries hold about a person; called in the transaction of the erasure."""

from __future__ import annotations

from jitco_portal.common.models import User
from materials.models import EditionReader
from materials.services.enquiry_erasure import erase_enquiries_of
from materials.services.order_erasure import erase_order_addresses


def erase_from_materials(person: User) -> None:
    """What the person downloaded is forgotten; of orders and enquiries see their own parts.

    Who published an edition, sent a file to the desk, made a link or wrote a message stays as the number of an
    erased person. Downloads are counted without people: nothing of theirs leads to anybody.
    """
    erase_order_addresses(person=person)
    erase_enquiries_of(person)
    EditionReader.objects.filter(user=person).delete()
