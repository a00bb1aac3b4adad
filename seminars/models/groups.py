"""For whom an event has places, at which price, and what giving a place up costs."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization
from seminars.models.events import MOST_PEOPLE, Event


class Group(models.TextChoices):
    """For whom an event has places; registrations are made by organizations of that kind."""

    SENDING = Organization.Kind.SENDING.value, _("sending organizations")
    SUPERVISING = Organization.Kind.SUPERVISING.value, _("supervising organizations")


@pghistory.track(exclude=["held_people", "held_organizations"])
class EventGroup(models.Model):
    """The places and prices for one group of organizations; a group without a row cannot register.

    The counts of what is taken are kept by triggers on the people (``registrations.Attendee``), and the database
    refuses one too many for every writer.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups", verbose_name=_("event"))
    group = models.CharField(pgettext_lazy("of organizations", "group"), max_length=12, choices=Group)
    people = models.PositiveSmallIntegerField(
        _("places for people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    organizations = models.PositiveSmallIntegerField(
        _("places for organizations"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Blank for no limit."),
    )  # fmt: skip
    most_per_organization = models.PositiveSmallIntegerField(
        _("most people of one organization"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    price_member = models.PositiveIntegerField(
        _("price for JITCO supporting members (yen, with tax)"), default=0, help_text=_("For each person.")
    )
    price_general = models.PositiveIntegerField(_("price for others (yen, with tax)"), default=0)
    held_people = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    held_organizations = models.PositiveIntegerField(_("organizations with a place"), default=0, editable=False)

    class Meta:
        verbose_name = _("group of an event")
        verbose_name_plural = _("groups of an event")
        ordering = ["event", "-group"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"], name="eventgroup_once", violation_error_message=_("This group has its row.")
            ),
            models.CheckConstraint(
                name="eventgroup_people",
                condition=Q(held_people__lte=F("people")),
                violation_error_message=_("More places are taken already."),
            ),
            models.CheckConstraint(
                name="eventgroup_organizations",
                condition=Q(organizations=None) | Q(held_organizations__lte=F("organizations")),
                violation_error_message=_("More organizations have a place already."),
            ),
            models.CheckConstraint(
                name="eventgroup_prices",
                condition=Q(price_member__lte=F("price_general")),
                violation_error_message=_("The price for supporting members is not above the price for others."),
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.get_group_display()}"


@pghistory.track()
class CancellationTerm(models.Model):
    """From so many days before the event on, a cancelled place costs this part of its price."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="cancellation_terms", verbose_name=_("event")
    )
    days_before = models.PositiveSmallIntegerField(
        _("from so many days before"), help_text=_("0: on the day itself, and for whoever does not come.")
    )
    percent = models.PositiveSmallIntegerField(
        _("per cent of the price"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("cancellation term")
        verbose_name_plural = _("cancellation terms")
        ordering = ["event", "-days_before"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "days_before"], name="cancellationterm_once",
                violation_error_message=_("This day has its term."),
            ),
            models.CheckConstraint(name="cancellationterm_percent", condition=Q(percent__lte=100)),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.days_before}: {self.percent} %"
