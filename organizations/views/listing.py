"""Applying to be listed: the kind first, then what is asked of that kind."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable
from organizations.forms.members import LISTING_FORMS, ListingForm, ListingKindForm, carried_values
from organizations.models import ListingApplication, Organization
from organizations.queries.requests import holder_of_number
from organizations.services.members import listing, requests
from organizations.views.claims import TOO_MANY, TOO_MANY_A_DAY, evidence_of, request_page, withdrawn
from organizations.views.members import get_and_post


@require_safe
@login_required
def listing_kind(request: HttpRequest) -> HttpResponse:
    form = ListingKindForm(request.GET if "kind" in request.GET or request.GET.get("go") else None)
    if form.is_valid():
        return redirect("listing_create", form.cleaned_data["kind"])
    return render(request, "organizations/members/listing_kind.html", {"form": form})


@get_and_post
@login_required
def listing_create(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in LISTING_FORMS:
        raise Http404("no such kind")
    form = LISTING_FORMS[kind](request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if listed := _listed(request, form):
            context = {"organization": listed, "number": form.cleaned_data["number"], "carried": carried_values(form)}
            return render(request, "organizations/members/listing_found.html", context)
        try:
            application = listing.apply_to_be_listed(
                user=request.user, evidence=form.cleaned_data["evidence"], **form.model_values()
            )
        except (InfectedFile, ScannerUnavailable) as error:
            form.add_error("evidence", str(error.text))
        except requests.TooManyOpenRequests:
            form.add_error(None, TOO_MANY % {"number": requests.MOST_OPEN})
        except requests.TooManyRequestsADay:
            form.add_error(None, TOO_MANY_A_DAY % {"number": requests.MOST_A_DAY})
        else:
            messages.success(request, _("The Affairs Dept. has your application. You are told of the answer by mail."))
            return redirect("listing_detail", application.pk)
    return render(request, "organizations/members/listing_create.html", {"form": form, "kind": kind})


@require_safe
@login_required
def listing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ListingApplication.objects.visible_to(request.user).select_related("organization", "country")
    return request_page(request, get_object_or_404(rows, pk=pk), "listing")


@require_POST
@login_required
def listing_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ListingApplication.objects.visible_to(request.user)
    return withdrawn(request, requests.withdraw(request=get_object_or_404(rows, pk=pk, user=request.user)))


@require_safe
@login_required
def listing_evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    return evidence_of(request, get_object_or_404(ListingApplication.objects.visible_to(request.user), pk=pk))


def _listed(request: HttpRequest, form: ListingForm) -> Organization | None:
    """The organization that has the permit and that this reader can see; only permits say surely whose they are."""
    if form.kind != Organization.Kind.SUPERVISING:
        return None
    holder = holder_of_number(kind=form.kind, number=form.cleaned_data["number"])
    if holder is None or not holder.is_published:
        return None
    return holder
