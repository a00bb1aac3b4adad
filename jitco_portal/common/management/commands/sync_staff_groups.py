from django.core.management.base import BaseCommand

from jitco_portal.common.accounts.staff_groups import sync_staff_groups


class Command(BaseCommand):
    help = "Give the four groups of staff the permissions that the portal's tables say; other groups are left alone."

    def handle(self, *args, **options):
        for name, changed in sync_staff_groups().items():
            if options["verbosity"] >= 1:
                self.stdout.write(f"{name}: {changed} permissions given or taken")
