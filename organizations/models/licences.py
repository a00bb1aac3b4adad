"""Licences to send workers abroad, as the sending government lists them: to any country, and no approval for Japan."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models import Counterpart
from jitco_portal.common.partial_dates import (
    PartialDate,
    PartialDateField,
    ordered_dates_check,
    partial_date_check,
)
from jitco_portal.common.sources import Sourced
from organizations.models.approvals import checked_after, clean_country, refuse_other_country
from organizations.models.details import SendingOrganization


@pgtrigger.register(refuse_other_country("licensed_by_its_country"))
@pghistory.track()
class HomeLicence(Sourced):
    """The sending government lets an organization send workers abroad; no standing rests on it."""

    sending_organization = models.ForeignKey(
        SendingOrganization,
        on_delete=models.PROTECT,
        related_name="home_licences",
        verbose_name=_("sending organization"),
    )
    issuer = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, related_name="home_licences", verbose_name=_("licensed by")
    )
    number = models.CharField(_("licence number"), max_length=100, blank=True)
    licensed_from = PartialDateField(_("licensed from"), blank=True, help_text=_("As the office states it."))
    licensed_until = PartialDateField(
        _("licensed until"), blank=True, help_text=_("Last day; blank where none is stated.")
    )
    first_seen_on = PartialDateField(_("first seen on"), blank=True)
    confirmed_on = PartialDateField(
        _("confirmed on"), help_text=_("Day of the newest list or letter that names the organization.")
    )

    class Meta:
        verbose_name = _("licence at home")
        verbose_name_plural = _("licences at home")
        ordering = ["sending_organization", "-licensed_from", "-first_seen_on"]
        constraints = [
            partial_date_check(
                "homelicence", "source_on", "licensed_from", "licensed_until", "first_seen_on", "confirmed_on"
            ),
            ordered_dates_check("homelicence", "licensed_from", "licensed_until"),
            ordered_dates_check("homelicence", "first_seen_on", "confirmed_on"),
            checked_after("homelicence", "confirmed_on"),
            models.CheckConstraint(
                name="homelicence_has_start",
                condition=~Q(licensed_from="", first_seen_on=""),
                violation_error_message=_("Say from when it is licensed, or on which day it was first seen."),
            ),
            models.CheckConstraint(name="homelicence_is_confirmed", condition=~Q(confirmed_on="")),
        ]

    def __str__(self):
        return f"{self.number} {self.starts_on} – {self.licensed_until or ''}".strip()

    def clean(self):
        clean_country(self, self.issuer, "issuer")

    @property
    def starts_on(self) -> PartialDate:
        return self.licensed_from or self.first_seen_on
