"""The public pages of events: the list with its files and columns, and one event."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from jitco_portal.common.exports import asked_format, batches_of, export
from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.pagination import paginate
from organizations.forms.lists import PAGE_KEYS
from seminars.forms.filters import EventFilterForm
from seminars.models import Event
from seminars.queries import lists
from seminars.queries.event_columns import event_columns
from seminars.queries.microdata import microdata_of
from seminars.queries.profile import EventProfile, event_profile, find_event


@require_safe
def event_list(request: HttpRequest) -> HttpResponseBase:
    """Upcoming events, or past ones with ``?when=past``."""
    countries = lists.event_countries()
    form = EventFilterForm(request.GET, countries=countries)
    when, words, filters = form.when, form.words, form.narrowing()
    rows = lists.event_list(user=request.user, when=when, words=words, **filters)
    if fmt := asked_format(request):
        return export(
            fmt=fmt,
            name=f"events-{when}",
            day=today(),
            columns=event_columns(),
            batches=map(lists.listed, batches_of(rows, order=lists.order_of(when))),
        )
    facets = lists.event_facets(user=request.user, when=when, words=words, countries=countries, **filters)
    form.show_counts(facets)
    page = paginate(request, rows, order=lists.order_of(when), count=facets.total)
    address = request.path + form.address().removesuffix("?")
    if any(request.GET.get(key) for key in PAGE_KEYS) and page.count and not page.rows:
        # What lay behind the key is gone since.
        return redirect(address)
    is_fragment = is_htmx(request)
    context = {
        "form": form,
        "page": replace(page, rows=lists.listed(page.rows)),
        "tabs": [
            {"when": "upcoming", "name": _("Upcoming"), "count": facets.count("when", "upcoming")},
            {"when": "past", "name": _("Past"), "count": facets.count("when", "past")},
        ],
        "active_filters": form.active,
        "is_fragment": is_fragment,
    }
    template = "seminars/_event_rows.html" if is_fragment else "seminars/event_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if is_fragment:
        response["HX-Push-Url"] = address
    return response


@require_safe
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        event = find_event(pk=pk, user=request.user)
    except Event.DoesNotExist as error:
        raise Http404("no such event") from error
    profile = event_profile(event=event, user=request.user)
    context = {
        "event": event,
        "profile": profile,
        "sections": _sections(profile),
        # Of a draft nobody else shall read anything, and a fictional event is no use to a search engine.
        "microdata": None if event.is_sample or event.state == Event.State.DRAFT else microdata_of(profile),
    }
    return render(request, "seminars/event_detail.html", context)


def _sections(profile: EventProfile) -> list[dict[str, str]]:
    """What the page has, for its table of contents."""
    event = profile.event
    report = pgettext("of an event", "Report") if profile.has_report else _("Who took part")
    parts = [
        ("about", _("What it is about"), event.summary or event.text),
        ("report", report, profile.shows_report),
        ("itinerary", _("Itinerary"), profile.itinerary),
        ("programme", pgettext("of an event", "Programme"), profile.programme),
        ("places", _("Places and prices"), profile.shows_places),
        ("tour", _("About the tour"), profile.shows_tour),
        ("papers", _("Papers"), profile.papers or profile.has_hidden_papers),
    ]
    return [{"id": anchor, "name": name} for anchor, name, stands in parts if stands]


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What the columns of the downloaded list mean."""
    lists = [{"id": "events", "title": _("Seminars and tours"), "columns": event_columns()}]
    return render(request, "organizations/columns.html", {"lists": lists})
