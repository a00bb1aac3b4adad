"""What a country's page tells in words: sections, procedure, notices."""

import datetime

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from countries.models.countries import Country, Programme
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check, possibly_covers
from jitco_portal.common.sources import Sourced


class CountrySectionQuerySet(models.QuerySet):
    def in_force_on(self, day: datetime.date):
        """The text of each kind that held on the day: the newest that was in force by then."""
        return (
            self.filter(possibly_covers("in_force_from", "", day)).order_by("kind", "-in_force_from").distinct("kind")
        )


@pghistory.track()
class CountrySection(Sourced):
    """One chapter on a country in both languages, with the day by which staff look at it again."""

    class Kind(models.TextChoices):
        SITUATION = "situation", _("Situation")
        PROCEDURES = "procedures", _("Procedures")
        REGULATIONS = "regulations", _("Regulations")
        COSTS = "costs", _("Costs")
        WORK_AND_LIFE = "work_and_life", _("Work and life")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="sections", verbose_name=_("country"))
    kind = models.CharField(_("chapter"), max_length=20, choices=Kind)
    text_en = models.TextField(_("text (English)"), help_text=_("Markdown."))
    text_ja = models.TextField(_("text (Japanese)"), help_text=_("Markdown."))
    in_force_from = PartialDateField(
        _("in force from"), blank=True, help_text=_("The first day on which this text holds.")
    )
    check_again_by = models.DateField(_("check again by"))

    objects = CountrySectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter on a country")
        verbose_name_plural = _("chapters on countries")
        ordering = ["country", "kind", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "in_force_from"],
                name="countrysection_once",
                violation_error_message=_("There is a text of this chapter in force from that day."),
            ),
            partial_date_check("countrysection", "source_on", "in_force_from"),
            models.CheckConstraint(
                name="countrysection_check_again",
                condition=Q(check_again_by__gt=F("checked_on")),
                violation_error_message=_("The day to check again lies after the day of the check."),
            ),
        ]

    def __str__(self):
        return f"{self.country.code} {self.get_kind_display()}"

    @property
    def text(self):
        return localized(self, "text")

    def is_overdue_on(self, day: datetime.date) -> bool:
        return self.check_again_by < day


@pghistory.track()
class ProcedureStep(Sourced):
    """One step on the way from the request to the entry into Japan, in order."""

    class Actor(models.TextChoices):
        SUPERVISING = "supervising", _("supervising organization")
        SENDING = "sending", _("sending organization")
        SENDING_GOVERNMENT = "sending_government", _("sending government")
        JAPANESE_AUTHORITY = "japanese_authority", _("Japanese authority")
        TRAINEE = "trainee", _("technical intern trainee")

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="procedure_steps", verbose_name=_("country")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="procedure_steps", verbose_name=_("programme")
    )
    position = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])
    title_en = models.CharField(_("what is done (English)"), max_length=200)
    title_ja = models.CharField(_("what is done (Japanese)"), max_length=200)
    actor = models.CharField(_("who acts"), max_length=20, choices=Actor)
    documents_en = models.TextField(_("documents (English)"), blank=True)
    documents_ja = models.TextField(_("documents (Japanese)"), blank=True)
    days_min = models.PositiveSmallIntegerField(
        _("days at least"), null=True, blank=True, help_text=_("Blank where no source says.")
    )
    days_max = models.PositiveSmallIntegerField(_("days at most"), null=True, blank=True)
    in_force_from = PartialDateField(_("in force from"), blank=True)
    in_force_until = PartialDateField(_("in force until"), blank=True)

    class Meta:
        verbose_name = _("step of the procedure")
        verbose_name_plural = _("steps of the procedures")
        ordering = ["country", "programme", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "programme", "position", "in_force_from"],
                name="procedurestep_once",
                violation_error_message=_("There is a step with this number."),
            ),
            models.CheckConstraint(
                name="procedurestep_days",
                condition=Q(days_min=None, days_max=None)
                | Q(days_min__isnull=False, days_max__isnull=False, days_max__gte=F("days_min")),
                violation_error_message=_("Give both numbers of days, the greater one last, or none."),
            ),
            partial_date_check("procedurestep", "source_on", "in_force_from", "in_force_until"),
            ordered_dates_check("procedurestep", "in_force_from", "in_force_until"),
        ]

    def __str__(self):
        return f"{self.country.code} {self.position}. {self.title_en}"

    @property
    def title(self):
        return localized(self, "title")

    @property
    def documents(self):
        return localized(self, "documents")


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see notices before their day; everyone else from it on."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(published_on__lte=timezone.localdate())

    def newest_first(self):
        return self.order_by("-published_on", "-pk")


@pghistory.track()
class Notice(Sourced):
    """A dated notice on a country, or on the programme as a whole."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("country")
    )
    published_on = models.DateField(_("published on"))
    title_en = models.CharField(_("title (English)"), max_length=200)
    title_ja = models.CharField(_("title (Japanese)"), max_length=200)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_ja = models.TextField(_("text (Japanese)"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-published_on", "-pk"]
        constraints = [partial_date_check("notice", "source_on")]

    def __str__(self):
        return localized(self, "title")

    @property
    def title(self):
        return localized(self, "title")

    @property
    def text(self):
        return localized(self, "text")
