from pathlib import Path

from jitco_portal.common.data_commands import DataCommand
from organizations.models import Organization
from organizations.services.loading import load_organizations


class Command(DataCommand):
    help = (
        "Load a CSV file of sending or supervising organizations: all rows or none. Only rows that name programme and "
        "approving body make approvals or measures; everything else is kept as a report by others."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV (UTF-8) with a header")
        parser.add_argument(
            "--kind", choices=Organization.Kind.values, help="what the file holds; the header tells it too"
        )

    def handle(self, *args, **options):
        self.load(
            "load_organizations",
            lambda: load_organizations(path=options["file"], kind=options["kind"]),
            options["verbosity"],
        )
