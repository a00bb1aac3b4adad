"""Who is told of an enquiry by mail: whoever asked and wrote in it, never others of the organization."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import one_by_one
from jitco_portal.common.working_days import working_days_after
from materials.models import Enquiry, EnquiryMessage
from materials.queries.enquiries import people_of_thread


def tell_received(enquiry: Enquiry) -> None:
    """The question came in, and by when it is to be answered; its words stand on the portal only."""
    person = enquiry.created_by
    queue_mail(
        kind="enquiry_received",
        cause=f"enquiry:{enquiry.pk}:received",
        recipient=person.email,
        user=person,
        context={"number": enquiry.pk, "due_on": enquiry.due_on, "link": _link(enquiry, person)},
    )


def tell_answered(enquiry: Enquiry, message: EnquiryMessage) -> None:
    """The answer itself: whoever has a bad line need not open a page. No staff read it where mails leave."""
    for person in people_of_thread(enquiry=enquiry):
        queue_mail(
            kind="enquiry_answered",
            cause=f"enquiry:{enquiry.pk}:answer:{message.pk}",
            recipient=person.email,
            user=person,
            is_secret=True,
            context={
                "number": enquiry.pk,
                "text": message.text,
                "files": message.files.count(),
                "link": _link(enquiry, person),
            },
        )


def tell_desk(enquiry: Enquiry) -> None:
    """The Affairs Dept., in Japanese: one mail, however much is written until staff answer."""
    if not settings.AFFAIRS_EMAIL:
        return
    answers = EnquiryMessage.objects.filter(enquiry=enquiry, side=EnquiryMessage.Side.JITCO)
    last = answers.order_by("pk").values_list("pk", flat=True).last() or 0
    with translation.override("ja"):
        context = {
            "what": str(_("A question to consultation support waits for an answer.")),
            "name": str(enquiry),
            "link": _desk_link(enquiry),
        }
    queue_mail(
        kind="desk_waiting",
        cause=f"enquiry:{enquiry.pk}:question:{last}",
        recipient=settings.AFFAIRS_EMAIL,
        language="ja",
        context=context,
    )


def tell_assigned(enquiry: Enquiry, person: User) -> None:
    """A colleague gave it to them."""
    _remind(enquiry, person, cause=f"assigned:{person.pk}:{enquiry.waiting_since:%Y%m%d%H%M%S}")


def remind_of_due_enquiries() -> None:
    """Every night: whoever is to answer by today or the next working day, once for each target."""
    due = due_enquiries(until=working_days_after(today(), 1))
    one_by_one(list(due.values_list("pk", flat=True)), _remind_of, what="remind of an enquiry")


def due_enquiries(*, until: datetime.date) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.open().filter(due_on__lte=until, assigned_to__is_active=True, assigned_to__is_staff=True)
    return rows.order_by("due_on", "pk")


def _remind_of(key: int) -> None:
    enquiry = Enquiry.objects.select_related("assigned_to").get(pk=key)
    if enquiry.assigned_to and enquiry.due_on:
        _remind(enquiry, enquiry.assigned_to, cause=f"due:{enquiry.assigned_to.pk}:{enquiry.due_on}")


def _remind(enquiry: Enquiry, person: User, *, cause: str) -> None:
    with translation.override(person.language):
        link = _desk_link(enquiry)
    queue_mail(
        kind="enquiry_reminder",
        cause=f"enquiry:{enquiry.pk}:{cause}",
        recipient=person.email,
        user=person,
        context={"number": enquiry.pk, "due_on": enquiry.due_on, "link": link},
    )


def _link(enquiry: Enquiry, person: User) -> str:
    with translation.override(person.language):
        return settings.SITE_URL + enquiry.get_absolute_url()


def _desk_link(enquiry: Enquiry) -> str:
    return settings.SITE_URL + reverse("admin:materials_enquiry_change", args=[enquiry.pk])
