from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from materials.services.care import check_files


class Command(BaseCommand):
    help = (
        "Compare files of materials with their checksums, as is done every night in turn; "
        "ends with an error where one is not as it was checked in."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="every file, not only those whose turn it is")
        parser.add_argument("--simulate", action="store_true", help="print what is found, and change nothing")

    def handle(self, *args, **options):
        checked = check_files(everything=options["all"], simulate=options["simulate"])
        for word, files in (
            ("not as it was checked in", checked.bad),
            ("right again", checked.healed),
            ("could not be asked for", checked.unread),
        ):
            for file in files:
                self.stdout.write(f"{word}: {file.pk} of edition {file.edition_id}, {file.file.name}")
        done = f"{checked.files} files read, {filesizeformat(checked.size)}"
        self.stdout.write(done + (", nothing changed" if options["simulate"] else ""))
        if checked.bad or checked.unread:
            raise CommandError(f"{len(checked.bad)} files are bad, {len(checked.unread)} could not be read")
