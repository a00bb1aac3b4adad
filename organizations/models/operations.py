"""Job categories and operations (職種・作業) in which people may train."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from jitco_portal.common.sources import Sourced


@pghistory.track()
class JobCategory(models.Model):
    """A job category (職種) of the official list, in one of its groups."""

    class Group(models.TextChoices):
        AGRICULTURE = "agriculture", _("Agriculture and forestry")
        FISHERY = "fishery", _("Fishery")
        CONSTRUCTION = "construction", _("Construction")
        FOOD = "food", _("Food manufacturing")
        TEXTILE = "textile", _("Textile")
        MACHINERY = "machinery", _("Machinery and metal")
        OTHERS = "others", _("Others")
        IN_HOUSE = "in_house", _("In-house test types")

    group = models.CharField(_("group"), max_length=20, choices=Group)
    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^\d{1,2}-\d{1,2}$", _("Enter a code like 4-10."))],
    )
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_ja = models.CharField(_("name (Japanese)"), max_length=200)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("job category")
        verbose_name_plural = _("job categories")
        ordering = ["position", "code"]

    def __str__(self):
        return f"{self.code} {localized(self, 'name')}"

    @property
    def name(self):
        return localized(self, "name")


@pghistory.track()
class Operation(Sourced):
    """An operation (作業) within a job category; the list changes, so each has its days."""

    class NameBasis(models.TextChoices):
        READ = "read", _("read in a source")
        RECALL = "recall", _("to be checked against the official list")

    category = models.ForeignKey(
        JobCategory, on_delete=models.PROTECT, related_name="operations", verbose_name=_("job category")
    )
    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^\d{1,2}-\d{1,2}-\d{1,2}$", _("Enter a code like 4-10-1."))],
    )
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_ja = models.CharField(_("name (Japanese)"), max_length=200)
    name_basis = models.CharField(_("basis of the name"), max_length=10, choices=NameBasis)
    stage3_allowed = models.BooleanField(
        _("stage (iii) allowed"), null=True, blank=True, help_text=_("Unknown where no source says.")
    )
    valid_from = PartialDateField(_("valid from"), blank=True)
    valid_until = PartialDateField(_("valid until"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["position", "code"]
        constraints = [
            partial_date_check("operation", "source_on", "valid_from", "valid_until"),
            ordered_dates_check("operation", "valid_from", "valid_until"),
            models.CheckConstraint(name="operation_code", condition=Q(code__regex=r"^\d{1,2}-\d{1,2}-\d{1,2}$")),
        ]

    def __str__(self):
        return f"{self.code} {localized(self, 'name')}"

    @property
    def name(self):
        return localized(self, "name")
