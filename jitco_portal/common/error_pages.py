"""The error pages. They must come out even when what broke is the database, the session or a template."""

import logging

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

logger = logging.getLogger(__name__)

_LAST_RESORT = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{status} {title}</title>
<h1>{title}</h1><p>{text}</p></html>"""

_WORDS = {
    ("en", 400): ("The request cannot be read", "Go back and try again."),
    ("en", 403): ("You may not see this page", "Log in with an account that may see it."),
    ("en", 404): ("Page not found", "Check the address."),
    ("en", 413): ("This is too much at once", "Choose a smaller file."),
    ("en", 429): ("Too many tries", "Please wait a few minutes."),
    ("en", 503): ("Many downloads are going on", "Please try again in half a minute."),
    ("en", 500): ("The portal cannot answer at the moment", "Please try again in a few minutes."),
    ("ja", 400): ("リクエストを読み取れません", "前のページに戻って、もう一度お試しください。"),
    ("ja", 403): ("このページを表示する権限がありません", "権限のあるアカウントでログインしてください。"),
    ("ja", 404): ("ページが見つかりません", "アドレスをご確認ください。"),
    ("ja", 413): ("一度に送信できる量を超えています", "より小さいファイルを選んでください。"),
    ("ja", 429): ("試行回数が上限を超えました", "数分お待ちください。"),
    ("ja", 503): ("ダウンロードが混み合っています", "30秒ほどたってから、もう一度お試しください。"),
    ("ja", 500): ("ただいまポータルを表示できません", "数分後にもう一度お試しください。"),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def request_too_large(request: HttpRequest) -> HttpResponse:
    """What is refused before its bytes are read (``request_size``)."""
    return _page(request, 413)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth answers to more tries than its limits allow."""
    return _page(request, 429)


def busy(request: HttpRequest) -> HttpResponse:
    """As many files are being sent as may be; pages go on."""
    return _page(request, 503)


def server_error(request: HttpRequest) -> HttpResponse:
    # The page names nobody and shows no messages: both would ask the database.
    request.user = AnonymousUser()
    vars(request).pop("_messages", None)
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    try:
        text = str(render_to_string(f"{status}.html", {"status": status}, request))
    except Exception:  # whatever is broken, the reader gets a page
        logger.exception("The error page %s.html could not be rendered", status)
        language = "ja" if get_language() == "ja" else "en"
        title, words = _WORDS[language, status]
        text = _LAST_RESORT.format(language=language, status=status, title=title, text=words)
    return HttpResponse(text, status=status)
