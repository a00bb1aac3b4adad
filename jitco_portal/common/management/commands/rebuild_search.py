from django.core.management.base import BaseCommand

from jitco_portal.common.search.index import rebuild


class Command(BaseCommand):
    help = "Write every entry of the search anew; needed only where the way in which names are compared has changed."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild()} entries written")
