"""What Japan's authority says of the protection of personal data in a country (APPI, Article 28)."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from countries.models.countries import Country
from jitco_portal.common.guards import refuse
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import partial_date_check
from jitco_portal.common.sources import Sourced


# The Commission has written nothing on a country that does not exist: a sample cites no page of it.
@pgtrigger.register(
    refuse(
        "regime_cites_the_commission",
        when="(NEW.source_url = '') <> (SELECT is_sample FROM countries_country WHERE id = NEW.country_id)",
        message="a country has a page of the Commission as its source; a sample country has none",
    )
)
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
                condition=models.Q(source_url="") | models.Q(source_url__regex=r"^https://www\.ppc\.go\.jp/"),
                violation_error_message=_(
                    "The source is a page of the Personal Information Protection Commission (www.ppc.go.jp)."
                ),
            ),
        ]

    def __str__(self):
        return str(self.country)

    def clean(self):
        """The database refuses the same by a trigger; here the reader gets a sentence."""
        if self.country_id and bool(self.source_url) == self.country.is_sample:
            raise ValidationError(
                {
                    "source_url": _("Leave this blank for a sample country.")
                    if self.country.is_sample
                    else _("Give the page of the Personal Information Protection Commission (www.ppc.go.jp).")
                }
            )

    @property
    def text(self):
        return localized(self, "text")
