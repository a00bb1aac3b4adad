"""At the door: who came, marked on a page that works without scripts, and on phones that lose their line."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.forms.check_in import FindForm, MarkForm, Unreadable, read_moment, read_sent
from seminars.models import Attendee, Event, Place
from seminars.queries.acting import decides
from seminars.queries.attendance import (
    Changes,
    changes_since,
    check_in_window,
    counts_of,
    delegations_of,
    events_to_check_in,
    events_with_people,
    found_people,
    is_checking_in,
    list_key,
)
from seminars.services.check_in import HasNoPlace, NotNow, NotOnTheList, mark, receive

# How often a phone asks what the others did, in seconds.
POLL_SECONDS = 10


@get_and_post
@login_required
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of all people with a place. ``?number=`` is where a badge or a ticket leads staff."""
    event = _event(request, pk)
    if request.method == "POST":
        return _marked(request, event)
    delegations = delegations_of(event=event, language=get_language() or "en")
    form = FindForm(request.GET, event=event)
    read = _by_number(request, event)
    shown = found_people(delegations=delegations, **form.asked)
    if read is not None:
        shown = {read["person"].pk} if read["is_on_the_list"] else set()
    opens, closes = check_in_window(event)
    context = {
        "event": event,
        "delegations": delegations,
        "counts": counts_of(event=event, delegations=delegations),
        "shown": shown,
        "shown_registrations": {
            each.registration_id for each in delegations if any(one.pk in shown for one in each.people)
        },
        "form": form,
        "is_narrowed": form.narrows or read is not None,
        "read": read,
        "is_open": is_checking_in(event),
        "opens": opens,
        "closes": closes,
        "may_see_people": events_with_people(user=request.user).filter(pk=event.pk).exists(),
        "may_give_places": is_checking_in(event) and decides(request.user),
        "settings": _settings(request, event),
    }
    with timezone.override(event.zone):
        return render(request, "seminars/check_in.html", context)


def _event(request: HttpRequest, pk: int) -> Event:
    return get_object_or_404(events_to_check_in(user=request.user), pk=pk)


def _by_number(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Whose badge or ticket was read, if any. Numbers of other events tell nothing here."""
    number = request.GET.get("number", "")[:18]
    if not number:
        return None
    people: QuerySet[Attendee] = Attendee.objects.select_related("registration__organization")
    found = people.filter(registration__event=event, pk=number).first() if number.isdecimal() else None
    return {"person": found, "is_on_the_list": found is not None and found.place == Place.SEATED}


def _marked(request: HttpRequest, event: Event) -> HttpResponse:
    """One button of a page without scripts; back to where it was pressed."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Http404("no button of ours")
    came, number = bool(form.cleaned_data["came"]), form.cleaned_data["came"] or form.cleaned_data["taken_back"]
    try:
        mark(event=event, person=number, came=came, by=person(request))
    except (NotNow, HasNoPlace, NotOnTheList) as refused:
        messages.error(request, _why(event, number, refused))
    else:
        # By number: a message may travel in a cookie.
        told = _("No. %(number)s is marked: came.") if came else _("No. %(number)s is not marked any more.")
        messages.success(request, told % {"number": number})
    kept = {name: request.GET[name] for name in ("q", "group", "left") if request.GET.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(f"{reverse('seminars:check_in', args=[event.pk])}{query}#person-{number}")


# For phones -------------------------------------------------------------------------------------------


@require_POST
def check_in_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the marks that a phone has kept; every answer is JSON, and says which of them it need not keep any more."""
    if not request.user.is_authenticated:
        return _logged_out(pk)
    event = _event(request, pk)
    try:
        sent = read_sent(request.body)
    except Unreadable:
        return JsonResponse({"error": "unreadable"}, status=400)
    refused = receive(event=event, by=person(request), marks=sent.marks, sent_at=sent.sent_at)
    told = [
        {
            "key": str(each.mark.key),
            "person": each.mark.person,
            "text": _why(event, each.mark.person, each.because),
        }
        for each in refused
    ]
    told += [{"key": key, "person": None, "text": _("A mark could not be read.")} for key in sent.unreadable]
    not_stored = {each.mark.key for each in refused}
    stored = [str(each.key) for each in sent.marks if each.key not in not_stored]
    return JsonResponse({"stored": stored, "refused": told, **_told(changes_since(event=event, since=sent.since))})


@require_safe
def check_in_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the other phones did since."""
    if not request.user.is_authenticated:
        return _logged_out(pk)
    event = _event(request, pk)
    changes = changes_since(event=event, since=read_moment(request.GET.get("since")))
    return JsonResponse({"stored": [], "refused": [], **_told(changes)})


def _logged_out(pk: int) -> HttpResponse:
    """No redirect: a script would follow it to a page, and take that for an answer."""
    here = reverse("seminars:check_in", args=[pk])
    return JsonResponse({"log_in": f"{reverse('account_login')}?{urlencode({'next': here})}"}, status=401)


def _told(changes: Changes) -> dict[str, Any]:
    return {
        "came": {pk: at.isoformat() if at else None for pk, at in changes.came.items()},
        "since": changes.since.isoformat(),
        "list": changes.list_key,
    }


def _settings(request: HttpRequest, event: Event) -> dict[str, Any]:
    """All that the script has to know and to say; no name is in it, and none is kept on the phone."""
    return {
        "event": event.pk,
        "send": reverse("seminars:check_in_send", args=[event.pk]),
        "changes": reverse("seminars:check_in_changes", args=[event.pk]),
        "logIn": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "list": list_key(event=event),
        "since": changes_since(event=event, since=None).since.isoformat(),
        "zone": event.time_zone,
        "language": get_language() or "en",
        "seconds": POLL_SECONDS,
        "texts": {
            "unsentOne": ngettext("%(number)s mark is not sent yet.", "%(number)s marks are not sent yet.", 1),
            "unsentMore": ngettext("%(number)s mark is not sent yet.", "%(number)s marks are not sent yet.", 2),
            "allSent": _("All marks are sent."),
            "noLine": _("No line. Go on: marks are kept on this phone and sent by themselves."),
            "loggedOut": _("You are logged out. What is not sent yet is kept on this phone."),
            "refusedToSend": _("The portal did not take what was sent. Load this page again; nothing is lost."),
            "noRight": _("This account may not check people in here. What is not sent yet is kept on this phone."),
            "keepsNothing": _("This browser keeps nothing: do not close this page before all marks are sent."),
            "came": _("Marked: %(name)s came."),
            "takenBack": _("Not marked any more: %(name)s."),
            "foundOne": ngettext("%(number)s person shown", "%(number)s people shown", 1),
            "foundMore": ngettext("%(number)s person shown", "%(number)s people shown", 2),
        },
    }


def _why(event: Event, number: int, refused: Exception) -> str:
    """A refused mark in a sentence; by the number of the badge, which stands in no list of others."""
    words: dict[str, Any] = {"number": number}
    if isinstance(refused, NotNow):
        if event.state == Event.State.CANCELLED:
            return _("No. %(number)s was not marked: the event is cancelled.") % words
        opens, closes = check_in_window(event)
        words |= {"opens": _moment(opens, event), "closes": _moment(closes, event)}
        return _("No. %(number)s was not marked: check-in is open from %(opens)s to %(closes)s.") % words
    if isinstance(refused, HasNoPlace):
        return _("No. %(number)s was not marked: this person has no place any more.") % words
    return _("No. %(number)s was not marked: nobody at this event has this number.") % words


def _moment(moment: Any, event: Event) -> str:
    return formats.date_format(moment.astimezone(event.zone), "DATETIME_FORMAT")
