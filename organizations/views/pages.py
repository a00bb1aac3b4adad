"""The public pages of sending and supervising organizations."""

import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from jitco_portal.common import registry
from jitco_portal.common.days import OnDayForm, today
from jitco_portal.common.exports import asked_format, export
from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.registry import Panel
from organizations.forms.lists import PAGE_KEYS, CompareForm, FilterForm, SendingFilterForm, SupervisingFilterForm
from organizations.models import Organization
from organizations.queries import export_columns, glance, lists, profiles
from organizations.queries.basket import basket_of
from organizations.queries.comparison import comparison, found_organizations
from organizations.queries.contacts import contact_for
from organizations.queries.facets import sending_facets, supervising_facets
from organizations.services.look_ups import note_missed_search
from organizations.views.look_up import LookUp

SENDING_SECTIONS = (
    {"id": "glance", "name": _("At a glance")},
    {"id": "history", "name": _("History of standing")},
    {"id": "work", "name": _("Operations")},
    {"id": "training", "name": _("Training and languages")},
    {"id": "fees", "name": _("Fees against the cap")},
    {"id": "requirements", "name": _("Requirements of Article 25")},
    {"id": "papers", "name": _("Approvals, measures and lists")},
    {"id": "reports", "name": _("Reports by others")},
    {"id": "figures", "name": _("People sent per year")},
    {"id": "partners", "name": _("Partners in Japan")},
    {"id": "offices", "name": _("Offices and contact")},
    {"id": "changes", "name": _("What changed")},
)
SUPERVISING_SECTIONS = (
    {"id": "glance", "name": _("At a glance")},
    {"id": "permits", "name": _("Permits")},
    {"id": "sanctions", "name": _("Sanctions")},
    {"id": "work", "name": _("Operations")},
    {"id": "partners", "name": _("Sending organizations it works with")},
    {"id": "figures", "name": _("People accepted per year")},
    {"id": "offices", "name": _("Office and contact")},
    {"id": "changes", "name": _("What changed")},
)


@require_safe
def sending_list(request: HttpRequest) -> HttpResponse:
    programmes, job_categories = lists.programmes_and_work(main=profiles.MAIN_PROGRAMME)
    asked = next((each for each in programmes if each.code == request.GET.get("programme")), None)
    programme = asked or next((each for each in programmes if each.code == profiles.MAIN_PROGRAMME), None)
    if programme is None:
        raise Http404("no programme is loaded")
    day = OnDayForm(request.GET).day
    countries = lists.sending_countries(programme=programme, day=day, language=get_language())
    form = SendingFilterForm(request.GET, programmes=programmes, countries=countries, job_categories=job_categories)
    filters = form.narrowing()
    rows = lists.sending_list(user=request.user, programme=programme, day=day, **filters)
    looked_up = LookUp(
        form.chosen("q"),
        Organization.Kind.SENDING,
        rows,
        _name_order(),
        user=request.user,
        is_narrowed=any(filters.values()),
    )
    if fmt := asked_format(request):
        return export(
            fmt=fmt,
            name="sending-organizations",
            day=day,
            columns=export_columns.sending_columns(user=request.user),
            batches=looked_up.batches(partial(export_columns.sending_export_rows, programme=programme, day=day)),
            about={"programme": programme.code},
        )
    facets = partial(sending_facets, user=request.user, programme=programme, programmes=programmes, day=day, **filters)
    page = looked_up.page(request, form, facets)
    context = {"form": form, "page": page, "day": day, "programme": programme, "countries": countries}
    return _list(request, form, looked_up, context)


@require_safe
def sending_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    organization = _find(request, public_id)
    if organization.get_absolute_url() != request.path:
        return _moved(request, organization)
    form = OnDayForm(request.GET)
    profile = profiles.sending_profile(organization=organization, user=request.user, day=form.day)
    contact = contact_for(organization=organization, user=request.user)
    context = {
        "glance": glance.sending_glance(profile=profile),
        "training": glance.training_facts(profile=profile),
        "offices": glance.sending_offices(profile=profile),
        "sections": SENDING_SECTIONS,
        "today": today(),
    }
    context |= {"organization": organization, "profile": profile, "contact": contact, "form": form, "day": form.day}
    context["panels"] = _panels(request, organization, form.day)
    return render(request, "organizations/sending_detail.html", context)


@require_safe
def sending_compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET, find=partial(_find_all, request))
    # An error of one field does not take the other away.
    day = OnDayForm(request.GET).day
    form.is_valid()
    compared = comparison(organizations=form.organizations, day=day) if form.organizations else None
    return render(request, "organizations/sending_compare.html", {"form": form, "comparison": compared, "day": day})


@require_safe
def supervising_list(request: HttpRequest) -> HttpResponse:
    day = OnDayForm(request.GET).day
    form = SupervisingFilterForm(
        request.GET,
        countries=lists.accepting_countries(language=get_language()),
        job_categories=lists.job_categories(),
    )
    filters = form.narrowing()
    rows = lists.supervising_list(user=request.user, day=day, **filters)
    looked_up = LookUp(
        form.chosen("q"),
        Organization.Kind.SUPERVISING,
        rows,
        _name_order(),
        user=request.user,
        is_narrowed=any(filters.values()),
    )
    if fmt := asked_format(request):
        return export(
            fmt=fmt,
            name="supervising-organizations",
            day=day,
            columns=export_columns.supervising_columns(user=request.user),
            batches=export_columns.with_permits(
                looked_up.batches(partial(export_columns.supervising_export_rows, day=day)), day=day
            ),
        )
    page = looked_up.page(request, form, partial(supervising_facets, user=request.user, day=day, **filters))
    lists.with_shown_permits(organizations=page.rows, day=day)
    return _list(request, form, looked_up, {"form": form, "page": page, "day": day})


@require_safe
def supervising_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    organization = _find(request, public_id)
    if organization.get_absolute_url() != request.path:
        return _moved(request, organization)
    form = OnDayForm(request.GET)
    profile = profiles.supervising_profile(organization=organization, user=request.user, day=form.day)
    contact = contact_for(organization=organization, user=request.user)
    context = {
        "glance": glance.supervising_glance(profile=profile),
        "offices": glance.supervising_offices(profile=profile),
        "sections": SUPERVISING_SECTIONS,
    }
    context |= {"organization": organization, "profile": profile, "contact": contact, "form": form, "day": form.day}
    context["panels"] = _panels(request, organization, form.day)
    return render(request, "organizations/supervising_detail.html", context)


def _panels(request: HttpRequest, organization: Organization, day: datetime.date) -> list[Panel]:
    """What other apps show of the organization to this reader."""
    found = [function(organization, day, request.user) for function in registry.organization_panels]
    return [panel for panel in found if panel]


def _list(request: HttpRequest, form: FilterForm, looked_up: LookUp, context: dict) -> HttpResponse:
    """The whole page, or for htmx its rows alone, with the address that the browser should show."""
    page = context["page"]
    address = request.path + form.address().removesuffix("?")
    is_further = any(request.GET.get(key) for key in PAGE_KEYS)
    if is_further and page.count and not page.rows:
        # What lay behind the key is gone since.
        return redirect(address)
    fragment = is_htmx(request)
    template = f"organizations/_{looked_up.kind}_rows.html" if fragment else f"organizations/{looked_up.kind}_list.html"
    context |= {
        "active_filters": form.active,
        "is_fragment": fragment,
        "words": looked_up.words,
        "nearest": looked_up.nearest() if not page.rows else [],
        "basket": basket_of(request),
        "next": address,
    }
    looked_up.explain(page.rows)
    context["only_similar"] = looked_up.finds_only_similar(page.rows)
    nothing = not page.rows or context["only_similar"]
    if looked_up.asks and request.method == "GET" and nothing and not is_further and not form.narrows:
        # The words found nothing, not a filter beside them.
        note_missed_search(words=looked_up.words, where=looked_up.kind, language=get_language())
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if fragment:
        response["HX-Push-Url"] = address
    return response


def _name_order() -> list[str]:
    return ["sort_ja" if get_language() == "ja" else "sort_en", "pk"]


def _find(request: HttpRequest, public_id: str) -> Organization:
    try:
        return profiles.find_organization(public_id=public_id, user=request.user)
    except Organization.DoesNotExist as error:
        raise Http404("no such organization") from error


def _find_all(request: HttpRequest, public_ids: list[str]) -> dict[str, Organization]:
    return found_organizations(public_ids=public_ids, user=request.user)


def _moved(request: HttpRequest, organization: Organization) -> HttpResponse:
    """An id of the other kind, a merged one or one in capitals leads to the page that is meant.

    Not for good: browsers would remember a merge that was undone.
    """
    query = request.GET.urlencode()
    return redirect(organization.get_absolute_url() + (f"?{query}" if query else ""))
