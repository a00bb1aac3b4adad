from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.registry import reference_loaders, sample_loaders


class CountriesConfig(AppConfig):
    name = "countries"
    label = "countries"
    verbose_name = _("Sending countries")

    def ready(self):
        from countries.reference_tables import load_reference_tables  # models are ready only now
        from countries.samples import load_samples

        reference_loaders.add(load_reference_tables, position=10)
        sample_loaders.add(load_samples, position=10)
