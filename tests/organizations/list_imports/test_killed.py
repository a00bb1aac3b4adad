"""A list in the hands of the real worker, killed with -9 in the middle: nothing is half written, the next ends it."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import connection

from jitco_portal.common import tasks as common_tasks
from jitco_portal.common.embedded_connection import read_connection
from organizations.models import Approval, ListChange, ListEdition, ListImport, ListWork
from organizations.queries.list_imports.shapes import Words
from organizations.services import list_imports as services
from tests import factories as make
from tests.common.mail_servers import wait_until
from tests.common.test_launcher import Run, free_port
from tests.common.test_worker import database, database_url, in_a_thread_of_its_own, kill, start_worker  # noqa: F401
from tests.organizations.list_imports.test_applying import DAY, HEAD, LATER, entries, published, received
from tests.sample_site import ROOT
from tests.seminars.test_timetable_worker import stop_the_heart
from tests.soak import SOAK

State = ListImport.State
# More than one step of the progress.
ROWS = 300


@pytest.fixture
def own_data(settings, tmp_path, monkeypatch):
    """Where a worker looks that is a process of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("DATA", str(tmp_path))


def what_is_written():
    return Approval.objects.count(), ListEdition.objects.count(), ListChange.objects.count()


def kill_in_the_middle(worker, approval, deed):
    """Kill it while it waits for ``approval`` in the middle of what ``deed`` asks; what stands then, and its work."""
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT 1 FROM organizations_approval WHERE id = %s FOR UPDATE", [approval.pk])
        deed()
        wait_until(lambda: busy("AND wait_event_type = 'Lock'") or worker.poll() is not None, 60)
        assert worker.poll() is None, worker.log.read_text()
        work = ListWork.objects.get()
        kill(worker)
        written = what_is_written()
    # The server ends what nobody hears any more.
    wait_until(lambda: not busy("AND xact_start IS NOT NULL"), 20)
    stop_the_heart()
    in_a_thread_of_its_own(common_tasks.free_stalled_jobs, timestamp=0)
    return written, work


def busy(condition):
    """How many others are at work in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            f" WHERE datname = current_database() AND pid <> pg_backend_pid() {condition}"
        )
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("own_data")
def test_the_worker_publishes_and_takes_back_a_list_wholly_although_it_is_killed_in_both(start_worker):  # noqa: F811
    office = make.make_counterpart(make.make_country(code="VN"), name_en="Department of Sample Labour")
    people = [make.make_staff(is_superuser=True) for _number in range(2)]
    published(received(entries(1), office, people[0], published_on=DAY), people)
    approval = Approval.objects.get()
    before = what_is_written()
    text = "\n".join([HEAD, *(",".join(row) for row in entries(ROWS))])
    made = services.receive(
        words=Words("approvals", LATER, office.country, approval.programme, office, "", True),
        source="Sample list",
        source_url="",
        file=ContentFile(text.encode(), name="list.csv"),
        by=people[0],
    )
    nowhere = "smtp://127.0.0.1:9"
    worker = start_worker(nowhere)
    wait_until(lambda: state_of(made) == State.COMPARED, 60)

    services.submit(list_import=made, version=made.version, by=people[0])
    written, work = kill_in_the_middle(
        worker, approval, lambda: services.approve(list_import=made, version=made.version, by=people[1])
    )
    assert (written, what_is_written(), state_of(made)) == (before, before, State.APPLYING)
    # All was written but the last; who looked on had seen it.
    assert (work.done, work.total) == (500, 2 * ROWS)
    ends(start_worker(nowhere, "--once"))
    applied = what_is_written()
    assert (state_of(made), applied[0], applied[1]) == (State.APPLIED, ROWS, 2)

    worker = start_worker(nowhere)
    written, _work = kill_in_the_middle(
        worker, approval, lambda: services.undo(list_import=made, by=people[1], because="Sample reason")
    )
    assert (written, what_is_written(), state_of(made)) == (applied, applied, State.UNDOING)
    ends(start_worker(nowhere, "--once"))
    assert (state_of(made), *what_is_written()[:2]) == (State.UNDONE, 1, 1)
    approval.refresh_from_db()
    assert str(approval.confirmed_on) == str(DAY)


def state_of(made):
    made.refresh_from_db()
    return made.state


def ends(worker):
    assert worker.wait(60) == 0, worker.log.read_text()


# PostgreSQL itself, under a portal of its own ------------------------------------------------------------

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
