from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class OrganizationsConfig(AppConfig):
    name = "organizations"
    label = "organizations"
    verbose_name = _("Organizations")

    def ready(self):
        from organizations.queries.country_panel import country_panel  # models are ready only now
        from organizations.queries.members import administers_an_organization, membership_annotations
        from organizations.queries.person_panel import person_panel
        from organizations.reference_tables import load_reference_tables
        from organizations.samples import load_samples
        from organizations.staff_rights import staff_rights

        registry.user_annotations.add(membership_annotations)
        registry.second_factor_rules.add(administers_an_organization)
        registry.country_panels.add(country_panel)
        registry.person_panels.add(person_panel)
        registry.staff_rights.add(staff_rights, position=20)
        registry.reference_loaders.add(load_reference_tables, position=20)
        registry.sample_loaders.add(load_samples, position=20)
