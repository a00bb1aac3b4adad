"""Invoices, receipts and letters for visas: pages to be printed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.days import today
from organizations.views.disclosure import logged_in_person as person
from seminars.models import Paper, Place
from seminars.queries.own import reference_of
from seminars.queries.papers import paid_so_far, shown_paper, visa_letter_of
from seminars.services import papers, refusals
from seminars.views.registrations import editable, visible


@require_safe
@login_required
def paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """As it was issued, in both languages; for the organization and for staff."""
    registration = visible(request, pk)
    rows = registration.papers.select_related("replaces", "replaced_by")
    row = get_object_or_404(rows, pk=paper_pk)
    context = {
        "registration": registration,
        "event": registration.event,
        "paper": row,
        "shown": shown_paper(row),
        "totals": papers.totals_of(row),
        "bank_account": settings.INVOICE_BANK_ACCOUNT if row.kind == Paper.Kind.INVOICE else "",
        "reference": reference_of(registration),
        "so_far": paid_so_far(row),
    }
    return render(request, "seminars/paper.html", context)


@require_POST
@login_required
def paper_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """An invoice or a receipt for what stands now; where one says just that, it is shown."""
    registration = editable(request, pk)
    issue = {"invoice": papers.issue_invoice, "receipt": papers.issue_receipt}.get(request.POST.get("kind", ""))
    if issue is None:
        raise Http404("no such paper")
    try:
        made = issue(registration=registration, by=person(request))
    except refusals.NothingToWrite:
        messages.info(request, _("There is nothing to write yet: nobody has a place that costs, or nothing was paid."))
        return redirect(registration)
    except refusals.NotAllowed as error:
        raise Http404("not theirs") from error
    return redirect("seminars:paper", registration.pk, made.pk)


@require_safe
@login_required
def visa_letter(request: HttpRequest, pk: int, attendee_pk: int) -> HttpResponse:
    """A draft, to be signed at the Affairs Dept.; for whoever has a place at an event that gives such letters."""
    registration = visible(request, pk)
    event = registration.event
    rows = registration.attendees.filter(place=Place.SEATED, wants_visa_letter=True)
    attendee = get_object_or_404(rows, pk=attendee_pk)
    if not event.gives_visa_letters or event.state != event.State.PUBLISHED or event.starts_at is None:
        raise Http404("no letters are written for it")
    context = {
        "registration": registration,
        "event": event,
        "attendee": attendee,
        "letter": visa_letter_of(attendee=attendee),
        "today": today(),
    }
    return render(request, "seminars/visa_letter.html", context)
