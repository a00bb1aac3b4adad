"""What becomes of a message at a mail server of each kind; real SMTP throughout."""

import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from jitco_portal.common import registry
from jitco_portal.common.mail import sending as outbox_sending
from jitco_portal.common.mail.sending import BACK_OFF, free_abandoned, send_due_messages, send_message
from jitco_portal.common.mail.unsubscribing import unsubscribe
from jitco_portal.common.models import OutboxMessage
from tests.common.mail_servers import (
    DiesInData,
    DropsAfterTaking,
    Greylists,
    IsSlow,
    MailServer,
    MayNotSend,
    RefusesContent,
    RefusesRecipients,
    RefusesSender,
    SpeaksGibberish,
    WaitsToBeLet,
    refusing_logins,
    silent_port,
)
from tests.factories import make_message, make_user
from tests.sample_site import free_port

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture
def send_by(settings):
    """``send_by(url)`` is EMAIL_URL of the installation from then on."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_LEAVES, settings.MAIL_FROM, settings.EMAIL_TIMEOUT = True, "portal@example.org", 1

    def use(url):
        settings.EMAIL_HOST, settings.EMAIL_PORT = urlsplit(url).hostname, urlsplit(url).port

    return use


@pytest.fixture
def refused():
    """What listeners hear of mails that came back for good."""
    heard = []

    def listener(address, said, at):
        heard.append((address, said))

    registry.mail_refusal_listeners.add(listener)
    yield heard
    registry.mail_refusal_listeners._functions.pop(f"{listener.__module__}.{listener.__qualname__}")


def row(message):
    message.refresh_from_db()
    return message.state, message.tries, message.last_error


def hours_until(message):
    return (message.next_try_at - timezone.now()).total_seconds() / 3600


# What servers do ----------------------------------------------------------------------------------------


def test_a_message_arrives_once_with_its_headers(send_by, settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    user = make_user(email="aya@example.org", name="阿部 綾", language="ja", time_zone="Asia/Ho_Chi_Minh")
    values = {"language": "ja", "time_zone": user.time_zone, "subject": "修正案の件"}
    message = make_message(user=user, recipient=user.email, kind="proposal_decided", **values)
    with MailServer().running() as server:
        send_by(server.url)

        assert [send_due_messages(), send_due_messages()] == [1, 0]

    assert row(message) == ("sent", 1, "")
    [mail] = server.taken
    headers = ("To", "From", "Reply-To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language")
    assert {name: mail[name] for name in headers} == {
        "To": "aya@example.org",
        "From": "portal@example.org",
        "Reply-To": "affairs@example.org",
        "Subject": "修正案の件",
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "ja",
    }
    assert mail["Date"].datetime.utcoffset() == timedelta(hours=7)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip(" <>")
    assert link in mail.get_content()


def test_a_refused_recipient_is_a_failure_and_a_bounce(send_by, refused):
    message, other = make_message(recipient="nobody@example.org"), make_message()
    with RefusesRecipients().running() as server:
        send_by(server.url)
        send_due_messages()

    assert row(message) == ("failed", 1, "550 5.1.1 No such user here")
    assert row(other) == ("sent", 1, "")
    assert refused == [("nobody@example.org", "550 5.1.1 No such user here")]


def test_refused_content_is_a_failure(send_by, refused):
    message = make_message()
    with RefusesContent().running() as server:
        send_by(server.url)
        send_due_messages()

    assert row(message) == ("failed", 1, "554 5.6.0 This content is not wanted")
    assert [address for address, _said in refused] == [message.recipient]


def test_what_a_server_says_is_stored_fit_to_be_read(send_by):
    message = make_message(recipient="nobody@example.org")
    with SpeaksGibberish().running() as server:
        send_by(server.url)
        send_due_messages()

    state, _tries, said = row(message)
    assert (state, said) == ("failed", "550 na in " + "x" * 300)


@pytest.mark.parametrize(
    ("server", "options", "said"),
    [
        (RefusesSender, {}, "550 5.1.8 Sender address rejected"),
        (MayNotSend, {}, "550 5.7.1 Relaying denied"),
        (MailServer, refusing_logins(), "535 5.7.8 Bad credentials"),
    ],
)
def test_what_is_our_fault_is_tried_again_and_no_bounce(send_by, settings, refused, server, options, said):
    message = make_message(recipient="nobody@example.org")
    if options:
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "a secret of ours"
    with server().running(**options) as running:
        send_by(running.url)
        send_due_messages()

    assert row(message) == ("waiting", 1, said)
    assert refused == []


def test_a_greylisted_message_goes_out_at_the_second_try(send_by):
    message = make_message()
    with Greylists().running() as server:
        send_by(server.url)
        send_due_messages()
        first = row(message)
        too_early = send_due_messages()
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            send_due_messages()

    assert first == ("waiting", 1, "451 4.7.1 Greylisted, come again")
    assert too_early == 0
    assert row(message) == ("sent", 2, "")
    assert server.copies == {message.message_id: 1}


@pytest.mark.parametrize("server", [IsSlow, DiesInData])
def test_a_server_that_breaks_off_is_asked_again_and_blocks_no_other(send_by, server):
    message = make_message(recipient="poison@example.org")
    with server().running() as running:
        send_by(running.url)
        send_due_messages()

    state, tries, said = row(message)
    assert (state, tries) == ("waiting", 1)
    assert said
    assert 0 < hours_until(message) < 0.03


def test_a_message_that_kills_the_server_blocks_no_other(send_by):
    poison, other = make_message(recipient="poison@example.org"), make_message()
    with DiesInData().running() as server:
        send_by(server.url)
        send_due_messages()

    assert [row(poison)[:2], row(other)[:2]] == [("waiting", 1), ("sent", 1)]


def test_a_server_that_drops_the_line_after_its_yes_has_taken_the_mail(send_by):
    message = make_message()
    with DropsAfterTaking().running() as server:
        send_by(server.url)
        send_due_messages()

    assert row(message) == ("sent", 1, "")
    assert server.copies == {message.message_id: 1}


@pytest.mark.parametrize("trouble", ["refuses connections", "says nothing"])
def test_a_server_that_is_away_costs_one_try_of_one_message(send_by, trouble):
    messages = [make_message() for _number in range(3)]
    with silent_port() as silent:
        send_by(f"smtp://127.0.0.1:{free_port() if trouble == 'refuses connections' else silent}")
        assert send_due_messages() == 0

    assert sorted(row(message)[:2] for message in messages) == [("waiting", 0), ("waiting", 0), ("waiting", 1)]


def test_a_message_is_given_up_after_some_three_days(send_by, refused):
    message = make_message()
    send_by(f"smtp://127.0.0.1:{free_port()}")
    began, now, tries = timezone.now(), timezone.now(), 0
    while row(message)[0] == "waiting":
        with time_machine.travel(now, tick=False):
            tries += send_message(message_id=message.pk) is not None
        message.refresh_from_db()
        now = message.next_try_at or now

    assert (row(message)[:2], tries) == (("failed", len(BACK_OFF) + 1), len(BACK_OFF) + 1)
    assert timedelta(days=2.5) < now - began < timedelta(days=4)
    assert refused == []


# What cannot be written ---------------------------------------------------------------------------------


def test_a_message_that_cannot_be_written_fails_and_blocks_no_other(send_by):
    broken = make_message(subject="Two\nlines")
    unknown = make_message()
    OutboxMessage.objects.filter(pk=unknown.pk).update(kind="gone")
    other = make_message()
    with MailServer().running() as server:
        send_by(server.url)
        send_due_messages()

    assert [row(each)[0] for each in (broken, unknown, other)] == ["failed", "failed", "sent"]
    assert row(broken)[2].startswith("Cannot be written as a mail: Header values can't contain newlines")


def test_whoever_unsubscribed_meanwhile_gets_no_mail(send_by):
    message = make_message(kind="proposal_decided")
    duty = make_message(kind="claim_accepted", recipient=message.recipient, is_duty=True)
    unsubscribe(address=message.recipient.upper(), kind="proposal_decided")
    with MailServer().running() as server:
        send_by(server.url)
        send_due_messages()

    assert [row(message)[0], row(duty)[0]] == ["unwanted", "sent"]
    assert [mail["List-Unsubscribe"] for mail in server.taken] == [None]


def test_a_secret_is_wiped_once_it_is_sent_or_failed(send_by):
    sent = make_message(is_secret=True, body="https://portal.example/reset/abc")
    failed = make_message(is_secret=True, recipient="nobody@example.org")
    with RefusesRecipients().running() as server:
        send_by(server.url)
        send_due_messages()

    assert [(row(each)[0], each.body) for each in (sent, failed)] == [("sent", ""), ("failed", "")]
    assert "https://portal.example/reset/abc" in server.taken[0].get_content()


def test_the_password_of_the_mail_server_is_in_no_error(send_by, settings):
    settings.EMAIL_HOST_PASSWORD = "a secret of ours"

    assert outbox_sending._readable("you said: a secret of ours") == "you said: …"


# Who is told, and what is put back ----------------------------------------------------------------------


def test_a_listener_that_fails_undoes_nothing(send_by, refused):
    def broken(address, said, at):
        raise ValueError("no")

    registry.mail_refusal_listeners.add(broken, position=1)
    message = make_message(recipient="nobody@example.org")
    try:
        with RefusesRecipients().running() as server:
            send_by(server.url)
            send_due_messages()
    finally:
        registry.mail_refusal_listeners._functions.pop(f"{broken.__module__}.{broken.__qualname__}")

    assert row(message)[0] == "failed"
    assert len(refused) == 1


def test_what_nobody_sends_any_more_is_put_back_and_sent(send_by):
    message = make_message(state=State.SENDING, tries=1)
    with MailServer().running() as server:
        send_by(server.url)

        assert send_due_messages() == 1

    assert row(message) == ("sent", 2, "")


@pytest.mark.django_db(transaction=True)
def test_what_a_slow_server_holds_is_not_put_back_and_goes_out_once(send_by, settings):
    message = make_message()
    with WaitsToBeLet().running() as server:
        send_by(server.url)
        settings.EMAIL_TIMEOUT = 30
        sender = threading.Thread(target=_send_and_close, args=[message.pk])
        sender.start()
        try:
            assert server.seen.wait(10)
            freed, again = free_abandoned(), send_due_messages()
        finally:
            server.let.set()
            sender.join(10)

    assert (freed, again, row(message)) == (0, 0, ("sent", 1, ""))
    assert list(server.copies.values()) == [1]


def _send_and_close(message_id):
    try:
        send_message(message_id=message_id)
    finally:
        connection.close()


def test_a_message_that_ends_its_worker_each_time_waits_longer_and_is_given_up():
    message = make_message(state=State.SENDING, tries=5)
    last = make_message(state=State.SENDING, tries=len(BACK_OFF) + 1)

    assert free_abandoned() == 2

    assert [row(message)[0], row(last)[0]] == ["waiting", "failed"]
    assert hours_until(message) > 3


def test_a_message_that_is_not_due_is_not_sent(send_by):
    held = make_message(state=State.HELD, next_try_at=None)
    later = make_message(next_try_at=timezone.now() + timedelta(hours=1))
    with MailServer().running() as server:
        send_by(server.url)
        assert [send_message(message_id=each.pk) for each in (held, later)] == [None, None]
        assert send_due_messages() == 0

    assert server.taken == []


def test_without_a_mail_server_what_waits_is_kept(settings):
    settings.MAIL_LEAVES = False
    message = make_message()

    assert send_due_messages() == 0

    message.refresh_from_db()
    assert (message.state, message.next_try_at) == ("kept", None)
