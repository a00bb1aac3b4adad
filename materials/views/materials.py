"""The public pages of materials: the list with its files and columns, the grid, and one material."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from jitco_portal.common.exports import asked_format, batches_of, export
from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.pagination import paginate
from materials.forms.filters import GridFilterForm, MaterialFilterForm
from materials.models import Material
from materials.queries import grid, lists
from materials.queries.file_columns import file_batches, file_columns
from materials.queries.looked_for import LookedFor
from materials.queries.microdata import microdata_of
from materials.queries.orderable import may_order
from materials.queries.profile import MaterialProfile, find_material, material_profile
from materials.views.reader import shared_keys
from organizations.forms.lists import PAGE_KEYS
from organizations.languages import OFFERED, language_name
from organizations.queries.lists import programmes_and_work

# Of the programmes the one that brings the job categories along.
MAIN_PROGRAMME = "titp"


@require_safe
def material_list(request: HttpRequest) -> HttpResponseBase:
    programmes, categories = programmes_and_work(main=MAIN_PROGRAMME)
    form = MaterialFilterForm(request.GET, programmes=programmes, categories=categories)
    reader: dict[str, Any] = {"user": request.user, "keys": shared_keys(request)}
    looked_for = LookedFor(form.words, **reader) if form.words else None
    filters = form.narrowing()
    rows = lists.material_list(looked_for=looked_for, **reader, **filters)
    order = lists.FOUND_ORDER if looked_for else lists.order_of(form.order)
    if fmt := asked_format(request):
        return export(
            fmt=fmt,
            name="materials",
            day=today(),
            columns=file_columns(origin=_origin(request), token=request.GET.get("key", "")),
            batches=file_batches(batches_of(rows, order=order), language=form.chosen("language"), **reader),
        )
    facets = lists.material_facets(
        looked_for=looked_for, programmes=programmes, categories=categories, **reader, **filters
    )
    form.show_counts(facets)
    page = paginate(request, lists.with_row_values(rows, looked_for), order=order, count=facets.total)
    address = request.path + form.address().removesuffix("?")
    if any(request.GET.get(key) for key in PAGE_KEYS) and page.count and not page.rows:
        # What lay behind the key is gone since.
        return redirect(address)
    context = {
        "form": form,
        "page": replace(page, rows=lists.listed(page.rows, looked_for)),
        "orders": [
            {"code": lists.NEWEST, "name": _("newest first")},
            {"code": lists.BY_TITLE, "name": _("by title")},
        ],
        "words": form.words,
        "active_filters": form.active,
    }
    return _list_page(request, context, page_name="material_list", rows_name="_material_rows", address=address)


@require_safe
def material_grid(request: HttpRequest) -> HttpResponse:
    form = GridFilterForm(request.GET)
    reader: dict[str, Any] = {"user": request.user, "keys": shared_keys(request)}
    looked_for = LookedFor(form.words, **reader) if form.words else None
    language = form.chosen("language")
    rows = lists.material_list(looked_for=looked_for, kind=form.chosen("kind"), **reader)
    rows = grid.of_language(rows, language) if language else grid.with_languages(rows)
    rows = grid.needing_work(rows, show=form.chosen("show"), language=language)
    page = paginate(request, lists.with_row_values(rows), order=lists.order_of(lists.BY_TITLE))
    address = request.path + form.address().removesuffix("?")
    if any(request.GET.get(key) for key in PAGE_KEYS) and page.count and not page.rows:
        return redirect(address)
    context = {
        "form": form,
        "page": page,
        "grid": grid.grid_of(page.rows, language=language),
        "legend": grid.state_words(),
        "active_filters": form.active,
    }
    return _list_page(request, context, page_name="material_grid", rows_name="_grid_rows", address=address)


def _list_page(
    request: HttpRequest, context: dict[str, Any], *, page_name: str, rows_name: str, address: str
) -> HttpResponse:
    """The page, or for htmx its rows alone."""
    is_fragment = is_htmx(request)
    template = f"materials/{rows_name if is_fragment else page_name}.html"
    response = render(request, template, {**context, "is_fragment": is_fragment})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if is_fragment:
        response["HX-Push-Url"] = address
    return response


@require_safe
def material_detail(request: HttpRequest, pk: int) -> HttpResponse:
    keys = shared_keys(request)
    try:
        material = find_material(pk=pk, user=request.user, keys=keys)
    except Material.DoesNotExist as error:
        raise Http404("no such material") from error
    profile = material_profile(material=material, user=request.user, keys=keys)
    context = {
        "material": material,
        "profile": profile,
        "other_title": lists.other_title(material),
        "audiences": lists.audience_names(material),
        "missing_language": _missing_language(request, profile),
        "sections": _sections(profile),
        "microdata": microdata_of(profile),
        "may_order": bool(profile.printed) and may_order(user=request.user),
        "all_ticked": request.GET.get("ticked") == "all",
        # What was wrong with the boxes that were ticked: "nothing", "not_all".
        "ticked": request.GET.get("ticked", ""),
        # Whoever came here by a link with a key goes on with it.
        "key": request.GET.get("key", "") if keys else "",
    }
    return render(request, "materials/material_detail.html", context)


def _missing_language(request: HttpRequest, profile: MaterialProfile) -> str:
    """The language whose latest edition was asked for, where there is none."""
    asked = request.GET.get("missing", "")
    has_it = any(each.language == asked and each.latest for each in profile.languages)
    return language_name(asked) if asked in OFFERED and not has_it else ""


def _sections(profile: MaterialProfile) -> list[dict[str, str]]:
    """What the page has, for its table of contents."""
    parts = [
        ("languages", _("Languages and files"), True),
        ("printed", _("Printed copies"), profile.printed),
        ("history", _("Earlier editions"), profile.has_history),
        ("questions", _("Questions"), True),
    ]
    return [{"id": anchor, "name": name} for anchor, name, stands in parts if stands]


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What the columns of the downloaded list mean."""
    lists_of_columns = [{"id": "materials", "title": _("Materials"), "columns": file_columns(origin="")}]
    return render(request, "organizations/columns.html", {"lists": lists_of_columns})


def _origin(request: HttpRequest) -> str:
    """Where this reader reaches the portal: files are fetched from there too."""
    return request.build_absolute_uri("/").rstrip("/")
