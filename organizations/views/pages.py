"""The public pages of sending and supervising organizations."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from jitco_portal.common.days import OnDayForm, today
from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.pagination import paginate
from organizations.forms.lists import CompareForm, FilterForm, SendingFilterForm, SupervisingFilterForm
from organizations.models import Organization
from organizations.queries import glance, lists, profiles
from organizations.queries.comparison import comparison, found_organizations
from organizations.queries.contacts import contact_for

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
    programmes = lists.programmes()
    asked = next((each for each in programmes if each.code == request.GET.get("programme")), None)
    programme = asked or next((each for each in programmes if each.code == profiles.MAIN_PROGRAMME), None)
    if programme is None:
        raise Http404("no programme is loaded")
    day = OnDayForm(request.GET).day
    countries = lists.sending_countries(programme=programme, day=day, language=get_language())
    form = SendingFilterForm(
        request.GET, programmes=programmes, countries=countries, job_categories=lists.job_categories()
    )
    rows = lists.sending_list(
        user=request.user,
        programme=programme,
        day=day,
        words=form.chosen("q"),
        **{name: form.chosen(name) for name in ("standing", "country", "work", "language")},
        **{name: bool(form.chosen(name)) for name in ("care", "office_in_japan", "fees")},
    )
    page = paginate(request, rows, order=_name_order())
    chosen = list(dict.fromkeys(request.GET.getlist("o")))
    shown = {row.public_id for row in page}
    context = {"form": form, "page": page, "day": day, "programme": programme, "countries": countries}
    # What was ticked before the list was narrowed or turned stays ticked.
    context |= {"chosen": chosen, "chosen_elsewhere": [each for each in chosen if each not in shown]}
    return _list(request, form, "sending", context)


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
    form = SupervisingFilterForm(request.GET, countries=lists.accepting_countries(language=get_language()))
    rows = lists.supervising_list(
        user=request.user,
        day=day,
        words=form.chosen("q"),
        **{name: form.chosen(name) for name in ("prefecture", "permit", "country", "language")},
        supporting_member=bool(form.chosen("supporting_member")),
    )
    page = paginate(request, rows, order=_name_order())
    lists.with_shown_permits(organizations=page.rows, day=day)
    return _list(request, form, "supervising", {"form": form, "page": page, "day": day})


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
    return render(request, "organizations/supervising_detail.html", context)


def _list(request: HttpRequest, form: FilterForm, kind: str, context: dict) -> HttpResponse:
    """The whole page, or for htmx its rows alone, with the address that the browser should show."""
    fragment = is_htmx(request)
    template = f"organizations/_{kind}_rows.html" if fragment else f"organizations/{kind}_list.html"
    response = render(request, template, {**context, "active_filters": form.active_filters()})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if fragment:
        response["HX-Push-Url"] = request.path + form.address().removesuffix("?")
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
