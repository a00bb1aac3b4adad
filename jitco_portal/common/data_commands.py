"""What the commands that load tables have in common."""

from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jitco_portal.common.csv_tables.files import TablesRefused
from jitco_portal.common.csv_tables.tables import LoadReport, load_at_once
from jitco_portal.common.derived_rows import refresh
from jitco_portal.common.simulation import add_simulate, taken_back


class DataCommand(BaseCommand):
    """Loads all or nothing, prints what came of it, and turns a refusal into an error of the command."""

    def add_arguments(self, parser: CommandParser) -> None:
        add_simulate(parser, "print what would be added and changed, and write nothing")

    def load(
        self, name: str, work: Callable[[], list[LoadReport]], verbosity: int, *, simulate: bool = False
    ) -> list[LoadReport]:
        try:
            with taken_back(simulate):
                reports = load_at_once(name, work)
        except TablesRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not simulate:
            refresh()
        if verbosity >= 1:
            for report in reports:
                self.stdout.write(str(report))
                for told in report.told:
                    self.stdout.write(f"  {told}")
                for kept in report.kept:
                    self.stdout.write(f"  kept as edited in the portal: {kept}")
                for left in report.only_in_database if verbosity >= 2 else []:
                    self.stdout.write(f"  only in the database: {left}")
            if simulate:
                self.stdout.write("nothing changed")
        return reports
