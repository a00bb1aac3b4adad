"""One page per organization: who it is, its sending or supervising side, and what is said of it."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.desk.base import SOURCE_FIELDS, PortalModelAdmin, in_lines
from jitco_portal.common.desk.forms import PortalForm
from organizations.admin.groups import STANDING, SUPERVISING, organization_named
from organizations.admin.inlines import SENDING_INLINES, SUPERVISING_INLINES
from organizations.models import Organization, OrganizationName, SendingOrganization, SupervisingOrganization
from organizations.queries.search import best_matches, likely_the_same
from organizations.queries.standing import load_facts
from organizations.staff_rights import DECIDES_ACCESS

SIDES = {Organization.Kind.SENDING: SendingOrganization, Organization.Kind.SUPERVISING: SupervisingOrganization}
# What shows a page or a contact, or trusts an organization, is decided by those who decide proposals.
DECIDED = ("is_published", "is_sample", "publishes_at_once", "contact_visibility", "contact_member")
NAMES = ("name_local", "short_name", "name_en", "name_ja", "name_kana")


class OrganizationForm(PortalForm):
    beside = {"organization_country_fits_kind": "country"}

    def clean_contact_member(self):
        member = self.cleaned_data["contact_member"]
        if member and member.organization_id != self.instance.pk:
            raise ValidationError(_("Choose a member of this organization."), code="other_organization")
        return member


@admin.register(Organization)
class OrganizationAdmin(PortalModelAdmin):
    index_group = STANDING
    form = OrganizationForm
    change_form_template = "admin/organizations/organization/change_form.html"
    list_display = ("public_id", "name", "kind", "country", "is_published", "is_sample", "last_confirmed_on")
    list_display_links = ("public_id", "name")
    list_filter = ("kind", "country", "is_published", "is_sample")
    list_select_related = ("country", "merged_into")
    search_fields = ("public_id",)
    further_searches = (organization_named(""),)
    readonly_fields = ("public_id", "merged_into")
    fieldsets = (
        (None, {"fields": ("public_id", ("kind", "country"))}),
        (_("Names"), {"fields": (NAMES[:2], NAMES[2:])}),
        (_("Address"), {"fields": (("address", "address_ja"), ("phone", "website"))}),
        (_("Profile"), {"fields": ("languages", "operations", ("note_en", "note_ja"), "last_confirmed_on")}),
        (
            _("Contact"),
            {
                "fields": (
                    ("contact_name", "contact_email", "contact_phone"),
                    ("contact_visibility", "contact_member"),
                ),
                "description": _(
                    "Shown to those named below. To everyone, and to recipients abroad, it is shown only where the "
                    "member who is the contact has agreed to it (APPI, Article 28)."
                ),
            },
        ),
        (_("On the site"), {"fields": (("is_published", "is_sample", "publishes_at_once"), "merged_into")}),
        (_("Source"), {"fields": in_lines(SOURCE_FIELDS)}),
    )

    def get_inlines(self, request, obj):
        """Which side it is stands only once it is saved; then its page has everything of that side."""
        if obj is None or obj.merged_into_id is not None:
            return ()
        return SENDING_INLINES if obj.is_sending else SUPERVISING_INLINES

    def get_readonly_fields(self, request, obj=None):
        """The kind is settled with the first save: its side and all that hangs on it follow from it.

        A merge moves approvals and measures too, so it is no field to fill: a suspension would be left behind.
        """
        fields = (*self.readonly_fields, "kind") if obj else self.readonly_fields
        return fields if request.user.has_perm(DECIDES_ACCESS) else (*fields, *DECIDED)

    def has_change_permission(self, request, obj=None):
        """What was merged is read under the id of another: to be looked at only."""
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def has_delete_permission(self, request, obj=None):
        """An organization leaves the site by being unpublished or merged: its public id stands on paper."""
        return False

    def best_matches(self, search_term):
        return best_matches(search_term)

    def rows_pointed_at(self, obj):
        return [obj, getattr(obj, obj.kind, None) or SIDES[obj.kind]()]

    def save_related(self, request, form, formsets, change):
        if not change:
            SIDES[form.instance.kind].objects.create(organization=form.instance)
            self.tell_of_likely_duplicates(request, form.instance)
        super().save_related(request, form, formsets, change)

    def tell_of_likely_duplicates(self, request, organization):
        """Adding is not stopped: two firms may bear one name. But nobody adds one twice unawares."""
        names = [name for name in (getattr(organization, field) for field in NAMES) if name]
        numbers = [number for number in (organization.phone, organization.website) if number]
        same = likely_the_same(names=names, numbers=numbers, kind=organization.kind)
        alike = [pk for pk in same if pk != organization.pk]
        held = Organization.objects.in_bulk(alike[:5])
        if held:
            text = _("Look whether it is one of these, with a like name, or the same telephone or web site: %(names)s")
            messages.warning(request, text % {"names": " · ".join(str(held[pk]) for pk in alike[:5] if pk in held)})

    def response_add(self, request, obj, post_url_continue=None):
        """On to the page with its side, unless another one is to be added first."""
        if "_addanother" not in request.POST and IS_POPUP_VAR not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.is_sending and obj.merged_into_id is None:
            facts, day = load_facts([obj])[obj.pk], today()
            context["standing_day"] = day
            context["standings"] = [facts.standing_on(programme, day) for programme in Programme.objects.all()]
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


@admin.register(OrganizationName)
class OrganizationNameAdmin(PortalModelAdmin):
    index_group = STANDING
    page_path = "organization"
    list_display = ("name", "kind", "organization", "until_on", "checked_on")
    list_filter = ("kind", "organization__kind")
    list_select_related = ("organization",)
    search_fields = ("name", "organization__public_id")
    further_searches = (organization_named("organization"),)


class SideAdmin(PortalModelAdmin):
    """A list to search and choose from; the page of a row is that of its organization."""

    kind: Organization.Kind
    page_path = "organization"
    ordering = ("organization__public_id",)
    list_select_related = ("organization__country",)

    def add_view(self, request, form_url="", extra_context=None):
        query = request.GET.copy()
        query["kind"] = self.kind
        return redirect(f"{reverse('admin:organizations_organization_add')}?{query.urlencode()}")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("admin:organizations_organization_change", args=[object_id]) + query)

    def best_matches(self, search_term):
        return best_matches(search_term, kinds=[self.kind])

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("country"), ordering="organization__country")
    def country(self, side):
        return side.organization.country

    @admin.display(description=_("name"), ordering="organization__sort_en")
    def name(self, side):
        return side.organization.name

    @admin.display(description=_("public id"), ordering="organization__public_id")
    def public_id(self, side):
        return side.organization.public_id


@admin.register(SendingOrganization)
class SendingOrganizationAdmin(SideAdmin):
    index_group = STANDING
    kind = Organization.Kind.SENDING
    list_display = ("public_id", "name", "country", "licence_number", "has_office_in_japan")
    list_display_links = ("public_id", "name")
    list_filter = ("organization__country", "has_office_in_japan", "organization__is_sample")
    search_fields = ("organization__public_id", "licence_number")
    further_searches = (organization_named("organization"),)


@admin.register(SupervisingOrganization)
class SupervisingOrganizationAdmin(SideAdmin):
    index_group = SUPERVISING
    kind = Organization.Kind.SUPERVISING
    list_display = ("public_id", "name", "prefecture", "supporting_member")
    list_display_links = ("public_id", "name")
    list_filter = ("supporting_member", "prefecture", "organization__is_sample")
    search_fields = ("organization__public_id", "permits__number", "prefecture")
    further_searches = (organization_named("organization"),)
