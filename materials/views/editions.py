"""One edition at its permanent address, and the address that leads to the latest of a language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from materials.models import Access, Edition, Material
from materials.queries.edition_page import edition_page, find_edition
from materials.queries.languages import own_name
from materials.queries.orderable import may_order
from materials.views.reader import shared_keys


@require_safe
def edition_detail(request: HttpRequest, pk: int) -> HttpResponse:
    keys = shared_keys(request)
    try:
        edition = find_edition(pk=pk, user=request.user, keys=keys)
    except Edition.DoesNotExist as error:
        raise Http404("no such edition") from error
    page = edition_page(edition=edition, user=request.user, keys=keys)
    copy = getattr(edition, "printed", None) if page.is_to_be_used else None
    material = edition.material
    context = {
        "edition": edition,
        "material": material,
        "page": page,
        "own_name": own_name(edition.language),
        "copy": copy,
        "may_order": bool(copy) and may_order(user=request.user),
        "key": request.GET.get("key", "") if keys else "",
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "is_for_search_engines": (
            material.access == Access.EVERYBODY and page.is_to_be_used and not material.is_sample
        ),
    }
    return render(request, "materials/edition_detail.html", context)


@require_safe
def edition_latest(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The latest edition's page, with its notice where it was withdrawn; else the material's page, which says so."""
    keys = shared_keys(request)
    material = get_object_or_404(Material.objects.visible_to(request.user, keys), pk=pk)
    head = Edition.objects.heads().filter(material=material, language=language).first()
    query = request.GET.copy()
    if head is None:
        # The page says that there is none: nothing of it has to be kept for this reader.
        query["missing"] = language
    address = (head or material).get_absolute_url()
    response = redirect(f"{address}?{query.urlencode()}" if query else address)
    add_never_cache_headers(response)
    return response
