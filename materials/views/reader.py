"""What a reader carries beside their account: links for participants that they opened.

What such a link opened is for this reader alone: ``ShareKeysMiddleware`` keeps it from every cache and index.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from materials.models import ShareKey

# In the session: numbers of the links that were opened, the last one last.
SESSION_KEY = "material_share_keys"
# Nobody takes part in so many events at a time.
MOST_KEYS = 20
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


def shared_keys(request: HttpRequest) -> tuple[int, ...]:
    """Numbers of the open share keys whose link this reader opened, or carries as ``?key=``.

    One query for whoever opened any, one for an address that carries one, none for others. What has ended or is past
    its day opens nothing any more.
    """
    if not hasattr(request, "_material_share_keys"):
        opened = request.session.get(SESSION_KEY, [])
        found = list(ShareKey.objects.open().filter(pk__in=opened).values_list("pk", flat=True)) if opened else []
        token = request.GET.get("key", "")
        if _TOKEN.fullmatch(token):
            carried = ShareKey.objects.open().filter(token_hash=ShareKey.hash_of(token))
            found.extend(carried.values_list("pk", flat=True))
        request._material_share_keys = tuple(sorted(set(found)))  # type: ignore[attr-defined]
    return request._material_share_keys  # type: ignore[attr-defined]


def share_key_of(token: str) -> ShareKey | None:
    """The key of a link, open or not."""
    if not _TOKEN.fullmatch(token):
        return None
    return ShareKey.objects.filter(token_hash=ShareKey.hash_of(token)).first()


def remember(request: HttpRequest, key: ShareKey) -> None:
    """The reader opened the link of ``key``: from now on its materials are shown to this session."""
    opened = [each for each in request.session.get(SESSION_KEY, []) if each != key.pk]
    request.session[SESSION_KEY] = [*opened, key.pk][-MOST_KEYS:]
    vars(request).pop("_material_share_keys", None)


class ShareKeysMiddleware:
    """Marks every answer for which an open link was looked up and found, be it a page, a list, a file or a refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "_material_share_keys", ()):
            response["Cache-Control"] = "private, no-store"
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
