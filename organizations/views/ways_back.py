"""Where a reader goes on after pressing a button that stands on many pages."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The path that the form named, if it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_path = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_path else otherwise
