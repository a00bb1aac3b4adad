from pathlib import Path

from jitco_portal.common.data_commands import DataCommand
from organizations.models import Organization
from organizations.services.loading import load_organizations


class Command(DataCommand):
    help = (
        "Load a CSV file of sending or supervising organizations: all rows or none. A row that names programme, "
        "approving_body and a day (status_on, else checked_on) is recorded as that office's own word, an approval or a "
        "measure: fill approving_body only from the office's own list or letter, never from news, partners or own "
        "sites. Offices must be held already. Everything else is kept as a report by others."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="CSV (UTF-8) with a header")
        parser.add_argument(
            "--kind", choices=Organization.Kind.values, help="what the file holds; the header tells it too"
        )

    def handle(self, *args, **options):
        self.load(
            "load_organizations",
            lambda: load_organizations(path=options["file"], kind=options["kind"]),
            options["verbosity"],
            simulate=options["simulate"],
        )
