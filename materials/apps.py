from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class MaterialsConfig(AppConfig):
    name = "materials"
    label = "materials"
    verbose_name = _("Materials and enquiries")

    def ready(self):
        # Models are ready only now.
        from materials.queries.found_by import sources as search_sources
        from materials.reference_tables import load_reference_tables
        from materials.staff_rights import staff_rights

        # What others show of materials.
        registry.search_sources.add(search_sources, position=50)
        # Staff.
        registry.staff_rights.add(staff_rights, position=50)
        # Tables that ship.
        registry.reference_loaders.add(load_reference_tables, position=50)
