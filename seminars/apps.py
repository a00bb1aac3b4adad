from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class SeminarsConfig(AppConfig):
    name = "seminars"
    label = "seminars"
    verbose_name = _("Seminars and tours")

    def ready(self):
        # Models are ready only now.
        from seminars.merge_relations import merge_relations
        from seminars.personal_data import personal_data
        from seminars.queries.account_panel import account_panel
        from seminars.queries.desk_figures import event_figures
        from seminars.queries.found_by import sources
        from seminars.queries.panels import country_panel
        from seminars.queries.search_groups import search_groups
        from seminars.queries.waiting import waiting_events
        from seminars.reference_tables import load_reference_tables
        from seminars.samples import load_people_samples, load_samples
        from seminars.services.erasure import erase_from_events
        from seminars.services.files import delete_stray_event_files
        from seminars.services.line import expire_offers
        from seminars.services.reminders import DAILY_JOBS, MINUTELY_JOBS
        from seminars.services.retention import erase_answers_of_past_events
        from seminars.services.solving import look_after_runs
        from seminars.staff_rights import staff_rights

        # What others show of events.
        registry.account_panels.add(account_panel, position=30)
        registry.search_sources.add(sources, position=40)
        registry.search_groups.add(search_groups, position=30)
        registry.country_panels.add(country_panel, position=110)
        registry.daily_jobs.add(delete_stray_event_files)
        registry.reference_loaders.add(load_reference_tables, position=40)
        # What is held about people. After the organizations: then the memberships have ended.
        registry.personal_data.add(personal_data, position=40)
        registry.erasures.add(erase_from_events, position=40)
        # Staff and samples.
        registry.staff_rights.add(staff_rights, position=40)
        registry.merge_relations.add(merge_relations, position=40)
        registry.waiting.add(waiting_events, position=40)
        registry.desk_figures.add(event_figures, position=40)
        registry.sample_loaders.add(load_samples, position=40)
        registry.people_sample_loaders.add(load_people_samples, position=40)
        # Work by the clock.
        for job in DAILY_JOBS:
            registry.daily_jobs.add(job)
        for job in MINUTELY_JOBS:
            registry.minutely_jobs.add(job)
        registry.minutely_jobs.add(expire_offers)
        registry.minutely_jobs.add(look_after_runs)
        registry.daily_jobs.add(erase_answers_of_past_events)
