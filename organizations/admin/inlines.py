"""Rows edited on the page of their organization, also those that belong to its sending or supervising side."""

from django.forms.models import BaseInlineFormSet

from jitco_portal.common.desk.base import PortalStackedInline, PortalTabularInline
from jitco_portal.common.desk.forms import PeriodForm, PeriodsApartFormSet, PortalForm
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Fee,
    HomeLicence,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    Report,
    Sanction,
    SendingOrganization,
    SupervisingOrganization,
    TraineeFigure,
)


class SideFormSet(BaseInlineFormSet):
    """Rows that point at the sending or supervising side, which shares the key of the organization."""

    def __init__(self, data=None, files=None, instance=None, **kwargs):
        side_model = self.fk.related_model
        name = side_model._meta.pk.remote_field.related_name
        side = getattr(instance, name, None) or side_model(organization=instance)
        super().__init__(data, files, instance=side, **kwargs)


class SidePeriodsFormSet(PeriodsApartFormSet, SideFormSet):
    pass


class OfSide:
    """The parent of these rows is the side; the page is the organization's."""

    side_model = SendingOrganization
    formset = SideFormSet
    classes = ["collapse"]

    def __init__(self, parent_model, admin_site):
        super().__init__(self.side_model, admin_site)


class SideForm(PortalForm):
    def has_changed(self):
        """An organization always has the row of its side, also where nothing is known yet."""
        return self.instance._state.adding or super().has_changed()


class SendingInline(PortalStackedInline):
    model = SendingOrganization
    form = SideForm
    can_delete = False
    show_change_link = False
    min_num = max_num = 1


class SupervisingInline(PortalStackedInline):
    model = SupervisingOrganization
    form = SideForm
    can_delete = False
    show_change_link = False
    min_num = max_num = 1


class ApprovalFormSet(SidePeriodsFormSet):
    constraint_name = "approval_periods_apart"
    same = ("programme", "issuer")
    starts = ("approved_from", "first_seen_on")
    end = "approved_until"


class ApprovalInline(OfSide, PortalStackedInline):
    model = Approval
    form = PeriodForm
    formset = ApprovalFormSet


class HomeLicenceInline(OfSide, PortalStackedInline):
    model = HomeLicence


class MeasureInline(OfSide, PortalStackedInline):
    model = OrganizationMeasure


class AllowanceInline(OfSide, PortalStackedInline):
    model = Allowance


class ReportInline(OfSide, PortalStackedInline):
    model = Report


class FeeInline(OfSide, PortalStackedInline):
    model = Fee


class Article25Inline(OfSide, PortalStackedInline):
    model = Article25Item
    max_num = len(Article25Item.Item)


class SendingPartnershipInline(OfSide, PortalStackedInline):
    model = Partnership
    fk_name = "sending_organization"


class PermitFormSet(SidePeriodsFormSet):
    constraint_name = "permit_periods_apart"
    same = ("programme",)
    starts = ("valid_from",)
    end = "valid_until"


class PermitInline(OfSide, PortalStackedInline):
    side_model = SupervisingOrganization
    model = Permit
    form = PeriodForm
    formset = PermitFormSet


class SanctionInline(OfSide, PortalStackedInline):
    side_model = SupervisingOrganization
    model = Sanction


class SupervisingPartnershipInline(OfSide, PortalStackedInline):
    side_model = SupervisingOrganization
    model = Partnership
    fk_name = "supervising_organization"


class OrganizationNameInline(PortalStackedInline):
    model = OrganizationName
    classes = ["collapse"]


class TraineeFigureInline(PortalTabularInline):
    model = TraineeFigure
    classes = ["collapse"]


SENDING_INLINES = (
    SendingInline,
    OrganizationNameInline,
    ApprovalInline,
    HomeLicenceInline,
    MeasureInline,
    AllowanceInline,
    ReportInline,
    FeeInline,
    Article25Inline,
    SendingPartnershipInline,
    TraineeFigureInline,
)
SUPERVISING_INLINES = (
    SupervisingInline,
    OrganizationNameInline,
    PermitInline,
    SanctionInline,
    SupervisingPartnershipInline,
    TraineeFigureInline,
)
