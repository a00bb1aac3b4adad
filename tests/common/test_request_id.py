import io
import json
import logging
import logging.config
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response
from pythonjsonlogger.json import JsonFormatter

from jitco_portal.common.request_id import RequestIdFilter, RequestIdMiddleware, current_request_id


@pytest.fixture
def answer(rf, caplog):
    """Send one request through the middleware alone; returns the response and the id seen by the view."""

    def send(path="/en/", status=200, **headers):
        seen = []

        def view(request):
            seen.append(current_request_id())
            return HttpResponse(status=status)

        with caplog.at_level(logging.INFO, logger="jitco_portal"):
            response = RequestIdMiddleware(view)(rf.get(path, headers=headers))
        return response, seen[0]

    return send


def test_a_sane_id_of_the_proxy_is_kept(answer):
    response, seen = answer(**{"X-Request-ID": "edge-2026.11_23-0001"})

    assert response["X-Request-ID"] == seen == "edge-2026.11_23-0001"


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, 'x"}\n{"level": "forged"', "名前名前名前名前", "-starts-badly"]
)
def test_any_other_id_is_replaced(answer, given):
    response, seen = answer(**{"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{32}", seen)
    assert response["X-Request-ID"] == seen


def test_the_id_ends_with_the_request(answer):
    answer()

    assert current_request_id() == ""


@pytest.mark.parametrize(
    ("path", "status", "lines"),
    [
        ("/en/countries/?q=name", 200, ["/en/countries/"]),
        ("/healthz", 200, []),
        ("/readyz", 200, []),
        ("/static/portal.css", 200, []),
        ("/readyz", 503, ["/readyz"]),
        ("/static/gone.css", 404, ["/static/gone.css"]),
    ],
)
def test_one_line_per_request_without_the_words_searched_for(answer, caplog, path, status, lines):
    answer(path, status)

    assert [record.path for record in caplog.records] == lines


def test_every_log_line_is_json_with_the_id(settings):
    config = settings.LOGGING["formatters"]["json"]
    formatter_class = logging.config.DictConfigurator({}).resolve(config["()"])
    formatter = formatter_class(
        config["fmt"], datefmt=config["datefmt"], style="{", rename_fields=config["rename_fields"]
    )
    record = logging.LogRecord("countries.services", logging.INFO, "", 1, 'said "%s"', ("はい\n",), None)
    RequestIdFilter().filter(record)

    line = formatter.format(record)

    assert line.count("\n") == 0
    read = json.loads(line)
    assert {name: read[name] for name in ("level", "logger", "message", "request_id")} == {
        "level": "INFO",
        "logger": "countries.services",
        "message": 'said "はい\n"',
        "request_id": "",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/en/account/confirm-email/a-secret-key/", "/en/account/confirm-email/…/"),
        ("/en/account/password/reset/key/1-a-secret-key/", "/en/account/password/reset/key/1-…/"),
    ],
)
def test_the_line_holds_no_link_that_lets_in(client, caplog, path, line):
    with caplog.at_level(logging.INFO, logger="jitco_portal"):
        client.get(path)

    assert [record.path for record in caplog.records if record.message == "request"] == [line]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/en/seminars/tickets/Qx7vJ2mZt0aLr9-_KdWc3nEuYbHs1PfG", "/en/seminars/tickets/…"),
        ("/seminars/tickets/Qx7vJ2mZt0aLr9-_KdWc3nEuYbHs1PfG/survey/", "/seminars/tickets/…/survey/"),
        ("/en/organizations/gone/", "/en/organizations/gone/"),
        ("/static/portal.0123456789abcdef.css", "/static/portal.0123456789abcdef.css"),
    ],
)
def test_an_address_that_is_cut_keeps_its_secret_too(answer, caplog, path, line):
    answer(path, 404)

    assert [record.path for record in caplog.records] == [line]


@pytest.fixture
def written():
    """What the portal's own handler writes, as it is configured."""
    [handler] = [each for each in logging.getLogger().handlers if isinstance(each.formatter, JsonFormatter)]
    kept, stream = handler.stream, io.StringIO()
    handler.setStream(stream)
    yield stream
    handler.setStream(kept)


@pytest.mark.django_db
def test_lines_of_the_framework_hold_no_secret_either(rf, written):
    """Of a form without its token, and of an error; each holds the path, and the request itself."""
    token = "Qx7vJ2mZt0aLr9-_KdWc3nEuYbHs1PfG"
    path = f"/en/seminars/tickets/{token}/survey/"

    Client(enforce_csrf_checks=True).post(f"{path}?name=someone", {"1": "5"})
    log_response("%s: %s", "Error", path, response=HttpResponse(status=500), request=rf.get(f"{path}?name=someone"))

    lines = {each["logger"]: each for each in map(json.loads, written.getvalue().splitlines())}
    refused, failed = lines["django.security.csrf"], lines["django.request"]
    shown = "/en/seminars/tickets/…/survey/"
    assert refused["message"].endswith(f": {shown}")
    assert failed["message"] == f"Error: {shown}"
    assert (refused["request"], failed["request"]) == (f"POST {shown}", f"GET {shown}")
    assert (token in written.getvalue(), "someone" in written.getvalue()) == (False, False)
