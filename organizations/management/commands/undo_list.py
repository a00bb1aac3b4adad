"""Take back an import of a list, for an operator with a shell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jitco_portal.common.history.context import by_command
from jitco_portal.common.simulation import add_simulate, taken_back
from organizations.models import ListImport
from organizations.services.list_imports import undo_by_operator


class Command(BaseCommand):
    help = "Take back what an import wrote, as far as nobody changed it since; it lists what was kept."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", type=int, help="number of the import")
        add_simulate(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        list_import = ListImport.objects.filter(pk=options["number"], state=ListImport.State.APPLIED).first()
        if list_import is None:
            raise CommandError("No import of this number is published.")
        with by_command("undo_list"), taken_back(options["simulate"]):
            kept = undo_by_operator(list_import=list_import)
            self.stdout.write(f"{list_import}: {list_import.changes.count() - kept} changes taken back, {kept} kept")
            for change in list_import.changes.exclude(kept={}).select_related("organization"):
                self.stdout.write(f"kept\t{change.organization or ''}\t{change.model}\t{change.kept}")
