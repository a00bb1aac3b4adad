"""The ground that every app stands on: the person who logs in."""

import pghistory
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailUserManager(UserManager):
    """People are known by their e-mail address; there is no user name."""

    def _create_user_object(self, username, email, password, **extra_fields):
        user = self.model(email=self.normalize_email(email), **extra_fields)
        user.set_password(password)
        return user

    def create_user(self, email, password=None, **extra_fields):
        return super().create_user(None, email, password, **extra_fields)

    def create_superuser(self, email, password=None, **extra_fields):
        return super().create_superuser(None, email, password, **extra_fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


# The password's hash and the day of the last log-in are no history to keep.
@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person of JITCO or of an organization, known by e-mail address."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = EmailUserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                violation_error_message=_("This address is in use."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class UserGroup(User.groups.through):
    """A name for the table that Django makes: without it no migration would carry the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class UserGroupEvent(pghistory.create_event_model(UserGroup, obj_field=None)):
    """History of the groups a person belongs to."""


class UserPermission(User.user_permissions.through):
    """A name for the table that Django makes."""

    class Meta:
        proxy = True
        default_permissions = ()


class UserPermissionEvent(pghistory.create_event_model(UserPermission, obj_field=None)):
    """History of the rights a person holds besides those of the groups."""


class GroupPermission(Group.permissions.through):
    """A name for the table that Django makes."""

    class Meta:
        proxy = True
        default_permissions = ()


class GroupPermissionEvent(pghistory.create_event_model(GroupPermission, obj_field=None)):
    """History of the rights that a group gives."""
