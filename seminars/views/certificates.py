"""Certificates of attendance: of one person by the ticket, of all people of a registration for its organization."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seminars.models import Attendee, Registration
from seminars.queries.certificates import CertificateState, certificate_state, certificates_of, certified_people


@require_safe
@never_cache
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    rows = Attendee.objects.select_related("registration__event", "registration__organization")
    attendee = get_object_or_404(rows, token=token)
    state = certificate_state(attendee=attendee)
    context = {
        "event": attendee.registration.event,
        "certificates": certificates_of(people=[attendee]),
        "state": state.value,
        "back": "ticket",
        "token": token,
    }
    return render(request, "seminars/certificate.html", context)


@require_safe
@login_required
def registration_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever reads for the organization, and for staff."""
    rows = Registration.objects.visible_to(request.user).select_related("event")
    registration = get_object_or_404(rows, pk=pk)
    people = list(certified_people(registration=registration))
    states = {certificate_state(attendee=each) for each in people} or {CertificateState.DID_NOT_COME}
    ready = CertificateState.READY in states
    context = {
        "event": registration.event,
        "certificates": certificates_of(people=people),
        "state": (CertificateState.READY if ready else states.pop()).value,
        "registration": registration,
    }
    return render(request, "seminars/certificate.html", context)
