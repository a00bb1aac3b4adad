"""What changed on the page of an organization."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jitco_portal.common.history.public import NEWEST, changes_answer
from jitco_portal.common.htmx import is_htmx
from organizations.models import Organization
from organizations.queries.changes import organization_changes
from organizations.queries.profiles import find_organization


@require_safe
def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who may see the page may see what changed on it; htmx gets the newest few for the page itself."""
    try:
        organization = find_organization(public_id=public_id, user=request.user)
    except Organization.DoesNotExist as error:
        raise Http404("no such organization") from error
    address = changes_url(organization)
    if address != request.path:
        return redirect(address)
    if is_htmx(request):
        page = organization_changes(organization=organization, user=request.user, count=NEWEST)
        return changes_answer(render(request, "components/_changes.html", {"page": page, "all_url": address}))
    after = request.GET.get("after", "")
    page = organization_changes(organization=organization, user=request.user, after=after)
    context = {"organization": organization, "page": page, "url": address, "is_first": not after}
    return changes_answer(render(request, "organizations/organization_changes.html", context))


def changes_url(organization: Organization) -> str:
    kind = "sending" if organization.is_sending else "supervising"
    return reverse(f"organizations:{kind}_changes", args=[organization.public_id])
