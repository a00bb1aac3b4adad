"""Writing a mail: one row per recipient and cause, with its job, in the transaction of what it tells of."""

import re
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.mail.kinds import UnknownMailKind, mail_kind
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.mail.text import composed, whole_text
from jitco_portal.common.mail.unsubscribing import unsubscribe
from jitco_portal.common.models import OutboxMessage
from tests.factories import make_message, make_user

TEMPLATES = sorted(path for path in Path("templates/mail").rglob("*.txt") if not path.name.startswith("_"))


@pytest.fixture
def sample_mail(settings, tmp_path):
    """A template of the tests' own, of a kind that is no duty."""
    (tmp_path / "mail").mkdir()
    text = "{% load i18n %}About  {{ what }}\n\n{% translate 'Contact' %}: {{ what }} & {{ recipient }}\n"
    (tmp_path / "mail" / "proposal_decided.txt").write_text(text)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]


def queue(**values):
    values = {
        "kind": "proposal_decided",
        "cause": "proposal 7",
        "recipient": "aya@example.org",
        "context": {"what": "rice"},
        **values,
    }
    return queue_mail(**values)


# Every template -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_mail_has_a_kind_and_begins_with_its_subject(path):
    mail_kind(path.relative_to("templates/mail").with_suffix("").as_posix())

    text = path.read_text(encoding="utf-8")
    subject = re.sub(r"{% load [a-z0-9_ ]+ %}|{#.*?#}", "", text.splitlines()[0]).strip()
    assert subject
    assert re.findall(r"</?[a-z]+>", text) == []


# Writing ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mail_is_written_in_the_language_of_its_reader(sample_mail):
    user = make_user(email="aya@example.org", language="ja", time_zone="Asia/Tokyo")

    message = queue(user=user)

    assert (message.subject, message.body) == ("About rice", "お問合せ: rice & aya@example.org\n")
    assert (message.language, message.time_zone, message.is_duty) == ("ja", "Asia/Tokyo", False)


@pytest.mark.django_db
def test_one_mail_per_recipient_and_cause(sample_mail):
    first = queue()

    assert queue(recipient="AYA@example.org", context={"what": "tea"}) == first
    assert queue(cause="proposal 8") != first


@pytest.mark.django_db
def test_an_unknown_kind_and_an_address_that_is_none_are_refused(sample_mail):
    with pytest.raises(UnknownMailKind):
        queue(kind="gossip")
    for recipient in ("aya", "aya@example.org\nBcc: ken@example.org", "a@b.org, c@d.org"):
        with pytest.raises(ValidationError):
            queue(recipient=recipient)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_whoever_unsubscribed_gets_no_more_of_the_kind_but_duties(sample_mail):
    unsubscribe(address="aya@example.org", kind="proposal_decided")

    assert queue().state == "unwanted"
    assert queue(cause="proposal 8", is_duty=True).state == "kept"
    assert queue(recipient="ken@example.org").state == "kept"


@pytest.mark.django_db
def test_a_subject_cannot_carry_a_header(sample_mail, settings):
    settings.MAIL_FROM = "portal@example.org"
    message = queue(context={"what": "rice\r\nBcc: ken@example.org"})

    assert message.subject == "About rice"
    assert "Bcc" not in composed(message).message()


@pytest.mark.django_db(transaction=True)
def test_the_row_and_its_job_are_written_together_or_not_at_all(sample_mail, settings):
    settings.MAIL_LEAVES = True
    jobs = ProcrastinateJob.objects.filter(task_name="jitco_portal.common.tasks.send_message")
    before = jobs.count()

    with transaction.atomic():
        queue()
        within = OutboxMessage.objects.count(), jobs.count() - before
        transaction.set_rollback(True)
    rolled_back = OutboxMessage.objects.count(), jobs.count() - before
    message = queue()

    assert (within, rolled_back) == ((1, 1), (0, 0))
    assert message.state == "waiting"
    assert [job.args for job in jobs.order_by("-pk")[: jobs.count() - before]] == [{"message_id": message.pk}]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_mail(sample_mail):
    barrier, found = threading.Barrier(4), []

    def write():
        try:
            barrier.wait()
            found.append(queue().pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [OutboxMessage.objects.get().pk] * 4


# The frame ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_frame_says_who_sends_it_why_and_how_to_end_it(settings):
    settings.SITE_URL, settings.AFFAIRS_EMAIL = "https://portal.example", "affairs@example.org"
    message = make_message(kind="proposal_decided", user=make_user(name="Aya"), body="Your changes are in.\n")

    text = whole_text(message)

    assert text.startswith("Dear Aya,\n\nYour changes are in.\n\n-- \nJITCO Sending Support\nhttps://portal.example\n")
    assert "affairs@example.org" in text
    assert "You get this mail because the portal tells you about decisions on proposed changes." in text
    assert "https://portal.example/en/mail/unsubscribe/" in text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Win at https://bad.example", "www.bad.example", "a@bad.example", "Aya\nBcc"])
def test_a_name_that_could_be_a_link_is_not_greeted(name):
    message = make_message(user=make_user(name=name))

    assert name not in whole_text(message)


@pytest.mark.django_db
def test_a_duty_says_that_it_cannot_be_ended_in_japanese_too(settings):
    settings.SITE_URL = "https://portal.example"
    message = make_message(kind="claim_accepted", language="ja")

    text = whole_text(message)

    assert "unsubscribe" not in text
    assert "公益財団法人 国際人材協力機構（JITCO）国際部" in text
    assert "List-Unsubscribe" not in composed(message).message()
