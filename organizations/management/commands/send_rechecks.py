from django.core.management.base import BaseCommand

from jitco_portal.common.history.context import by_command
from jitco_portal.common.simulation import add_simulate, taken_back
from organizations.services.rechecks import every_night


class Command(BaseCommand):
    help = (
        "Yearly re-check: begin the campaigns that are due, write today's letters and reminders, end what is over, "
        "as is done every night."
    )

    def add_arguments(self, parser):
        add_simulate(parser)

    def handle(self, *args, **options):
        with by_command("send_rechecks"), taken_back(options["simulate"]):
            night = every_night()
        for campaign, asked, unreachable in night.begun:
            self.stdout.write(f"{campaign}: begins, {asked} organizations, {unreachable} of them without an address")
        for campaign, first, reminders in night.written:
            self.stdout.write(f"{campaign}: {first} organizations written to, {reminders} reminded")
        for campaign, lapsed in night.ended:
            self.stdout.write(f"{campaign}: ends, {lapsed} organizations have lapsed")
        if not (night.begun or night.written or night.ended):
            self.stdout.write("no re-check is running")
        if options["simulate"]:
            self.stdout.write("nothing changed")
