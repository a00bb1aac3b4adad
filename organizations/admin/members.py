"""Members and invitations at the desk: staff give and end memberships with a reason, and delete none."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from jitco_portal.common.desk.base import REASON, PortalModelAdmin, given_reason, reason_in_history
from jitco_portal.common.desk.forms import PortalForm
from organizations.admin.groups import MEMBERS, organization_named
from organizations.models import Invitation, Membership
from organizations.queries.members import administrators_of
from organizations.services.members import invitations, mail_refusals, memberships

END_NOW = "_end_now"
CLEAR_REFUSAL = "_clear_refusal"


class MembershipForm(PortalForm):
    """Nobody lets themselves into an organization whose proposals they decide."""

    person = None

    def clean_user(self):
        user = self.cleaned_data["user"]
        if user == self.person:
            raise ValidationError(_("This is yourself: somebody else of the Affairs Dept. makes you a member."), "own")
        return user


@admin.register(Membership)
class MembershipAdmin(PortalModelAdmin):
    index_group = MEMBERS
    page_path = "organization"
    form = MembershipForm
    change_form_template = "admin/organizations/membership/change_form.html"
    list_display = ("user", "organization", "role", "from_on", "until_on", "is_reached")
    list_filter = ("role", ("until_on", admin.EmptyFieldListFilter), ("mail_refused_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "user__name", "organization__public_id")
    further_searches = (organization_named("organization"),)
    fields = ("user", "organization", "role", "from_on", "until_on", "mail_refused_at", "mail_refusal")
    readonly_fields = ("mail_refused_at", "mail_refusal")

    def get_readonly_fields(self, request, obj=None):
        """Whose membership it is and where stays: another person has a membership of their own."""
        return (*self.readonly_fields, "user", "organization") if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        """Not of one's own, superusers neither."""
        return super().has_change_permission(request, obj) and not (obj and obj.user_id == request.user.pk)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("mail arrives"), boolean=True)
    def is_reached(self, membership):
        return membership.mail_refused_at is None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        return type(form_class.__name__, (form_class,), {"person": request.user})

    def save_model(self, request, obj, form, change):
        if obj.user_id == request.user.pk:  # a revert brings rows back without the form
            raise PermissionDenied
        before = Membership.objects.get(pk=obj.pk) if change else None
        if before and CLEAR_REFUSAL in request.POST:
            mail_refusals.clear_refusals(user=obj.user)
        else:
            super().save_model(request, obj, form, change)
            memberships.settle_after_staff(membership=obj, before=before)
        self._warn_of_nobody(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if END_NOW in (request.POST if request.method == "POST" else request.GET):
            return self._end(request, unquote(object_id))
        return super().change_view(request, object_id, form_url, extra_context)

    def _end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks first, on a page of its own, and wants to know why."""
        membership = self.get_object(request, object_id)
        if membership is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, membership):
            raise PermissionDenied
        error = ""
        if request.method == "POST" and not (error := "" if given_reason(request) else _("Give the reason.")):
            try:
                with reason_in_history(request):
                    memberships.end_membership_by_staff(membership=membership)
            except memberships.MembershipOver:
                messages.info(request, _("This membership has ended already."))
            else:
                self._warn_of_nobody(request, membership)
                messages.success(request, _("The membership has ended."))
            return redirect("admin:organizations_membership_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("End this membership"),
            "subtitle": str(membership),
            "opts": self.opts,
            "original": membership,
            "error": error,
            "is_last": _is_last_administrator(membership),
            "end_now": END_NOW,
            "reason_name": REASON,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/organizations/membership/end.html", context)

    def _warn_of_nobody(self, request, membership):
        if not administrators_of(membership.organization).exists():
            told = _("Nobody administers %(name)s now: nobody there can invite members or change roles.")
            messages.warning(request, told % {"name": membership.organization.name})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["end_now"], context["clear_refusal"] = END_NOW, CLEAR_REFUSAL
        if obj and self.has_change_permission(request, obj):
            context["can_end"] = memberships.is_standing(membership=obj)
            context["can_clear"] = obj.mail_refused_at is not None
            context["is_last"] = _is_last_administrator(obj)
        elif obj:
            context["is_own"] = obj.user_id == request.user.pk and self.has_change_permission(request)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def _is_last_administrator(membership):
    administrators = administrators_of(membership.organization)
    return administrators.filter(pk=membership.pk).exists() and administrators.count() == 1


@admin.register(Invitation)
class InvitationAdmin(PortalModelAdmin):
    """To read, and to withdraw: only members invite."""

    index_group = MEMBERS
    page_path = "organization"
    change_form_template = "admin/organizations/invitation/change_form.html"
    list_display = ("email", "organization", "role", "invited_by", "created_at", "expires_at", "what_became")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter), ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("organization", "invited_by", "accepted_by")
    search_fields = ("email", "organization__public_id")
    further_searches = (organization_named("organization"),)

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
