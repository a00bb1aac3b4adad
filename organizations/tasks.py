"""What the worker does for lists: compares them, publishes them, takes them back; each wholly or not at all."""

from __future__ import annotations

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

from organizations.models import ListImport

# A database that does not answer is asked again soon: somebody sits before the progress bar.
_AGAIN = RetryStrategy(max_attempts=5, wait=10, linear_wait=20)
# Jobs of one import, each tried as often as that; failed ones are forgotten after three days.
_MOST_FAILURES = 3


@app.task(queue="lists", lock="lists", retry=_AGAIN)
def compare_list(list_import_pk: int) -> None:
    from organizations.services.list_imports.comparing import compare_import  # they import this file

    compare_import(list_import_pk=list_import_pk)


@app.task(queue="lists", lock="lists", retry=_AGAIN)
def apply_list(list_import_pk: int) -> None:
    from organizations.services.list_imports.publishing import apply_import

    apply_import(list_import_pk=list_import_pk)


@app.task(queue="lists", lock="lists", retry=_AGAIN)
def undo_list(list_import_pk: int) -> None:
    from organizations.services.list_imports.undoing import undo_import

    undo_import(list_import_pk=list_import_pk)


_TASKS = {
    ListImport.State.READING: compare_list,
    ListImport.State.APPLYING: apply_list,
    ListImport.State.UNDOING: undo_list,
}


def defer_comparing(*, list_import_pk: int) -> None:
    """Have the worker compare a list, as soon as the transaction that we are in commits."""
    _defer(compare_list, list_import_pk)


def defer_applying(*, list_import_pk: int) -> None:
    _defer(apply_list, list_import_pk)


def defer_undoing(*, list_import_pk: int) -> None:
    _defer(undo_list, list_import_pk)


def take_up_lists() -> None:
    """Every minute: imports that are at work although nobody is at work on them, as after a job that was given up."""
    waiting = list(ListImport.objects.filter(state__in=list(_TASKS)).values_list("pk", "state"))
    if not waiting:
        return
    names = {task.name for task in _TASKS.values()}
    jobs = ProcrastinateJob.objects.filter(task_name__in=names, status__in=("todo", "doing", "failed"))
    known: dict[tuple[str, int], list[str]] = {}
    for name, args, status in jobs.values_list("task_name", "args", "status"):
        known.setdefault((name, args["list_import_pk"]), []).append(status)
    for pk, state in waiting:
        task = _TASKS[ListImport.State(state)]
        held = known.get((task.name, pk), [])
        if set(held) & {"todo", "doing"}:
            continue
        if held.count("failed") >= _MOST_FAILURES:
            _give_up(pk, state)
        else:
            _defer(task, pk)


def _give_up(pk: int, state: str) -> None:
    """To the state from which a person goes on: what failed again and again fails once more."""
    from organizations.services.list_imports.deciding import give_up

    give_up(list_import_pk=pk, state=state)


def _defer(task: Any, list_import_pk: int) -> None:
    JobDeferrer(job_manager=JobManager(DjangoConnector()), job=task.configure().job).defer(
        list_import_pk=list_import_pk
    )
