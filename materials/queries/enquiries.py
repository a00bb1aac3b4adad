"""Consultation support as an organization sees it: its enquiries, and one of them with its thread."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from materials.models import Enquiry, EnquiryFile, EnquiryMessage, EnquiryState
from organizations.models import Membership
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.queries.members import memberships_of

ORDER = ("-pk",)


@dataclass(frozen=True)
class ShownMessage:
    message: EnquiryMessage
    files: list[EnquiryFile]
    # Written by somebody of the reader's side.
    is_own: bool
    # Whoever wrote for JITCO is the office, not a person.
    writer: str


@dataclass(frozen=True)
class EnquiryPage:
    enquiry: Enquiry
    messages: list[ShownMessage]
    # JITCO's newest word, which stands above the thread.
    answer: ShownMessage | None
    may_write: bool
    may_close: bool
    is_overdue: bool
    is_at_desk: bool
    # The number of the newest message: a form says what its writer had read.
    seen: int


def own_enquiries(*, user: Any, state: str = "") -> QuerySet[Enquiry]:
    """Of the organizations that the person belongs to; staff look at the others at the desk."""
    rows = Enquiry.objects.filter(organization__in=[each.organization_id for each in memberships_of(user)])
    rows = rows.select_related("organization", "country")
    return rows.filter(state=state) if state in EnquiryState.values else rows


def own_counts(*, user: Any) -> dict[str, int]:
    """How many in each state; in one query."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in EnquiryState.values}
    return own_enquiries(user=user).order_by().aggregate(**counts)


def find_enquiry(*, pk: int, user: Any) -> Enquiry:
    """Raises DoesNotExist for whoever may not read it."""
    rows = Enquiry.objects.visible_to(user).select_related("organization", "country", "created_by")
    return rows.get(pk=pk)


def enquiry_page(*, enquiry: Enquiry, user: Any) -> EnquiryPage:
    """Two queries beside the enquiry: messages and files."""
    acts = acts_for(enquiry.organization_id, user=user)
    rows = EnquiryMessage.objects.visible_to(user).filter(enquiry=enquiry)
    # What staff note among themselves stands at the desk alone.
    rows = rows.exclude(side=EnquiryMessage.Side.NOTE).select_related("by").prefetch_related("files").order_by("pk")
    shown = [
        ShownMessage(
            message=message,
            files=list(message.files.all()),
            is_own=message.side == EnquiryMessage.Side.ORGANIZATION,
            writer="" if message.side == EnquiryMessage.Side.JITCO else message.by.name,
        )
        for message in rows
    ]
    answers = [each for each in shown if not each.is_own]
    holds_texts = enquiry.texts_erased_at is None
    return EnquiryPage(
        enquiry=enquiry,
        messages=shown,
        answer=answers[-1] if answers and holds_texts else None,
        may_write=acts and holds_texts,
        may_close=acts and enquiry.state != EnquiryState.CLOSED,
        is_overdue=is_overdue(enquiry),
        is_at_desk=may_be_seen(user, "materials.view_enquiry"),
        seen=shown[-1].message.pk if shown else 0,
    )


def is_overdue(enquiry: Enquiry, *, day: datetime.date | None = None) -> bool:
    return enquiry.due_on is not None and enquiry.due_on < (day or today())


def people_of_thread(*, enquiry: Enquiry) -> QuerySet[User]:
    """Whoever asked or wrote for the organization, and may still read it: nobody else is told of an answer."""
    wrote = EnquiryMessage.objects.filter(enquiry=enquiry, side=EnquiryMessage.Side.ORGANIZATION)
    members = Membership.objects.filter(organization=enquiry.organization_id, organization__merged_into=None).current()
    people = User.objects.filter(Q(pk=enquiry.created_by_id) | Q(pk__in=wrote.values("by")), is_active=True)
    return people.filter(pk__in=members.values("user")).order_by("pk")
