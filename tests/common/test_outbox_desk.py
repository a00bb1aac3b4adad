"""The outbox at the desk: who sees what, what can be done in which state, and what is never shown."""

import re
import threading

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.mail import desk as outbox_desk
from jitco_portal.common.models import OutboxMessage, Unsubscription
from tests.factories import make_message, make_staff

pytestmark = pytest.mark.django_db
State = OutboxMessage.State
LIST = "admin:common_outboxmessage_changelist"
SECRET = "https://portal.example/reset/a-secret-link"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(client):
    """Somebody who may see and change messages, and nothing else."""
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_outboxmessage", "change_outboxmessage"]))
    client.force_login(user)
    return user


@pytest.fixture
def viewer(client):
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename="view_outboxmessage"))
    client.force_login(user)
    return user


def page_of(message):
    return reverse("admin:common_outboxmessage_change", args=[message.pk])


def text(answer):
    return answer.content.decode()


def said(answer):
    return [str(message) for message in answer.context["messages"]]


# What can be done in which state ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "allowed"),
    [
        ("hold", {"waiting": "held"}),
        ("release", {"held": "waiting", "kept": "waiting"}),
        ("cancel", {"waiting": "cancelled", "held": "cancelled", "kept": "cancelled"}),
        ("resend", {"sent": "sent", "failed": "waiting", "cancelled": "waiting"}),
    ],
)
@pytest.mark.parametrize("state", State.values)
def test_each_deed_has_its_states(settings, deed, allowed, state):
    settings.MAIL_LEAVES = True
    message = make_message(state=state, tries=4, sent_at="2026-11-01T00:00Z" if state == "sent" else None)

    if state in allowed:
        getattr(outbox_desk, deed)(message=message)
    else:
        with pytest.raises(outbox_desk.MessageRefused):
            getattr(outbox_desk, deed)(message=message)

    message.refresh_from_db()
    assert message.state == allowed.get(state, state)


def test_what_is_let_go_has_a_job_and_all_its_tries(settings):
    settings.MAIL_LEAVES = True
    message = make_message(state=State.FAILED, tries=10, last_error="550 no", next_try_at=None)

    outbox_desk.resend(message=message)

    message.refresh_from_db()
    assert (message.tries, message.last_error, bool(message.next_try_at)) == (0, "", True)
    assert ProcrastinateJob.objects.filter(args={"message_id": message.pk}, status="todo").exists()


def test_a_sent_message_is_sent_again_as_a_row_that_says_so(settings):
    settings.MAIL_LEAVES = True
    message = make_message(state=State.SENT, cause="claim 7: accepted", sent_at="2026-11-01T00:00Z")

    again = [outbox_desk.resend(message=message) for _number in range(2)]

    assert [each.cause for each in again] == ["claim 7: accepted · 2", "claim 7: accepted · 3"]
    assert {(each.state, each.recipient, each.body) for each in again} == {("waiting", message.recipient, message.body)}
    assert len({message.message_id, *(each.message_id for each in again)}) == 3


def test_what_is_kept_stays_where_no_mail_leaves(settings):
    settings.MAIL_LEAVES = False
    message = make_message(state=State.KEPT)

    with pytest.raises(outbox_desk.MessageRefused):
        outbox_desk.release(message=message)


def test_a_cancelled_secret_is_wiped_and_cannot_be_sent_again(settings):
    settings.MAIL_LEAVES = True
    message = make_message(is_secret=True, body=SECRET)

    assert outbox_desk.cancel(message=message).body == ""
    with pytest.raises(outbox_desk.MessageWiped):
        outbox_desk.resend(message=message)


def test_a_message_whose_text_is_gone_is_not_sent_again(client, staff):
    message = make_message(state=State.SENT, sent_at="2026-01-01T00:00Z", body="")

    with pytest.raises(outbox_desk.MessageWiped):
        outbox_desk.resend(message=message)
    page = client.get(page_of(message))

    assert "Wiped: it is some time ago." in text(page)
    assert page.context["deeds"] == []


@pytest.mark.django_db(transaction=True)
def test_a_message_that_is_being_sent_is_left_alone():
    message = make_message()
    locked, done = threading.Event(), threading.Event()

    def send():
        with transaction.atomic():
            OutboxMessage.objects.select_for_update().get(pk=message.pk)
            locked.set()
            done.wait(10)
        connection.close()

    sender = threading.Thread(target=send)
    sender.start()
    locked.wait(10)
    try:
        with pytest.raises(outbox_desk.MessageBeingSent):
            outbox_desk.hold(message=message)
    finally:
        done.set()
        sender.join()


# Pages --------------------------------------------------------------------------------------------------


def test_every_page_of_the_outbox_says_when_no_mail_leaves(client, staff, settings):
    message = make_message()
    pages = [reverse(LIST), page_of(message)]

    without = ["No mail leaves this installation." in text(client.get(page)) for page in pages]
    settings.MAIL_LEAVES = True
    with_server = ["No mail leaves this installation." in text(client.get(page)) for page in pages]

    assert (without, with_server) == ([True, True], [False, False])


def test_the_list_says_how_many_wait_and_whether_the_worker_is_alive(client, staff):
    make_message()
    make_message(state=State.SENT, sent_at="2026-11-01T00:00Z")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("DELETE FROM procrastinate_events")
    never = client.get(reverse(LIST))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
    gone = client.get(reverse(LIST))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")
    alive = client.get(reverse(LIST))

    assert never.context["waiting"] == 1
    assert "has not run yet" in text(never)
    assert "was last alive 1\xa0hour ago" in text(gone)
    assert "is alive." in text(alive)


def test_staff_hold_several_at_once_and_hear_what_could_not_be_done(client, staff):
    messages = [make_message(), make_message(), make_message(state=State.SENT, sent_at="2026-11-01T00:00Z")]

    answer = client.post(
        reverse(LIST), {"action": "hold", "_selected_action": [each.pk for each in messages]}, follow=True
    )

    assert said(answer) == [
        "2 messages: held back.",
        "The state of the message does not allow this; it may have changed a moment ago.",
    ]
    assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["held", "held", "sent"]


def test_a_message_is_written_anew_with_a_reason_that_stands_in_the_history(client, staff):
    message = make_message(state=State.HELD, next_try_at=None)
    values = {"recipient": "ken@example.org", "subject": "New\r\nsubject", "body": "New text."}

    without_reason = client.post(page_of(message), values)
    answer = client.post(page_of(message), {**values, "_history_reason": "The address was mistyped"})

    message.refresh_from_db()
    assert "Say at the foot of the page why you change the message." in text(without_reason)
    assert answer.status_code == 302
    assert (message.recipient, message.subject, message.body) == ("ken@example.org", "New subject", "New text.")
    entry = client.get(page_of(message)).context["history"][0]
    assert (entry.who, entry.why) == (str(staff), "The address was mistyped")


def test_what_became_of_a_message_while_it_was_written_anew_is_not_undone(client, staff, monkeypatch):
    message = make_message()
    found = outbox_desk.lock

    def tried_meanwhile(*, message):
        OutboxMessage.objects.filter(pk=message.pk).update(tries=3, last_error="451 later")
        return found(message=message)

    monkeypatch.setattr(outbox_desk, "lock", tried_meanwhile)
    values = {"recipient": message.recipient, "subject": "New subject", "body": message.body}
    client.post(page_of(message), {**values, "_history_reason": "Clearer"})

    message.refresh_from_db()
    assert (message.subject, message.tries, message.last_error) == ("New subject", 3, "451 later")


def test_a_message_that_was_sent_meanwhile_is_not_changed(client, staff):
    message = make_message(state=State.SENT, sent_at="2026-11-01T00:00Z")
    values = {"recipient": "ken@example.org", "subject": "New", "body": "New", "_history_reason": "Clearer"}

    answer = client.post(page_of(message), values, follow=True)

    assert said(answer) == ["The state of the message does not allow this; it may have changed a moment ago."]
    assert OutboxMessage.objects.get().subject == message.subject


def test_a_recipient_who_has_a_mail_for_the_cause_is_told_beside_the_field(client, staff):
    other = make_message(cause="claim 7")
    message = make_message(cause="claim 7")
    values = {"recipient": other.recipient.upper(), "subject": "S", "body": "B", "_history_reason": "Clearer"}

    answer = client.post(page_of(message), values)

    assert answer.context["adminform"].form.errors == {"recipient": ["This recipient has a message for this cause."]}


@pytest.mark.parametrize("deed", ["_hold", "_cancel"])
def test_who_only_views_changes_nothing(client, viewer, deed):
    message = make_message()

    page = client.get(page_of(message))
    button = client.post(page_of(message), {deed: "1"})
    written = client.post(page_of(message), {"recipient": "ken@example.org", "subject": "S", "body": "B"})
    client.post(reverse(LIST), {"action": deed.strip("_"), "_selected_action": [message.pk]})

    assert (page.status_code, button.status_code, written.status_code) == (200, 403, 403)
    assert "Sample text." in text(page)
    assert page.context["deeds"] == []
    message.refresh_from_db()
    assert (message.state, message.recipient) == ("waiting", message.recipient)


def test_buttons_on_the_page_do_what_they_say(client, staff, settings):
    settings.MAIL_LEAVES = True
    message = make_message()

    names = [deed["name"] for deed in client.get(page_of(message)).context["deeds"]]
    answer = client.post(page_of(message), {"_hold": "1", "_history_reason": "Wait for the minister"}, follow=True)

    assert names == ["_hold", "_cancel"]
    assert said(answer) == ["1 message: held back."]
    assert answer.context["history"][0].why == "Wait for the minister"


@pytest.mark.parametrize(("state", "saves"), [("held", True), ("waiting", True), ("kept", False), ("cancelled", False)])
def test_enter_in_a_field_saves_or_does_nothing(client, staff, state, saves):
    message = make_message(state=state)

    page = text(client.get(page_of(message)))
    form = page[page.index('id="outboxmessage_form"') :]
    first = re.search(r"<(?:input|button)[^>]*type=\"submit\"[^>]*>", form).group()

    assert ('name="_save"' in first, "disabled" in first) == (True, not saves)


def test_an_edit_is_not_lost_when_a_button_beside_it_is_pressed(client, staff, settings):
    settings.MAIL_LEAVES = True
    message = make_message(state=State.HELD, body="One line.\nAnother.\n")
    values = {"recipient": message.recipient, "subject": message.subject, "_history_reason": "Clearer", "_release": "1"}

    refused = client.post(page_of(message), {**values, "body": "Edited text."})
    state = OutboxMessage.objects.get().state
    done = client.post(page_of(message), {**values, "body": "One line.\r\nAnother.\r\n"})

    assert "Save what you wrote first" in text(refused)
    assert "Edited text." in text(refused)
    assert (state, done.status_code, OutboxMessage.objects.get().state) == ("held", 302, "waiting")


def test_a_cancelled_message_can_be_sent_again_on_its_page(client, staff):
    page = client.get(page_of(make_message(state=State.CANCELLED)))

    assert [(deed["name"], deed["title"]) for deed in page.context["deeds"]] == [("_resend", "Send again")]
    assert "for good" not in text(page) + text(client.get(reverse(LIST)))


def test_no_write_to_a_message_is_reverted(client, staff):
    message = make_message()
    client.post(page_of(message), {"_hold": "1", "_history_reason": "Wait"})

    entry = client.get(page_of(message)).context["history"][0]
    address = f"{page_of(message).removesuffix('change/')}history/outboxmessageevent/{entry.event.pk}/revert/"

    assert (entry.revert_url, client.get(address).status_code) == ("", 403)


def test_kinds_that_are_called_the_same_are_one_choice_of_the_filter(client, staff):
    claims = [make_message(kind=kind) for kind in ("claim_accepted", "claim_expired")]
    account = make_message(kind="account_password_changed")

    found = [client.get(reverse(LIST), {"kind": kind}).context["cl"] for kind in ("claim_received", "account_", "none")]

    assert [set(each.queryset) for each in found] == [set(claims), {account}, set()]
    titles = [str(title) for _value, title in found[0].filter_specs[1].lookup_choices]
    assert len(titles) == len(set(titles))


# Secrets ------------------------------------------------------------------------------------------------


def test_a_secret_is_not_shown_where_mails_leave_and_cannot_be_written_anew(client, staff, settings):
    settings.MAIL_LEAVES = True
    message = make_message(is_secret=True, body=SECRET)
    addresses = [page_of(message), reverse(LIST), reverse("admin:common_outboxmessage_history", args=[message.pk])]

    pages = {address: text(client.get(address)) for address in addresses}
    written = client.post(page_of(message), {"recipient": "me@example.org", "_history_reason": "mine"}, follow=True)

    assert [address for address, page in pages.items() if "a-secret-link" in page] == []
    assert "Holds a link or code that logs in" in pages[page_of(message)]
    assert "a-secret-link" not in text(written)
    message.refresh_from_db()
    assert message.recipient != "me@example.org"


@pytest.mark.parametrize("lookup", ["body__contains", "body__startswith", "body"])
def test_a_secret_cannot_be_guessed_by_filters_or_search(client, staff, lookup):
    make_message(is_secret=True, body=SECRET)

    assert client.get(reverse(LIST), {lookup: SECRET}).status_code == 400
    assert client.get(reverse(LIST), {"q": "a-secret-link"}).context["cl"].result_count == 0


def test_a_secret_can_be_read_where_no_mail_leaves(client, staff):
    message = make_message(is_secret=True, body=SECRET, state=State.KEPT)

    assert SECRET in text(client.get(page_of(message)))


def test_the_text_is_shown_as_it_is_sent_and_as_text(client, viewer):
    message = make_message(body="<script>alert(1)</script>", kind="proposal_decided")

    page = text(client.get(page_of(message)))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "/en/mail/unsubscribe/" in page


def test_staff_end_mails_for_who_asks_by_telephone(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)

    client.post(reverse("admin:common_unsubscription_add"), {"address": "aya@example.org", "kind": "proposal_decided"})
    duty = client.post(
        reverse("admin:common_unsubscription_add"), {"address": "aya@example.org", "kind": "claim_accepted"}
    )

    assert [(each.address, each.kind) for each in Unsubscription.objects.all()] == [
        ("aya@example.org", "proposal_decided")
    ]
    assert duty.context["adminform"].form.errors.keys() == {"kind"}
