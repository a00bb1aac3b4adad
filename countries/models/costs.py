"""What a government allows to be charged, what money was worth, and the figures of a country."""

import datetime

import pghistory
from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models.countries import Country, Programme
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from jitco_portal.common.sources import Sourced

_three_letters = RegexValidator(r"^[A-Z]{3}\Z", _("Enter three capital letters (ISO 4217)."))


def currency_code(value: str) -> None:
    """A code of ISO 4217, not just letters that look like one."""
    _three_letters(value)
    if value not in list_currencies():
        raise ValidationError(
            _("There is no currency “%(code)s”. Enter a code of ISO 4217, for instance USD, JPY or VND."),
            code="unknown_currency",
            params={"code": value},
        )


@pghistory.track()
class FeeCap(Sourced):
    """The most that may be taken from a trainee, as the sending government set it."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("an amount")
        NONE_ALLOWED = "none_allowed", _("no fee allowed")
        MONTHS_OF_PAY = "months_of_pay", _("months of pay")

    class Subject(models.TextChoices):
        SENDING_FEE = "sending_fee", _("fee for sending")
        TEACHING = "teaching", _("teaching before departure")
        OTHER_COSTS = "other_costs", _("other costs")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="fee_caps", verbose_name=_("country"))
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="fee_caps", verbose_name=_("programme")
    )
    subject = models.CharField(_("for what"), max_length=20, choices=Subject, default=Subject.SENDING_FEE)
    term_years = models.PositiveSmallIntegerField(
        _("contract of years"), null=True, blank=True, help_text=_("Blank where the cap does not depend on the term.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[currency_code])
    months = models.DecimalField(_("months of pay"), max_digits=4, decimal_places=1, null=True, blank=True)
    from_on = PartialDateField(_("from"), blank=True)
    until_on = PartialDateField(_("until"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("cap on fees")
        verbose_name_plural = _("caps on fees")
        ordering = ["country", "programme", "subject", "-term_years"]
        constraints = [
            models.CheckConstraint(
                name="feecap_fits_kind",
                condition=Q(kind="amount", amount__gte=0, months=None, currency__regex=r"^[A-Z]{3}$")
                | Q(kind="none_allowed", amount=None, months=None, currency="")
                | Q(kind="months_of_pay", amount=None, months__gt=0, currency=""),
                violation_error_message=_("Give the amount with its currency, or the months of pay, as the kind says."),
            ),
            partial_date_check("feecap", "source_on", "from_on", "until_on"),
            ordered_dates_check("feecap", "from_on", "until_on"),
        ]

    def __str__(self):
        return f"{self.country.code} {self.programme} {self.get_subject_display()}"

    @property
    def note(self):
        return localized(self, "note")


class ExchangeRateQuerySet(models.QuerySet):
    def newest_on(self, day: datetime.date):
        """The rate of each currency that held on the day."""
        return self.filter(day__lte=day).order_by("currency", "-day").distinct("currency")


@pghistory.track()
class ExchangeRate(Sourced):
    """How many yen one unit of a currency was worth on a day; comparisons of fees say the day."""

    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    day = models.DateField(_("day"))
    yen = models.DecimalField(_("yen for one unit"), max_digits=16, decimal_places=8, validators=[MinValueValidator(0)])

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["currency", "-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="exchangerate_once",
                violation_error_message=_("There is a rate for this day."),
            ),
            models.CheckConstraint(
                name="exchangerate_positive", condition=Q(yen__gt=0) & Q(currency__regex=r"^[A-Z]{3}$")
            ),
            partial_date_check("exchangerate", "source_on"),
        ]

    def __str__(self):
        return f"{self.currency} {self.day}"


@pghistory.track()
class CountryFigure(Sourced):
    """A number about a country with its day, drawn as a chart and shown as a table."""

    class Kind(models.TextChoices):
        ACCREDITED_ORGANIZATIONS = "accredited", _("accredited sending organizations (old system)")
        APPROVED_ORGANIZATIONS = "approved", _("approved sending organizations")
        LICENSED_ORGANIZATIONS = "licensed", _("licensed agencies, any destination")
        TRAINEES = "trainees", _("technical intern trainees in Japan")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="figures", verbose_name=_("country"))
    kind = models.CharField(_("what is counted"), max_length=20, choices=Kind)
    counted_on = PartialDateField(_("counted on"))
    number = models.PositiveIntegerField(_("number"))
    is_approximate = models.BooleanField(_("about"), default=False)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)
    note_ja = models.CharField(_("note (Japanese)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("figure of a country")
        verbose_name_plural = _("figures of countries")
        ordering = ["country", "kind", "counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "counted_on"],
                name="countryfigure_once",
                violation_error_message=_("There is a figure for this day."),
            ),
            partial_date_check("countryfigure", "source_on", "counted_on"),
            models.CheckConstraint(name="countryfigure_has_day", condition=~Q(counted_on="")),
        ]

    def __str__(self):
        return f"{self.country.code} {self.get_kind_display()} {self.counted_on}"

    @property
    def note(self):
        return localized(self, "note")
