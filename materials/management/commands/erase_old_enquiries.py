from django.core.management.base import BaseCommand

from jitco_portal.common.history.context import by_command
from materials.services.enquiry_erasure import TEXTS_KEPT, due_for_erasure, erase_enquiry, what_is_left


class Command(BaseCommand):
    help = (
        f"Erase the texts and files of enquiries, {TEXTS_KEPT.days} days after their last message, as is done every"
        " night; prints how much of which enquiry."
    )

    def add_arguments(self, parser):
        parser.add_argument("--simulate", action="store_true", help="print what would be erased, and change nothing")

    def handle(self, *args, **options):
        simulate = options["simulate"]
        word = "would be erased" if simulate else "erased"
        count = 0
        for enquiry in due_for_erasure():
            if simulate:
                found = what_is_left(enquiry)
            else:
                with by_command("erase_old_enquiries"):
                    found = erase_enquiry(enquiry=enquiry)
            count += 1
            self.stdout.write(f"{enquiry.pk}: {word}: {found.texts} texts, {found.files} files")
        self.stdout.write(f"{count} enquiries" + (", nothing changed" if simulate else ""))
