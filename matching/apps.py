from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class MatchingConfig(AppConfig):
    name = "matching"
    label = "matching"
    verbose_name = _("Match-ups")

    def ready(self):
        from matching.staff_rights import staff_rights  # models are ready only now

        registry.staff_rights.add(staff_rights, position=30)
