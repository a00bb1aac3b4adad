"""Yearly re-checks at the desk: campaigns, how far each is, and what became of every organization."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin, ToLookAtOnly
from jitco_portal.common.desk.forms import PortalForm
from organizations.admin.groups import MEMBERS, organization_named
from organizations.models import Recheck, RecheckCampaign
from organizations.queries.rechecks import reach, with_progress
from organizations.services.rechecks import CampaignClosed, stop

# Whom it asks and since when is settled when the first letters are out.
SETTLED = ("kind", "country", "opens_on")
PROGRESS = ("progress", "started_at", "closed_at", "begun_by")


class CampaignForm(PortalForm):
    beside = {
        "recheckcampaign_days": "deadline_on",
        "recheckcampaign_reminders": "second_reminder_days",
        "recheckcampaign_country": "country",
    }

    def clean(self):
        cleaned = super().clean()
        opens_on = cleaned.get("opens_on") or self.instance.opens_on
        deadline_on, first = cleaned.get("deadline_on"), cleaned.get("first_reminder_days")
        if "opens_on" in self.changed_data and opens_on and opens_on < today():
            self.add_error("opens_on", ValidationError(_("Enter today or a day to come."), code="past"))
        if "deadline_on" in self.changed_data and deadline_on and deadline_on < today():
            self.add_error("deadline_on", ValidationError(_("Enter today or a day to come."), code="past"))
        if opens_on and deadline_on and first and deadline_on - timedelta(days=first) <= opens_on < deadline_on:
            text = _("The first reminder would go out before, or together with, the first letter.")
            self.add_error("first_reminder_days", ValidationError(text, code="too_early"))
        return cleaned


@admin.register(RecheckCampaign)
class RecheckCampaignAdmin(PortalModelAdmin):
    """Letters are written in the night; who is asked is counted beforehand on the page."""

    index_group = MEMBERS
    page_path = "country"
    form = CampaignForm
    list_display = ("name", "opens_on", "deadline_on", "state", "confirmed_count", "lapsed_count", "no_address_count")
    list_filter = ("kind", "country")
    list_select_related = ("country", "created_by")
    search_fields = ("name",)
    date_hierarchy = "opens_on"
    fields = (
        *("name", ("kind", "country"), ("opens_on", "deadline_on"), ("first_reminder_days", "second_reminder_days")),
        *PROGRESS,
    )
    readonly_fields = PROGRESS
    actions = ("stop_campaigns",)

    def get_queryset(self, request):
        # Rows that are counted lose the order of their model.
        return with_progress(super().get_queryset(request)).order_by("-opens_on", "-pk")

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not (obj.started_at or obj.closed_at):
            return self.readonly_fields
        every = ("name", "deadline_on", "first_reminder_days", "second_reminder_days") if obj.closed_at else ()
        return (*self.readonly_fields, *SETTLED, *every)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("state"))
    def state(self, campaign):
        if campaign.closed_at:
            return pgettext("yearly re-check", "ended")
        if campaign.started_at:
            return pgettext("yearly re-check", "running")
        return pgettext("yearly re-check", "planned")

    @admin.display(description=gettext_lazy("begun by"))
    def begun_by(self, campaign):
        return campaign.created_by if campaign else None

    @admin.display(description=gettext_lazy("how far it is"))
    def progress(self, campaign):
        if campaign is None or campaign.pk is None:
            return _("Save it to see whom it would ask; the first letters go out in the night.")
        if not campaign.started_at:
            everybody, unreachable = reach(campaign)
            words = {"number": everybody, "unreachable": unreachable}
            text = ngettext(
                "Today it would ask %(number)s organization; %(unreachable)s without an address to write to.",
                "Today it would ask %(number)s organizations; %(unreachable)s of them without an address to write to.",
                everybody,
            )
            return text % words
        counts = (campaign.confirmed_count, campaign.asked_count, campaign.lapsed_count, campaign.no_address_count)
        words = dict(zip(("confirmed", "asked", "lapsed", "unreachable"), counts, strict=True))
        return (
            _(
                "Confirmed: %(confirmed)s. Not answered yet: %(asked)s. Not confirmed in time: %(lapsed)s. "
                "No address to write to: %(unreachable)s."
            )
            % words
        )

    @admin.display(description=gettext_lazy("confirmed"))
    def confirmed_count(self, campaign):
        words = {"confirmed": campaign.confirmed_count, "number": campaign.all_count}
        return _("%(confirmed)s of %(number)s") % words if campaign.started_at else "–"

    @admin.display(description=gettext_lazy("not confirmed in time"))
    def lapsed_count(self, campaign):
        return campaign.lapsed_count

    @admin.display(description=gettext_lazy("no address to write to"))
    def no_address_count(self, campaign):
        return campaign.no_address_count

    @admin.action(
        description=gettext_lazy("Stop the chosen re-checks: no letter more, and nobody lapses"), permissions=["change"]
    )
    def stop_campaigns(self, request, campaigns):
        stopped = 0
        for campaign in campaigns:
            try:
                stop(campaign=campaign)
            except CampaignClosed:
                messages.info(request, _("%(name)s has ended already.") % {"name": campaign.name})
            else:
                stopped += 1
        if stopped:
            text = ngettext("%(number)s re-check is stopped.", "%(number)s re-checks are stopped.", stopped)
            messages.success(request, text % {"number": stopped})


@admin.register(Recheck)
class RecheckAdmin(ToLookAtOnly):
    """Whoever confirms by telephone: the day goes on the page of the organization, with the reason."""

    index_group = MEMBERS
    page_path = "organization"
    list_display = ("organization", "campaign", "state", "letter", "confirmed_at", "confirmed_by")
    list_filter = ("state", "campaign", "organization__kind")
    list_select_related = ("organization", "campaign", "confirmed_by")
    search_fields = ("organization__public_id",)
    further_searches = (organization_named("organization"),)

    @admin.display(description=gettext_lazy("last letter"), ordering="letters")
    def letter(self, recheck):
        names = (pgettext("letter", "none"), _("first letter"), _("reminder"), _("last reminder"))
        return names[min(recheck.letters, 3)]
