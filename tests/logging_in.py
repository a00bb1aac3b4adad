"""Logging in through the page, as people do, and the mails they get."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from playwright.sync_api import Page

from jitco_portal.common.models import OutboxMessage
from tests.factories import PASSWORD, TOTP_SECRET


def totp_code(secret: str = TOTP_SECRET) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def has_app(user) -> bool:
    return user.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()


def log_in(page: Page, user, *, password: str = PASSWORD, wait: bool = True) -> None:
    """From the log-in page to where it leads, in a real browser; without ``wait`` to the question that follows."""
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", password)
    page.click("form:has([name=password]) [type=submit]")
    if has_app(user):
        page.fill("[name=code]", totp_code())
        page.click("form:has([name=code]) [type=submit]")
    if wait:
        page.wait_for_url(lambda url: "/login/" not in url and "/2fa/authenticate/" not in url)


def log_in_client(client: Client, user, *, password: str = PASSWORD):
    """The same with Django's test client; returns the last answer."""
    answer = client.post("/en/account/login/", {"login": user.email, "password": password})
    if has_app(user):
        answer = client.post("/en/account/2fa/authenticate/", {"code": totp_code()})
    return answer


def is_logged_in(client: Client) -> bool:
    return client.get("/en/account/details/").status_code == 200


def link_in(message: OutboxMessage) -> str:
    """The path of the first link of a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)


def written() -> list[tuple[str, str]]:
    """Kind and recipient of every mail, in their order."""
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "recipient"))
