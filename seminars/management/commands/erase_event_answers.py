from django.core.management.base import BaseCommand

from jitco_portal.common.history.context import by_command
from seminars.services.retention import ANSWERS_KEPT_DAYS, due_events, erase_event, what_is_left


class Command(BaseCommand):
    help = (
        f"Erase what events hold of people, {ANSWERS_KEPT_DAYS} days after their end, as is done every night; "
        "prints how much of which event."
    )

    def add_arguments(self, parser):
        parser.add_argument("--simulate", action="store_true", help="print what would be erased, and change nothing")

    def handle(self, *args, **options):
        simulate = options["simulate"]
        word = "would be erased" if simulate else "erased"
        count = 0
        for event in due_events():
            if simulate:
                found = what_is_left(event)
            else:
                with by_command("erase_event_answers"):
                    found = erase_event(event=event)
            count += 1
            self.stdout.write(
                f"{event.pk} {event.starts_on} {event.title_en}: {word}: "
                f"{found.people} people, {found.answers} answers, {found.texts} texts"
            )
        self.stdout.write(f"{count} events" + (", nothing changed" if simulate else ""))
