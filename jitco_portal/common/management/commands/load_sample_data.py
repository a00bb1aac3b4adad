from django.conf import settings
from django.core.management.base import CommandError

from jitco_portal.common.accounts.sample_accounts import FILE_NAME, all_samples, keep_sample_accounts
from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.data_commands import DataCommand
from jitco_portal.common.registry import people_sample_loaders, reference_loaders, sample_loaders
from jitco_portal.common.sample_gate import SampleDataRefused, refuse_unless_samples_are_welcome


class Command(DataCommand):
    help = (
        "Fill the portal with fictional countries, organizations and histories, and with a log-in to try the desk. "
        "Only for the embedded database, or with SAMPLE=1 for one that is empty; the reference data come along."
    )

    def handle(self, *args, **options):
        try:
            refuse_unless_samples_are_welcome()
        except SampleDataRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["simulate"]:
            self._say(options["verbosity"])
            return
        self._load([*reference_loaders, *sample_loaders], options["verbosity"])
        sync_staff_groups()
        keep_sample_accounts(settings.DATA)
        self._load(people_sample_loaders, options["verbosity"])

    def _say(self, verbosity):
        """The reference data are tried; sample rows bring files and log-ins along, which nothing would take back."""
        self._load(reference_loaders, verbosity, simulate=True)
        people = sum(1 for _each in all_samples())
        parts = len(sample_loaders) + len(people_sample_loaders)
        self.stdout.write(f"{parts} parts of fictional rows would be loaded")
        self.stdout.write(f"{people} log-ins would be kept in {settings.DATA / FILE_NAME}, and the staff groups synced")

    def _load(self, loaders, verbosity, *, simulate=False):
        def work():
            return [report for loader in loaders for report in loader()]

        self.load("load_sample_data", work, verbosity, simulate=simulate)
