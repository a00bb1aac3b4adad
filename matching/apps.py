from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class MatchingConfig(AppConfig):
    name = "matching"
    label = "matching"
    verbose_name = _("Match-ups")

    def ready(self):
        from matching.merge_relations import merge_relations  # models are ready only now
        from matching.personal_data import personal_data
        from matching.queries.account_panel import account_panel
        from matching.queries.desk_figures import match_up_figures
        from matching.queries.figures import response_panel
        from matching.queries.waiting import waiting_match_ups
        from matching.samples import load_people_samples, load_samples
        from matching.services.daily import DAILY_JOBS, recheck_rules
        from matching.services.erasure import erase_from_match_ups
        from matching.services.retention import RETENTION_JOBS
        from matching.staff_rights import staff_rights

        # What others show of match-ups.
        registry.account_panels.add(account_panel, position=20)
        registry.organization_panels.add(response_panel)
        registry.waiting.add(waiting_match_ups, position=30)
        registry.desk_figures.add(match_up_figures, position=30)
        # Work by the clock.
        registry.minutely_jobs.add(recheck_rules)
        for job in (*DAILY_JOBS, *RETENTION_JOBS):
            registry.daily_jobs.add(job)
        # What is held about people, and for how long. After the organizations: then the memberships have ended.
        registry.personal_data.add(personal_data, position=30)
        registry.erasures.add(erase_from_match_ups, position=30)
        # Staff and samples.
        registry.staff_rights.add(staff_rights, position=30)
        registry.merge_relations.add(merge_relations, position=30)
        registry.sample_loaders.add(load_samples, position=30)
        registry.people_sample_loaders.add(load_people_samples, position=30)
