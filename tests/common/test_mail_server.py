"""EMAIL_URL and MAIL_FROM: what they mean, and the refusal of what means nothing."""

import pytest

from tests.common.test_settings import GOOD_KEY, settings_say

MAIL = (
    "(settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL, settings.EMAIL_TIMEOUT)"
)


def said(tmp_path, expression, **environment):
    return settings_say(expression, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **environment)


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("smtp://localhost", "localhost 25 False False 30"),
        ("smtp://mail.example.org:2525?timeout=5", "mail.example.org 2525 False False 5"),
        ("submission://me:secret@mail.example.org", "mail.example.org 587 True False 30"),
        ("smtps://me:secret@mail.example.org", "mail.example.org 465 False True 30"),
        ("smtp://me:secret@127.0.0.1", "127.0.0.1 25 False False 30"),
    ],
)
def test_a_mail_server_is_understood(tmp_path, url, meaning):
    assert said(tmp_path, MAIL, EMAIL_URL=url, MAIL_FROM="portal@example.org") == (0, meaning)


def test_user_and_password_may_hold_any_character(tmp_path):
    url = "submission://me%40example.org:p%3Aw%2Fd@mail.example.org"

    answer = said(
        tmp_path, "(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)", EMAIL_URL=url, MAIL_FROM="a@example.org"
    )

    assert answer == (0, "me@example.org p:w/d")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "console://",
        "memory://",
        "smtp://",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org:0",
        "smtp://mail.example.org/folder",
        "smtp://mail.example.org?timeout=soon",
        "smtp://mail.example.org?timeout=0",
        "smtp://mail.example.org?ssl=perhaps",
        "smtp://only-secret@mail.example.org",
        "smtp://me:only-secret@mail.example.org",
    ],
)
def test_nonsense_is_refused_without_the_password(tmp_path, url):
    code, text = said(tmp_path, "'started'", EMAIL_URL=url, MAIL_FROM="portal@example.org")

    assert code == 1
    assert text.startswith("EMAIL_URL")
    assert "only-secret" not in text


@pytest.mark.parametrize(
    "sender", ["portal@example.org", "JITCO Sending Support <portal@example.org>", "国際部 <a@b.org>"]
)
def test_a_sender_is_an_address_or_a_name_with_one(tmp_path, sender):
    assert said(tmp_path, "settings.DEFAULT_FROM_EMAIL", MAIL_FROM=sender) == (0, sender)


@pytest.mark.parametrize("sender", ["portal", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org", "Name a@b.org"])
def test_a_sender_that_is_none_is_refused(tmp_path, sender):
    code, text = said(tmp_path, "'started'", MAIL_FROM=sender)

    assert (code, text.startswith("MAIL_FROM: ")) == (1, True)


def test_a_mail_server_needs_a_sender(tmp_path):
    code, text = said(tmp_path, "'started'", EMAIL_URL="smtp://localhost")

    assert (code, text.partition(":")[0]) == (1, "MAIL_FROM is missing")


def test_without_a_mail_server_no_mail_leaves(tmp_path):
    assert said(tmp_path, "settings.MAIL_LEAVES") == (0, "False")


@pytest.mark.parametrize("secret", ["short:short", "nocolonbutlongenoughforanybody"])
def test_a_secret_for_webhooks_that_can_be_guessed_is_refused(tmp_path, secret):
    code, text = said(tmp_path, "'started'", ANYMAIL_WEBHOOK_SECRET=secret)

    assert (code, text.partition(" ")[0]) == (1, "ANYMAIL_WEBHOOK_SECRET")
