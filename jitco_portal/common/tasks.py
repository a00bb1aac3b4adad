"""What the worker does: mails as they come, a sweep each minute, the work of the night."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable

from django.db import transaction
from procrastinate import builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.manager import JobManager

from jitco_portal.common import derived_rows
from jitco_portal.common.mail import sending as outbox_sending
from jitco_portal.common.registry import daily_jobs, minutely_jobs

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 20
_RESTARTS = 3
_KEPT_HOURS = 72


@app.task(queue="mail")
def send_message(message_id: int) -> None:
    outbox_sending.send_message(message_id=message_id)


def defer_sending(*, message_id: int) -> None:
    """Have the worker send a message, as soon as the transaction that we are in commits.

    On Django's own connection also within the worker, whose tasks would else use another and commit there.
    """
    manager = JobManager(DjangoConnector())
    JobDeferrer(job_manager=manager, job=send_message.configure().job).defer(message_id=message_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep", pass_context=True)
def sweep(context: JobContext, timestamp: int) -> None:
    """Send what is due and has no job any more: tried before, left by a dead worker, let go by staff."""
    time_is_up = outbox_sending.within(SWEEP_SECONDS)
    outbox_sending.send_due_messages(until=lambda: time_is_up() or context.should_abort())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="refresh_derived_rows", pass_context=True)
def refresh_derived_rows(context: JobContext, timestamp: int) -> None:
    """What came in by SQL or by a long list; soon after midnight in Japan, the standings of the new day."""
    time_is_up = outbox_sending.within(SWEEP_SECONDS)
    derived_rows.refresh(until=lambda: time_is_up() or context.should_abort())


async def sweep_at_start() -> None:
    """What an ended worker left is not made to wait for the next minute."""
    with contextlib.suppress(AlreadyEnqueued):
        await sweep.configure(task_kwargs={"timestamp": int(time.time())}).defer_async()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="free_stalled_jobs", pass_context=True)
async def free_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Do again what a killed worker left undone; given up where it was killed over it again and again."""
    for job in await context.app.job_manager.get_stalled_jobs():
        logger.warning("Job of a worker that has ended", extra={"job": job.id, "task_name": job.task_name})
        if job.attempts < _RESTARTS:
            await context.app.job_manager.retry_job(job)
        else:
            await context.app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


# 03:30 in Japan, which has no summer time; the schedule is read as UTC.
@app.periodic(cron="30 18 * * *")
@app.task(queueing_lock="every_night")
def every_night(timestamp: int) -> None:
    """The apps' work of the night, each in a transaction of its own: one that fails stops no other."""
    for job in daily_jobs:
        if _done(job, "Daily job failed", "daily_job"):
            logger.info("Daily job done", extra={"daily_job": _name_of(job)})


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="every_minute")
def every_minute(timestamp: int) -> None:
    """The apps' work that cannot wait for the night; as above, and silent when all goes well."""
    for job in minutely_jobs:
        _done(job, "Minutely job failed", "minutely_job")


def _done(job: Callable[[], None], message: str, key: str) -> bool:
    try:
        with transaction.atomic():
            job()
    except Exception:
        logger.exception(message, extra={key: _name_of(job)})
        return False
    return True


def _name_of(job: Callable[[], None]) -> str:
    return f"{job.__module__}.{job.__qualname__}"


@app.periodic(cron="0 19 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    await builtin_tasks.remove_old_jobs(
        context, max_hours=_KEPT_HOURS, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )
