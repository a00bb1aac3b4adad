"""Who says so, since when, and where it is written."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.partial_dates import PartialDateField


class Sourced(models.Model):
    """A fact that can change carries its source; the page shows it beside the fact."""

    source = models.CharField(_("source"), max_length=300, help_text=_("Who says so and in which paper, list or page."))
    source_ja = models.CharField(
        _("source (Japanese)"),
        max_length=300,
        blank=True,
        help_text=_("The same in Japanese; blank shows the source as above."),
    )
    source_url = models.URLField(
        _("address of the source"), max_length=1000, blank=True, validators=[URLValidator(["http", "https"])]
    )
    source_on = PartialDateField(
        _("date of the source"), blank=True, help_text=_("The day, month or year that the source itself bears.")
    )
    checked_on = models.DateField(_("checked on"), help_text=_("The day on which we last read the source."))

    class Meta:
        abstract = True

    @property
    def source_title(self):
        """The source in the reader's language; as it was written where ours is not there."""
        return (get_language() == "ja" and self.source_ja) or self.source
