"""The yearly re-check: each organization is asked to confirm its profile."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.models import User
from organizations.models.organizations import Organization


@pghistory.track()
class RecheckCampaign(models.Model):
    """Organizations are asked from one day to another; those that said nothing by then have lapsed."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of organization"), max_length=12, choices=Organization.Kind, blank=True)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recheck_campaigns",
        verbose_name=_("country"),
    )
    opens_on = models.DateField(_("first letters on"))
    deadline_on = models.DateField(_("to be confirmed until"), help_text=_("Last day."))
    # Days before the deadline on which those that have not answered are written to again.
    first_reminder_days = models.PositiveSmallIntegerField(_("first reminder, days before the last day"), default=14)
    second_reminder_days = models.PositiveSmallIntegerField(_("second reminder, days before the last day"), default=3)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("yearly re-check")
        verbose_name_plural = _("yearly re-checks")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="recheckcampaign_days",
                condition=Q(deadline_on__gt=F("opens_on")),
                violation_error_message=_("The last day lies after the first."),
            ),
            models.CheckConstraint(
                name="recheckcampaign_reminders",
                condition=Q(first_reminder_days__gt=F("second_reminder_days")),
                violation_error_message=_("The second reminder comes after the first."),
            ),
            models.CheckConstraint(
                name="recheckcampaign_country",
                condition=Q(country=None) | ~Q(kind="supervising"),
                violation_error_message=_("A supervising organization is in Japan and has no country here."),
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track(exclude=["letters"])
class Recheck(models.Model):
    """One organization in one campaign."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        LAPSED = "lapsed", _("not confirmed in time")
        # Nobody acts for it and it has no address: staff ask in another way.
        NO_ADDRESS = "no_address", _("no address to write to")

    campaign = models.ForeignKey(
        RecheckCampaign, on_delete=models.PROTECT, related_name="rechecks", verbose_name=_("yearly re-check")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="rechecks", verbose_name=_("organization")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ASKED)
    # The last one written: 1 the first letter, 2 the reminder, 3 the last reminder; 0 none yet.
    letters = models.PositiveSmallIntegerField(_("letters"), default=0)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )

    class Meta:
        verbose_name = _("re-check of an organization")
        verbose_name_plural = _("re-checks of organizations")
        ordering = ["campaign", "organization"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organization"], name="recheck_once"),
            models.CheckConstraint(
                name="recheck_confirmed_at",
                condition=Q(state="confirmed", confirmed_at__isnull=False) | ~Q(state="confirmed"),
            ),
        ]

    def __str__(self):
        return f"{self.organization.public_id} {self.get_state_display()}"
