"""Names while one types: a fragment for htmx, and the same list as a page for whoever has no scripts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from jitco_portal.common.htmx import is_htmx
from organizations.models import Organization
from organizations.queries.search import suggestions as suggested

LISTS = {
    Organization.Kind.SENDING.value: "organizations:sending_list",
    Organization.Kind.SUPERVISING.value: "organizations:supervising_list",
}


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", Organization.Kind.SENDING.value)
    if kind not in LISTS:
        raise Http404("no such kind of organizations")
    words = request.GET.get("q", "").strip()
    context = {
        "rows": suggested(words=words, kind=kind, user=request.user),
        "words": words,
        "kind": kind,
        "list_url": reverse(LISTS[kind]),
    }
    template = "organizations/_suggestions.html" if is_htmx(request) else "organizations/suggestions.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
