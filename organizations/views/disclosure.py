"""Whom abroad a person lets see their contact."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from countries.models import Country
from jitco_portal.common.models import User
from jitco_portal.common.registry import Panel
from organizations.forms.disclosure import DiscloseForm
from organizations.queries.disclosure import (
    NoNotice,
    NoRegimeText,
    contact_of,
    disclosure_choices,
    disclosure_notice,
)
from organizations.services.disclosure import NoticeChanged, consent_to_disclosure, withdraw_disclosure, words_of

# Stands in an address for no particular country.
EVERYONE = "everyone"


@require_safe
@login_required
def disclosure_list(request: HttpRequest) -> HttpResponse:
    user = logged_in_person(request)
    choices = disclosure_choices(user=user, language=get_language() or "en")
    return render(request, "privacy/disclosure_list.html", {"choices": choices, "organizations": contact_of(user=user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def disclosure_detail(request: HttpRequest, about: str) -> HttpResponse:
    """The notice for one country, or for everyone, with what was agreed; a country without a text has no page."""
    user, country = logged_in_person(request), _country(about)
    try:
        notice = disclosure_notice(country=country, language=get_language() or "en")
    except (NoRegimeText, NoNotice) as error:
        raise Http404("nothing can be agreed for it") from error
    form = DiscloseForm(request.POST or None, initial={"shown": words_of(notice)})
    if request.method == "POST" and form.is_valid():
        try:
            consent_to_disclosure(
                user=user, country=country, language=notice.language, shown=form.cleaned_data["shown"]
            )
        except NoticeChanged:
            messages.info(request, _("The notice has changed meanwhile. Please read the new version."))
            form = DiscloseForm(initial={"shown": words_of(notice)})
        else:
            messages.success(request, _("You have agreed. You can take it back at any time."))
            return redirect("disclosure_list")
    choices = disclosure_choices(user=user, language=notice.language)
    consent = next(each.consent for each in choices if each.country == country)
    return render(
        request,
        "privacy/disclosure_detail.html",
        {"notice": notice, "country": country, "consent": consent, "form": form, "about": about},
    )


@require_POST
@login_required
def disclosure_withdraw(request: HttpRequest, about: str) -> HttpResponse:
    withdraw_disclosure(user=logged_in_person(request), country=_country(about))
    messages.success(request, _("Your consent is withdrawn."))
    return redirect("disclosure_list")


def disclosure_panel(user: User) -> Panel | None:
    """For those who are the contact of an organization."""
    organizations = list(contact_of(user=user))
    if not organizations:
        return None
    return Panel(
        title=_("Your contact, seen from abroad"),
        anchor="disclosure",
        template="privacy/_disclosure_panel.html",
        context={"organizations": organizations},
    )


def _country(about: str) -> Country | None:
    return None if about == EVERYONE else get_object_or_404(Country, code=about.upper())


def logged_in_person(request: HttpRequest) -> User:
    """The logged-in person; the decorators let nobody else through."""
    if not isinstance(request.user, User):
        raise Http404("nobody is logged in")
    return request.user
