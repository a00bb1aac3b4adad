"""A candidate, as both sides read it, and what they answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.forms.answers import MessageForm
from matching.forms.requests import ReasonForm
from matching.models import Candidate, CandidateState, Party
from matching.queries.pages import candidate_page, file_visible_to
from matching.queries.shown import MOVED_ON, NOT_YET
from matching.queries.sides import organization_on, side_of
from matching.services import answers
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from matching.views.files import file_response
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post

VIEW = "matching.view_candidate"


@require_safe
@login_required
def candidate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = candidate_page(candidate=visible_candidate(request, pk), user=request.user)
    context = {"page": page, "candidate": page.candidate, "match": page.request}
    context["form"] = MessageForm(threads=page.threads) if page.threads else None
    return render(request, "matching/candidate_detail.html", context)


@get_and_post
@login_required
def candidate_accept(request: HttpRequest, pk: int) -> HttpResponse:
    candidate, side = acting_side(request, pk)
    if request.method != "POST":  # the log-in was asked for in between
        messages.info(request, NOT_YET)
        return redirect(candidate)
    try:
        held = answers.accept(candidate=candidate, side=side, by=person(request))
    except (WrongState, NeedMissing, answers.AlreadyAnswered):
        messages.info(request, MOVED_ON)
    except NotAllowed as error:
        raise Http404("not theirs") from error
    else:
        messages.success(request, _told_after(held))
    return redirect(candidate)


def _told_after(candidate: Candidate) -> str:
    if candidate.state == CandidateState.INTRODUCED:
        return _("Both sides have accepted: you are introduced to each other.")
    if candidate.state == CandidateState.STOPPED:
        return _("Your answer is noted. A rule does not hold any more, and the match-up was stopped; see below.")
    if candidate.both_accepted:
        return _("Both sides have accepted. A fact is missing before you can be introduced; see below.")
    return _("You have accepted. You are introduced when the other side accepts as well.")


@get_and_post
@login_required
def candidate_decline(request: HttpRequest, pk: int) -> HttpResponse:
    candidate, side = acting_side(request, pk)
    if candidate.state != CandidateState.OFFERED:
        messages.info(request, MOVED_ON)
        return redirect(candidate)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        help_text=_("Read by the other organization and the Affairs Dept."),
    )
    if request.method == "POST" and form.is_valid():
        try:
            answers.decline(candidate=candidate, side=side, by=person(request), reason=form.cleaned_data["reason"])
        except (WrongState, NeedMissing):
            messages.info(request, MOVED_ON)
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("You have declined, and the other side is told."))
        return redirect(candidate)
    page = candidate_page(candidate=candidate, user=request.user)
    return render(request, "matching/candidate_decline.html", {"page": page, "candidate": candidate, "form": form})


@require_safe
@login_required
def candidate_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    candidate = visible_candidate(request, pk)
    file = file_visible_to(candidate=candidate, user=request.user, pk=file_pk)
    if file is None:
        raise Http404("no such file for this reader")
    return file_response(request, file)


def visible_candidate(request: HttpRequest, pk: int) -> Candidate:
    rows = Candidate.objects.visible_to(request.user).select_related(
        "organization__country",
        "organization__supervising",
        "request__organization__country",
        "request__organization__supervising",
        "request__programme",
    )
    rows = rows.prefetch_related("request__countries", "request__operations__category")
    candidate = get_object_or_404(rows, pk=pk)
    # On neither side one reads as staff do: nobody else comes as far.
    if side_of(user=request.user, candidate=candidate) is None and not may_be_seen(request.user, VIEW):
        raise Http404("on neither side, and no staff")
    return candidate


def acting_side(request: HttpRequest, pk: int) -> tuple[Candidate, Party]:
    """The candidate and the side for which the person acts; readers and staff get 404."""
    candidate = visible_candidate(request, pk)
    side = side_of(user=request.user, candidate=candidate)
    if side is None or not acts_for(organization_on(side, candidate=candidate).pk, user=request.user):
        raise Http404("acts for no side")
    return candidate, side
