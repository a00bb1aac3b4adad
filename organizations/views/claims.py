"""Asking to act for an organization, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.delivery import kept_file
from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable
from organizations.forms.members import ClaimForm, ClaimSearchForm, claim_initial
from organizations.models import Claim, Organization, RequestState
from organizations.queries.members import memberships_of, with_administrator
from organizations.queries.requests import FOUND_SHOWN, organizations_to_claim
from organizations.services.members import claims, requests
from organizations.services.members.invitations import AlreadyMember
from organizations.views.members import get_and_post

TOO_MANY = gettext_lazy(
    "You wait for %(number)s answers, the most at a time. Withdraw one, or ask again when one has come."
)

TOO_MANY_A_DAY = gettext_lazy(
    "You have sent %(number)s requests within 24 hours, the most that you may, those withdrawn included. "
    "Please ask again tomorrow."
)


@require_safe
@login_required
def claim_search(request: HttpRequest) -> HttpResponse:
    form = ClaimSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = list(organizations_to_claim(user=request.user, words=words)) if words else []
    mine = {each.organization_id for each in memberships_of(request.user)}
    context = {"form": form, "words": words, "found": found, "mine": mine, "is_cut": len(found) == FOUND_SHOWN}
    return render(request, "organizations/members/claim_search.html", context)


@get_and_post
@login_required
def claim_create(request: HttpRequest, public_id: str) -> HttpResponse:
    visible = Organization.objects.visible_to(request.user).filter(is_published=True, merged_into=None)
    organization = get_object_or_404(with_administrator(visible).select_related("country"), public_id=public_id)
    if any(each.organization_id == organization.pk for each in memberships_of(request.user)):
        messages.info(request, _("You are a member of this organization already."))
        return redirect("member_list", public_id)
    if asked := Claim.objects.open().filter(user=request.user, organization=organization).first():
        messages.info(request, _("You have asked for this organization already. This is your request."))
        return redirect("claim_detail", asked.pk)
    if request.method == "POST" and "carried" not in request.POST:
        form = ClaimForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                claim = claims.claim_organization(organization=organization, user=request.user, **form.cleaned_data)
            except (InfectedFile, ScannerUnavailable) as error:
                form.add_error("evidence", str(error.text))
            except requests.TooManyOpenRequests:
                form.add_error(None, TOO_MANY % {"number": requests.MOST_OPEN})
            except requests.TooManyRequestsADay:
                form.add_error(None, TOO_MANY_A_DAY % {"number": requests.MOST_A_DAY})
            except (claims.AlreadyAsked, AlreadyMember):  # a second click, or an answer meanwhile
                return redirect(request.path)
            else:
                messages.success(request, _("The Affairs Dept. has your request. You are told of the answer by mail."))
                return redirect("claim_detail", claim.pk)
    else:
        form = ClaimForm(initial=claim_initial(request.POST))
    context = {"organization": organization, "form": form}
    return render(request, "organizations/members/claim_create.html", context)


@require_safe
@login_required
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Claim.objects.visible_to(request.user).select_related("organization")
    return request_page(request, get_object_or_404(rows, pk=pk), "claim")


@require_POST
@login_required
def claim_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=pk, user=request.user)
    return withdrawn(request, requests.withdraw(request=claim))


@require_safe
@login_required
def claim_evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    return evidence_of(request, get_object_or_404(Claim.objects.visible_to(request.user), pk=pk))


# Shared with applications to be listed ------------------------------------------------------------------


def request_page(request: HttpRequest, asked: Model, word: str) -> HttpResponse:
    context = {"asked": asked, "word": word, "is_open": asked.state == RequestState.OPEN}
    context["is_own"] = asked.user_id == request.user.pk
    return render(request, f"organizations/members/{word}_detail.html", context)


def withdrawn(request: HttpRequest, was_open: bool) -> HttpResponse:
    if was_open:
        messages.success(request, _("Your request is withdrawn."))
    else:
        messages.info(request, _("This request was answered already."))
    return redirect("account_overview")


def evidence_of(request: HttpRequest, asked) -> HttpResponseBase:
    """The file, while it is kept."""
    return kept_file(request, asked.evidence, name=asked.evidence_name, content_type=asked.evidence_type)
