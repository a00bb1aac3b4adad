"""The real worker solves in a process of its own: progress, the stop button, mails beside it, kill -9."""

import contextlib
import os
import subprocess
import time

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common import tasks
from seminars.models import TimetableRun
from seminars.queries.runs import course_of
from seminars.services import timetable_runs
from tests.common.mail_servers import MailServer, wait_until
from tests.common.test_worker import database, in_a_thread_of_its_own, kill, queued, start_worker  # noqa: F401
from tests.factories import make_message
from tests.seminars.meeting_world import make_meeting_world
from tests.seminars.timetable import verify
from tests.seminars.timetable.instances import make_day


@pytest.fixture
def run(database):  # noqa: F811
    """A search that takes its time: a large day, and more of it than can be proven at once."""
    made = make_meeting_world(seconds=60)
    run = timetable_runs.start_run(day=made.day)
    instance = make_day(3, sending=30, supervising=60)
    TimetableRun.objects.filter(pk=run.pk).update(instance=instance)
    run.refresh_from_db()
    return run


def now(run):
    run.refresh_from_db()
    return run


def solvers():
    """The processes of searches on this machine, by their command line."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    return {
        int(line.split()[0]): int(line.split()[1]) for line in listed.splitlines() if "seminars.solver_process" in line
    }


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="solves a large day twice; make soak runs it")
def test_the_worker_solves_is_killed_and_another_goes_on_until_it_is_stopped(run, start_worker):  # noqa: F811
    """Its process ends with it, mails go out beside it, and what it has when it is stopped is a sound timetable."""
    with MailServer().running() as server:
        first = start_worker(server.url + "0")
        wait_until(lambda: now(run).progress.get("at") is not None, 60)
        [child] = [pid for pid, parent in solvers().items() if parent == first.pid]
        kill(first)
        wait_until(lambda: child not in solvers(), 20)
        left, first_begun = now(run).state, run.begun_at
        stop_the_heart()
        in_a_thread_of_its_own(tasks.free_stalled_jobs, timestamp=0)
        second = start_worker(server.url + "0")
        wait_until(lambda: now(run).progress.get("objective") is not None, 60)
        under_way = course_of(run=now(run))
        queued(make_message())
        wait_until(lambda: len(server.taken) == 1, 20)
        mail_came_while = now(run).state
        # A quick machine may have proven the best one before it is asked to stop.
        with contextlib.suppress(timetable_runs.HasEnded):
            timetable_runs.stop_run(run=run)
        wait_until(lambda: now(run).state != TimetableRun.State.RUNNING, 40)
        second.terminate()
        assert second.wait(30) == 0

    assert left == "running"
    assert run.begun_at > first_begun
    assert (under_way.is_living, under_way.is_silent, under_way.bound is not None) == (True, False, True)
    assert mail_came_while in ("running", "done")
    assert (run.state, run.result["is_cancelled"]) in (("stopped", True), ("done", False))
    assert verify.check(run.instance, run.result)["violations"] == []
    assert ProcrastinateJob.objects.get(task_name="seminars.tasks.solve_run").status == "succeeded"


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="starts one more worker; make soak runs it")
def test_a_worker_that_is_told_to_end_gives_the_search_back(run, start_worker):  # noqa: F811
    with MailServer().running() as server:
        worker = start_worker(server.url)
        wait_until(lambda: now(run).progress.get("at") is not None, 60)
        started = time.monotonic()
        worker.terminate()
        code = worker.wait(30)
        seconds = time.monotonic() - started

    print(f"seconds from SIGTERM to the end of a worker that solves: {seconds:.1f}")
    assert code == 0
    assert (now(run).state, run.progress, run.begun_at) == ("waiting", {}, None)
    assert ProcrastinateJob.objects.filter(task_name="seminars.tasks.solve_run", status="todo").count() == 1


def stop_the_heart():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
