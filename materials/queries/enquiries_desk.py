"""One enquiry as the desk shows it: the whole thread with notes, who is told of an answer, who could answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from jitco_portal.common.models import User
from materials.models import Enquiry, EnquiryMessage, QuestionAnswer
from materials.queries.enquiries import is_overdue, people_of_thread

ACT = "materials.change_enquiry"


@dataclass(frozen=True)
class DeskEnquiry:
    enquiry: Enquiry
    messages: list[EnquiryMessage] = field(default_factory=list)
    # Names of those who get an answer by mail.
    told: list[str] = field(default_factory=list)
    questions: list[QuestionAnswer] = field(default_factory=list)
    is_overdue: bool = False
    # The newest message: a form says what its writer had read.
    seen: int = 0


def may_act(user: Any) -> bool:
    """Whether this member of the staff answers enquiries."""
    return bool(user.is_active and user.is_staff and user.has_perm(ACT))


def enquiry_at_desk(*, enquiry: Enquiry, user: Any) -> DeskEnquiry:
    """Four queries; the words only for whoever may view messages."""
    messages = thread_of(enquiry) if user.has_perm("materials.view_enquirymessage") else []
    return DeskEnquiry(
        enquiry=enquiry,
        messages=messages,
        told=[person.name or person.email for person in people_of_thread(enquiry=enquiry)],
        questions=list(enquiry.question_answers.order_by("pk"))
        if user.has_perm("materials.view_questionanswer")
        else [],
        is_overdue=is_overdue(enquiry),
        seen=messages[-1].pk if messages else 0,
    )


def thread_of(enquiry: Enquiry) -> list[EnquiryMessage]:
    rows = EnquiryMessage.objects.filter(enquiry=enquiry).select_related("by").prefetch_related("files")
    return list(rows.order_by("pk"))


def colleagues() -> QuerySet[User]:
    """Staff who may answer, by name."""
    app_label, _dot, codename = ACT.partition(".")
    held = {"content_type__app_label": app_label, "codename": codename}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in held.items()})
    own = Q(**{f"user_permissions__{name}": value for name, value in held.items()})
    able = User.objects.filter(by_group | own | Q(is_superuser=True), is_active=True, is_staff=True)
    return User.objects.filter(pk__in=able.values("pk")).order_by("name", "pk")
