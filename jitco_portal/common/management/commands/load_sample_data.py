from django.conf import settings
from django.core.management.base import CommandError

from jitco_portal.common.accounts.sample_accounts import keep_sample_accounts
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
        self._load([*reference_loaders, *sample_loaders], options["verbosity"])
        sync_staff_groups()
        keep_sample_accounts(settings.DATA)
        self._load(people_sample_loaders, options["verbosity"])

    def _load(self, loaders, verbosity):
        self.load("load_sample_data", lambda: [report for loader in loaders for report in loader()], verbosity)
