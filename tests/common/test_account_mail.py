"""Every mail that allauth may send is one of ours, complete in both languages."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
from django.utils import timezone, translation

from jitco_portal.common.accounts.browsers import browser_name
from jitco_portal.common.accounts.mail import queue_account_mail
from jitco_portal.common.models import OutboxMessage
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FOLDER = Path(allauth.__file__).parent / "templates"
# Log-in and reset by a code in the mail are switched off; the last is sent by no code of allauth.
NEVER = {"login_code", "password_reset_code", "email_confirm"}
NAMES = sorted(
    {
        path.name.removesuffix("_message.txt")
        for folder in ("account", "mfa")
        for path in (FOLDER / folder / "email").glob("*_message.txt")
        if not path.name.startswith("base_")
    }
    - NEVER
)
SECRETS = {"email_confirmation", "email_confirmation_signup", "password_reset_key"}
CONTEXT = {
    "key": "made-up-key",
    "uid": "1",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "other@example.org",
    "left": 3,
    "ip": "192.0.2.7",
    "user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
}


def context():
    return {**CONTEXT, "timestamp": timezone.now()}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", [*NAMES, "recovery_code_used", "staff_welcome"])
def test_each_mail_is_written_as_a_duty_in_the_language_of_its_reader(name, language):
    user = make_user(language=language)

    mail = queue_account_mail(name=name, recipient=user.email, user=user, context=context())

    assert (mail.language, mail.is_duty, mail.is_secret) == (language, True, name in {*SECRETS, "staff_welcome"})
    assert mail.subject
    assert re.findall(r"[{}<>]|None", mail.subject + mail.body) == []
    assert re.findall(r"https?://[^/\s]+/(\w+)/", mail.body) == [language] * mail.body.count("://")


@pytest.mark.parametrize("name", NAMES)
def test_what_tells_of_a_change_says_when_from_where_and_what_to_do(name):
    user = make_user(time_zone="Asia/Ho_Chi_Minh")
    mail = queue_account_mail(name=name, recipient=user.email, user=user, context=context())

    if name in {*SECRETS, "unknown_account", "account_already_exists"}:
        assert "If you" in mail.body or "If that" in mail.body
    else:
        assert "192.0.2.7 (Chrome, Windows)" in mail.body
        assert "/en/account/password/reset/" in mail.body


def test_two_happenings_are_two_mails():
    user = make_user()
    for _number in range(2):
        queue_account_mail(name="password_changed", recipient=user.email, user=user, context=context())

    assert OutboxMessage.objects.count() == 2


def test_the_adapter_sends_nothing_by_itself(mailoutbox):
    user = make_user(language="ja")
    adapter = get_adapter(RequestFactory().get("/"))

    with translation.override("en"):
        adapter.send_mail("account/email/password_reset_key", user.email, {"user": user, **context()})
        adapter.send_mail("account/email/unknown_account", "nobody@example.org", {"signup_url": "x"})

    rows = OutboxMessage.objects.order_by("pk").values_list("recipient", "language", "user")
    assert list(rows) == [(user.email, "ja", user.pk), ("nobody@example.org", "en", None)]
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5", "unknown browser"),
        ("", "unknown browser"),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent, name):
    with translation.override("en"):
        assert browser_name(user_agent) == name
