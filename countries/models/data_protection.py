"""What Japan's authority says of the protection of personal data in a country (APPI, Article 28)."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from countries.models.countries import Country
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import partial_date_check
from jitco_portal.common.sources import Sourced


@pghistory.track()
class DataProtectionRegime(Sourced):
    """The country's regime in the words of Japan's Commission (PPC); without it nothing is disclosed there."""

    country = models.OneToOneField(
        Country, on_delete=models.PROTECT, related_name="data_protection_regime", verbose_name=_("country")
    )
    text_en = models.TextField(_("text (English)"))
    text_ja = models.TextField(_("text (Japanese)"))

    class Meta:
        verbose_name = _("data protection in a country")
        verbose_name_plural = _("data protection in countries")
        ordering = ["country"]
        constraints = [
            partial_date_check("dataprotectionregime", "source_on"),
            models.CheckConstraint(
                name="dataprotectionregime_source_on",
                condition=~models.Q(source_on=""),
                violation_error_message=_("Give the date that the Commission's paper bears."),
            ),
            models.CheckConstraint(
                name="dataprotectionregime_source_url",
                condition=models.Q(source_url__regex=r"^https://www\.ppc\.go\.jp/"),
                violation_error_message=_(
                    "The source is a page of the Personal Information Protection Commission (www.ppc.go.jp)."
                ),
            ),
        ]

    def __str__(self):
        return str(self.country)

    @property
    def text(self):
        return localized(self, "text")
