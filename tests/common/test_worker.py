"""The real worker in processes of its own: at work, side by side, and killed with -9 where it hurts most.

A sweep may put a message back between its claim and its lock; its sender then stops, and it counts one try more. So
the states and what the server took are exact here, and tries only have a least.

The counts are printed (``pytest -rP``); ``SOAK=1`` takes ten times as many messages.
"""

import contextlib
import datetime
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.contrib import admin
from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common import tasks
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.registry import Registry
from tests.common.mail_servers import IsSlow, MailServer, WaitsToBeLet, silent_port, wait_until
from tests.factories import make_message
from tests.sample_site import ROOT

State = OutboxMessage.State
SOAK = os.environ.get("SOAK") == "1"


@pytest.fixture
def database(transactional_db):
    """A database that workers see too; without the jobs of other tests, which no flush takes away."""
    empty_queue()
    yield
    empty_queue()


def empty_queue():
    with connection.cursor() as cursor:
        tables = ("jobs", "workers", "events", "periodic_defers")
        cursor.execute("TRUNCATE " + ", ".join(f"procrastinate_{table}" for table in tables))


def database_url():
    values = connection.settings_dict
    user = f"{quote(values['USER'], safe='')}:{quote(values['PASSWORD'], safe='')}"
    host = values["HOST"]
    if host.startswith("/"):
        return f"postgresql://{user}@/{values['NAME']}?{urlencode({'host': host})}"
    return f"postgresql://{user}@{host}:{values['PORT'] or 5432}/{values['NAME']}"


@pytest.fixture
def start_worker(database, tmp_path):
    """``start_worker(url, "--once")`` starts one that sends to ``url``; none outlives the test."""
    started = []

    def start(url, *options):
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "jitco_portal.settings",
            "EMAIL_URL": url,
            "MAIL_FROM": "portal@example.org",
        }
        log = tmp_path / f"worker-{len(started)}.log"
        with log.open("wb") as output:
            command = [sys.executable, "manage.py", "run_worker", *options]
            worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        worker.log = log
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def kill(worker):
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def state_of(message):
    message.refresh_from_db()
    return message.state


def queued(message):
    """As ``queue_mail`` does it: the row and its job at once."""
    with transaction.atomic():
        message.save()
        tasks.defer_sending(message_id=message.pk)
    return message


# At work ------------------------------------------------------------------------------------------------


def test_a_mail_goes_out_at_once_over_few_connections_and_the_worker_ends_when_told(start_worker):
    others = connections_of_others()  # of what this process serves to other tests
    with MailServer().running() as server:
        worker = start_worker(server.url)
        wait_until(lambda: ProcrastinateJob.objects.filter(task_name__endswith="sweep", status="succeeded").exists())
        seconds = []
        for number in range(5):
            started = time.monotonic()
            queued(make_message())
            wait_until(lambda number=number: len(server.taken) == number + 1)
            seconds.append(time.monotonic() - started)
        connections = connections_of_others() - others
        worker.terminate()
        code = worker.wait(20)

    print(f"seconds from the commit to the server's 250: {', '.join(f'{each:.2f}' for each in seconds)}")
    print(f"connections of an idle worker: {connections}")
    assert connections <= 8  # to fetch and listen 3, one for each mail that was on its way
    assert code == 0


def connections_of_others():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


def test_several_workers_send_each_message_once(start_worker):
    number = 400 if SOAK else 40
    messages = [queued(make_message()) for _number in range(number)]
    with MailServer().running() as server:
        # The 20 seconds of a patient client: a machine with much to do may keep it waiting longer than 2.
        workers = [start_worker(server.url + "0", "--once") for _number in range(3)]
        for worker in workers:
            assert worker.wait(300) == 0

    print(f"{number} messages, 3 workers: {len(server.taken)} mails taken, {len(server.copies)} different")
    assert server.copies == Counter(message.message_id for message in messages)
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"sent"}


def test_a_worker_for_once_ends_when_its_sweep_has_sent_all_that_is_due(start_worker):
    """Also where that takes longer than a worker that is told to end is given."""
    messages = [make_message() for _number in range(8)]
    with IsSlow(0.4).running() as server:
        assert start_worker(server.url + "0", "--once").wait(60) == 0

    assert server.copies == Counter(message.message_id for message in messages)
    assert {state_of(message) for message in messages} == {"sent"}


# Killed -------------------------------------------------------------------------------------------------


def test_killed_between_claim_and_send_nothing_is_lost_and_nothing_doubled(start_worker):
    message = queued(make_message())
    with silent_port() as port:
        first = start_worker(f"smtp://127.0.0.1:{port}?timeout=60")
        wait_until(lambda: state_of(message) == State.SENDING)
        kill(first)
    left = state_of(message)
    with MailServer().running() as server:
        start_worker(server.url, "--once").wait(60)

    assert (left, state_of(message)) == ("sending", "sent")
    assert message.tries >= 2
    assert server.copies == {message.message_id: 1}


def test_killed_before_the_server_has_said_yes_the_mail_is_sent_by_the_next(start_worker):
    message = queued(make_message())
    with WaitsToBeLet().running() as server:
        first = start_worker(server.url + "0")
        assert server.seen.wait(20)
        kill(first)
        server.let.set()
        time.sleep(0.5)
        start_worker(server.url, "--once").wait(60)

    assert state_of(message) == "sent"
    assert message.tries >= 2
    assert server.copies[message.message_id] in (1, 2)  # it may have taken a mail whose sender was gone


def test_killed_between_the_servers_yes_and_our_commit_the_mail_is_doubled_under_one_id(start_worker):
    """The one case that SMTP leaves open: only the server knows that it said yes."""
    message, other = queued(make_message()), make_message(next_try_at=timezone.now() + datetime.timedelta(days=1))
    with WaitsToBeLet().running() as server:
        first = start_worker(server.url + "0")
        assert server.seen.wait(20)
        with outcome_cannot_be_written():
            server.let.set()
            wait_until(lambda: len(server.taken) == 1 and somebody_waits_for_a_lock())
            kill(first)
        left = state_of(message)
        start_worker(server.url, "--once").wait(60)

    print(f"killed between 250 and commit: {len(server.taken)} mails of 1 message, {len(server.copies)} Message-ID")
    assert (left, state_of(message)) == ("sending", "sent")
    assert message.tries >= 2
    assert server.copies == {message.message_id: 2}
    assert (state_of(other), other.tries) == ("waiting", 0)


@contextlib.contextmanager
def outcome_cannot_be_written():
    """Whoever writes a message waits: each write goes into the history, and its table is locked."""
    with psycopg.connect(database_url()) as locker:
        locker.execute("LOCK TABLE common_outboxmessageevent IN SHARE MODE")
        yield


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_workers_killed_at_random_lose_nothing(start_worker):
    number, kills = (600, 20) if SOAK else (40, 2)
    messages = [queued(make_message()) for _number in range(number)]
    chance = random.Random(3)
    with MailServer().running() as server:
        running, killed = [start_worker(server.url) for _number in range(2)], 0
        while killed < kills and len(server.copies) < number:
            reached = len(server.taken)
            wait_until(lambda reached=reached: len(server.taken) > reached, 60)
            time.sleep(chance.uniform(0, 0.05))
            kill(running.pop(0))
            running.append(start_worker(server.url))
            killed += 1
        wait_until(lambda: OutboxMessage.objects.filter(state=State.SENT).count() == number, 180)

    doubled = sum(copies > 1 for copies in server.copies.values())
    print(f"{number} messages, {killed} workers killed with -9: {len(server.taken)} mails taken,")
    print(f"{len(server.copies)} different, 0 lost, {doubled} doubled (a worker sends 4 at a time)")
    assert set(server.copies) == {message.message_id for message in messages}
    assert sum(server.copies.values()) - number <= 4 * killed


# Jobs ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_night_begins_at_half_past_three_in_japan_and_each_job_is_for_itself(monkeypatch):
    done, jobs = [], Registry()

    def broken():
        make_message(cause="half done")
        raise ValueError("no")

    def sound():
        done.append(connection.in_atomic_block)

    jobs.add(broken, position=1)
    jobs.add(sound, position=2)
    monkeypatch.setattr(tasks, "daily_jobs", jobs)
    noon = datetime.datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    [night] = [each for each in app.periodic_registry.periodic_tasks.values() if each.task.name.endswith("every_night")]

    tasks.every_night.func(timestamp=0)

    at = datetime.datetime.fromtimestamp(night.croniter.get_next(float, start_time=noon.timestamp()), noon.tzinfo)
    assert at.isoformat() == "2026-11-24T03:30:00+09:00"
    assert done == [True]
    assert not OutboxMessage.objects.filter(cause="half done").exists()


def in_a_thread_of_its_own(task, **values):
    """Playwright keeps a loop running in the tests' thread from its first page on; asgiref starts none beside it."""

    def run():
        try:
            async_to_sync(task.func)(SimpleNamespace(app=app), **values)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("attempts", "becomes"), [(1, "todo"), (3, "failed")])
def test_a_job_of_a_killed_worker_is_done_again_a_few_times(attempts, becomes):
    tasks.defer_sending(message_id=1)
    job = ProcrastinateJob.objects.latest("pk")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, attempts, job.pk],
        )

    in_a_thread_of_its_own(tasks.free_stalled_jobs, timestamp=0)

    job.refresh_from_db()
    assert job.status == becomes


def test_the_tables_of_the_queue_are_in_no_history_and_on_no_page_of_the_desk():
    models = list(apps.get_app_config("procrastinate").get_models())

    assert [each for each in models if hasattr(each, "pgh_event_models") or each in admin.site._registry] == []
