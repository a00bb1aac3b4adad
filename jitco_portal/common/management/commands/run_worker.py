import asyncio

from django.core.management.base import BaseCommand
from django.db.models import Count
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.psycopg_connector import PsycopgConnector

from jitco_portal.common import tasks
from jitco_portal.common.simulation import add_simulate

# Mails wait for a mail server most of their time.
CONCURRENCY = 4
# Jobs are told as they come; this is for one that was told of while the line was down.
POLLING_SECONDS = 15


class Command(BaseCommand):
    help = "Send mails as they are written and do the work of the night, until SIGTERM or Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what there is to do now, and end")

        add_simulate(parser, "print how many jobs wait and what is done when, and do nothing")

    def handle(self, *args, once: bool, simulate: bool, **options):
        if simulate:
            self._say()
            return
        # Few connections, and none of the web's pool: one to fetch jobs, one that listens, and one for each mail.
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2)
        with app.replace_connector(connector):
            asyncio.run(self._work(once))

    def _say(self) -> None:
        waiting = ProcrastinateJob.objects.filter(status="todo").values("task_name").annotate(count=Count("pk"))
        for task_name, count in waiting.order_by("task_name").values_list("task_name", "count"):
            self.stdout.write(f"{count} wait: {task_name}")
        for each in app.periodic_registry.periodic_tasks.values():
            self.stdout.write(f"{each.cron} (UTC): {each.task.name}")

    async def _work(self, once: bool) -> None:
        async with app.open_async():
            await tasks.sweep_at_start()
            # A job that runs is waited for as long as it takes; a sweep is told after a second to come to an end, but
            # not where all is to be done before the end: what it has put back is sent by nobody else then.
            await app.run_worker_async(
                name="portal",
                concurrency=CONCURRENCY,
                wait=not once,
                fetch_job_polling_interval=POLLING_SECONDS,
                shutdown_graceful_timeout=None if once else 1,
            )
