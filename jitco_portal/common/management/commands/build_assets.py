from django.core.management.base import BaseCommand

from jitco_portal.common.simulation import add_simulate
from jitco_portal.common.stylesheets import build_stylesheets, outdated_stylesheets


class Command(BaseCommand):
    help = "Join the stylesheets into the files that the pages load."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        add_simulate(parser, "print which files would be written, and write none")

    def handle(self, *args, **options):
        if options["simulate"]:
            for path in outdated_stylesheets():
                self.stdout.write(f"{path} would be written")
            return
        for path in build_stylesheets():
            self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
