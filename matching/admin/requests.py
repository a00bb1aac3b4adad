"""The desk for match-up requests: the board, oldest first, and the page on which staff review one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin
from matching.admin.confirmations import MATCH_UPS
from matching.admin.figures import figures_view
from matching.forms.review import ChooseForm, ProposeForm, StaffMessageForm, StaffReasonForm
from matching.models import Candidate, MatchRequest, Party, RequestState
from matching.models.transitions import OPEN_STATES, Need
from matching.queries.review import review_of
from matching.queries.shown import MOVED_ON
from matching.services import messages as writing
from matching.services import review
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from organizations.admin.groups import organization_named

REFUSALS = {
    WrongState: MOVED_ON,
    NotAllowed: MOVED_ON,
    review.AlreadyCandidate: gettext_lazy("This organization is a candidate already."),
    review.NotFitting: gettext_lazy("This organization is of the other kind, or no longer on the portal."),
    review.TooManyCandidates: gettext_lazy("The request has as many candidates as it may."),
    writing.TooManyMessages: gettext_lazy("So many messages were written today that no more are taken."),
}
NEEDS = {
    Need.RULES_HOLD: gettext_lazy(
        "Nobody was asked: for a candidate that you ticked, a rule does not hold or is not known. See its rules below."
    ),
    Need.CANDIDATE_ASKED: gettext_lazy("Tick at least one candidate."),
    Need.REASON: gettext_lazy("Say why: the organizations read it."),
}


class BoardFilter(admin.SimpleListFilter):
    """What waits for staff comes first: they open the list to work it off."""

    title = gettext_lazy("state")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        states = [(state.value, state.label) for state in RequestState if state != RequestState.DRAFT]
        return [("open", _("all open ones")), *states, ("all", _("all"))]

    def choices(self, changelist):
        """The first, which asks for nothing, is what waits."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("waiting for you")}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        if self.value() == "open":
            return queryset.filter(state__in=OPEN_STATES)
        return queryset.filter(state=self.value()) if self.value() else queryset.waiting_for_staff()


@admin.register(MatchRequest)
class MatchRequestAdmin(PortalModelAdmin):
    index_group = MATCH_UPS
    change_list_template = "admin/matching/matchrequest/change_list.html"
    list_display = ("__str__", "organization", "programme", "people", "state", "age", "next_step_by")
    list_filter = (BoardFilter, "programme", "organization__kind")
    list_select_related = ("organization", "programme")
    search_fields = ("organization__public_id",)
    further_searches = (organization_named("organization"),)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Of the row itself: what an organization asked is changed by nobody else. See ``may_act``."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_act(self, request) -> bool:
        return request.user.has_perm("matching.change_matchrequest")

    def get_queryset(self, request):
        """A draft is its organization's alone."""
        return super().get_queryset(request).exclude(state=RequestState.DRAFT)

    def get_ordering(self, request):
        return (F("state_since").asc(nulls_last=True), "pk")

    def get_urls(self):
        figures = path("figures/", self.admin_site.admin_view(self.figures), name="matching_matchrequest_figures")
        return [figures, *super().get_urls()]

    def figures(self, request):
        return figures_view(self, request)

    @admin.display(description=gettext_lazy("in this state since"), ordering="state_since")
    def age(self, match):
        return timesince(match.state_since, depth=1) if match.state_since else "–"

    @admin.display(description=gettext_lazy("next step by"), ordering="due_on")
    def next_step_by(self, match):
        if not match.due_on or not match.is_open:
            return "–"
        late = match.due_on < today()
        return _("%(day)s – late") % {"day": match.due_on} if late else match.due_on

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None) -> HttpResponse:
        match = self.get_object(request, unquote(object_id))
        if match is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        may_act = self.may_act(request)
        if not self.has_view_permission(request, match) or (request.method == "POST" and not may_act):
            raise PermissionDenied
        rows = MatchRequest.objects.select_related("organization__country", "organization__supervising", "programme")
        match = rows.prefetch_related("countries", "operations__category").get(pk=match.pk)
        bound: dict[str, Any] = {}
        if request.method == "POST":
            done, bound = self._act(request, match)
            if done:
                messages.success(request, done)
                # What went back to its organization is no page of the desk any more.
                is_back = request.POST.get("do") == "return"
                return redirect("admin:matching_matchrequest_changelist" if is_back else request.path)
            match.refresh_from_db()
        shown = review_of(request=match, user=request.user)
        history, has_older_history = self.latest_history(request, match)
        context = {
            **self.admin_site.each_context(request),
            "title": str(match),
            "subtitle": str(match.organization),
            "opts": self.opts,
            "original": match,
            "match": match,
            "review": shown,
            "may_act": may_act,
            "reads_files": request.user.has_perm("matching.view_matchfile"),
            "reads_messages": request.user.has_perm("matching.view_message"),
            "choose_form": bound.get("choose") or ChooseForm(match=match),
            "reason_form": StaffReasonForm()
            if bound.get("do") == "take_out"
            else bound.get("reason") or StaffReasonForm(),
            "failed": bound,
            "view_on_site_url": match.get_absolute_url(),
            "history": history,
            "has_older_history": has_older_history,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/matching/matchrequest/review.html", context)

    def _act(self, request: HttpRequest, match: MatchRequest) -> tuple[str, dict[str, Any]]:
        """What was done, in a sentence; or nothing, and the forms with what is wrong."""
        do = request.POST.get("do", "")
        name, form = _form_of(do, request.POST, match)
        if form is not None and not form.is_valid():
            return "", {name: form, "form": form, "do": do, "candidate": request.POST.get("candidate", "")}
        try:
            return _DO[do](request, match, form), {}
        except KeyError as error:
            raise Http404("no such action") from error
        except NeedMissing as error:
            text = NEEDS.get(error.need, error.need.label)
        except tuple(REFUSALS) as error:
            text = REFUSALS[type(error)]
        if form is None:
            form = forms.Form(request.POST)
            form.is_valid()
        form.add_error(None, text)
        return "", {name: form, "form": form, "do": do, "candidate": request.POST.get("candidate", "")}


def _form_of(do: str, data: Any, match: MatchRequest) -> tuple[str, Any]:
    if do in ("return", "close", "take_out"):
        return "reason", StaffReasonForm(data)
    if do == "choose":
        return "choose", ChooseForm(data, match=match)
    if do == "propose":
        return "propose", ProposeForm(data, match=match)
    if do == "write":
        return "write", StaffMessageForm(data)
    return "other", None


def _candidate(request: HttpRequest, match: MatchRequest) -> Candidate:
    key = request.POST.get("candidate", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404("no such candidate")
    return get_object_or_404(Candidate.objects.select_related("request"), request=match, pk=int(key))


def _take_up(request, match, form) -> str:
    review.take_up(request=match)
    return _("The review has begun, and the organization is told.")


def _return(request, match, form) -> str:
    review.return_request(request=match, reason=form.cleaned_data["reason"])
    return _("The request is back with its organization, which is told.")


def _close(request, match, form) -> str:
    review.close(request=match, reason=form.cleaned_data["reason"])
    return _("The request is closed, and everybody concerned is told.")


def _choose(request, match, form) -> str:
    organization = form.cleaned_data["organization"]
    review.choose(request=match, organization=organization, reasons=form.cleaned_data["reasons"])
    return _("%(name)s is in reserve. It is asked when you propose it.") % {"name": organization.name}


def _propose(request, match, form) -> str:
    chosen = sorted(form.cleaned_data["candidates"], key=lambda each: (each.position, each.pk))
    if match.state == RequestState.UNDER_REVIEW:
        review.propose(request=match, candidates=chosen)
    else:
        review.offer_all(request=match, candidates=chosen)
    return _("The candidates are asked, and everybody concerned is told.")


def _take_out(request, match, form) -> str:
    review.take_out(candidate=_candidate(request, match), reason=form.cleaned_data["reason"])
    return _("The candidate is taken out.")


def _ask_facts(request, match, form) -> str:
    if not review.ask_for_facts(candidate=_candidate(request, match)):
        return _("Nobody was asked: nothing is missing, or no person acts for the two organizations.")
    return _("Both organizations are asked for what is missing.")


def _write(request, match, form) -> str:
    values = form.cleaned_data
    writing.write(
        candidate=_candidate(request, match),
        side=Party.STAFF,
        by=request.user,
        text=values["text"],
        thread=values["thread"],
    )
    return _("The message is sent.")


_DO = {
    "take_up": _take_up,
    "return": _return,
    "close": _close,
    "choose": _choose,
    "propose": _propose,
    "take_out": _take_out,
    "ask_facts": _ask_facts,
    "write": _write,
}
