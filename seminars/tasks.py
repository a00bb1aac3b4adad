"""What the worker does for events beside the work by the clock: searches for timetables, one at a time."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

from seminars.services import solving


# One lock for all: a search takes minutes and all processors, and must leave the worker's other hands to mails.
@app.task(queue="timetable", lock="timetable", pass_context=True)
def solve_run(context: JobContext, run_id: int) -> None:
    try:
        solving.solve_run(run_id=run_id, is_ending=context.should_abort)
    except solving.GivenBack as error:
        defer_solving(run_id=run_id)
        raise JobAborted from error


def defer_solving(*, run_id: int) -> None:
    """Have the worker solve a run, as soon as the transaction that we are in commits."""
    manager = JobManager(DjangoConnector())
    JobDeferrer(job_manager=manager, job=solve_run.configure().job).defer(run_id=run_id)
