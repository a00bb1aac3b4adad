"""The survey after an event: by the ticket and without a log-in; and what the answers say together, for staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.views.members import get_and_post
from seminars.forms.survey import SurveyForm
from seminars.models import Attendee
from seminars.queries.survey import (
    LEAST_ANSWERS,
    SurveyState,
    events_with_survey,
    survey_closes,
    survey_results,
    survey_state,
)
from seminars.services.survey import NotAsked, answer_survey


@get_and_post
@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the ticket answers for its person; why somebody may not (any more) is said on the same page."""
    attendee = get_object_or_404(Attendee.objects.select_related("registration__event"), token=token)
    event = attendee.registration.event
    form = SurveyForm(request.POST if request.method == "POST" else None)
    state = survey_state(attendee=attendee)
    if request.method == "POST" and state == SurveyState.OPEN and form.is_valid():
        try:
            answer_survey(attendee=attendee, **form.cleaned_data)
        except NotAsked as refused:
            state = refused.state
        else:
            return redirect("seminars:survey", token)
    context = {"event": event, "form": form, "state": state.value, "token": token}
    if event.ends_at:
        context["closes"] = survey_closes(event.ends_at)
    with timezone.override(event.zone):
        return render(request, "seminars/survey.html", context)


@require_safe
@login_required
def survey_results_page(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(events_with_survey(user=request.user), pk=pk)
    context = {"event": event, "results": survey_results(event=event), "least": LEAST_ANSWERS}
    return render(request, "seminars/survey_results.html", context)
