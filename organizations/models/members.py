"""Who acts for an organization, and how somebody came to: invited, by a claim, or by applying to be listed."""

import datetime
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.periods import SameId
from jitco_portal.common.virus_scan import Scan
from organizations.models.organizations import Organization


class Role(models.TextChoices):
    """What a member may do, each all that the next may: administrator, editor, reader."""

    ADMINISTRATOR = "administrator", _("administrator")
    EDITOR = "editor", _("editor")
    READER = "reader", _("reader")


# Who does things in the name of an organization; readers look on.
ACTING = (Role.ADMINISTRATOR, Role.EDITOR)


def organizations_of(user, *, roles=None):
    """The ids of those somebody belongs to today, in any role or in one of ``roles``; what was merged acts no more."""
    rows = Membership.objects.filter(user=user, organization__merged_into=None).current()
    return (rows.filter(role__in=roles) if roles else rows).values("organization")


def may_be_seen(user: Any, permission: str) -> bool:
    """Whether staff hold the permission to view; a staff account alone opens nothing private."""
    return bool(user.is_authenticated and user.is_staff and user.has_perm(permission))


class _DaysFromUntil(Func):
    """Both ends included; no end runs on."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self):
        super().__init__(F("from_on"), F("until_on"), Value("[]"))


class MembershipQuerySet(models.QuerySet):
    def current(self, day: datetime.date | None = None):
        """Those that hold on the day, of people who may log in."""
        day = day or today()
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day, user__is_active=True)

    def visible_to(self, user):
        """One's own, those of the organizations one belongs to, and all for staff who may view them."""
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, "organizations.view_membership"):
            return self
        own = Membership.objects.filter(user=user).current().values("organization")
        return self.filter(Q(user=user) | Q(organization__in=own))


@pghistory.track()
class Membership(models.Model):
    """A person acts for an organization, in a role, from a day, until a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day; blank while it lasts."))
    # What the mail server said the last time a mail to this person came back.
    mail_refused_at = models.DateTimeField(_("mail came back at"), null=True, blank=True)
    mail_refusal = models.CharField(_("why mail came back"), max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organization", "user", "-from_on"]
        constraints = [
            ExclusionConstraint(
                name="membership_periods_apart",
                expressions=[
                    (SameId("user"), RangeOperators.OVERLAPS),
                    (SameId("organization"), RangeOperators.OVERLAPS),
                    (_DaysFromUntil(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is a member of the organization at that time already."),
            ),
            models.CheckConstraint(
                name="membership_until_on",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organization}"


class ActedForQuerySet(models.QuerySet):
    """Rows that an organization made or ordered: all its members read them, who acts for it writes them."""

    # What staff do not see of the rows of others, such as drafts.
    hidden_from_staff = Q()

    def visible_to(self, user):
        """Those of the organizations one belongs to, in any role; for staff who may view them all others, too."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organization__in=organizations_of(user))
        if not may_be_seen(user, f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"):
            return self.filter(own)
        return self.filter(own | ~self.hidden_from_staff) if self.hidden_from_staff else self.all()

    def editable_by(self, user):
        """Those of the organizations for which one is an editor or administrator."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organization__in=organizations_of(user, roles=ACTING))


class OfOrganizationQuerySet(models.QuerySet):
    """Rows that concern the administrators of one organization, and staff."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, f"organizations.view_{self.model._meta.model_name}"):
            return self
        administered = Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).current().values("organization")
        return self.filter(organization__in=administered)


@pghistory.track(exclude=["token_hash"])
class Invitation(models.Model):
    """A letter to an address: whoever opens it, and confirms that address, becomes a member."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("organization")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=15, choices=Role)
    language = models.CharField(_("language of the letter"), max_length=2, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="invitations_sent", verbose_name=_("invited by")
    )
    # The token stands in the letter only.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_accepted",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = OfOrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organization",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
                violation_error_message=_("This address has an open invitation already."),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.organization}"


class RequestState(models.TextChoices):
    OPEN = "open", _("waiting for the Affairs Dept.")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("expired unanswered")
    WITHDRAWN = "withdrawn", _("withdrawn")


def evidence_path(instance: models.Model, filename: str) -> str:
    """A name that says nothing: neither who asked nor what for."""
    return f"evidence/{instance.evidence_key}"


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=RequestState.OPEN)

    def visible_to(self, user):
        """Whoever asked, and staff who may view it."""
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, f"organizations.view_{self.model._meta.model_name}"):
            return self
        return self.filter(user=user)


class StaffRequest(models.Model):
    """Somebody asks, with evidence; the Affairs Dept. answers within 30 days or it expires."""

    text = models.TextField(_("message to the Affairs Dept."), blank=True)
    evidence = models.FileField(_("evidence"), upload_to=evidence_path, blank=True, max_length=200)
    evidence_key = models.UUIDField(null=True, editable=False)
    evidence_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    evidence_type = models.CharField(_("type of the file"), max_length=100, blank=True)
    evidence_size = models.PositiveIntegerField(_("bytes of the file"), null=True, blank=True)
    evidence_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    # Blank where there is no evidence, or it came before this was noted.
    evidence_scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Sent to whoever asked."))

    objects = RequestQuerySet.as_manager()

    class Meta:
        abstract = True


# Whoever asked is shown what was decided on what they sent.
ASKED_STAYS = pgtrigger.ReadOnly(name="asked_stays", fields=["user", "created_at"])


@pgtrigger.register(ASKED_STAYS)
@pghistory.track()
class Claim(StaffRequest):
    """A person says that they act for an organization that is listed already."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="claims", verbose_name=_("organization")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=15, choices=Role, default=Role.ADMINISTRATOR)
    position = models.CharField(_("position in the organization"), max_length=150)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(state="open"),
                name="claim_open_once",
                violation_error_message=_("You have asked for this organization already."),
            ),
            models.CheckConstraint(
                name="claim_refused_with_reason",
                condition=~Q(state="refused") | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organization}"


@pgtrigger.register(ASKED_STAYS)
@pghistory.track()
class ListingApplication(StaffRequest):
    """An organization that is not listed asks to be; its applicant becomes its administrator."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="listing_applications", verbose_name=_("person")
    )
    position = models.CharField(_("position in the organization"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=Organization.Kind)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    name_local = models.CharField(_("name in the local script"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=300, blank=True)
    name_kana = models.CharField(_("reading in kana"), max_length=300, blank=True)
    number = models.CharField(
        _("permit or approval number"),
        max_length=100,
        blank=True,
        help_text=_("What the organization says; standing comes from the lists of governments only."),
    )
    prefecture = models.CharField(_("prefecture"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    website = models.URLField(_("web site"), max_length=1000, blank=True)
    # What we held when it was sent: the organization that has this number, if any.
    found = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("already listed"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("listed as"),
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("application to be listed")
        verbose_name_plural = _("applications to be listed")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="listingapplication_country",
                condition=Q(kind="sending", country__isnull=False) | Q(kind="supervising", country=None),
                violation_error_message=_("A sending organization has a country; a supervising organization has none."),
            ),
            models.CheckConstraint(
                name="listingapplication_name",
                condition=~Q(name_local="", name_en="", name_ja=""),
                violation_error_message=_("Give at least one name."),
            ),
            models.CheckConstraint(
                name="listingapplication_refused_with_reason",
                condition=~Q(state="refused") | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self):
        return self.name_en or self.name_ja or self.name_local

    def clean(self):
        if self.kind == Organization.Kind.SENDING and not self.country_id:
            raise ValidationError({"country": _("Choose the country.")})
