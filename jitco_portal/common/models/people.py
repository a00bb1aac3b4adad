"""The person who logs in, their addresses and second factors, and what they may do at the desk."""

import datetime
import threading
import zoneinfo
from typing import Any

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import registry
from jitco_portal.common.days import today
from jitco_portal.common.models.addresses import same_address


def known_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("This time zone is not known."), code="time_zone")


# Recovery codes alone are no second factor: they stand in for one that was lost.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


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

    @classmethod
    def normalize_email(cls, email):
        """One spelling per address: allauth compares them letter by letter."""
        return super().normalize_email(email).lower()

    def get_by_natural_key(self, email):
        return self.at_address(email).get()

    def at_address(self, address):
        return self.filter(same_address("email", address))

    def with_access(self):
        """Annotate all that decides what a person may see, so that a request asks the database once.

        ``has_second_factor``, and what the other apps add (``registry.user_annotations``).
        """
        self._put_together()
        return _with_access.people.all()

    def get_with_access(self, pk):
        """The person with what ``with_access`` adds, for each request; raise DoesNotExist.

        The same as ``with_access().get(pk=pk)``, for which Django would write the SQL anew: that takes several times
        as long as to read the answer.
        """
        self._put_together()
        written = _with_access.compiler
        # That of this moment: a thread can have several, one for each context.
        written.connection = connections[written.using]
        with written.connection.cursor() as cursor:
            cursor.execute(_with_access.sql, [*_with_access.params, pk])
            found = cursor.fetchone()
        if found is None:
            raise self.model.DoesNotExist
        [row] = written.results_iter([[found]])
        fields = written.klass_info["select_fields"]
        names = [written.select[at][0].target.attname for at in fields]
        user = self.model.from_db(written.using, names, [row[at] for at in fields])
        for name, at in written.annotation_col_map.items():
            setattr(user, name, row[at])
        return user

    def _put_together(self):
        day = today()
        if _with_access.day == day:
            return
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        annotations = {name: each for function in registry.user_annotations for name, each in function().items()}
        people = self.annotate(has_second_factor=Exists(factors), **annotations)
        one = people.filter(pk=0)
        compiler = one.query.get_compiler(using=one.db)
        sql, params = compiler.as_sql()  # the key stands at the end, and is the last of its parameters
        _with_access.people, _with_access.compiler = people, compiler
        _with_access.sql, _with_access.params = sql, params[:-1]
        _with_access.day = day


class _WithAccess(threading.local):
    """Put together once a day, on which alone it depends: that takes longer than to ask.

    Each thread has its own, because Django counts in a subquery while it writes its SQL.
    """

    day: datetime.date | None = None
    people: Any = None
    compiler: Any = None
    sql: str = ""
    params: tuple[Any, ...] = ()


_with_access = _WithAccess()


# The password's hash and the day of the last log-in are no history to keep.
@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person of JITCO or of an organization, known by e-mail address."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en", help_text=_("Of mails from the portal.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Asia/Tokyo",
        validators=[known_time_zone],
        help_text=_("Times in mails are told in it, for instance Asia/Ho_Chi_Minh."),
    )
    # The row stays for what the person did; who it was is gone.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = EmailUserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("assign_staff_groups", "Can give the staff groups to others")]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                violation_error_message=_("This address is in use."),
            )
        ]

    def __str__(self):
        # Not asked of the database where it was left out.
        if vars(self).get("erased_at"):
            return gettext("Erased person %(number)s") % {"number": self.pk}
        return self.name or self.email

    def _get_session_auth_hash(self, secret=None):
        """Sessions end with a new password, and with the first second factor: what began before had none to show."""
        guarded = vars(self).get("has_second_factor")
        if guarded is None:
            guarded = self.authenticator_set.filter(type__in=SECOND_FACTORS).exists()
        value = f"{self.password}{'guarded' if guarded else ''}"
        return salted_hmac(f"{__name__}.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class UserGroup(User.groups.through):
    """A name for the table that Django makes: without it no migration would carry the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("group of a user")
        verbose_name_plural = _("groups of users")


class UserGroupEvent(pghistory.create_event_model(UserGroup, obj_field=None)):
    """History of the groups a person belongs to."""


class UserPermission(User.user_permissions.through):
    """A name for the table that Django makes."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("right of a user")
        verbose_name_plural = _("rights of users")


class UserPermissionEvent(pghistory.create_event_model(UserPermission, obj_field=None)):
    """History of the rights a person holds besides those of the groups."""


class GroupPermission(Group.permissions.through):
    """A name for the table that Django makes."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("right of a group")
        verbose_name_plural = _("rights of groups")


class GroupPermissionEvent(pghistory.create_event_model(GroupPermission, obj_field=None)):
    """History of the rights that a group gives."""


class Address(EmailAddress):
    """A name for allauth's table: a changed or confirmed address belongs in the history."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("e-mail address")
        verbose_name_plural = _("e-mail addresses")


class AddressEvent(pghistory.create_event_model(Address, obj_field=None)):
    """History of the e-mail addresses of people."""


class SecondFactor(Authenticator):
    """A name for allauth's table: who had which second factor since when; never its secret."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")


class SecondFactorEvent(pghistory.create_event_model(SecondFactor, obj_field=None, exclude=["data", "last_used_at"])):
    """History of second factors and recovery codes."""
