"""People at the desk. Nobody can give away, or reach through another's account, more than they have."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

import jitco_portal.common.mail.admin
import jitco_portal.common.privacy.admin  # noqa: F401  the imports register their pages
from jitco_portal.common import registry
from jitco_portal.common.accounts import staff_accounts
from jitco_portal.common.accounts.sessions import end_sessions_of
from jitco_portal.common.accounts.staff_groups import TITLES
from jitco_portal.common.accounts.staff_welcome import send_welcome
from jitco_portal.common.desk.base import REASON, PortalModelAdmin, given_reason, reason_in_history
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.desk.person_history import PersonHistoryAdmin
from jitco_portal.common.desk.site import IndexGroup
from jitco_portal.common.models import User

PEOPLE = IndexGroup(80, "people", _("People"))
# Of one's own account a person changes here only how they are called; rights are for others to give.
NOT_OWN = ("email", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")
# Whoever sets them can act as the other.
FOR_SUPERUSERS = ("email", "is_superuser")

# They hang on a person and are shown on the person's page; a row changed by itself would go round its rules.
for library_model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(library_model)


class NewUserForm(PortalForm, AdminUserCreationForm):
    beside = {"user_email_once": "email"}

    class Meta:
        model = User
        fields = ("email", "name")


class NewUserWithoutPasswordForm(PortalForm):
    """For somebody of the staff, who sets the password by a link to the address; all others sign up themselves."""

    beside = NewUserForm.beside

    class Meta:
        model = User
        fields = ("email", "name", "language")

    def save(self, commit=True):
        self.instance.set_unusable_password()
        self.instance.is_staff = True
        return super().save(commit)


class ChangeUserForm(PortalForm, UserChangeForm):
    beside = NewUserForm.beside

    class Meta:
        model = User
        fields = "__all__"

    def clean_groups(self):
        """A group gives rights at the desk, which opens to staff only."""
        groups, is_staff = self.cleaned_data["groups"], self.cleaned_data.get("is_staff", self.instance.is_staff)
        if is_staff or not set(groups) - set(self.instance.groups.all()):
            return groups
        raise ValidationError(
            _("Tick “Staff status” as well: a group gives rights at the desk, which only staff open.")
        )


@admin.register(User)
class PortalUserAdmin(PersonHistoryAdmin, PortalModelAdmin, UserAdmin):
    index_group = PEOPLE
    form = ChangeUserForm
    add_form = NewUserForm
    change_form_template = "admin/common/user/change_form.html"
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "is_superuser", "groups")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "name", ("language", "time_zone"), "password")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_urls(self):
        own = [
            path("<path:pk>/end-sessions/", self._guarded(self.end_sessions_view), name="common_user_end_sessions"),
            path(
                "<path:pk>/reset-second-factor/",
                self._guarded(self.reset_second_factor_view),
                name="common_user_reset_second_factor",
            ),
        ]
        return [*own, *super().get_urls()]

    def _guarded(self, view):
        return self.admin_site.admin_view(view)

    # Who may change what --------------------------------------------------------------------------

    def get_autocomplete_fields(self, request):
        """Groups and permissions are few and chosen side by side."""
        return []

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            if request.user.is_superuser:
                return self.add_fieldsets
            return [(None, {"classes": ("wide",), "fields": ("email", "name", "language")})]
        first, *others = self.fieldsets
        if self._sets_password(request.user, obj):
            return self.fieldsets
        shown = tuple(name for name in first[1]["fields"] if name != "password")
        return [(first[0], {"fields": shown}), *others]

    def get_form(self, request, obj=None, **kwargs):
        if obj is None and not request.user.is_superuser:
            kwargs["form"] = NewUserWithoutPasswordForm
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if obj is None:
            return fields
        if obj == request.user:
            return (*fields, *NOT_OWN)
        return fields if request.user.is_superuser else (*fields, *FOR_SUPERUSERS)

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (obj.erased_at is None and staff_accounts.manages(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (obj != request.user and staff_accounts.stands_above(request.user, obj))

    def _sets_password(self, user: User, obj: User) -> bool:
        """One's own is changed under one's own account, where the old one is asked for."""
        return user.is_superuser and user != obj

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer only what the person at the desk may give; the form refuses anything else."""
        if db_field.name == "user_permissions":
            own = staff_accounts.permissions_given_to(request.user)
            offered = Permission.objects.all() if request.user.is_superuser else Permission.objects.filter(pk__in=own)
            kwargs["queryset"] = offered.select_related("content_type")
        if db_field.name == "groups":
            kwargs["queryset"] = staff_accounts.groups_to_give(request.user)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = lambda group: TITLES.get(group.name, group.name)
        return field

    # Writing --------------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        before = User.objects.get(pk=obj.pk) if change else None
        request.groups_before = set(obj.groups.values_list("name", flat=True)) if change else set()
        super().save_model(request, obj, form, change)
        if not change and not obj.has_usable_password():
            EmailAddress.objects.create(user=obj, email=obj.email, verified=True, primary=True)
            send_welcome(user=obj)
        if before and before.email.lower() != obj.email.lower():
            staff_accounts.change_address(user=obj, old=before.email, by=request.user)
        if before and before.is_active and not obj.is_active:
            end_sessions_of(obj)
            staff_accounts.tell(obj, "deactivated", by=request.user)
            for settle in registry.deactivations:
                settle(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        groups = set(form.instance.groups.values_list("name", flat=True))
        if groups != request.groups_before:
            staff_accounts.tell_of_groups(user=form.instance, groups=sorted(groups), by=request.user)

    def user_change_password(self, request, id, form_url=""):
        user = self.get_object(request, unquote(id))
        if user is not None and not self._sets_password(request.user, user):
            raise PermissionDenied
        with transaction.atomic(), reason_in_history(request):
            answer = super().user_change_password(request, id, form_url)
            if user and User.objects.get(pk=user.pk).password != user.password:
                end_sessions_of(user)
                staff_accounts.tell(user, "password_set", by=request.user)
        return answer

    def end_sessions_view(self, request, pk):
        def end(user):
            number = end_sessions_of(user)
            return ngettext("%(number)s session was ended.", "%(number)s sessions were ended.", number) % {
                "number": number
            }

        title = _("Log out everywhere")
        told = _("All sessions of this person end at once. They can log in again.")
        return self._confirmed(request, pk, end, title=title, told=told)

    def reset_second_factor_view(self, request, pk):
        def reset(user):
            staff_accounts.reset_second_factor(user=user, by=request.user)
            return gettext("The second factor was reset; the person has been told by mail.")

        title = _("Reset the second factor")
        told = _(
            "Devices, passkeys and recovery codes of this person are removed and all sessions end. Be sure that it is "
            "the person who asks: call back at a number that you know."
        )
        return self._confirmed(request, pk, reset, title=title, told=told, needs_reason=True)

    def _confirmed(self, request, pk, work, *, title, told, needs_reason=False):
        """A page that says what will be done, and does it once it is sent, with the reason in the history."""
        user = self.get_object(request, unquote(pk))
        if user is None:
            raise Http404
        # One's own second factor and sessions are looked after under one's own account.
        if user == request.user or not self.has_change_permission(request, user):
            raise PermissionDenied
        page = reverse("admin:common_user_change", args=[user.pk])
        lacks_reason = needs_reason and request.method == "POST" and not given_reason(request)
        if request.method == "POST" and not lacks_reason:
            with reason_in_history(request):
                messages.success(request, work(user))
            return redirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(user),
            "told": told,
            "opts": self.opts,
            "original": user,
            "back": page,
            "lacks_reason": lacks_reason,
            "needs_reason": needs_reason,
            "reason_name": REASON,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/common/user/confirm.html", context)

    # Reading --------------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            if request.user.has_perm("mfa.view_authenticator"):
                context["second_factors"] = Authenticator.objects.filter(user=obj).order_by("pk")
            if request.user.has_perm("account.view_emailaddress"):
                context["addresses"] = EmailAddress.objects.filter(user=obj).order_by("-primary", "email")
            context["panels"] = [panel for function in registry.person_panels if (panel := function(obj))]
            context["may_look_after"] = obj != request.user and self.has_change_permission(request, obj)
            if request.user.has_perm("usersessions.view_usersession"):
                context["sessions"] = UserSession.objects.filter(user=obj).order_by("-last_seen_at")
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


admin.site.unregister(Group)


@admin.register(Group)
class PortalGroupAdmin(GroupAdmin):
    """A group carries permissions to all its people, so only superusers write it."""

    index_group = PEOPLE

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    has_delete_permission = has_change_permission
