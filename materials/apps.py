from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry


class MaterialsConfig(AppConfig):
    name = "materials"
    label = "materials"
    verbose_name = _("Materials and enquiries")

    def ready(self):
        # Models are ready only now.
        from jitco_portal.common.archives import delete_old_archives
        from materials.merge_relations import merge_relations
        from materials.personal_data import personal_data
        from materials.queries.desk_figures import material_figures
        from materials.queries.enquiries_panel import account_panel as enquiries_panel
        from materials.queries.enquiries_waiting import waiting_enquiries
        from materials.queries.found_by import sources as search_sources
        from materials.queries.orders_panel import account_panel as orders_panel
        from materials.queries.orders_waiting import waiting_orders
        from materials.queries.panels import account_panel, country_panel
        from materials.queries.readiness import readiness
        from materials.queries.waiting import waiting_materials
        from materials.reference_tables import load_reference_tables
        from materials.samples import load_figures, load_people_samples, load_questions, load_samples
        from materials.services.counting import add_up_downloads
        from materials.services.enquiry_erasure import erase_old_enquiries
        from materials.services.enquiry_files import delete_stray_enquiry_files
        from materials.services.enquiry_mails import remind_of_due_enquiries
        from materials.services.erasure import erase_from_materials
        from materials.services.order_erasure import delete_unused_carts, erase_addresses_of_past_orders
        from materials.services.preparing import delete_stray_previews
        from materials.services.resumable import delete_abandoned_uploads
        from materials.services.uploads import delete_stray_files
        from materials.staff_rights import staff_rights
        from materials.tasks import check_tonight, prepare_what_waits

        # What others show of materials.
        registry.search_sources.add(search_sources, position=50)
        registry.account_panels.add(account_panel, position=40)
        registry.country_panels.add(country_panel, position=120)
        # Staff.
        registry.staff_rights.add(staff_rights, position=50)
        registry.merge_relations.add(merge_relations, position=50)
        registry.waiting.add(waiting_materials, position=50)
        registry.desk_figures.add(material_figures, position=50)
        # Orders of printed copies.
        registry.account_panels.add(orders_panel, position=50)
        registry.waiting.add(waiting_orders, position=51)
        registry.daily_jobs.add(erase_addresses_of_past_orders)
        registry.daily_jobs.add(delete_unused_carts)
        # Consultation support.
        registry.account_panels.add(enquiries_panel, position=52)
        registry.waiting.add(waiting_enquiries, position=52)
        registry.daily_jobs.add(erase_old_enquiries)
        registry.daily_jobs.add(delete_stray_enquiry_files)
        registry.daily_jobs.add(remind_of_due_enquiries)
        # Care for files.
        registry.readiness_details.add(readiness, position=50)
        registry.daily_jobs.add(check_tonight)
        registry.daily_jobs.add(prepare_what_waits)
        registry.daily_jobs.add(delete_stray_previews)
        # Downloads.
        registry.daily_jobs.add(add_up_downloads)
        registry.daily_jobs.add(delete_old_archives)
        # Files on their way in; the worker knows of their check by what is imported here.
        registry.daily_jobs.add(delete_abandoned_uploads)
        registry.daily_jobs.add(delete_stray_files)
        # Tables that ship, and samples.
        registry.reference_loaders.add(load_reference_tables, position=50)
        registry.sample_loaders.add(load_samples, position=50)
        registry.sample_loaders.add(load_questions, position=51)
        registry.sample_loaders.add(load_figures, position=52)
        registry.people_sample_loaders.add(load_people_samples, position=50)
        # What is held about people. After the organizations: then the memberships have ended.
        registry.personal_data.add(personal_data, position=50)
        registry.erasures.add(erase_from_materials, position=50)
