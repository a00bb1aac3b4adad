"""Where a letter of the yearly re-check leads: the profile, and a button that says that all of it is right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jitco_portal.common.days import today
from organizations.models import Recheck
from organizations.queries import glance, profiles
from organizations.queries.contacts import contact_for
from organizations.queries.rechecks import LinkOver, LinkUnknown, read_link
from organizations.services.rechecks import confirm_by_link

LONGEST_TOKEN = 300


@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest) -> HttpResponse:
    """A look changes nothing: mail scanners open every link. The token stands in the query, which no log keeps."""
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")[:LONGEST_TOKEN]
    try:
        if request.method == "POST":
            confirm_by_link(token=token)
            return redirect(f"{reverse('recheck')}?{urlencode({'token': token})}")
        asked = read_link(token=token).recheck
    except LinkUnknown as error:
        raise Http404("no such letter") from error
    except LinkOver as error:
        context = {"recheck": error.recheck, "organization": error.recheck.organization}
        return render(request, "organizations/rechecks/over.html", context, status=410)
    is_confirmed = asked.state == Recheck.State.CONFIRMED
    context = {"recheck": asked, "token": token, "is_confirmed": is_confirmed, **_as_the_public_sees_it(asked)}
    return render(request, "organizations/rechecks/recheck.html", context)


def _as_the_public_sees_it(asked: Recheck) -> dict[str, Any]:
    """Whoever got the letter may have passed it on: nothing is shown that the public page does not show."""
    anybody, day = AnonymousUser(), today()
    organization = profiles.find_organization(public_id=asked.organization.public_id, user=anybody)
    context: dict[str, Any] = {
        "organization": organization,
        "day": day,
        "contact": contact_for(organization=organization, user=anybody),
    }
    if organization.is_sending:
        sending = profiles.sending_profile(organization=organization, user=anybody, day=day)
        return context | {
            "profile": sending,
            "glance": glance.sending_glance(profile=sending),
            "training": glance.training_facts(profile=sending),
            "offices": glance.sending_offices(profile=sending),
        }
    supervising = profiles.supervising_profile(organization=organization, user=anybody, day=day)
    return context | {
        "profile": supervising,
        "glance": glance.supervising_glance(profile=supervising),
        "offices": glance.supervising_offices(profile=supervising),
    }
