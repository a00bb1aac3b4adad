from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class OrganizationsConfig(AppConfig):
    name = "organizations"
    label = "organizations"
    verbose_name = _("Organizations")

    def ready(self):
        from allauth.account.signals import email_confirmed

        from organizations.merge_relations import merge_relations  # models are ready only now
        from organizations.personal_data import erasure_obstacles, personal_data
        from organizations.queries.account_panel import account_panel
        from organizations.queries.country_panel import country_panel
        from organizations.queries.desk_figures import missed_panel, organization_figures
        from organizations.queries.found_by import sources
        from organizations.queries.look_ups import waiting_reports
        from organizations.queries.members import administers_an_organization, membership_annotations
        from organizations.queries.person_panel import person_panel
        from organizations.queries.search_groups import search_groups
        from organizations.queries.waiting import (
            waiting_duplicates,
            waiting_endings,
            waiting_lists,
            waiting_requests,
        )
        from organizations.reference_tables import load_reference_tables
        from organizations.samples import load_samples
        from organizations.samples.people import sample_people
        from organizations.services.duplicates import look_for_duplicates
        from organizations.services.erasure import erase_from_organizations
        from organizations.services.members.contacts import blank_contacts_of
        from organizations.services.members.daily import DAILY_JOBS
        from organizations.services.members.letters import withdraw_letters_of_deactivated
        from organizations.services.members.mail_refusals import note_refusal, on_confirmed_address
        from organizations.services.rechecks import every_night as yearly_rechecks
        from organizations.services.todays_standing import compare_todays_standings, refresh_todays_standings
        from organizations.staff_rights import staff_rights
        from organizations.tasks import take_up_lists
        from organizations.views.disclosure import disclosure_panel

        registry.user_annotations.add(membership_annotations)
        registry.second_factor_rules.add(administers_an_organization)
        registry.account_panels.add(account_panel, position=10)
        registry.deactivations.add(blank_contacts_of)
        registry.deactivations.add(withdraw_letters_of_deactivated)
        for job in DAILY_JOBS:
            registry.daily_jobs.add(job)
        registry.daily_jobs.add(yearly_rechecks)
        registry.mail_refusal_listeners.add(note_refusal)
        email_confirmed.connect(on_confirmed_address, dispatch_uid="organizations.mail_refusals")
        registry.account_panels.add(disclosure_panel, position=390)
        registry.personal_data.add(personal_data, position=20)
        registry.erasure_obstacles.add(erasure_obstacles, position=20)
        registry.erasures.add(erase_from_organizations, position=20)
        registry.country_panels.add(country_panel)
        registry.person_panels.add(person_panel)
        registry.waiting.add(waiting_requests, position=20)
        registry.waiting.add(waiting_reports, position=21)
        for function in (waiting_lists, waiting_duplicates, waiting_endings):
            registry.waiting.add(function, position=22)
        registry.desk_figures.add(organization_figures, position=20)
        registry.desk_panels.add(missed_panel, position=20)
        registry.staff_rights.add(staff_rights, position=20)
        registry.merge_relations.add(merge_relations, position=20)
        registry.search_sources.add(sources, position=20)
        registry.search_groups.add(search_groups, position=10)
        registry.derived_rows.add(refresh_todays_standings, position=20)
        registry.daily_jobs.add(compare_todays_standings)
        registry.minutely_jobs.add(take_up_lists)
        registry.daily_jobs.add(look_for_duplicates)
        registry.reference_loaders.add(load_reference_tables, position=20)
        registry.sample_loaders.add(load_samples, position=20)
        registry.sample_accounts.add(sample_people)
