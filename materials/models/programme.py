"""The programmes explained: what changes on which day, and what each group has to do by when."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, partial_date_check
from jitco_portal.common.sources import Sourced


@pghistory.track()
class ProgrammeStep(Sourced):
    """One step of the change from the Technical Intern Training Program to Employment for Skill Development."""

    class Group(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        SENDING = "sending", _("sending organizations")
        SUPERVISING = "supervising", _("supervising organizations")
        IMPLEMENTING = "implementing", _("implementing organizations")
        TRAINEES = "trainees", _("trainees")

    group = models.CharField(_("for whom"), max_length=12, choices=Group)
    # The day, month or year on which it begins to hold, or by which it is to be done.
    day = PartialDateField(_("day"), blank=True, help_text=_("Blank where no source names one."))
    is_deadline = models.BooleanField(
        _("to be done by that day"), default=False, help_text=_("Else it holds from that day on.")
    )
    title_en = models.CharField(_("in short (English)"), max_length=200)
    title_ja = models.CharField(_("in short (Japanese)"), max_length=200)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_ja = models.TextField(_("text (Japanese)"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("step of the change to ESD")
        verbose_name_plural = _("steps of the change to ESD")
        ordering = ["day", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "day", "title_en"], name="programmestep_once",
                violation_error_message=_("This step is there already."),
            ),
            partial_date_check("programmestep", "day"),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    @property
    def title(self):
        return localized(self, "title")

    @property
    def text(self):
        return localized(self, "text")
