"""What the worker does for large files that have arrived: it looks at all of their bytes."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

from materials.services import finishing


# One at a time: a gigabyte takes a while, and mails and pages come first. A scanner that is silent is asked again.
@app.task(queue="files", lock="uploads", retry=RetryStrategy(max_attempts=20, linear_wait=30))
def check_upload(upload_pk: int) -> None:
    finishing.finish(upload_pk=upload_pk)


def defer_check(*, upload_pk: int) -> None:
    """Have the worker check an upload, as soon as the transaction that we are in commits."""
    manager = JobManager(DjangoConnector())
    JobDeferrer(job_manager=manager, job=check_upload.configure().job).defer(upload_pk=upload_pk)
