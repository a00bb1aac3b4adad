"""What rests on paper between Japan and a sending country, and who signs there."""

import datetime

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models.countries import Country, Programme
from jitco_portal.common.languages import in_parentheses, localized
from jitco_portal.common.partial_dates import (
    Earliest,
    PartialDateField,
    on_or_before,
    ordered_dates_check,
    partial_date_check,
    period_possibly_holds,
    period_surely_holds,
    possibly_covers,
    surely_covers,
)
from jitco_portal.common.sources import Sourced


@pghistory.track()
class Counterpart(Sourced):
    """An office of the sending government that signs, approves or publishes lists."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="counterparts", verbose_name=_("country")
    )
    name_en = models.CharField(_("name (English)"), max_length=300)
    name_ja = models.CharField(_("name (Japanese)"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    is_contact_point = models.BooleanField(
        _("government contact point"), default=False, help_text=_("The office with which JITCO speaks under the R/D.")
    )
    website = models.URLField(_("web site"), max_length=1000, blank=True)
    list_tolerance_days = models.PositiveSmallIntegerField(
        _("tolerance of its lists in days"),
        default=60,
        help_text=_("An approval counts as confirmed for so many days after the newest list that names it."),
    )
    active_from = PartialDateField(_("from"), blank=True)
    active_until = PartialDateField(_("until"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("government office")
        verbose_name_plural = _("government offices")
        ordering = ["country", "name_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "name_en"],
                name="counterpart_once",
                violation_error_message=_("This office is already there for the country."),
            ),
            partial_date_check("counterpart", "source_on", "active_from", "active_until"),
            ordered_dates_check("counterpart", "active_from", "active_until"),
        ]

    def __str__(self):
        name = localized(self, "name")
        return f"{name}{in_parentheses(self.abbreviation)}" if self.abbreviation else name

    @property
    def name(self):
        return localized(self, "name")

    @property
    def note(self):
        return localized(self, "note")


class AgreementQuerySet(models.QuerySet):
    def memoranda(self):
        return self.filter(kind=Agreement.Kind.MOC)

    def shown_on(self, day: datetime.date):
        """What a page of that day shows: papers that may have been signed by then, and what was not found.

        A page shows a paper from its signing, else from its entry into force; one without any day is always
        shown, as undated. Standing counts it from its entry into force.
        """
        dated = ~Q(signed_on="") & on_or_before(Earliest("signed_on"), day)
        entered = Q(signed_on="") & (Q(effective_on="") | on_or_before(Earliest("effective_on"), day))
        return self.filter(dated | entered)


@pghistory.track()
class Agreement(Sourced):
    """A record of discussions (JITCO and an office) or a memorandum of cooperation (the two governments)."""

    class Kind(models.TextChoices):
        RD = "rd", _("R/D")
        MOC = "moc", _("MOC")

    class State(models.TextChoices):
        SIGNED = "signed", _("signed")
        INFERRED = "inferred", _("inferred from other sources")
        NONE_FOUND = "none_found", _("none found")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("country"))
    kind = models.CharField(_("kind"), max_length=3, choices=Kind)
    programmes = models.ManyToManyField(
        Programme, related_name="agreements", verbose_name=_("programmes covered"), blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SIGNED)
    counterpart = models.ForeignKey(
        Counterpart,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("signed by"),
    )
    signed_on = PartialDateField(_("signed on"), blank=True, help_text=_("Blank where no source shows the day."))
    effective_on = PartialDateField(_("in force from"), blank=True)
    list_published_on = PartialDateField(_("list of organizations published on"), blank=True)
    others_refused_from = PartialDateField(
        _("others refused from"),
        blank=True,
        help_text=_("First day on which organizations that are not approved are refused."),
    )
    ended_on = PartialDateField(
        _("in force until"), blank=True, help_text=_("Last day in force; blank while in force.")
    )
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["country", "kind", "signed_on", "pk"]
        constraints = [
            partial_date_check(
                "agreement",
                "source_on",
                "signed_on",
                "effective_on",
                "list_published_on",
                "others_refused_from",
                "ended_on",
            ),
            ordered_dates_check("agreement", "signed_on", "effective_on"),
            ordered_dates_check("agreement", "signed_on", "ended_on"),
            ordered_dates_check("agreement", "effective_on", "ended_on"),
            models.CheckConstraint(
                name="agreement_none_found_has_no_dates",
                condition=~Q(state="none_found")
                | Q(signed_on="", effective_on="", list_published_on="", others_refused_from="", ended_on=""),
                violation_error_message=_("An agreement that was not found has no dates."),
            ),
        ]

    def __str__(self):
        return " ".join(
            part for part in [self.country.code, self.get_kind_display(), str(self.signed_on or "")] if part
        )

    @property
    def in_force_from(self):
        """The day from which it counts: entry into force, else the signing."""
        return self.effective_on or self.signed_on

    @property
    def note(self):
        return localized(self, "note")

    @classmethod
    def surely_in_force_condition(cls, day: datetime.date) -> Q:
        """``surely_in_force_on`` for a query."""
        from_signing = Q(effective_on="") & surely_covers("signed_on", "ended_on", day)
        return Q(state=cls.State.SIGNED) & (surely_covers("effective_on", "ended_on", day) | from_signing)

    @classmethod
    def possibly_in_force_condition(cls, day: datetime.date) -> Q:
        """``possibly_in_force_on`` for a query."""
        from_signing = Q(effective_on="") & possibly_covers("signed_on", "ended_on", day)
        from_entry = ~Q(effective_on="") & possibly_covers("effective_on", "ended_on", day)
        return ~Q(state=cls.State.NONE_FOUND) & (from_entry | from_signing)

    def surely_in_force_on(self, day: datetime.date) -> bool:
        return self.state == self.State.SIGNED and period_surely_holds(self.in_force_from, self.ended_on, day)

    def possibly_in_force_on(self, day: datetime.date) -> bool:
        return self.state != self.State.NONE_FOUND and period_possibly_holds(self.in_force_from, self.ended_on, day)


class AgreementProgramme(Agreement.programmes.through):
    """A name for the table that Django makes: without it no migration would carry the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class AgreementProgrammeEvent(pghistory.create_event_model(AgreementProgramme, obj_field=None)):
    """History of which programmes an agreement covers."""


@pghistory.track()
class CountryMeasure(Sourced):
    """A government stops sending or accepting for a whole country."""

    class Side(models.TextChoices):
        SENDING = "sending", _("the sending government")
        JAPAN = "japan", _("Japan")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="measures", verbose_name=_("country"))
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="country_measures",
        verbose_name=_("programme"),
        help_text=_("Blank where the measure covers every programme."),
    )
    side = models.CharField(_("taken by"), max_length=10, choices=Side)
    text_en = models.TextField(_("what it says (English)"))
    text_ja = models.TextField(_("what it says (Japanese)"), blank=True)
    from_on = PartialDateField(_("from"))
    until_on = PartialDateField(
        _("until"), blank=True, help_text=_("Last day of the measure; blank while no end is known.")
    )

    class Meta:
        verbose_name = _("measure for a whole country")
        verbose_name_plural = _("measures for a whole country")
        ordering = ["country", "-from_on"]
        constraints = [
            partial_date_check("countrymeasure", "source_on", "from_on", "until_on"),
            ordered_dates_check("countrymeasure", "from_on", "until_on"),
            models.CheckConstraint(name="countrymeasure_has_start", condition=~Q(from_on="")),
        ]

    def __str__(self):
        return f"{self.country.code} {self.from_on}"

    @property
    def text(self):
        return localized(self, "text")


@pghistory.track()
class GovernmentTalk(Sourced):
    """A meeting of JITCO with a government: regular consultation, signing, visit."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("regular consultation")
        SIGNING = "signing", _("signing")
        VISIT = "visit", _("visit")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="talks", verbose_name=_("country"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    held_on = PartialDateField(_("held on"))
    ended_on = PartialDateField(_("last day"), blank=True)
    place_en = models.CharField(_("place (English)"), max_length=100, blank=True)
    place_ja = models.CharField(_("place (Japanese)"), max_length=100, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=300)
    title_ja = models.CharField(_("title (Japanese)"), max_length=300, blank=True)
    report_en = models.TextField(_("report (English)"), blank=True)
    report_ja = models.TextField(_("report (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("talk with a government")
        verbose_name_plural = _("talks with governments")
        ordering = ["-held_on", "pk"]
        constraints = [
            partial_date_check("governmenttalk", "source_on", "held_on", "ended_on"),
            ordered_dates_check("governmenttalk", "held_on", "ended_on"),
            models.CheckConstraint(name="governmenttalk_has_day", condition=~Q(held_on="")),
        ]

    def __str__(self):
        return f"{self.country.code} {self.held_on} {self.title_en}"

    @property
    def title(self):
        return localized(self, "title")

    @property
    def place(self):
        return localized(self, "place")

    @property
    def report(self):
        return localized(self, "report")
