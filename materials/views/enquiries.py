"""Consultation support: what it is, asking, one's enquiries, and the thread of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.accounts.time_zones import time_zone_name
from jitco_portal.common.days import today
from jitco_portal.common.delivery import kept_file
from jitco_portal.common.pagination import paginate
from materials.forms.enquiries import EnquiryForm, WriteForm
from materials.models import Enquiry, EnquiryFile, EnquiryState
from materials.queries import enquiries as queries
from materials.queries.enquiries_files import LaidFile, laid_away, ticket_for
from materials.queries.enquiries_wording import words_that_name
from materials.queries.question_suggestions import Suggestion, suggestions
from materials.services import enquiries as services
from materials.views.enquiry_files import files_of
from organizations.queries.members import memberships_of
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post

# Answers that somebody is shown before a question goes off.
MOST_BEFORE_SENDING = 5


@require_safe
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """What consultation support is; for members, what their organizations asked."""
    memberships = memberships_of(request.user)
    context: dict[str, Any] = {
        "memberships": memberships,
        "may_ask": any(each.may_edit for each in memberships),
        "target": services.target_from(today()),
    }
    if memberships:
        state = request.GET.get("state", "")
        counts = queries.own_counts(user=request.user)
        rows = queries.own_enquiries(user=request.user, state=state)
        number = counts.get(state, sum(counts.values()))
        context |= {
            "page": paginate(request, rows, order=queries.ORDER, count=number),
            "tabs": [
                {"state": "", "name": _("All"), "number": sum(counts.values())},
                *({"state": each, "name": each.label, "number": counts[each]} for each in EnquiryState),
            ],
            "state": state if state in counts else "",
            "today": today(),
        }
    return _on_their_clock(request, "materials/enquiry_list.html", context)


@get_and_post
@login_required
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """Ask. What was chosen and typed is kept on every way back, files too."""
    able = [each for each in memberships_of(request.user) if each.may_edit]
    if not able and request.method == "POST":
        raise Http404("acts for no organization")
    if not able:
        # Every page of a material leads here: who cannot ask is told who can, and where else an answer is.
        return redirect(f"{reverse('materials:enquiry_list')}#how")
    if request.method != "POST":
        form = EnquiryForm(memberships=able)
        return _form_page(request, form)
    by = person(request)
    laid = laid_away(request.POST.get("ticket", ""), by=by)
    form = EnquiryForm(request.POST, request.FILES, memberships=able, laid=laid)
    files = files_of(form, by=person(request))
    if form.is_valid() and "change" not in request.POST:
        values = form.cleaned_data
        shown = set(request.POST.getlist("shown"))
        close = [each for each in _close_answers(request) if str(each.question.pk) not in shown]
        naming = words_that_name(values["subject"], values["text"])
        if (close or naming) and "sure" not in request.POST:
            return _before_sending(request, form, files, close, naming)
        try:
            enquiry = services.ask(
                organization=form.chosen,
                by=by,
                **{name: values[name] for name in ("topic", "country", "subject", "text")},
                files=files,
            )
        except services.TooManyEnquiries:
            told = _("You have asked %(number)s questions today, the most that one may. Ask tomorrow.")
            form.add_error(None, told % {"number": services.MOST_ENQUIRIES_A_DAY})
        except services.NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("Your question is sent. A mail tells you that it arrived."))
            return redirect(enquiry)
    return _form_page(request, form, files)


def _form_page(request: HttpRequest, form: EnquiryForm, files: list[LaidFile] | None = None) -> HttpResponse:
    context = {
        "form": form,
        "files": files or [],
        "ticket": ticket_for(files or [], by=person(request)),
        "target": services.target_from(today()),
        # What was shown while one typed stays in sight.
        "shown": [each for each in _close_answers(request) if str(each.question.pk) in request.POST.getlist("shown")],
    }
    return render(request, "materials/enquiry_new.html", context)


def _before_sending(
    request: HttpRequest, form: EnquiryForm, files: list[LaidFile], close: list[Suggestion], naming: list[str]
) -> HttpResponse:
    """Once before it goes off: answers that may spare the question, and words that may name a person."""
    shown = [*request.POST.getlist("shown"), *(str(each.question.pk) for each in close)]
    kept = [
        (name, request.POST.get(name, ""))
        for name in ("organization", "topic", "country", "subject", "text")
        if name in form.fields
    ]
    context = {
        "kept": kept,
        "files": files,
        "ticket": ticket_for(files, by=person(request)),
        "shown": [each for each in dict.fromkeys(shown) if each.isdigit()][:50],
        "close": close,
        "naming": naming,
    }
    return render(request, "materials/enquiry_before_sending.html", context)


def _close_answers(request: HttpRequest) -> list[Suggestion]:
    return suggestions(words=request.POST.get("subject", ""), limit=MOST_BEFORE_SENDING)


@require_POST
@login_required
def enquiry_suggestions(request: HttpRequest) -> HttpResponse:
    """While somebody types a question: what is answered already. By POST, so that no log has what is typed."""
    words = request.POST.get("subject", "")
    return render(request, "materials/_enquiry_suggestions.html", {"rows": suggestions(words=words)})


@get_and_post
@login_required
def enquiry_detail(request: HttpRequest, pk: int) -> HttpResponse:
    enquiry = _visible(request, pk)
    page = queries.enquiry_page(enquiry=enquiry, user=request.user)
    by = person(request)
    files: list[LaidFile] = []
    form = WriteForm() if page.may_write else None
    if request.method == "POST":
        if "close" in request.POST:
            return _close(request, enquiry)
        if form is None:
            raise Http404("writes nothing here")
        laid = laid_away(request.POST.get("ticket", ""), by=by)
        form = WriteForm(request.POST, request.FILES, laid=laid)
        files = files_of(form, by=person(request))
        if form.is_valid() and _write(request, enquiry, form, files):
            messages.success(request, _("Your message is sent."))
            return redirect(f"{enquiry.get_absolute_url()}#messages")
    context = {
        "page": page,
        "enquiry": enquiry,
        "form": form,
        "files": files,
        "ticket": ticket_for(files, by=by),
    }
    return _on_their_clock(request, "materials/enquiry_detail.html", context)


def _write(request: HttpRequest, enquiry: Enquiry, form: WriteForm, files: list[LaidFile]) -> bool:
    try:
        services.write(enquiry=enquiry, by=person(request), text=form.cleaned_data["text"], files=files)
    except services.TooManyEnquiries:
        told = _("You have written %(number)s messages today, the most that one may. Write tomorrow.")
        form.add_error(None, told % {"number": services.MOST_MESSAGES_A_DAY})
        return False
    except (services.NotAllowed, services.TextsErased) as error:
        raise Http404("writes nothing here") from error
    return True


def _close(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    try:
        services.close(enquiry=enquiry, by=person(request))
    except services.NotAllowed as error:
        raise Http404("not theirs") from error
    messages.success(request, _("The enquiry is closed. To ask further, write below: that opens it again."))
    return redirect(enquiry)


@require_safe
@login_required
def enquiry_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    rows = EnquiryFile.objects.visible_to(request.user).filter(message__enquiry=pk)
    row = get_object_or_404(rows, pk=file_pk)
    return kept_file(request, row.file, name=row.name, content_type=row.type)


def _on_their_clock(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Times as the reader's clock tells them; days of the office were reckoned before, on its own."""
    if not request.user.is_authenticated:
        return render(request, template, context)
    zone = person(request).time_zone
    with timezone.override(zone):
        clock = time_zone_name(zone, language=get_language() or "en")
        return render(request, template, {**context, "clock": clock})


def _visible(request: HttpRequest, pk: int) -> Enquiry:
    try:
        return queries.find_enquiry(pk=pk, user=request.user)
    except Enquiry.DoesNotExist as error:
        raise Http404("no such enquiry") from error
