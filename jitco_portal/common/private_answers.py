"""What is shown to somebody who is logged in is kept by no cache, of a proxy nor of a shared computer."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PrivateAnswersMiddleware:
    """Marks every answer to a request with a session, the answer that begins one, and all account pages.

    Only the cookie is looked at: readers without one cost no query, and with one an answer is marked even
    when the database cannot say who it is. Pages that log in or carry a token are kept nowhere either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        with_session = (
            settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
        )
        if with_session or re.match(r"/[a-z]{2}/account/", request.path_info):
            response["Cache-Control"] = "private, no-store"
        return response
