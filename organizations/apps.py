from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class OrganizationsConfig(AppConfig):
    name = "organizations"
    label = "organizations"
    verbose_name = _("Organizations")

    def ready(self):
        from organizations.queries.country_panel import country_panel  # noqa: PLC0415 - models are ready only now

        registry.country_panels.add(country_panel)
