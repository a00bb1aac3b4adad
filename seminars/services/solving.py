"""The worker's part: one search for a timetable, from waiting to an end that is said honestly whatever happens."""

from __future__ import annotations

import datetime
import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from seminars.models import TimetableRun

logger = logging.getLogger(__name__)

# How often progress is written and it is asked whether to stop, in seconds.
EACH = 1.0
# Beyond its own limit the process may need so long to start, to prove and to explain.
GRACE = 60
# A run whose job cannot be found is not called lost before that: its transaction may just be ending.
SETTLING = datetime.timedelta(seconds=30)
TASK = "seminars.tasks.solve_run"
LIVING = (TimetableRun.State.WAITING, TimetableRun.State.RUNNING)
# What went wrong, as pages say it (`queries.runs`).
LOST, BROKEN, TOO_LONG = "lost", "broken", "too_long"


class GivenBack(Exception):
    """The worker ends: the run waits again, for the next one."""


class NotOurs(Exception):
    """Somebody else has taken the run up, or ended it."""


def solve_run(*, run_id: int, is_ending: Callable[[], bool] = lambda: False) -> None:
    """Search, with progress and the stop button in the row. Raises GivenBack where ``is_ending()`` becomes true.

    A run that is being solved already was left by a worker that is gone: it begins anew. Should that one live after
    all, it finds that the run is no longer its own (``begun_at``) and ends without a word.
    """
    begun_at = timezone.now()
    taken = TimetableRun.objects.filter(pk=run_id, state__in=LIVING, should_stop=False)
    if not taken.update(state=TimetableRun.State.RUNNING, begun_at=begun_at, progress={}):
        TimetableRun.objects.filter(pk=run_id, state__in=LIVING).update(
            state=TimetableRun.State.STOPPED, ended_at=begun_at
        )
        return
    run = TimetableRun.objects.select_related("day").get(pk=run_id)
    solving = _Solving(run, begun_at, is_ending)
    try:
        solving.work()
    except GivenBack:
        solving.end(state=TimetableRun.State.WAITING, begun_at=None, progress={})
        raise
    except NotOurs:
        logger.warning("A search for a timetable was taken up by another worker", extra={"run": run_id})
    except Exception:
        logger.exception("Search for a timetable failed", extra={"run": run_id})
        solving.end(state=TimetableRun.State.FAILED, error=BROKEN, ended_at=timezone.now())


class _Solving:
    def __init__(self, run: TimetableRun, begun_at: datetime.datetime, is_ending: Callable[[], bool]) -> None:
        self.run, self.is_ending = run, is_ending
        # Only while the run is ours: nobody else has taken it up, and it has not been ended.
        self.own = TimetableRun.objects.filter(pk=run.pk, state=TimetableRun.State.RUNNING, begun_at=begun_at)
        self.progress: dict[str, Any] = {}
        self.result: dict[str, Any] | None = None
        self.is_stopping = False

    def work(self) -> None:
        seconds = self.run.day.seconds
        process = subprocess.Popen(
            [sys.executable, "-m", "seminars.solver_process"],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            lines = _lines_of(process)
            self._send(process, json.dumps({"instance": self.run.instance, "seconds": seconds}))
            self._listen(process, lines, until=time.monotonic() + seconds + GRACE)
        finally:
            process.kill()
            process.wait()
        if self.result is None:
            raise RuntimeError(f"the solver ended with {process.returncode}")
        state = TimetableRun.State.STOPPED if self.result["is_cancelled"] else TimetableRun.State.DONE
        self.end(state=state, result=self.result, progress=self.progress, ended_at=timezone.now())

    def _listen(self, process: subprocess.Popen[str], lines: queue.Queue[str | None], *, until: float) -> None:
        looked_at = 0.0
        while True:
            try:
                line = lines.get(timeout=EACH / 4)
            except queue.Empty:
                pass
            else:
                if line is None:
                    return
                self._read(json.loads(line))
            if self.is_ending():
                raise GivenBack
            if time.monotonic() - looked_at >= EACH:
                looked_at = time.monotonic()
                self._look(process)
            if time.monotonic() > until:
                self.end(state=TimetableRun.State.FAILED, error=TOO_LONG, ended_at=timezone.now())
                raise TimeoutError

    def _read(self, said: dict[str, Any]) -> None:
        if "progress" in said:
            self.progress = said["progress"]
        else:
            self.result = said["result"]

    def _look(self, process: subprocess.Popen[str]) -> None:
        """Write how far it got, and hear whether to stop. Raises NotOurs."""
        at = timezone.now()
        progress = {**self.progress, "seconds": round((at - self._begun()).total_seconds(), 1), "at": at.isoformat()}
        is_ours = bool(self.own.update(progress=progress))
        should_stop = is_ours and self.own.values_list("should_stop", flat=True).first()
        # A connection that is kept while nothing is written is one less for others.
        if not connection.in_atomic_block:
            connection.close()
        if not is_ours:
            raise NotOurs
        if should_stop and not self.is_stopping:
            self.is_stopping = True
            self._send(process, "stop")

    def _begun(self) -> datetime.datetime:
        return self.run.begun_at or timezone.now()

    def _send(self, process: subprocess.Popen[str], line: str) -> None:
        if process.stdin is None:
            return
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except BrokenPipeError:  # it has just ended, and said why or not
            logger.info("The solver has ended already", extra={"run": self.run.pk})

    def end(self, **values: Any) -> None:
        self.own.update(**values)


def _lines_of(process: subprocess.Popen[str]) -> queue.Queue[str | None]:
    """What the process writes, line by line; None at its end."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def look_after_runs() -> None:
    """Every minute: a run whose job has ended without it, or is nowhere, has failed; nobody waits for it in vain."""
    before = timezone.now() - SETTLING
    for run in TimetableRun.objects.filter(state__in=LIVING, asked_at__lt=before).order_by("pk"):
        jobs = ProcrastinateJob.objects.filter(task_name=TASK, args__run_id=run.pk, status__in=("todo", "doing"))
        if jobs.exists():
            continue
        with transaction.atomic():
            # Between the look at the jobs and here it may have come to its end.
            lost = TimetableRun.objects.filter(pk=run.pk, state__in=LIVING)
            lost.update(state=TimetableRun.State.FAILED, error=LOST, ended_at=timezone.now())
