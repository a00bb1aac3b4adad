from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class MaterialsConfig(AppConfig):
    name = "materials"
    label = "materials"
    verbose_name = _("Materials and enquiries")

    def ready(self):
        # Models are ready only now.
        from materials.staff_rights import staff_rights

        # Staff.
        registry.staff_rights.add(staff_rights, position=50)
