from django.core.management.base import BaseCommand

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.simulation import add_simulate, taken_back


class Command(BaseCommand):
    help = "Give the four groups of staff the permissions that the portal's tables say; other groups are left alone."

    def add_arguments(self, parser):
        add_simulate(parser)

    def handle(self, *args, **options):
        with taken_back(options["simulate"]):
            changes = sync_staff_groups()
        word = "would be given or taken" if options["simulate"] else "given or taken"
        for name, changed in changes.items():
            if options["verbosity"] >= 1:
                self.stdout.write(f"{name}: {changed} permissions {word}")
