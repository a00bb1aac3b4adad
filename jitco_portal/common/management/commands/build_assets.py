from django.core.management.base import BaseCommand

from jitco_portal.common.stylesheets import build_stylesheet


class Command(BaseCommand):
    help = "Join the stylesheets into the one file that the pages load."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        path = build_stylesheet()
        self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
