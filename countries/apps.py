from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class CountriesConfig(AppConfig):
    name = "countries"
    label = "countries"
    verbose_name = _("Sending countries")

    def ready(self):
        from countries.reference_tables import load_reference_tables  # models are ready only now
        from countries.samples import load_samples
        from countries.staff_rights import staff_rights

        registry.reference_loaders.add(load_reference_tables, position=10)
        registry.sample_loaders.add(load_samples, position=10)
        registry.staff_rights.add(staff_rights, position=10)
