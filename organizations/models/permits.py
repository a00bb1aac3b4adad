"""Permits of supervising organizations and what the authorities did about them."""

import re
import unicodedata

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from jitco_portal.common.periods import CertainPeriod, SameId
from jitco_portal.common.sources import Sourced
from organizations.models.details import SupervisingOrganization
from organizations.models.merges import refuse_merged_owner


def normalized_permit_number(text: str) -> str:
    """``１７０６ 000144`` and ``1706000144`` → ``許1706000144``; other text only loses spaces and width."""
    text = re.sub(r"[\s\-‐－]", "", unicodedata.normalize("NFKC", text))
    return f"許{text}" if re.fullmatch(r"\d{10}", text) else text


@pgtrigger.register(refuse_merged_owner("supervising_organization_id"))
@pghistory.track()
class Permit(Sourced):
    """A permit of the competent ministers, given through OTIT; renewals are rows of their own."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("general supervising business")
        SPECIFIED = "specified", _("specified supervising business")
        SUPPORT = "support", _("supervising support business (ESD)")

    supervising_organization = models.ForeignKey(
        SupervisingOrganization,
        on_delete=models.PROTECT,
        related_name="permits",
        verbose_name=_("supervising organization"),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="permits", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.CharField(
        _("permit number"), max_length=30, blank=True, help_text=_("As printed, for instance 許1706000144.")
    )
    valid_from = PartialDateField(_("valid from"), blank=True)
    valid_until = PartialDateField(_("valid until"), blank=True)

    class Meta:
        verbose_name = _("permit")
        verbose_name_plural = _("permits")
        ordering = ["supervising_organization", "-valid_from"]
        constraints = [
            partial_date_check("permit", "source_on", "valid_from", "valid_until"),
            ordered_dates_check("permit", "valid_from", "valid_until"),
            ExclusionConstraint(
                name="permit_periods_apart",
                expressions=[
                    (SameId("supervising_organization"), RangeOperators.OVERLAPS),
                    (SameId("programme"), RangeOperators.OVERLAPS),
                    (CertainPeriod("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(valid_from=""),
                violation_error_message=_("Another permit of this organization covers a part of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.number or self.get_kind_display()}"

    def clean(self):
        self.number = normalized_permit_number(self.number)


@pgtrigger.register(refuse_merged_owner("supervising_organization_id"))
@pghistory.track()
class Sanction(Sourced):
    """A revocation of a permit or an order to improve, as the authorities published it."""

    class Kind(models.TextChoices):
        REVOCATION = "revocation", _("permit revoked")
        IMPROVEMENT = "improvement", _("order to improve")

    supervising_organization = models.ForeignKey(
        SupervisingOrganization,
        on_delete=models.PROTECT,
        related_name="sanctions",
        verbose_name=_("supervising organization"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    from_on = PartialDateField(_("from"))
    until_on = PartialDateField(_("until"), blank=True)
    text_en = models.TextField(_("what it says (English)"), blank=True)
    text_ja = models.TextField(_("what it says (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-from_on"]
        constraints = [
            partial_date_check("sanction", "source_on", "from_on", "until_on"),
            ordered_dates_check("sanction", "from_on", "until_on"),
            models.CheckConstraint(name="sanction_has_start", condition=~Q(from_on="")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.from_on}"
