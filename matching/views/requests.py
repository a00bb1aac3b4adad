"""Match-ups of one's organizations, and the requests that they make."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable
from matching.forms.requests import BeginForm, ReasonForm, SubmitForm, steps_of
from matching.models import MatchFile, MatchRequest, RequestState
from matching.queries.board import open_wishes
from matching.queries.pages import own_match_ups, request_page
from matching.queries.review import order_of
from matching.queries.shown import MOVED_ON, missing_of, request_facts, sent_back_because
from matching.queries.wording import warnings_of
from matching.services import drafts, requests
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from matching.views.files import file_response
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.queries.members import memberships_of
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post

INFECTED = gettext_lazy("A virus was found in this file. It was not taken.")
NO_SCANNER = gettext_lazy("Files cannot be checked for viruses at the moment. Please try again later.")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What match-ups are; for members, their own."""
    own = own_match_ups(user=request.user)
    context = {
        "own": own,
        "may_begin": any(each.membership.may_edit and each.membership.is_published for each in own),
        "wish_count": open_wishes().count(),
    }
    return render(request, "matching/home.html", context)


@get_and_post
@login_required
def request_begin(request: HttpRequest) -> HttpResponse:
    able = [each for each in memberships_of(request.user) if each.may_edit and each.is_published]
    if not able:
        raise Http404("edits for no organization")
    form = BeginForm(request.POST if request.method == "POST" else None, memberships=able)
    if request.method == "POST" and form.is_valid():
        try:
            made = requests.begin_request(organization=form.chosen, by=person(request))
        except requests.TooManyRequests:
            form.add_error(None, _too_many())
        else:
            return redirect("matching:request_edit", made.pk, next(iter(steps_of(made))))
    return render(request, "matching/request_begin.html", {"form": form})


@require_safe
@login_required
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = request_page(request=_visible(request, pk), user=request.user)
    return render(request, "matching/request_detail.html", {"page": page, "match": page.request})


@get_and_post
@login_required
def request_edit(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One page of a draft; what was entered is kept when one goes on, back, or leaves."""
    match = _draft(request, pk)
    steps = steps_of(match)
    if step not in steps:
        raise Http404("no such page")
    form = steps[step](request.POST or None, request.FILES or None, request=match)
    if request.method == "POST" and form.is_valid() and _write(request, form, match):
        wanted = request.POST.get("go", "")
        if wanted == "stay":
            return redirect("matching:request_edit", pk, step)
        slugs = list(steps)
        following = slugs[slugs.index(step) + 1 :]
        if following and wanted != "summary":
            return redirect("matching:request_edit", pk, following[0])
        return redirect("matching:request_submit", pk)
    context = {
        "match": match,
        "form": form,
        "steps": [{"slug": slug, "title": each.title, "is_here": slug == step} for slug, each in steps.items()],
        "number": list(steps).index(step) + 1,
        "files": list(match.files.all()) if step == "conditions" else [],
    }
    return render(request, "matching/request_edit.html", context)


def _write(request: HttpRequest, form: Any, match: MatchRequest) -> bool:
    """Whether all is kept; else the errors stand in the form."""
    try:
        drafts.write_draft(request=match, by=person(request), values=form.values, many=form.many)
        if file := form.cleaned_data.get("file"):
            requests.add_file(request=match, by=person(request), file=file)
    except requests.TooManyFiles:
        form.add_error(
            "file", _("The request has %(number)s files, the most that it may.") % {"number": requests.MOST_FILES}
        )
    except InfectedFile:
        form.add_error("file", INFECTED)
    except ScannerUnavailable:
        form.add_error("file", NO_SCANNER)
    except (NotAllowed, WrongState) as error:
        raise Http404("no draft any more") from error
    else:
        return True
    return False


@get_and_post
@login_required
def request_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary of a draft, with what is missing, the words to look at, and the button that sends it."""
    match = _draft(request, pk)
    warned = [{"warned": each, "page": _page_of(match, each.field)} for each in warnings_of(match)]
    form = SubmitForm(request.POST if request.method == "POST" else None, warned=bool(warned))
    missing = missing_of(match)
    if request.method == "POST" and not missing and form.is_valid():
        try:
            requests.submit(request=match, by=person(request))
        except NeedMissing:
            missing = missing_of(match)
        except requests.TooManyRequestsADay:
            told = _("Your organization has sent %(number)s requests today, the most that it may. Send it tomorrow.")
            form.add_error(None, told % {"number": requests.MOST_SENT_A_DAY})
        except (NotAllowed, WrongState) as error:
            raise Http404("no draft any more") from error
        else:
            messages.success(
                request, _("Your request has reached the Affairs Dept. You are told of each step by mail.")
            )
            return redirect("matching:request_detail", pk)
    context = {
        "match": match,
        "form": form,
        "facts": request_facts(match),
        "missing": missing,
        "sent_back": sent_back_because(match),
        "warned": warned,
        "files": list(match.files.all()),
        "steps": [{"slug": slug, "title": each.title, "is_here": False} for slug, each in steps_of(match).items()],
    }
    return render(request, "matching/request_submit.html", context)


@require_safe
@login_required
def request_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands where by the points of the request, and why; for the organization that asks, and for staff."""
    match = _visible(request, pk)
    if not match.asks_for_sending or match.programme is None:
        raise Http404("nobody is put in order for it")
    context: dict[str, Any] = {"match": match, "rows": order_of(request=match)}
    context["may_weigh"] = match.state == RequestState.DRAFT and acts_for(match.organization_id, user=request.user)
    return render(request, "matching/request_order.html", context)


@get_and_post
@login_required
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    match = _own(request, pk)
    if not match.can_be_withdrawn:
        raise Http404("not to be withdrawn")
    form = ReasonForm(
        request.POST if request.method == "POST" else None, help_text=_("Read by the Affairs Dept. only.")
    )
    if request.method == "POST" and form.is_valid():
        try:
            requests.withdraw(request=match, by=person(request), reason=form.cleaned_data["reason"])
        except WrongState:
            messages.info(request, MOVED_ON)
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("The request is withdrawn, and everybody concerned is told."))
        return redirect("matching:request_detail", pk)
    return render(request, "matching/request_withdraw.html", {"match": match, "form": form})


@get_and_post
@login_required
def request_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, on a page of its own."""
    match = _draft(request, pk)
    if match.submitted_at is not None:
        raise Http404("was sent once")
    if request.method == "POST":
        try:
            requests.delete_draft(request=match, by=person(request))
        except (NotAllowed, WrongState) as error:
            raise Http404("no draft any more") from error
        messages.success(request, _("The draft is deleted."))
        return redirect("matching:home")
    return render(request, "matching/request_delete.html", {"match": match})


@require_POST
@login_required
def request_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft that begins from this request."""
    match = _own(request, pk)
    try:
        made = requests.begin_request(organization=match.organization, by=person(request), like=match)
    except requests.TooManyRequests:
        messages.error(request, _too_many())
        return redirect("matching:request_detail", pk)
    except NotAllowed as error:
        raise Http404("not theirs") from error
    return redirect("matching:request_edit", made.pk, next(iter(steps_of(made))))


@require_safe
@login_required
def request_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    match = _visible(request, pk)
    is_own = any(each.organization_id == match.organization_id for each in memberships_of(request.user))
    if not is_own and not may_be_seen(request.user, "matching.view_matchfile"):
        raise Http404("no file for this reader")
    return file_response(request, get_object_or_404(MatchFile, request=match, pk=file_pk))


@require_POST
@login_required
def request_file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    match = _draft(request, pk)
    file = get_object_or_404(MatchFile.objects.select_related("request"), request=match, pk=file_pk)
    try:
        requests.remove_file(file=file, by=person(request))
    except (NotAllowed, WrongState) as error:
        raise Http404("no draft any more") from error
    messages.success(request, _("The file is removed."))
    return redirect("matching:request_edit", pk, "conditions")


def _page_of(match: MatchRequest, field: str) -> str:
    """The page of the draft on which a field is entered."""
    return next(slug for slug, form in steps_of(match).items() if field in form.base_fields)


def _rows() -> Any:
    rows = MatchRequest.objects.select_related("organization__country", "organization__supervising", "programme")
    return rows.prefetch_related("countries", "operations__category")


def _visible(request: HttpRequest, pk: int) -> MatchRequest:
    return get_object_or_404(_rows().visible_to(request.user), pk=pk)


def _own(request: HttpRequest, pk: int) -> MatchRequest:
    return get_object_or_404(_rows().editable_by(request.user), pk=pk)


def _draft(request: HttpRequest, pk: int) -> MatchRequest:
    return get_object_or_404(_rows().editable_by(request.user), pk=pk, state=RequestState.DRAFT)


def _too_many() -> str:
    told = _("Your organization has %(number)s drafts and open requests, the most that it may. End one first.")
    return told % {"number": requests.MOST_OPEN}
