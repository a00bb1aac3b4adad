"""What an event holds: its sessions or the stops of a tour, and what is asked of those who come."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.languages import localized
from organizations.models import Organization
from seminars.models.events import Event


@pghistory.track()
class EventSession(models.Model):
    """One part of the programme of the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("event"))
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    title_en = models.CharField(_("title (English)"), max_length=200)
    title_ja = models.CharField(_("title (Japanese)"), max_length=200)
    # Roles, not names: "official of the ministry".
    speakers_en = models.CharField(_("speakers by role (English)"), max_length=300, blank=True)
    speakers_ja = models.CharField(_("speakers by role (Japanese)"), max_length=300, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("session of an event")
        verbose_name_plural = _("sessions of an event")
        ordering = ["event", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="eventsession_times",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end is before the start."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return localized(self, "title")

    @property
    def speakers(self):
        return localized(self, "speakers")


@pghistory.track()
class TourStop(models.Model):
    """One stop of an inspection tour: a day, its place in the day, what is seen there."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="stops", verbose_name=_("event"))
    day = models.DateField(_("day"))
    position = models.PositiveSmallIntegerField(_("order within the day"), validators=[MinValueValidator(1)])
    place_en = models.CharField(_("place (English)"), max_length=200)
    place_ja = models.CharField(_("place (Japanese)"), max_length=200)
    text_en = models.CharField(_("what happens there (English)"), max_length=300, blank=True)
    text_ja = models.CharField(_("what happens there (Japanese)"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="tour_stops",
        verbose_name=_("organization that is visited"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("stop of a tour")
        verbose_name_plural = _("stops of a tour")
        ordering = ["event", "day", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "day", "position"], name="tourstop_once",
                violation_error_message=_("There is a stop with this number on that day."),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.day} {self.position}. {self.place_en}"

    @property
    def place(self):
        return localized(self, "place")

    @property
    def text(self):
        return localized(self, "text")


@pghistory.track()
class EventQuestion(models.Model):
    """What the registration asks, of each person or of the organization once."""

    class About(models.TextChoices):
        PERSON = "person", _("each person")
        ORGANIZATION = "organization", _("the organization")

    class Form(models.TextChoices):
        TEXT = "text", _("a text")
        CHOICE = "choice", _("one of several answers")
        YES_NO = "yes_no", _("yes or no")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions", verbose_name=_("event"))
    about = models.CharField(_("asked of"), max_length=12, choices=About, default=About.PERSON)
    form = models.CharField(_("form of the answer"), max_length=10, choices=Form, default=Form.TEXT)
    text_en = models.CharField(_("question (English)"), max_length=300)
    text_ja = models.CharField(_("question (Japanese)"), max_length=300)
    choices_en = models.TextField(_("answers (English)"), blank=True, help_text=_("One on each line."))
    choices_ja = models.TextField(_("answers (Japanese)"), blank=True, help_text=_("As many, in the same order."))
    is_required = models.BooleanField(_("has to be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("question of a registration")
        verbose_name_plural = _("questions of a registration")
        ordering = ["event", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="eventquestion_choices",
                condition=(Q(form="choice") & ~Q(choices_en="") & ~Q(choices_ja=""))
                | (~Q(form="choice") & Q(choices_en="", choices_ja="")),
                violation_error_message=_("Give the answers in both languages, for this form only."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return localized(self, "text")

    @property
    def options(self) -> list[tuple[str, str]]:
        """Each answer by its number, in the reader's language."""
        lines = [line.strip() for line in localized(self, "choices").splitlines() if line.strip()]
        return [(str(number), line) for number, line in enumerate(lines, 1)]
