"""On the day and after it: who came, what they say of it, calendars, and what was erased."""

import secrets

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.models import User
from seminars.models.events import Event
from seminars.models.groups import Group
from seminars.models.registrations import Attendee, new_token


@pgtrigger.register(pgtrigger.Protect(name="check_in_stays", operation=pgtrigger.Update | pgtrigger.Delete))
@pghistory.track()
class CheckIn(models.Model):
    """Somebody came through the door, or it was marked by mistake; sent twice by a phone, it stands once."""

    class Kind(models.TextChoices):
        CAME = "came", _("came")
        TAKEN_BACK = "taken_back", _("marked by mistake")

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CAME)
    # Made by the phone: the same row comes again when an answer was lost on the way.
    key = models.UUIDField(_("key"), unique=True)
    # By the clock of the phone, which may have been without a line; and when it reached us.
    at = models.DateTimeField(_("at"), default=timezone.now)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.attendee_id} {self.kind}"


def random_number() -> int:
    return secrets.randbelow(2**52)


# Without a history: its rows would tell the moment of each answer, and who was logged in. What was said stays as it
# was said; only the text goes when its time is over.
@pgtrigger.register(
    pgtrigger.ReadOnly(name="survey_answer_stays", exclude=["text"]),
    pgtrigger.Protect(name="survey_answer_is_kept", operation=pgtrigger.Delete),
)
class SurveyAnswer(models.Model):
    """What a participant says of an event. Nothing leads to the person: only the group and the day are kept."""

    class Rating(models.IntegerChoices):
        VERY_GOOD = 4, pgettext_lazy("survey", "very good")
        GOOD = 3, pgettext_lazy("survey", "good")
        POOR = 2, pgettext_lazy("survey", "poor")
        BAD = 1, pgettext_lazy("survey", "bad")

    # Drawn by lot: running numbers would tell in which order people answered.
    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="survey_answers", verbose_name=_("event"))
    group = models.CharField(pgettext_lazy("of organizations", "group"), max_length=12, choices=Group)
    content = models.PositiveSmallIntegerField(_("content"), choices=Rating)
    organization_of_the_day = models.PositiveSmallIntegerField(_("how it was run"), choices=Rating)
    usefulness = models.PositiveSmallIntegerField(_("use for our work"), choices=Rating)
    would_come_again = models.BooleanField(_("would come again"))
    text = models.TextField(_("what should we know?"), blank=True)
    # The day only: a time would lead to who wrote it.
    answered_on = models.DateField(_("answered on"))

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                name="surveyanswer_ratings",
                condition=models.Q(
                    content__range=(1, 4), organization_of_the_day__range=(1, 4), usefulness__range=(1, 4)
                ),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.event_id} {self.pk}"


@pghistory.track(exclude=["token"])
class CalendarAddress(models.Model):
    """The address under which a person's calendar program reads their events; whoever has it can read them."""

    user = models.OneToOneField(
        User, on_delete=models.PROTECT, related_name="calendar_address", verbose_name=_("person")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self):
        return str(self.user_id)


@pgtrigger.register(pgtrigger.Protect(name="report_stays", operation=pgtrigger.Update | pgtrigger.Delete))
@pghistory.track()
class ErasureReport(models.Model):
    """How much was erased of an event when its time was over: numbers, so that the erasure can be shown."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="erasure_reports", verbose_name=_("event"))
    at = models.DateTimeField(_("erased at"), auto_now_add=True)
    people = models.PositiveIntegerField(_("people"), validators=[MinValueValidator(0), MaxValueValidator(100_000)])
    answers = models.PositiveIntegerField(_("answers"))
    texts = models.PositiveIntegerField(_("other texts"))

    class Meta:
        verbose_name = _("report of an erasure")
        verbose_name_plural = _("reports of erasures")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.event_id} {self.at:%Y-%m-%d}"
