"""Somebody stands at the door without a registration: find the organization, then seat the person where one is free."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jitco_portal.common.plain_text import one_line
from organizations.models import Organization
from organizations.queries.search import suggestions
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.forms.check_in import WalkInForm
from seminars.models import Event, EventGroup
from seminars.queries.acting import decides
from seminars.queries.attendance import events_to_check_in, is_checking_in
from seminars.queries.places import places_of
from seminars.services.check_in import NotNow
from seminars.services.people import PersonValues
from seminars.services.refusals import AlreadyRegistered, Full, NotForThem, NotOpen, Refused
from seminars.services.walk_ins import walk_in


@get_and_post
@login_required
def check_in_walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(events_to_check_in(user=request.user), pk=pk)
    if not decides(request.user):
        raise Http404("may not give places")
    groups = list(event.groups.all())
    organization = _chosen(request, groups)
    words = one_line(request.GET.get("q", "")[:200])
    form = WalkInForm(request.POST or None, initial={"language": _language_of(organization)})
    if request.method == "POST":
        if organization is None:
            raise Http404("no organization was chosen")
        if form.is_valid() and _came(request, event, organization, form):
            return redirect("seminars:check_in", pk)
    context = {
        "event": event,
        "form": form,
        "organization": organization,
        "words": words,
        "found": _found(request, words, groups) if organization is None else [],
        "places": places_of(event=event),
        "is_open": is_checking_in(event),
    }
    return render(request, "seminars/check_in_walk_in.html", context)


def _chosen(request: HttpRequest, groups: list[EventGroup]) -> Organization | None:
    public_id = one_line(request.GET.get("organization", "")[:12])
    if not public_id:
        return None
    kinds = [each.group for each in groups]
    return get_object_or_404(Organization, public_id=public_id, kind__in=kinds, merged_into=None, is_published=True)


def _language_of(organization: Organization | None) -> str:
    if organization is None:
        return get_language() or "en"
    return "en" if organization.is_sending else "ja"


def _found(request: HttpRequest, words: str, groups: list[EventGroup]) -> list[Any]:
    return [
        each
        for group in groups
        for each in suggestions(words=words, kind=group.group, user=request.user)
        if each.is_published and each.merged_into_id is None
    ]


def _came(request: HttpRequest, event: Event, organization: Organization, form: WalkInForm) -> bool:
    """Whether the person has a place and is checked in; else the form says why not."""
    values = dict(form.cleaned_data)
    key = values.pop("key")
    try:
        seated = walk_in(
            event=event, organization=organization, by=person(request), person=PersonValues(**values), key=key
        )
    except Full as full:
        none = _("No place is free for this organization: its group, or what one organization may have, is full.")
        some = ngettext("Only %(number)s place is free.", "Only %(number)s places are free.", full.free)
        form.add_error(None, some % {"number": full.free} if full.free else none)
    except AlreadyRegistered:
        form.add_error(None, _("The registration of this organization waits for a decision: decide it at the desk."))
    except NotForThem:
        form.add_error(None, _("This event has no places for organizations of this kind."))
    except (NotOpen, NotNow):
        told = _("People can be checked in from three hours before the event until its last day is over.")
        form.add_error(None, told)
    except ValidationError as error:
        for name, told in error.message_dict.items():
            field = name.rpartition("-")[2]
            form.add_error(field if field in form.fields else None, told)
    except Refused as refused:
        raise Http404("may not give places") from refused
    else:
        told = _("No. %(number)s has a place and is marked: came. Print the badge from the page of badges.")
        messages.success(request, told % {"number": seated.pk})
        return True
    return False
