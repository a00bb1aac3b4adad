"""Events: what is published of a seminar, an explanatory meeting or an inspection tour, and for whom it has places."""

import datetime
import zoneinfo

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from countries.models import Counterpart, Country, Programme
from jitco_portal.common.accounts.time_zones import time_zone_name
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import PartialDateField, partial_date_check
from organizations.models.members import may_be_seen

MOST_PEOPLE = 2000
TOKYO = "Asia/Tokyo"


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Enter a time zone such as Asia/Tokyo."), code="time_zone")


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published or was cancelled after it; drafts for staff who may view events."""
        if may_be_seen(user, "seminars.view_event"):
            return self
        return self.published()

    def published(self):
        return self.exclude(state=Event.State.DRAFT)

    def upcoming(self):
        """Not over yet, the next one first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        """Over, the latest first; what a source tells of is always over."""
        return self.filter(Q(ends_at__lt=timezone.now()) | Q(ends_at=None)).order_by("-starts_on", "-pk")


_ANNOUNCED = (
    *("title_en", "title_ja", "starts_at", "ends_at", "time_zone", "place_form"),
    *("venue_en", "venue_ja", "address_en", "address_ja", "state"),
)


@pgtrigger.register(
    pgtrigger.FSM(
        name="event_goes_one_way",
        field="state",
        transitions=[("draft", "published"), ("published", "cancelled")],
    ),
    # A calendar takes a change only with a higher number (RFC 5545, 3.8.7.4); also after a change by SQL.
    pgtrigger.Trigger(
        name="event_is_revised",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*_ANNOUNCED),
        func="NEW.revision = OLD.revision + 1; NEW.revised_at = now(); RETURN NEW;",
    ),
    # The day in the reader's lists is that of the clock on the wall where the event is.
    pgtrigger.Trigger(
        name="event_has_its_days",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF NEW.starts_at IS NOT NULL THEN
                NEW.starts_on = to_char(NEW.starts_at AT TIME ZONE NEW.time_zone, 'YYYY-MM-DD');
                NEW.ends_on = to_char(NEW.ends_at AT TIME ZONE NEW.time_zone, 'YYYY-MM-DD');
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Protect(
        name="announced_event_stays", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="draft")
    ),
)
@pghistory.track(exclude=["held_people", "changed_at", "told"])
class Event(models.Model):
    """One seminar, meeting or tour: run by the portal, or past and known from a source."""

    class Kind(models.TextChoices):
        JOINT_SEMINAR = "joint_seminar", _("joint seminar")
        EXPLANATORY_MEETING = "explanatory_meeting", _("explanatory meeting")
        MATCHING_SEMINAR = "matching_seminar", _("matching seminar")
        SENDING_SEMINAR = "sending_seminar", _("seminar for sending organizations")
        INSPECTION_TOUR = "inspection_tour", _("overseas inspection tour")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("event", "draft")
        PUBLISHED = "published", pgettext_lazy("event", "published")
        CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")

    class PlaceForm(models.TextChoices):
        PLACE = "place", _("at a place")
        ONLINE = "online", _("online")
        BOTH = "both", _("at a place and online")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    title_en = models.CharField(pgettext_lazy("of an event", "title (English)"), max_length=200)
    title_ja = models.CharField(pgettext_lazy("of an event", "title (Japanese)"), max_length=200)
    summary_en = models.TextField(_("in short (English)"), blank=True, help_text=_("One or two sentences."))
    summary_ja = models.TextField(_("in short (Japanese)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True, help_text=_("Markdown."))
    text_ja = models.TextField(_("text (Japanese)"), blank=True, help_text=_("Markdown."))
    countries = models.ManyToManyField(Country, related_name="seminar_events", verbose_name=_("countries"), blank=True)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seminar_events",
        verbose_name=_("programme"),
    )
    counterpart = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, null=True, blank=True, related_name="seminar_events",
        verbose_name=_("government office that takes part"),
    )  # fmt: skip
    host_en = models.CharField(_("host (English)"), max_length=300, default="JITCO")
    host_ja = models.CharField(_("host (Japanese)"), max_length=300, default="JITCO")
    # When and where -------------------------------------------------------------------------------
    starts_on = PartialDateField(
        _("begins on"), blank=True, help_text=_("As exact as the source; follows from the time where one is given.")
    )
    ends_on = PartialDateField(_("ends on"), blank=True)
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default=TOKYO, validators=[check_time_zone])
    place_form = models.CharField(_("form"), max_length=10, choices=PlaceForm, default=PlaceForm.PLACE)
    venue_en = models.CharField(_("venue (English)"), max_length=200, blank=True)
    venue_ja = models.CharField(_("venue (Japanese)"), max_length=200, blank=True)
    address_en = models.CharField(_("address (English)"), max_length=300, blank=True)
    address_ja = models.CharField(_("address (Japanese)"), max_length=300, blank=True)
    online_url = models.URLField(
        _("address of the online meeting"), max_length=500, blank=True, help_text=_("Shown to those who have a place.")
    )
    languages = ArrayField(
        models.CharField(max_length=3),
        default=list,
        blank=True,
        verbose_name=pgettext_lazy("of an event", "languages"),
    )
    interpreting = ArrayField(
        models.CharField(max_length=7), default=list, blank=True, verbose_name=_("interpreting"),
        help_text=_("Pairs of languages, as ja-vi."),
    )  # fmt: skip
    # Registration ---------------------------------------------------------------------------------
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(
        _("places in all"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        help_text=_("For all groups together; blank where only the groups have a limit."),
    )  # fmt: skip
    held_people = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    needs_approval = models.BooleanField(_("the Affairs Dept. approves each registration"), default=False)
    checks_permit = models.BooleanField(_("asks for a permit that is valid on the day"), default=False)
    checks_standing = models.BooleanField(_("asks for the standing on the day"), default=False)
    offer_hours = models.PositiveSmallIntegerField(
        _("hours for which an offer holds places"), default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )  # fmt: skip
    tax_percent = models.PositiveSmallIntegerField(
        _("consumption tax in per cent"), default=10, validators=[MaxValueValidator(30)],
        help_text=_("Within the prices; 0 for what is held abroad."),
    )  # fmt: skip
    payment_due_days = models.PositiveSmallIntegerField(_("days to pay after the registration"), default=14)
    cancellation_en = models.TextField(_("cancellation terms (English)"), blank=True)
    cancellation_ja = models.TextField(_("cancellation terms (Japanese)"), blank=True)
    # Inspection tours -----------------------------------------------------------------------------
    fewest_people = models.PositiveSmallIntegerField(_("smallest number of people"), null=True, blank=True)
    decided_on = models.DateField(_("day on which it is decided whether it takes place"), null=True, blank=True)
    costs_en = models.TextField(_("what the price holds (English)"), blank=True)
    costs_ja = models.TextField(_("what the price holds (Japanese)"), blank=True)
    gives_visa_letters = models.BooleanField(_("letters for the visa are written"), default=False)
    # Afterwards -----------------------------------------------------------------------------------
    participants_total = models.PositiveIntegerField(_("participants in all"), null=True, blank=True)
    participants_note_en = models.CharField(_("note on the figures (English)"), max_length=300, blank=True)
    participants_note_ja = models.CharField(_("note on the figures (Japanese)"), max_length=300, blank=True)
    report_en = models.TextField(_("report (English)"), blank=True, help_text=_("Markdown."))
    report_ja = models.TextField(_("report (Japanese)"), blank=True, help_text=_("Markdown."))
    report_published_at = models.DateTimeField(_("report published at"), null=True, blank=True)
    answers_erased_at = models.DateTimeField(_("personal answers erased at"), null=True, blank=True, editable=False)
    # Where a past event is known from -------------------------------------------------------------
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_ja = models.CharField(_("source (Japanese)"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample (fictional)"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    revised_at = models.DateTimeField(_("revised at"), default=timezone.now, editable=False)
    # Time and place as the people with places were last told of them: what differs is told, once.
    told = models.JSONField(_("told of time and place"), default=dict, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_capacity",
                condition=Q(people=None) | Q(held_people__lte=F("people")),
                violation_error_message=_("More places are taken already."),
            ),
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message=_("Give both times, the end after the beginning, or none."),
            ),
            models.CheckConstraint(
                name="event_closes_after_opening",
                condition=Q(closes_at=None, opens_at=None)
                | Q(closes_at__isnull=False, opens_at__isnull=False, closes_at__gt=F("opens_at")),
                violation_error_message=_("Registration closes after it opens; give both or none."),
            ),
            models.CheckConstraint(
                name="event_registers_with_times",
                condition=Q(opens_at=None) | Q(starts_at__isnull=False),
                violation_error_message=_("An event with registration needs its times."),
            ),
            # What nobody runs here is known from somewhere.
            models.CheckConstraint(
                name="event_without_times_has_source",
                condition=Q(starts_at__isnull=False)
                | Q(state="draft")
                | (~Q(source_url="") & ~Q(source="") & ~Q(starts_on="") & Q(checked_on__isnull=False)),
                violation_error_message=_("Give the times; of a past event its day, source and day of the check."),
            ),
            models.CheckConstraint(
                name="event_decision_before", condition=Q(decided_on=None) | Q(fewest_people__isnull=False),
                violation_error_message=_("Give the smallest number with the day of the decision."),
            ),
            partial_date_check("event", "starts_on", "ends_on"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["state", "starts_at"], name="event_upcoming"),
            models.Index(fields=["state", "starts_on"], name="event_past"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("seminars:event_detail", args=[self.pk])

    @property
    def title(self):
        return localized(self, "title")

    @property
    def summary(self):
        return localized(self, "summary")

    @property
    def text(self):
        return localized(self, "text")

    @property
    def host(self):
        return localized(self, "host")

    @property
    def venue(self):
        return localized(self, "venue")

    @property
    def address(self):
        return localized(self, "address")

    @property
    def cancellation(self):
        return localized(self, "cancellation")

    @property
    def costs(self):
        return localized(self, "costs")

    @property
    def report(self):
        return localized(self, "report")

    @property
    def participants_note(self):
        return localized(self, "participants_note")

    @property
    def source_title(self):
        return (get_language() == "ja" and self.source_ja) or self.source

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def zone_name(self) -> str:
        """``Tokyo (UTC+09:00)``, as the reader's language calls it."""
        return time_zone_name(self.time_zone, language="ja" if get_language() == "ja" else "en")

    @property
    def day(self) -> datetime.date | None:
        """The first day on the clock of the place; None where only a month or year is known."""
        if self.starts_at:
            return self.starts_at.astimezone(self.zone).date()
        return self.starts_on.earliest if self.starts_on and self.starts_on.precision == "day" else None

    @property
    def is_online(self) -> bool:
        return self.place_form != self.PlaceForm.PLACE

    @property
    def is_over(self) -> bool:
        return self.ends_at is None or self.ends_at < timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at is None or self.starts_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether members may register now: never once it has begun, also where it was moved earlier."""
        if self.state != self.State.PUBLISHED or self.opens_at is None or self.closes_at is None or self.has_begun:
            return False
        return self.opens_at <= timezone.now() < self.closes_at


class EventCountry(Event.countries.through):
    """A name for the table that Django makes, so that a migration carries the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class EventCountryEvent(pghistory.create_event_model(EventCountry, obj_field=None)):
    """History of the countries of an event."""
