from django.core.management.base import BaseCommand

from jitco_portal.common.search.index import count_entries, rebuild
from jitco_portal.common.simulation import add_simulate


class Command(BaseCommand):
    help = "Write every entry of the search anew; needed only where the way in which names are compared has changed."

    def add_arguments(self, parser):
        add_simulate(parser)

    def handle(self, *args, **options):
        if options["simulate"]:
            self.stdout.write(f"{count_entries()} entries would be written, nothing changed")
            return
        self.stdout.write(f"{rebuild()} entries written")
