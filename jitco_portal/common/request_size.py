"""Refuses what is far larger than any of our forms by what it says of itself, before its bytes are read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jitco_portal.common.error_pages import request_too_large

# Several files of 10 MB with their texts. Larger ones come part by part.
LARGEST_REQUEST = 64 * 1024 * 1024


class RequestSizeMiddleware:
    """Stands behind whoever says who the reader is, and before all that reads a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        # More digits than any size has: nothing that is to be turned into a number.
        if not said.isdecimal() or len(said) > 15 or int(said) > LARGEST_REQUEST:
            return request_too_large(request)
        return self.get_response(request)
