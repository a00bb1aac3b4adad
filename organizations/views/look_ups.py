"""Reporting an organization that is not listed; for everybody."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.forms.look_ups import MissingReportForm, asked_for
from organizations.services import look_ups
from organizations.views.members import get_and_post


@get_and_post
def report_missing(request: HttpRequest) -> HttpResponse:
    form = MissingReportForm(request.POST or None, initial=asked_for(request.GET))
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:  # a program is told nothing
            return redirect("organizations:report_missing_thanks")
        try:
            look_ups.report_missing(
                client_address=get_adapter().get_client_ip(request),
                language=get_language() or "en",
                **form.report_values(),
            )
        except look_ups.TooManyReports:
            told = _("%(number)s reports came from your network today, the most that we take. Send others tomorrow.")
            form.add_error(None, told % {"number": look_ups.MOST_REPORTS_A_DAY})
        else:
            return redirect("organizations:report_missing_thanks")
    return render(request, "organizations/missing_report.html", {"form": form})


@require_safe
def report_missing_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "organizations/missing_thanks.html")
