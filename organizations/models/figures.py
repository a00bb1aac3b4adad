"""Who works with whom, and how many people a year: numbers only, never a person."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from jitco_portal.common.sources import Sourced
from organizations.models.details import SendingOrganization, SupervisingOrganization
from organizations.models.operations import Operation
from organizations.models.organizations import Organization


@pghistory.track()
class Partnership(Sourced):
    """A contract between a supervising and a sending organization, as a source states it."""

    sending_organization = models.ForeignKey(
        SendingOrganization,
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name=_("sending organization"),
    )
    supervising_organization = models.ForeignKey(
        SupervisingOrganization,
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name=_("supervising organization"),
    )
    from_on = PartialDateField(_("from"), blank=True)
    until_on = PartialDateField(_("until"), blank=True)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sending_organization", "supervising_organization", "from_on"],
                name="partnership_once",
                violation_error_message=_("This partnership is there already."),
            ),
            partial_date_check("partnership", "source_on", "from_on", "until_on"),
            ordered_dates_check("partnership", "from_on", "until_on"),
        ]

    def __str__(self):
        return f"{self.sending_organization} – {self.supervising_organization}"


@pghistory.track()
class TraineeFigure(Sourced):
    """How many people an organization sent or took in within a calendar year."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="trainee_figures", verbose_name=_("organization")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="trainee_figures", verbose_name=_("programme")
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainee_figures",
        verbose_name=_("operation"),
        help_text=_("Blank for all operations together."),
    )
    year = models.PositiveSmallIntegerField(
        _("calendar year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    number = models.PositiveIntegerField(_("number of people"))

    class Meta:
        verbose_name = _("number of trainees")
        verbose_name_plural = _("numbers of trainees")
        ordering = ["organization", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "programme", "operation", "year"],
                name="traineefigure_once",
                nulls_distinct=False,
                violation_error_message=_("There is a figure for this year."),
            ),
            partial_date_check("traineefigure", "source_on"),
        ]

    def __str__(self):
        return f"{self.organization.public_id} {self.year}: {self.number}"
