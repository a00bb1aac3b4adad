import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jitco_portal.common.derived_rows import refresh
from jitco_portal.common.sample_gate import SampleDataRefused, refuse_unless_samples_are_welcome
from jitco_portal.common.simulation import add_simulate
from jitco_portal.common.static_build import build_static_files
from jitco_portal.common.stylesheets import outdated_stylesheets
from jitco_portal.common.translations import compile_translations, outdated_catalogs


class Command(BaseCommand):
    help = (
        "Bring database, static files and translations to the state of this code. "
        "Reference and sample data go into the embedded database only; into another with SAMPLE=1, if it is empty."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        add_simulate(parser, "print which steps would change something, and change nothing")

    def handle(self, *args, **options):
        if options["simulate"]:
            self._say()
            return
        locale_folders = [Path(folder) for folder in settings.LOCALE_PATHS]
        self._step("translations", lambda: [compile_translations(folder) for folder in locale_folders])
        self._step("static files", build_static_files)
        self._step("tables", lambda: call_command("migrate", interactive=False, verbosity=0))
        if settings.EMBEDDED_DATABASE or settings.SAMPLE:
            self._load_data()
        # Before anybody searches: what a migration brought is found by nobody until then.
        self._step("entries of the search and standings", refresh)
        self._step("staff groups", lambda: call_command("sync_staff_groups", verbosity=0))

    def _say(self):
        catalogs = [each for folder in settings.LOCALE_PATHS for each in outdated_catalogs(Path(folder))]
        executor = MigrationExecutor(connection)
        migrations = [each for each, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
        self.stdout.write(f"  translations: {len(catalogs)} would be compiled")
        self.stdout.write(f"  static files: {len(outdated_stylesheets())} would be joined, what changed is collected")
        self.stdout.write(f"  tables: {len(migrations)} migrations would be applied")
        for migration in migrations:
            self.stdout.write(f"    {migration.app_label}.{migration.name}")
        if migrations:
            self.stdout.write("  data and staff groups: known once the tables are there")
            return
        if settings.EMBEDDED_DATABASE or settings.SAMPLE:
            try:
                call_command("load_sample_data", simulate=True, stdout=self.stdout)
            except CommandError as refusal:
                self.stdout.write(f"  {refusal}")
        call_command("sync_staff_groups", simulate=True, stdout=self.stdout)

    def _load_data(self):
        try:
            refuse_unless_samples_are_welcome()
        except SampleDataRefused as refusal:
            self.stderr.write(str(refusal))
            return
        # The sample data bring the reference data themselves.
        self._step("reference and sample data", lambda: call_command("load_sample_data", verbosity=0))

    def _step(self, what: str, work: Callable[[], object]):
        started = time.monotonic()
        try:
            work()
        except CommandError as error:
            raise CommandError(f"{what}: {error}") from error
        self.stdout.write(f"  {what}: {time.monotonic() - started:.1f} s")
