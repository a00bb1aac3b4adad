from django.core.management.base import BaseCommand

from jitco_portal.common.stylesheets import build_stylesheets


class Command(BaseCommand):
    help = "Join the stylesheets into the files that the pages load."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        for path in build_stylesheets():
            self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
