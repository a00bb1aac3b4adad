"""Members and invitations at the desk: staff give and end memberships with a reason, and delete none."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from jitco_portal.common.desk.base import PortalModelAdmin, reason_in_history
from organizations.admin.groups import MEMBERS, names_of
from organizations.models import Invitation, Membership
from organizations.queries.members import administrators_of
from organizations.services.members import invitations, mail_refusals, memberships

END_NOW = "_end_now"
CLEAR_REFUSAL = "_clear_refusal"


@admin.register(Membership)
class MembershipAdmin(PortalModelAdmin):
    index_group = MEMBERS
    page_path = "organization"
    change_form_template = "admin/organizations/membership/change_form.html"
    list_display = ("user", "organization", "role", "from_on", "until_on", "is_reached")
    list_filter = ("role", ("until_on", admin.EmptyFieldListFilter), ("mail_refused_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "user__name", *names_of("organization"))
    fields = ("user", "organization", "role", "from_on", "until_on", "mail_refused_at", "mail_refusal")
    readonly_fields = ("mail_refused_at", "mail_refusal")

    def get_readonly_fields(self, request, obj=None):
        """Whose membership it is and where stays: another person has a membership of their own."""
        return (*self.readonly_fields, "user", "organization") if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("mail arrives"), boolean=True)
    def is_reached(self, membership):
        return membership.mail_refused_at is None

    def save_model(self, request, obj, form, change):
        before = Membership.objects.get(pk=obj.pk) if change else None
        if before and END_NOW in request.POST:
            memberships.end_membership_by_staff(membership=before)
        elif before and CLEAR_REFUSAL in request.POST:
            mail_refusals.clear_refusals(user=obj.user)
        else:
            super().save_model(request, obj, form, change)
            memberships.settle_after_staff(membership=obj, before=before)
        if not administrators_of(obj.organization).exists():
            told = _("Nobody administers %(name)s now: nobody there can invite members or change roles.")
            messages.warning(request, told % {"name": obj.organization.name})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["end_now"], context["clear_refusal"] = END_NOW, CLEAR_REFUSAL
        if obj and self.has_change_permission(request, obj):
            context["can_end"] = memberships.is_standing(membership=obj)
            administrators = administrators_of(obj.organization)
            context["is_last"] = administrators.filter(pk=obj.pk).exists() and administrators.count() == 1
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


@admin.register(Invitation)
class InvitationAdmin(PortalModelAdmin):
    """To read, and to withdraw: only members invite."""

    index_group = MEMBERS
    page_path = "organization"
    change_form_template = "admin/organizations/invitation/change_form.html"
    list_display = ("email", "organization", "role", "invited_by", "created_at", "expires_at", "what_became")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter), ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("organization", "invited_by", "accepted_by")
    search_fields = ("email", *names_of("organization"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", view, name="organizations_invitation_withdraw"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("state"))
    def what_became(self, invitation):
        if invitation.accepted_at:
            return pgettext("invitation", "accepted")
        return _("withdrawn") if invitation.withdrawn_at else _("open")

    @method_decorator(require_POST)
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("organizations.change_invitation"):
            raise PermissionDenied
        with reason_in_history(request):
            was_open = invitations.withdraw_invitation(invitation=get_object_or_404(Invitation, pk=pk))
        if was_open:
            messages.success(request, _("The invitation is withdrawn."))
        else:
            messages.info(request, _("This invitation was answered or withdrawn already."))
        return redirect("admin:organizations_invitation_change", pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = request.user.has_perm("organizations.change_invitation")
        if obj and may and not obj.accepted_at and not obj.withdrawn_at:
            context["withdraw_url"] = reverse("admin:organizations_invitation_withdraw", args=[obj.pk])
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)
