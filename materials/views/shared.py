"""The link for participants: whoever has it sees its materials, without an account, until its day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from materials.queries.handed_out import shared_materials
from materials.views.reader import remember, share_key_of


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Opens the materials to this session, and shows them with addresses that work without one.

    Who has no such link learns no more than that it does not work; who has one that ended, whom to ask.
    """
    key = share_key_of(token)
    if key is None:
        return _named_by_nobody(render(request, "materials/shared_over.html", {}, status=404))
    ends_at = min(key.opens_until, key.ended_at or key.opens_until)
    context: dict[str, Any] = {"key": key, "until": timezone.localdate(ends_at)}
    if ends_at <= timezone.now():
        return _named_by_nobody(render(request, "materials/shared_over.html", context, status=410))
    remember(request, key)
    context |= {"token": token, "materials": shared_materials(key=key, user=request.user)}
    return _named_by_nobody(render(request, "materials/shared.html", context))


def _named_by_nobody(answer: HttpResponse) -> HttpResponse:
    """The address opens something: it stands in no cache and no index, and no page that is opened from here learns it.

    Not "no-referrer": browsers would then hide where the form of the log-out comes from, and it would be refused.
    """
    patch_cache_control(answer, private=True, no_store=True)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "strict-origin"
    return answer
