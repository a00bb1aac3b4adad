from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class CountriesConfig(AppConfig):
    name = "countries"
    label = "countries"
    verbose_name = _("Sending countries")

    def ready(self):
        from countries.queries.found_by import sources  # models are ready only now
        from countries.queries.search import search_groups
        from countries.queries.waiting import waiting_countries
        from countries.reference_tables import load_reference_tables
        from countries.samples import load_samples
        from countries.staff_rights import staff_rights

        registry.waiting.add(waiting_countries, position=10)
        registry.search_sources.add(sources, position=10)
        registry.search_groups.add(search_groups, position=20)
        registry.reference_loaders.add(load_reference_tables, position=10)
        registry.sample_loaders.add(load_samples, position=10)
        registry.staff_rights.add(staff_rights, position=10)
