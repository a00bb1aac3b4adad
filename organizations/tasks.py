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
    at_work = ProcrastinateJob.objects.filter(task_name__in=names, status__in=("todo", "doing"))
    known = {(name, args["list_import_pk"]) for name, args in at_work.values_list("task_name", "args")}
    for pk, state in waiting:
        task = _TASKS[ListImport.State(state)]
        if (task.name, pk) not in known:
            _defer(task, pk)


def _defer(task: Any, list_import_pk: int) -> None:
    JobDeferrer(job_manager=JobManager(DjangoConnector()), job=task.configure().job).defer(
        list_import_pk=list_import_pk
    )
