"""What the worker does for materials beside the work by the clock: reads and checks files, tells readers."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

from jitco_portal.common.mail.sending import within
from materials.models import FileCare
from materials.services import care, preparing, telling

# A store or a database that does not answer is asked again after a minute, and then after ever more of them.
_AGAIN = RetryStrategy(max_attempts=6, wait=60, linear_wait=240)
# Work on files is one at a time, so that the worker's other hands are for mails: no check takes longer at a stretch.
_STRETCH_SECONDS = 120
_NIGHT = datetime.timedelta(hours=4)
# What was given up, or whose job was lost, is tried again in the night.
_WAITED_LONG = datetime.timedelta(hours=1)


# Text and previews ------------------------------------------------------------------------------------


@app.task(queue="files", lock="files", retry=_AGAIN)
def prepare_file(file_pk: int) -> None:
    """The file, and others that wait: a job that a lock held back is looked for again only after a while."""
    preparing.prepare_waiting(file_pk=file_pk, until=within(_STRETCH_SECONDS))


def defer_preparation(*, file_pk: int) -> None:
    """Have the worker read a file's text and pages, as soon as the transaction that we are in commits."""
    _defer(prepare_file, file_pk=file_pk)


def prepare_anew(*, file_pks: list[int]) -> None:
    """Again, whatever came of it before."""
    with transaction.atomic():
        FileCare.objects.filter(pk__in=file_pks).update(preparation=FileCare.Preparation.WAITING)
        for pk in file_pks:
            defer_preparation(file_pk=pk)


def prepare_what_waits() -> None:
    """Every night: files that wait for a preview although nobody is at work on them."""
    waiting = FileCare.objects.filter(
        preparation=FileCare.Preparation.WAITING, file__created_at__lt=timezone.now() - _WAITED_LONG
    )
    at_work = ProcrastinateJob.objects.filter(task_name=prepare_file.name, status__in=("todo", "doing"))
    known = {args["file_pk"] for args in at_work.values_list("args", flat=True)}
    for pk in sorted(set(waiting.values_list("pk", flat=True)) - known):
        defer_preparation(file_pk=pk)


# Checksums --------------------------------------------------------------------------------------------


def check_tonight() -> None:
    """Every night: have the worker check the files whose turn it is."""
    if turn := care.turn_of_tonight():
        _defer_check(turn, turn.begun_at + _NIGHT)


@app.task(queue="files", lock="files", queueing_lock="check_files", retry=_AGAIN, pass_context=True)
def check_files(context: JobContext, checked_until: str, begun_at: str, ends_at: str) -> None:
    """A stretch of the night's work; the rest waits behind what came in meanwhile."""
    turn = care.Turn(*(datetime.datetime.fromisoformat(each) for each in (checked_until, begun_at)))
    end = datetime.datetime.fromisoformat(ends_at)
    checked = care.check_files(
        turn=turn, until=within(_STRETCH_SECONDS), is_ending=context.should_abort, rate=care.NIGHTLY_RATE
    )
    if not checked.is_whole and timezone.now() < end:
        _defer_check(turn, end)


def _defer_check(turn: care.Turn, end: datetime.datetime) -> None:
    # The last night's may not have come to its end.
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        _defer(
            check_files,
            checked_until=turn.checked_until.isoformat(),
            begun_at=turn.begun_at.isoformat(),
            ends_at=end.isoformat(),
        )


# Readers ----------------------------------------------------------------------------------------------


@app.task(queue="mail", retry=_AGAIN)
def tell_readers(edition_pk: int, news: str) -> None:
    telling.tell_readers(edition_pk=edition_pk, news=news)


def defer_telling(*, edition_pk: int, news: str) -> None:
    """Have the worker write to the readers, as soon as the transaction that we are in commits."""
    _defer(tell_readers, edition_pk=edition_pk, news=news)


def _defer(task: Any, **values: Any) -> None:
    JobDeferrer(job_manager=JobManager(DjangoConnector()), job=task.configure().job).defer(**values)
