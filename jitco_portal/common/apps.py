from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.quick_registry import use_quick_registry

# The first module of ours that Django loads, before any model.
use_quick_registry()


class CommonConfig(AppConfig):
    name = "jitco_portal.common"
    label = "common"
    verbose_name = _("People, mail and privacy")

    def ready(self):
        from jitco_portal.common import registry  # models are ready only now
        from jitco_portal.common.mail import views as mail_views
        from jitco_portal.common.mail.waiting import waiting_mail
        from jitco_portal.common.privacy.consent import privacy_annotations
        from jitco_portal.common.privacy.erasure import erase_common, erase_told_addresses, staff_obstacle
        from jitco_portal.common.privacy.legal_texts import load_legal_texts
        from jitco_portal.common.privacy.personal_data import common_personal_data
        from jitco_portal.common.privacy.retention import (
            forget_ended_sessions,
            forget_unconfirmed_accounts,
            wipe_old_texts,
        )
        from jitco_portal.common.privacy.views import privacy_panel
        from jitco_portal.common.search.index import forget_unused_words, refresh_stale

        registry.derived_rows.add(refresh_stale, position=10)
        registry.daily_jobs.add(forget_unused_words)
        registry.user_annotations.add(privacy_annotations)
        registry.waiting.add(waiting_mail, position=90)
        registry.reference_loaders.add(load_legal_texts, position=5)
        registry.personal_data.add(common_personal_data, position=10)
        registry.erasure_obstacles.add(staff_obstacle, position=10)
        registry.erasures.add(erase_common, position=900)
        registry.daily_jobs.add(erase_told_addresses)
        registry.daily_jobs.add(wipe_old_texts)
        registry.daily_jobs.add(forget_ended_sessions)
        registry.daily_jobs.add(forget_unconfirmed_accounts)
        registry.account_panels.add(privacy_panel, position=400)
        registry.account_panels.add(mail_views.mail_panel, position=300)
