"""The programmes and the countries that send people under them."""

import datetime
from collections.abc import Sequence

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import FIRST_DAY, LAST_DAY
from jitco_portal.common.languages import localized
from jitco_portal.common.sources import Sourced


@pghistory.track()
class Programme(Sourced):
    """TITP, SSW, ESD: what changes with the law is a row, not a word in the code."""

    code = models.SlugField(_("code"), max_length=10, unique=True, help_text=_("Small letters: titp, ssw, esd."))
    name_en = models.CharField(_("name (English)"), max_length=100)
    name_ja = models.CharField(_("name (Japanese)"), max_length=100)
    short_en = models.CharField(_("short name (English)"), max_length=20)
    short_ja = models.CharField(_("short name (Japanese)"), max_length=20)
    new_plans_from = models.DateField(_("new plans from"), help_text=_("First day on which new plans are taken."))
    new_plans_until = models.DateField(
        _("new plans until"),
        null=True,
        blank=True,
        help_text=_("Last day on which new plans are taken; blank while none is set."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="programme_new_plans",
                condition=Q(new_plans_until=None) | Q(new_plans_until__gte=F("new_plans_from")),
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                name="programme_within_reach",
                condition=Q(new_plans_from__gte=FIRST_DAY)
                & (Q(new_plans_until=None) | Q(new_plans_until__lte=LAST_DAY)),
                violation_error_message=_("Enter a day from 1990 to 2100."),
            ),
        ]

    def __str__(self):
        return localized(self, "short")

    @property
    def name(self):
        return localized(self, "name")

    def takes_new_plans_on(self, day: datetime.date) -> bool:
        return self.new_plans_from <= day and (self.new_plans_until is None or day <= self.new_plans_until)


class CountryQuerySet(models.QuerySet):
    def real(self):
        """Without the fictional country that carries the sample rows."""
        return self.filter(is_sample=False)

    def in_reading_order(self, language: str):
        """Japanese order comes from the stored kana key, English from the name."""
        return self.order_by("name_kana" if language == "ja" else "name_en")


@pghistory.track()
class Country(models.Model):
    """A sending country: what does not change with the years."""

    # The programmes, where the page has read them: its panels need not ask again.
    programmes_at_hand: Sequence[Programme] = ()

    class Division(models.TextChoices):
        FIRST = "first", _("International Affairs Department, first division")
        SECOND = "second", _("International Affairs Department, second division")

    code = models.CharField(
        _("country code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Enter two capital letters (ISO 3166-1 alpha-2)."))],
    )
    name_en = models.CharField(_("name (English)"), max_length=100, unique=True)
    name_ja = models.CharField(_("name (Japanese)"), max_length=100, unique=True)
    name_kana = models.CharField(
        _("reading in katakana"),
        max_length=100,
        validators=[RegexValidator(r"^[ァ-ヶー]+$", _("Enter katakana only."))],
        help_text=_("The order of Japanese lists comes from it."),
    )
    division = models.CharField(
        _("responsible division"),
        max_length=10,
        choices=Division,
        blank=True,
        help_text=_("Blank where no source names it."),
    )
    division_source_url = models.URLField(_("address of the source for the division"), max_length=1000, blank=True)
    official_list_url = models.URLField(
        _("official list of organizations"),
        max_length=1000,
        blank=True,
        help_text=_("Where OTIT or the government publishes the list."),
    )
    tile_row = models.PositiveSmallIntegerField(_("row in the tile grid"))
    tile_column = models.PositiveSmallIntegerField(_("column in the tile grid"))
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample (fictional)"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(name="country_code_iso", condition=Q(code__regex=r"^[A-Z]{2}$")),
            models.UniqueConstraint(fields=["tile_row", "tile_column"], name="country_tile_once"),
        ]

    def __str__(self):
        return localized(self, "name")

    @property
    def name(self):
        return localized(self, "name")

    def get_absolute_url(self):
        return reverse("countries:country_detail", args=[self.code.lower()])
