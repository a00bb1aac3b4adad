from jitco_portal.common.data_commands import DataCommand
from jitco_portal.common.registry import reference_loaders


class Command(DataCommand):
    help = (
        "Bring the tables that ship with the portal into the database: all or nothing. "
        "What somebody edited in the portal is kept; what only the database has is left alone."
    )

    def handle(self, *args, **options):
        self.load(
            "load_reference_data",
            lambda: [report for loader in reference_loaders for report in loader()],
            options["verbosity"],
            simulate=options["simulate"],
        )
