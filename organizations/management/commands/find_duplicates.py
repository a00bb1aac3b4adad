"""Look for organizations that may stand here twice; the worker does it every night."""

from typing import Any

from django.core.management.base import BaseCommand

from jitco_portal.common.history.context import by_command
from jitco_portal.common.simulation import add_simulate, taken_back
from organizations.models import DuplicatePair
from organizations.services.duplicates import find_duplicates


class Command(BaseCommand):
    help = "Put likely pairs of organizations into the queue of the Affairs Dept."

    def add_arguments(self, parser: Any) -> None:
        add_simulate(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with by_command("find_duplicates"), taken_back(options["simulate"]):
            count = find_duplicates()
            self.stdout.write(f"{count} new pairs, {DuplicatePair.objects.open().count()} to be looked at")
