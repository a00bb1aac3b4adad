"""The list of countries, the page of one, and a few beside each other."""

from dataclasses import dataclass

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from countries import queries
from countries.forms import DIVISIONS, CountryCompareForm, CountryFilterForm
from countries.models import Country
from countries.queries.export_columns import country_columns
from jitco_portal.common import exports, registry
from jitco_portal.common.days import OnDayForm, today
from jitco_portal.common.history.public import NEWEST, changes_answer
from jitco_portal.common.htmx import is_htmx


@dataclass(frozen=True)
class Column:
    """A heading of the list: ``sort`` is the order that its link asks for, ``direction`` the one it shows now."""

    label: str
    sort: str
    direction: str


@require_safe
def country_list(request):
    fmt = exports.asked_format(request)
    programmes = queries.all_programmes()
    form = CountryFilterForm(request.GET, programmes=programmes)
    asked = form.asked
    countries = queries.country_list(programmes=programmes, day=form.day, **asked)
    if fmt:
        return exports.export(
            fmt=fmt,
            name="sending-countries",
            day=form.day,
            columns=country_columns(programmes=programmes),
            batches=[[*countries.rows, *countries.sample_rows]],
        )
    shown = {row.country.code.lower() for row in [*countries.rows, *countries.sample_rows]}
    chosen = dict.fromkeys(code.lower() for code in request.GET.getlist("c") if len(code) == 2)
    context = {
        "form": form,
        "countries": countries,
        "columns": _columns(programmes, asked["sort"]),
        "active_filters": form.active_filters(request.GET),
        "legend": queries.tile_legend(),
        "divisions": DIVISIONS,
        "chosen": list(chosen),
        # What was ticked before the list was narrowed stays ticked.
        "chosen_but_hidden": [code for code in chosen if code not in shown and code.isalpha()],
        **_day_context(form.day),
    }
    is_fragment = is_htmx(request)
    template = "countries/_country_rows.html" if is_fragment else "countries/country_list.html"
    response = render(request, template, {**context, "is_fragment": is_fragment})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@require_safe
def country_detail(request, code):
    country = get_object_or_404(Country, code=code.upper())
    if code != code.lower():
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(country.get_absolute_url() + (f"?{query}" if query else ""))
    form = OnDayForm(request.GET)
    profile = queries.country_profile(country=country, day=form.day, user=request.user)
    found = [function(country, profile.day, request.user) for function in registry.country_panels]
    context = {
        "form": form,
        "country": country,
        "profile": profile,
        "panels": [panel for panel in found if panel],
        "divisions": DIVISIONS,
        **_day_context(profile.day),
    }
    return render(request, "countries/country_detail.html", context)


@require_safe
def country_changes(request, code):
    """What changed on the country's page; htmx gets the newest few for the page itself."""
    country = get_object_or_404(Country, code=code.upper())
    address = reverse("countries:country_changes", args=[country.code.lower()])
    if address != request.path:
        return HttpResponsePermanentRedirect(address)
    if is_htmx(request):
        page = queries.country_changes(country=country, user=request.user, count=NEWEST)
        return changes_answer(render(request, "components/_changes.html", {"page": page, "all_url": address}))
    after = request.GET.get("after", "")
    page = queries.country_changes(country=country, user=request.user, after=after)
    context = {"country": country, "page": page, "url": address, "is_first": not after}
    return changes_answer(render(request, "countries/country_changes.html", context))


@require_safe
def country_compare(request):
    form = CountryCompareForm(request.GET, countries=queries.comparable_countries())
    comparison = queries.country_comparison(countries=form.chosen, day=form.day) if form.chosen else None
    context = {"form": form, "comparison": comparison, "divisions": DIVISIONS, **_day_context(form.day)}
    return render(request, "countries/country_compare.html", context)


def _day_context(day):
    """The day of a page; ``on_query`` goes behind links to other pages that shall show the same day."""
    is_today = day == today()
    return {"day": day, "is_today": is_today, "is_past": day < today(), "on_query": "" if is_today else f"?on={day}"}


def _columns(programmes, sort):
    labels = {
        "name": _("Country"),
        "rd": _("R/D with JITCO"),
        **{f"moc_{programme.code}": _("MOC %(programme)s") % {"programme": programme} for programme in programmes},
        "refused": _("Others refused from (TITP)"),
        "division": _("Division"),
    }
    return [
        Column(
            label=label,
            sort=f"-{name}" if sort == name else name,
            direction={name: "ascending", f"-{name}": "descending"}.get(sort, ""),
        )
        for name, label in labels.items()
    ]
