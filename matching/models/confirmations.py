"""What match-ups rest on beside the facts of countries and organizations."""

import datetime

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from countries.models import Country, Programme
from jitco_portal.common.partial_dates import partial_date_check
from jitco_portal.common.sources import Sourced
from organizations.models import Organization


class ConfirmationQuerySet(models.QuerySet):
    def living_on(self, day: datetime.date):
        """Those that speak for the day: made by then, and not too long before."""
        living = Q(pk__in=[])
        for subject, days in Confirmation.HOLDS_DAYS.items():
            living |= Q(subject=subject, confirmed_on__gt=day - datetime.timedelta(days=days))
        return self.filter(living, confirmed_on__lte=day)


@pghistory.track()
class Confirmation(Sourced):
    """Somebody who must know said on a day that nothing is missing: a blank list alone never means “none”.

    Who said it stands in the source, as with every fact; who wrote it down, in the history.
    """

    class Subject(models.TextChoices):
        NO_ORDER = "no_order", _("no order to improve and no revocation is open against it")
        ALL_PARTNERS = "all_partners", _("all its contracts with sending organizations of the country are listed")
        NO_CAP = "no_cap", _("the country sets no cap on what trainees pay")

    # For so many days from the day on which it was confirmed.
    HOLDS_DAYS = {Subject.NO_ORDER: 90, Subject.ALL_PARTNERS: 90, Subject.NO_CAP: 365}

    subject = models.CharField(_("what is confirmed"), max_length=12, choices=Subject)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name=_("organization"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name=_("country"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name=_("programme"),
    )
    confirmed_on = models.DateField(_("confirmed on"), help_text=_("The day for which it was said."))

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-confirmed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="confirmation_fits_subject",
                condition=Q(subject="no_order", organization__isnull=False, country=None, programme=None)
                | Q(subject="all_partners", organization__isnull=False, country__isnull=False, programme=None)
                | Q(subject="no_cap", organization=None, country__isnull=False, programme__isnull=False),
                violation_error_message=_(
                    "Orders: name the organization. Contracts: the organization and the country. Caps: the country and"
                    " the programme."
                ),
            ),
            models.UniqueConstraint(
                fields=["subject", "organization", "country", "programme", "confirmed_on"],
                name="confirmation_once_a_day",
                nulls_distinct=False,
                violation_error_message=_("This is confirmed for the day already."),
            ),
            models.CheckConstraint(
                name="confirmation_was_read",
                condition=Q(confirmed_on__lte=F("checked_on")),
                violation_error_message=_("This day lies after the day on which the source was checked."),
            ),
            partial_date_check("confirmation", "source_on"),
        ]

    def __str__(self):
        of = self.organization.public_id if self.organization else self.country.code if self.country else ""
        return f"{of} {self.get_subject_display()} {self.confirmed_on}"
