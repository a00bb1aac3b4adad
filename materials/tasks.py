"""What the worker does for materials beside the work by the clock: reads the files that came in."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

from materials.services import preparing


# One at a time: reading a file may take all of a processor for a while, and mails and pages come first.
@app.task(queue="files", lock="files")
def prepare_file(file_pk: int) -> None:
    preparing.prepare_file(file_pk=file_pk)


def defer_preparation(*, file_pk: int) -> None:
    """Have the worker read a file's text and pages, as soon as the transaction that we are in commits."""
    manager = JobManager(DjangoConnector())
    JobDeferrer(job_manager=manager, job=prepare_file.configure().job).defer(file_pk=file_pk)
