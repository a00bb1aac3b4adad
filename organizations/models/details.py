"""What is particular to a sending and to a supervising organization."""

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models import Country, Programme
from countries.models.costs import currency_code
from jitco_portal.common.guards import refuse
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from jitco_portal.common.sources import Sourced
from organizations.models.organizations import Organization


def refuse_other_kind(kind: str):
    """Details belong to an organization of their kind; the kind itself never changes."""
    of_kind = (
        "SELECT 1 FROM organizations_organization one"  # noqa: S608
        f" WHERE one.id = NEW.organization_id AND one.kind = '{kind}'"
    )
    message = f"these details belong to a {kind} organization"
    return refuse(f"details_of_a_{kind}_organization", when=f"NOT EXISTS ({of_kind})", message=message)


@pgtrigger.register(refuse_other_kind(Organization.Kind.SENDING.value))
@pghistory.track()
class SendingOrganization(models.Model):
    """The side of an organization that selects, trains and sends people."""

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, primary_key=True, related_name="sending", verbose_name=_("organization")
    )
    licence_number = models.CharField(
        _("licence at home"),
        max_length=100,
        blank=True,
        help_text=_("Number of the licence to send workers abroad, to any country."),
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    training_centre_en = models.CharField(_("training centre (English)"), max_length=300, blank=True)
    training_centre_ja = models.CharField(_("training centre (Japanese)"), max_length=300, blank=True)
    training_hours = models.PositiveSmallIntegerField(_("hours of training before departure"), null=True, blank=True)
    training_capacity = models.PositiveIntegerField(_("people trained at one time"), null=True, blank=True)
    teachers = models.PositiveSmallIntegerField(_("teachers of Japanese"), null=True, blank=True)
    native_teachers = models.PositiveSmallIntegerField(_("of them native speakers"), null=True, blank=True)
    japanese_speaking_staff = models.PositiveSmallIntegerField(_("staff who speak Japanese"), null=True, blank=True)
    has_office_in_japan = models.BooleanField(_("office in Japan"), null=True, blank=True)
    office_in_japan = models.CharField(_("address of the office in Japan"), max_length=300, blank=True)
    returnee_support_en = models.TextField(_("support for returnees (English)"), blank=True)
    returnee_support_ja = models.TextField(_("support for returnees (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("sending organization")
        verbose_name_plural = _("sending organizations")

    def __str__(self):
        return str(self.organization)

    @property
    def training_centre(self):
        return localized(self, "training_centre")

    @property
    def returnee_support(self):
        return localized(self, "returnee_support")


@pgtrigger.register(refuse_other_kind(Organization.Kind.SUPERVISING.value))
@pghistory.track()
class SupervisingOrganization(models.Model):
    """The side of an organization in Japan that supervises training."""

    organization = models.OneToOneField(
        Organization,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="supervising",
        verbose_name=_("organization"),
    )
    prefecture = models.CharField(_("prefecture"), max_length=10, blank=True, db_index=True)
    supporting_member = models.BooleanField(_("JITCO supporting member"), null=True, blank=True)
    accepts_from = models.ManyToManyField(
        Country,
        related_name="accepted_by",
        verbose_name=_("accepts from"),
        blank=True,
        help_text=_("As it says itself."),
    )

    class Meta:
        verbose_name = _("supervising organization")
        verbose_name_plural = _("supervising organizations")

    def __str__(self):
        return str(self.organization)


class SupervisingCountry(SupervisingOrganization.accepts_from.through):
    """A name for the table that Django makes: without it no migration would carry the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class SupervisingCountryEvent(pghistory.create_event_model(SupervisingCountry, obj_field=None)):
    """History of the countries a supervising organization accepts from."""


@pghistory.track()
class Article25Item(Sourced):
    """What is known of one requirement of Article 25 of the enforcement regulation."""

    class Item(models.IntegerChoices):
        RECOMMENDED = 1, _("recommended by a public body of its country")
        SELECTS = 2, _("understands the programme and selects and sends suitable people")
        FEES = 3, _("has a clear, published basis for fees and explains it")
        RETURNEES = 4, _("helps returnees, for instance with finding work")
        SURVEYS = 5, _("answers follow-up surveys and requests of the authorities")
        NO_PUNISHMENT = 6, _("neither it nor its officers punished in the last five years")
        NO_ABUSE = 7, _("no deposits, penalty contracts, abuse or forged papers in the last five years")
        LAWFUL = 8, _("works within the law of its country")
        ABLE = 9, _("otherwise able to pass on applications")

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        NOT_MET = "not_met", _("not met")
        NOT_KNOWN = "not_known", _("not known")

    organization = models.ForeignKey(
        SendingOrganization,
        on_delete=models.CASCADE,
        related_name="article25_items",
        verbose_name=_("sending organization"),
    )
    item = models.PositiveSmallIntegerField(_("requirement"), choices=Item)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NOT_KNOWN)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)
    note_ja = models.CharField(_("note (Japanese)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("requirement of Article 25")
        verbose_name_plural = _("requirements of Article 25")
        ordering = ["organization", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "item"],
                name="article25item_once",
                violation_error_message=_("This requirement is there already."),
            ),
            models.CheckConstraint(name="article25item_number", condition=Q(item__range=(1, 9))),
            partial_date_check("article25item", "source_on"),
        ]

    def __str__(self):
        return f"{self.item}. {self.get_item_display()}"

    @property
    def note(self):
        return localized(self, "note")


@pghistory.track()
class Fee(Sourced):
    """One line of a sending organization's fee table."""

    class Payer(models.TextChoices):
        TRAINEE = "trainee", _("technical intern trainee")
        SUPERVISING = "supervising", _("supervising organization")

    class Subject(models.TextChoices):
        SENDING_FEE = "sending_fee", _("fee for sending")
        TEACHING = "teaching", _("teaching before departure")
        OTHER_COSTS = "other_costs", _("other costs")
        MANAGEMENT = "management", _("management fee")

    class Period(models.TextChoices):
        ONCE = "once", _("once")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    organization = models.ForeignKey(
        SendingOrganization, on_delete=models.CASCADE, related_name="fees", verbose_name=_("sending organization")
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="fees", verbose_name=_("programme"))
    payer = models.CharField(_("paid by"), max_length=12, choices=Payer)
    subject = models.CharField(_("for what"), max_length=20, choices=Subject)
    term_years = models.PositiveSmallIntegerField(_("contract of years"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    period = models.CharField(_("how often"), max_length=10, choices=Period, default=Period.ONCE)
    basis_en = models.CharField(_("basis (English)"), max_length=300, blank=True)
    basis_ja = models.CharField(_("basis (Japanese)"), max_length=300, blank=True)
    from_on = PartialDateField(_("from"), blank=True)
    until_on = PartialDateField(_("until"), blank=True)

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ["organization", "programme", "payer", "subject", "-term_years"]
        constraints = [
            models.CheckConstraint(name="fee_amount", condition=Q(amount__gte=0) & Q(currency__regex=r"^[A-Z]{3}$")),
            partial_date_check("fee", "source_on", "from_on", "until_on"),
            ordered_dates_check("fee", "from_on", "until_on"),
        ]

    def __str__(self):
        return f"{self.get_subject_display()} {self.amount} {self.currency}"

    @property
    def basis(self):
        return localized(self, "basis")
