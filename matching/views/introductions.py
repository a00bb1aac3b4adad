"""After the introduction: showing one's contact, looking at the other's, how the talks ended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from matching.forms.answers import ConsentForm, FeedbackForm, OutcomeForm
from matching.forms.requests import reader_language
from matching.models import Candidate, Disclosure
from matching.models.transitions import Need
from matching.queries.contacts import contact_notice, recipients_of
from matching.queries.pages import CandidatePage, candidate_page
from matching.queries.shown import MOVED_ON, NOT_YET
from matching.services import introductions
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from matching.views.candidates import acting_side
from organizations.queries.disclosure import NoNotice, NoRegimeText
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post

NO_LONGER = gettext_lazy("A rule does not hold at the moment: see what stands beside it on this page.")


@get_and_post
@login_required
def candidate_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice, word for word, and the box to agree; where nothing may be agreed, why not."""
    candidate, side = acting_side(request, pk)
    page = candidate_page(candidate=candidate, user=request.user)
    if not page.may_consent:
        messages.info(request, MOVED_ON)
        return redirect(candidate)
    context = {"page": page, "candidate": candidate}
    language = reader_language()
    try:
        notice = contact_notice(side=side, candidate=candidate, language=language)
    except (NoRegimeText, NoNotice) as error:
        context |= {"country": recipients_of(side, candidate=candidate), "no_notice": isinstance(error, NoNotice)}
        return render(request, "matching/consent_impossible.html", context)
    words = introductions.words_of(notice)
    form = ConsentForm(request.POST if request.method == "POST" else None, initial={"shown": words})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            introductions.give_consent(
                candidate=candidate,
                side=side,
                by=person(request),
                phone=values["phone"],
                language=language,
                shown=values["shown"],
            )
        except introductions.NoticeChanged:
            messages.info(request, _("The notice has changed meanwhile. Please read the new version."))
            form = ConsentForm(initial={"shown": words, "phone": values["phone"]})
        except introductions.TooManyConsents:
            told = _("Your side has agreed %(number)s times within a day, as often as it may. Please agree tomorrow.")
            form.add_error(None, told % {"number": introductions.MOST_CONSENTS})
        except (introductions.AlreadyAgreed, WrongState):
            messages.info(request, MOVED_ON)
            return redirect(candidate)
        except (NotAllowed, NoRegimeText, NoNotice) as error:
            raise Http404("cannot be agreed") from error
        else:
            messages.success(request, _("You have agreed. You can take it back at any time on this page."))
            return redirect(candidate)
    return render(request, "matching/candidate_consent.html", {**context, "notice": notice, "form": form})


@require_POST
@login_required
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """By the person alone, also where they act for the organization no longer."""
    given = Disclosure.objects.filter(person=request.user, introduction__candidate=pk, withdrawn_at=None)
    disclosure = get_object_or_404(given.select_related("introduction__candidate__request"))
    candidate = disclosure.introduction.candidate
    introductions.withdraw_consent(candidate=candidate, by=person(request))
    messages.success(request, _("Your consent is withdrawn. The contacts are closed to both sides."))
    is_seen = Candidate.objects.visible_to(request.user).filter(pk=pk).exists()
    return redirect(candidate if is_seen else "account_overview")


@get_and_post
@login_required
@never_cache
def candidate_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The contact of the other side; that somebody looked is noted, and its owner sees it."""
    candidate, side = acting_side(request, pk)
    if request.method != "POST":  # the log-in was asked for in between
        messages.info(request, NOT_YET)
        return redirect(candidate)
    try:
        contact = introductions.look_at_contact(candidate=candidate, side=side, by=person(request))
    except introductions.NotOpen:
        messages.info(request, _("The contacts are not open: both sides have to agree first."))
        return redirect(candidate)
    except NotAllowed as error:
        raise Http404("not theirs") from error
    page = candidate_page(candidate=candidate, user=request.user)
    return render(
        request, "matching/candidate_contact.html", {"page": page, "candidate": candidate, "contact": contact}
    )


@get_and_post
@login_required
def candidate_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    candidate, _side = acting_side(request, pk)
    page = candidate_page(candidate=candidate, user=request.user)
    if not page.meets:
        messages.info(request, MOVED_ON)
        return redirect(candidate)
    form = OutcomeForm(request.POST if request.method == "POST" else None, may_agree=page.may_agree)
    if request.method == "POST" and form.is_valid() and _end(request, page, form):
        return redirect(candidate)
    return render(request, "matching/candidate_outcome.html", {"page": page, "candidate": candidate, "form": form})


def _end(request: HttpRequest, page: CandidatePage, form: OutcomeForm) -> bool:
    """Whether there is nothing more to enter; else the errors stand in the form."""
    values, by = form.cleaned_data, person(request)
    given = {"candidate": page.candidate, "side": page.side, "by": by}
    try:
        if values["outcome"] == OutcomeForm.AGREED:
            contract = {name: values[name] for name in ("contract_on", "trainees_planned")}
            introductions.agree(**given, **contract)
        else:
            introductions.not_agree(**given, reason=values["reason"])
    except introductions.DayOutOfRange:
        form.add_error("contract_on", _("Enter a day from the introduction on, within a year from now."))
        return False
    except NeedMissing as error:
        if error.need == Need.RULES_HOLD:
            # What fails is stopped now, and everybody told; what is not known is shown on the page.
            introductions.ask_rules_again(request=page.request)
            messages.error(request, NO_LONGER)
            return True
        form.add_error(None, error.need.label)
        return False
    except WrongState:
        messages.info(request, MOVED_ON)
    except NotAllowed as error:
        raise Http404("not theirs") from error
    else:
        messages.success(request, _("Thank you. The other side and the Affairs Dept. are told."))
    return True


@get_and_post
@login_required
def candidate_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    candidate, side = acting_side(request, pk)
    page = candidate_page(candidate=candidate, user=request.user)
    if not page.may_give_feedback:
        messages.info(request, MOVED_ON)
        return redirect(candidate)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            introductions.give_feedback(candidate=candidate, side=side, by=person(request), **form.cleaned_data)
        except (introductions.FeedbackGiven, WrongState):
            messages.info(request, MOVED_ON)
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("Thank you. The Affairs Dept. reads what you wrote, and nobody else."))
        return redirect(candidate)
    return render(request, "matching/candidate_feedback.html", {"page": page, "candidate": candidate, "form": form})
