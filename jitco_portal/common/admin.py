"""People at the desk. Nobody can give away, or reach through another's account, more than they have."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.admin_base import PortalModelAdmin
from jitco_portal.common.admin_forms import PortalForm
from jitco_portal.common.admin_site import IndexGroup
from jitco_portal.common.models import User

PEOPLE = IndexGroup(80, "people", _("People"))


def permissions_given_to(user: User):
    """By name or by group, also while the account is switched off: switching it on is one click."""
    return Permission.objects.filter(Q(user=user) | Q(group__user=user)).distinct()


class NewUserForm(PortalForm, AdminUserCreationForm):
    beside = {"user_email_once": "email"}

    class Meta:
        model = User
        fields = ("email", "name")


class ChangeUserForm(PortalForm, UserChangeForm):
    beside = NewUserForm.beside

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PortalUserAdmin(PortalModelAdmin, UserAdmin):
    index_group = PEOPLE
    form = ChangeUserForm
    add_form = NewUserForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "is_superuser", "groups")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_autocomplete_fields(self, request):
        """Groups and permissions are few and chosen side by side."""
        return []

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._stands_above(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._stands_above(request.user, obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer only what the person at the desk has; the form refuses anything else."""
        own = permissions_given_to(request.user)
        if db_field.name == "user_permissions":
            offered = Permission.objects.all() if request.user.is_superuser else Permission.objects.filter(pk__in=own)
            kwargs["queryset"] = offered.select_related("content_type")
        if db_field.name == "groups" and not request.user.is_superuser:
            beyond = Permission.objects.exclude(pk__in=own)
            kwargs["queryset"] = Group.objects.exclude(permissions__in=beyond)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _stands_above(self, user: User, obj: User | None) -> bool:
        """Whoever may set another's password can act as the other: so only where the other may do no more."""
        if obj is None or user.is_superuser:
            return True
        beyond = permissions_given_to(obj).exclude(pk__in=permissions_given_to(user))
        return not obj.is_superuser and not beyond.exists()


admin.site.unregister(Group)


@admin.register(Group)
class PortalGroupAdmin(GroupAdmin):
    """A group carries permissions to all its people, so only superusers write it."""

    index_group = PEOPLE

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission
