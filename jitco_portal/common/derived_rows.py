"""What a write changed is brought up to date at once: entries of the search, standings of today.

Triggers only mark it, so that writes by SQL count too; nothing is wrong meanwhile, only slower or found by an old name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from jitco_portal.common.registry import derived_rows

logger = logging.getLogger(__name__)

# What one person changes in one request; a list of thousands is left to the worker.
AT_ONCE = 200
_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


def refresh(*, at_most: int | None = None, until: Callable[[], bool] = lambda: False) -> int:
    """Bring marked rows up to date, all or so many of each kind; how many were taken up."""
    return sum(each(at_most=at_most, until=until) for each in derived_rows)


class DerivedRowsMiddleware:
    """After a request that may have written: whoever saved a name finds it on the next page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in _READING and response.status_code < HTTPStatus.BAD_REQUEST:
            try:
                refresh(at_most=AT_ONCE)
            except Exception:  # what was written stands, and is no failure of the reader's; the worker tries again
                logger.exception("Derived rows were not brought up to date")
        return response
