"""Answering an offer of places."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.forms.registrations import OfferForm, WaitForMoreForm
from seminars.models import Offer, Place
from seminars.queries.own import people_of
from seminars.queries.places import most_together
from seminars.services import line, refusals
from seminars.views.registrations import add_errors, editable


@get_and_post
@login_required
def registration_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept for chosen people, decline, or decline and wait until more places are free at once."""
    registration = editable(request, pk)
    offer = registration.offers.filter(state=Offer.State.OPEN).first()
    if offer is None:
        messages.info(request, _("No offer is open: it was answered, or its time is over."))
        return redirect(registration)
    asked = list(people_of(registration).filter(place__in=[Place.OFFERED, Place.WAITING]))
    # Whom it was made to stand first.
    asked.sort(key=lambda each: each.place != Place.OFFERED)
    places = sum(each.place == Place.OFFERED for each in asked)
    do = request.POST.get("do", "")
    names = [(str(each.pk), each.name or _("not named")) for each in asked]
    accept = OfferForm(request.POST if do == "accept" else None, people=names, places=places)
    seated = people_of(registration).filter(place=Place.SEATED).count()
    highest = min(len(asked), most_together(registration.event, registration.group) - seated)
    more = WaitForMoreForm(request.POST if do == "wait" else None, lowest=places + 1, highest=highest)
    try:
        if do == "accept" and accept.is_valid():
            chosen: set[int] = accept.cleaned_data["people"]
            line.accept_offer(offer=offer, by=person(request), people=chosen, keep_waiting=accept.keeps_waiting)
            text = ngettext("%(number)d person has a place.", "%(number)d people have places.", len(chosen))
            messages.success(request, text % {"number": len(chosen)})
            return redirect(registration)
        if do == "decline":
            line.decline_offer(offer=offer, by=person(request), keep_waiting_for=None)
            messages.success(request, _("The offer is declined; the places go to the next on the list."))
            return redirect(registration)
        if do == "wait" and more.is_valid():
            line.decline_offer(offer=offer, by=person(request), keep_waiting_for=more.cleaned_data["least"])
            messages.success(request, _("The offer is declined, and your organization keeps its place on the list."))
            return redirect(registration)
    except refusals.TakesMore as error:
        accept.add_error("people", accept.too_many(error.offered))
    except refusals.TakesFewer:
        accept.add_error("others", accept.TAKES_FEWER)
    except refusals.WaitsForNoMore:
        more.add_error("least", _("Fewer of your people wait by now."))
    except ValidationError as error:
        add_errors(accept, error)
    except (refusals.OfferEnded, refusals.HasEnded):
        messages.info(request, _("The offer was answered meanwhile, or its time is over."))
        return redirect(registration)
    except refusals.NotAllowed as error:
        raise Http404("not theirs") from error
    context = {
        "registration": registration,
        "event": registration.event,
        "offer": offer,
        "places": places,
        "people": asked,
        "accept": accept,
        "more": more if highest > places else None,
        "judged": [accept, more],
    }
    return render(request, "seminars/registration_offer.html", context)
