"""The real worker compares lists, publishes them and takes them back; killed with -9, it has done nothing of it."""

import contextlib
import os
import signal
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from jitco_portal.common import tasks as common_tasks
from jitco_portal.common.embedded_connection import read_connection
from jitco_portal.common.embedded_postgres import EmbeddedPostgres
from organizations.models import Approval, ListChange, ListEntry, ListImport, ListWork, Organization
from organizations.services import list_imports as services
from organizations.tasks import take_up_lists
from tests import factories as make
from tests.common.mail_servers import wait_until
from tests.common.test_launcher import Run, free_port
from tests.common.test_worker import (  # noqa: F401
    database,
    database_url,
    empty_queue,
    in_a_thread_of_its_own,
    kill,
    start_worker,
)
from tests.organizations.list_imports.test_applying import LATER, entries, published, received, state
from tests.sample_site import ROOT
from tests.seminars.test_timetable_worker import stop_the_heart
from tests.soak import SOAK

State = ListImport.State
# Two steps a row: with so many, the progress is told once more when the profiles are written and the approvals are not.
NEW = 130
# Nobody is written to.
NO_MAIL = "smtp://127.0.0.1:9"


@pytest.fixture(autouse=True)
def files(settings, tmp_path, monkeypatch):
    """Where a worker finds the list that is a process of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("DATA", str(tmp_path))


def the_desk():
    office = make.make_counterpart(make.make_country(code="VN"), name_en="Department of Sample Labour")
    return office, [make.make_staff(is_superuser=True) for _number in range(2)]


def approved(list_import, people):
    services.submit(list_import=list_import, version=list_import.version, by=people[0])
    services.approve(list_import=list_import, version=list_import.version, by=people[1])


def second_list(office, people, new):
    """A list that was compared: three organizations that we hold have a new telephone, and ``new`` are new to us."""
    rows = entries(3)
    published(received(rows, office, people[0]), people)
    for row in rows:
        row[4] = f"028 5559 {row[4][-4:]}"
    list_import = received(rows + entries(new, first=50), office, people[0], published_on=LATER)
    assert (list_import.counts["changed"], list_import.counts["new"], list_import.counts["rows"]) == (3, new, 3 + new)
    return list_import


def now(list_import):
    list_import.refresh_from_db()
    return list_import.state


def written():
    """What a list may write, as others see it, and what stands in its book."""
    return {**state(), ListEntry: ListEntry.objects.count(), ListChange: list(ListChange.objects.values())}


@contextlib.contextmanager
def held(row):
    """Nobody can write this row: who wants to, stands still in the middle of its transaction."""
    with contextlib.closing(psycopg.connect(database_url())) as holder:
        table = row._meta.db_table
        holder.execute(f"SELECT FROM {table} WHERE id = %s FOR NO KEY UPDATE", [row.pk])
        yield holder.info.backend_pid


def held_up_by(holder):
    """The processes of the server that stand still for the holder, and the tables that they have written to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, relation::regclass::text FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE datname = current_database() AND mode = 'RowExclusiveLock' AND granted AND relation IS NOT NULL"
            " AND %s = ANY(pg_blocking_pids(pid))",
            [holder],
        )
        found = cursor.fetchall()
    return {pid for pid, _table in found}, {table.removeprefix("organizations_") for _pid, table in found}


def is_connected(pids):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)", [list(pids)])
        return cursor.fetchone()[0] > 0


def free_the_job():
    """As the minute does it, once the worker has shown no sign of life for long enough."""
    stop_the_heart()
    in_a_thread_of_its_own(common_tasks.free_stalled_jobs, timestamp=0)


def finish(start_worker):  # noqa: F811
    worker = start_worker(NO_MAIL, "--once")
    assert worker.wait(120) == 0, worker.log.read_text()


def assert_all_of_it_is_published(list_import):
    assert now(list_import) == State.APPLIED
    assert sorted(Approval.objects.filter(confirmed_on=LATER).values_list("number", flat=True)) == sorted(
        row[1] for row in entries(3) + entries(NEW, first=50)
    )
    assert (Approval.objects.count(), Organization.objects.count()) == (NEW + 3, NEW + 3)
    assert Organization.objects.filter(phone__startswith="028 5559").count() == 3
    # Profiles, approvals, entries and the edition; and of those that we held the telephones and the days.
    changes = list_import.changes.values_list("action", flat=True)
    assert (list(changes).count("created"), list(changes).count("changed")) == (NEW + NEW + NEW + 3 + 1, 3 + 3)
    work = ListWork.objects.get(list_import=list_import)
    assert (work.done, work.total) == (250, 2 * (NEW + 3))


def test_the_worker_compares_a_list_publishes_it_and_takes_it_back(database, start_worker):  # noqa: F811
    office, people = the_desk()
    before = written()
    worker = start_worker(NO_MAIL)
    list_import = received(entries(4), office, people[0], compare=False)
    wait_until(lambda: now(list_import) == State.COMPARED, 60)
    assert (list_import.counts["new"], written()) == (4, before)
    approved(list_import, people)
    wait_until(lambda: now(list_import) == State.APPLIED, 60)
    numbers = list(Approval.objects.order_by("number").values_list("number", flat=True))
    work = ListWork.objects.get(list_import=list_import)
    services.undo(list_import=list_import, by=people[1], because="Sample reason")
    wait_until(lambda: now(list_import) == State.UNDONE, 60)
    worker.terminate()
    assert worker.wait(20) == 0, worker.log.read_text()

    assert (numbers, work.total) == (["1/GP", "2/GP", "3/GP", "4/GP"], 8)
    assert (Approval.objects.count(), ListEntry.objects.count()) == (0, 0)
    assert list(Organization.objects.values_list("is_published", flat=True)) == [False] * 4


def test_a_worker_that_is_killed_while_it_publishes_has_published_nothing_and_the_next_does(database, start_worker):  # noqa: F811
    office, people = the_desk()
    list_import = second_list(office, people, NEW)
    approved(list_import, people)
    before = written()

    with held(Approval.objects.get(number="2/GP")) as holder:
        first = start_worker(NO_MAIL)
        # What the histories keep of approvals shows that the new ones are in: the held one is written after them.
        wait_until(lambda: {"listentry", "approvalevent"} <= held_up_by(holder)[1], 60)
        told = ListWork.objects.get(list_import=list_import).done
        servants = held_up_by(holder)[0]
        kill(first)
        assert (told, now(list_import)) == (250, State.APPLYING)
        assert written() == before
    # The server hears of the death only now, and goes on to where it would tell the dead of its success.
    wait_until(lambda: not is_connected(servants))
    assert (written(), now(list_import)) == (before, State.APPLYING)

    free_the_job()
    finish(start_worker)

    assert_all_of_it_is_published(list_import)


def test_a_list_over_whose_taking_back_workers_were_killed_is_taken_up_and_wholly_taken_back(database, start_worker):  # noqa: F811
    office, people = the_desk()
    list_import = second_list(office, people, 5)
    at_first = written()
    approved(list_import, people)
    services.apply_import(list_import_pk=list_import.pk, with_progress=False)
    # Jobs of what the test did itself: one at work on lists has the next wait until the worker looks again.
    empty_queue()
    before = written()
    services.undo(list_import=list_import, by=people[1], because="Sample reason")

    with held(Organization.objects.get(phone="028 5559 0001")) as holder:
        first = start_worker(NO_MAIL)
        wait_until(lambda: {"approval", "listentry", "listedition"} <= held_up_by(holder)[1], 60)
        servants = held_up_by(holder)[0]
        kill(first)
        assert (written(), now(list_import)) == (before, State.UNDOING)
    wait_until(lambda: not is_connected(servants))
    assert (written(), now(list_import)) == (before, State.UNDOING)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 3 WHERE task_name LIKE '%.undo_list'")
    free_the_job()
    take_up_lists()
    finish(start_worker)

    after = written()
    new = [each for each in after[Organization] if each["phone"].startswith("024 5550 005")]
    assert (now(list_import), [each["is_published"] for each in new]) == (State.UNDONE, [False] * 5)
    after[Organization] = [each for each in after[Organization] if each not in new]
    assert {**after, ListChange: None} == {**at_first, ListChange: None}
    assert list(ListChange.objects.exclude(kept={})) == []


# PostgreSQL killed ----------------------------------------------------------------------------------------


@pytest.fixture
def own_server(database, tmp_path):  # noqa: F811
    """A server that only this test uses, as it runs outside of tests, with the portal's tables in it."""
    server = EmbeddedPostgres(tmp_path / "postgres")
    usual = dict(connection.settings_dict)
    try:
        server.start()
        ask(read_connection(server.folder))
        migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
        subprocess.run(migrate, check=True, cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url()})
        yield server
    finally:
        ask(usual)
        server.stop()


def ask(address):
    """The test itself asks this server from now on."""
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(address)


@pytest.mark.skipif(not SOAK, reason="makes a server and all its tables anew; make soak runs it")
def test_a_list_over_which_postgresql_was_killed_is_not_published_and_then_wholly(own_server, start_worker):  # noqa: F811
    office, people = the_desk()
    list_import = second_list(office, people, NEW)
    approved(list_import, people)
    before = written()

    with held(Approval.objects.get(number="2/GP")) as holder:
        first = start_worker(NO_MAIL)
        wait_until(lambda: {"listentry", "approvalevent"} <= held_up_by(holder)[1], 60)
        # What is committed beside it takes all that was written so far into the journal: the next start reads it there.
        make.make_staff()
        own_server.process.send_signal(signal.SIGKILL)
        own_server.process.wait()
    kill(first)
    own_server.stop()
    own_server.start()
    ask(read_connection(own_server.folder))
    assert "database system was not properly shut down" in own_server.log.read_text()
    assert (written(), now(list_import)) == (before, State.APPLYING)
    assert ListWork.objects.get(list_import=list_import).done == 250

    free_the_job()
    finish(start_worker)

    assert_all_of_it_is_published(list_import)


# A whole portal, whose next start finishes by itself -----------------------------------------------------

_MANY = 3000
# Run in the portal's own folder: a list of fictional approvals, let through by two of the sample people.
_RECEIVE = f"""
from django.core.files.base import ContentFile
from countries.models import Counterpart, Programme
from jitco_portal.common.models import User
from organizations.models import ListImport
from organizations.queries.list_imports.shapes import Words
from organizations.services import list_imports as services
from tests.organizations.list_imports.test_applying import HEAD, LATER, entries
office = Counterpart.objects.filter(country__code="VN").first()
people = [User.objects.get(email=f"publisher{{number}}@example.org") for number in (1, 2)]
text = "\\n".join([HEAD, *(",".join(row) for row in entries({_MANY}, first=5000))])
words = Words("approvals", LATER, office.country, Programme.objects.get(code="titp"), office, "", False)
file = ContentFile(text.encode(), name="list.csv")
services.receive(words=words, source="Sample list", source_url="", file=file, by=people[0])
"""
_APPROVE = """
from jitco_portal.common.models import User
from organizations.models import ListImport
from organizations.services import list_imports as services
people = [User.objects.get(email=f"publisher{number}@example.org") for number in (1, 2)]
made = ListImport.objects.latest("pk")
services.decide_all(list_import=made, results=["new"], decision="accept", by=people[0])
made.refresh_from_db()
services.submit(list_import=made, version=made.version, by=people[0])
services.approve(list_import=made, version=made.version, by=people[1])
"""


@pytest.mark.skipif(not SOAK, reason="starts a portal twice; make soak runs it")
def test_postgresql_killed_while_a_list_is_published_leaves_nothing_half_and_the_next_start_ends_it(tmp_path):
    data = tmp_path / "data"
    with Run(data, free_port()) as one:
        in_portal(data, _RECEIVE)
        wait_until(lambda: newest(data)["state"] == State.COMPARED, 60)
        before = newest(data)["approvals"]
        in_portal(data, _APPROVE)
        wait_until(lambda: newest(data)["done"] >= _MANY // 2, 60)
        assert newest(data)["state"] == State.APPLYING
        (pid_file,) = (data / "postgres").rglob("postmaster.pid")
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
        one.process.wait(60)

    with Run(data, one.port):
        assert newest(data)["approvals"] in (before, before + _MANY)
        wait_until(lambda: newest(data)["state"] != State.APPLYING, 180)
        assert (newest(data)["state"], newest(data)["approvals"]) == (State.APPLIED, before + _MANY)


def in_portal(data, code):
    values = {**os.environ, "DATA": str(data), "DJANGO_SETTINGS_MODULE": "jitco_portal.settings"}
    kept = {name: value for name, value in values.items() if name not in ("SECRET_KEY", "DATABASE_URL")}
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=kept, check=True)


def newest(data):
    """The newest import of a portal, and how many approvals stand there."""
    found = read_connection(data / "postgres")
    with psycopg.connect(
        host=found["HOST"], dbname=found["NAME"], user=found["USER"], password=found["PASSWORD"]
    ) as other:
        row = other.execute(
            "SELECT one.state, (SELECT count(*) FROM organizations_approval), COALESCE(work.done, 0)"
            " FROM organizations_listimport one LEFT JOIN organizations_listwork work ON work.list_import_id = one.id"
            " ORDER BY one.id DESC LIMIT 1"
        ).fetchone()
    return dict(zip(("state", "approvals", "done"), row, strict=True))
