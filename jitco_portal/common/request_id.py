"""One id per request: in the response, in every log line, in the history of what the request changed."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

logger = logging.getLogger(__name__)

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_SECRET_ARGUMENTS = {"key", "token"}
# As long as secrets are; no word of an address of ours is.
_LONG_PART = re.compile(r"[^/]{20,}")
_QUIET_PATHS = {"/healthz", "/readyz"}

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of the request being answered, or an empty text outside of one."""
    return _current.get()


class RequestIdFilter(logging.Filter):
    """Adds ``request_id`` to every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class SecretsFilter(logging.Filter):
    """Django's own lines name the path and hold the request; what opens something in it is left out of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            path = path_without_secrets(request)
            if isinstance(record.args, tuple):
                record.args = tuple(
                    each.replace(request.path, path) if isinstance(each, str) else each for each in record.args
                )
            # Its own words would name the path again, with the query.
            record.request = f"{request.method} {path}"
        return True


class RequestIdMiddleware:
    """Takes a sane X-Request-ID from the proxy, else makes one; writes one log line per request.

    The line has the path without its query: search words may be about people. What in it confirms an address, sets
    a password or accepts an invitation is left out too.
    Health checks and static files are only logged when they fail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _SANE.fullmatch(given) else uuid.uuid4().hex
        token = _current.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            if response.status_code >= 400 or not _is_quiet(request.path):
                self._log(request, response, time.perf_counter() - started)
            return response
        finally:
            _current.reset(token)

    def _log(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        logger.log(
            logging.ERROR if response.status_code >= 500 else logging.INFO,
            "request",
            extra={
                "method": request.method,
                "path": path_without_secrets(request),
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            },
        )


def path_without_secrets(request: HttpRequest) -> str:
    """The path, fit to be kept; also before the view was looked for, and where none is: an address may be cut."""
    path = request.path
    try:
        given = (request.resolver_match or resolve(request.path_info)).kwargs
    except Resolver404:
        return path if path.startswith(settings.STATIC_URL) else _LONG_PART.sub("…", path)
    for name in _SECRET_ARGUMENTS & given.keys():
        path = path.replace(str(given[name]), "…")
    return path


def _is_quiet(path: str) -> bool:
    return path in _QUIET_PATHS or path.startswith(settings.STATIC_URL)
