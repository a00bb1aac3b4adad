"""The day of meetings of a matching seminar: who can meet when and where, who wishes whom, and the timetable."""

import datetime

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.guards import refuse
from jitco_portal.common.models import User
from seminars.models.events import Event
from seminars.models.registrations import Registration


@pghistory.track(exclude=["changed_at"])
class MeetingDay(models.Model):
    """What holds for all meetings of an event."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="meeting_day", verbose_name=_("event"))
    wishes_until = models.DateTimeField(_("wishes are taken until"), null=True, blank=True)
    must_is_hard = models.BooleanField(
        _("each must has to be kept"), default=False, help_text=_("Else a must weighs more than all else.")
    )
    most_musts = models.PositiveSmallIntegerField(
        _("musts that one organization may state"), default=3, validators=[MaxValueValidator(20)]
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds to look for the best timetable"), default=60,
        validators=[MinValueValidator(5), MaxValueValidator(900)],
    )  # fmt: skip
    published_at = models.DateTimeField(_("timetable published at"), null=True, blank=True, editable=False)
    # Grows with each published timetable, for calendars.
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("day of meetings")
        verbose_name_plural = _("days of meetings")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.event)


@pghistory.track()
class MeetingSlot(models.Model):
    """A time in which each table can have one meeting."""

    day = models.ForeignKey(
        MeetingDay, on_delete=models.CASCADE, related_name="slots", verbose_name=_("day of meetings")
    )
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    break_before = models.BooleanField(_("a pause lies before it"), default=False)

    class Meta:
        verbose_name = _("time for meetings")
        verbose_name_plural = _("times for meetings")
        ordering = ["day", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "starts_at"], name="meetingslot_once",
                violation_error_message=_("This time is there already."),
            ),
            models.CheckConstraint(
                name="meetingslot_times", condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end is before the start."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%H:%M}"


@pghistory.track()
class MeetingTable(models.Model):
    day = models.ForeignKey(
        MeetingDay, on_delete=models.CASCADE, related_name="tables", verbose_name=_("day of meetings")
    )
    name = models.CharField(_("table"), max_length=20)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("table for meetings")
        verbose_name_plural = _("tables for meetings")
        ordering = ["day", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "name"], name="meetingtable_once",
                violation_error_message=_("There is a table of this name."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name


@pghistory.track()
class MeetingInterpreter(models.Model):
    """An interpreter by a label, not by name."""

    day = models.ForeignKey(
        MeetingDay, on_delete=models.CASCADE, related_name="interpreters", verbose_name=_("day of meetings")
    )
    label = models.CharField(_("label"), max_length=40, help_text=_("Not a name: “Interpreter 1”."))
    pairs = ArrayField(
        models.CharField(max_length=7), verbose_name=_("pairs of languages"), help_text=_("As ja-vi, with commas.")
    )
    unavailable = models.ManyToManyField(
        MeetingSlot, blank=True, related_name="+", verbose_name=_("not there in these times")
    )
    max_meetings = models.PositiveSmallIntegerField(_("most meetings"), null=True, blank=True)
    max_run = models.PositiveSmallIntegerField(_("most meetings without a pause"), null=True, blank=True)

    class Meta:
        verbose_name = _("interpreter of meetings")
        verbose_name_plural = _("interpreters of meetings")
        ordering = ["day", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "label"], name="meetinginterpreter_once",
                violation_error_message=_("There is an interpreter of this label."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.label


class InterpreterUnavailable(MeetingInterpreter.unavailable.through):
    """A name for the table that Django makes, so that a migration carries the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class InterpreterUnavailableEvent(pghistory.create_event_model(InterpreterUnavailable, obj_field=None)):
    """History of the times in which an interpreter is not there."""


@pghistory.track()
class MeetingParty(models.Model):
    """An organization that sits at the tables, in the languages that it speaks there."""

    day = models.ForeignKey(
        MeetingDay, on_delete=models.PROTECT, related_name="parties", verbose_name=_("day of meetings")
    )
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="party", verbose_name=_("registration")
    )
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name=_("languages"))
    unavailable = models.ManyToManyField(
        MeetingSlot, blank=True, related_name="+", verbose_name=_("not there in these times")
    )
    max_meetings = models.PositiveSmallIntegerField(_("most meetings"), null=True, blank=True)
    max_run = models.PositiveSmallIntegerField(_("most meetings without a pause"), null=True, blank=True)
    is_absent = models.BooleanField(_("did not come"), default=False)
    # Whoever was there before a timetable was published keeps its meetings where that is possible.
    is_walk_in = models.BooleanField(_("came without a timetable"), default=False)

    class Meta:
        verbose_name = _("organization at the meetings")
        verbose_name_plural = _("organizations at the meetings")
        ordering = ["day", "pk"]

    def __str__(self):
        return str(self.registration.organization)


class PartyUnavailable(MeetingParty.unavailable.through):
    """As above."""

    class Meta:
        proxy = True
        default_permissions = ()


class PartyUnavailableEvent(pghistory.create_event_model(PartyUnavailable, obj_field=None)):
    """History of the times in which an organization is not there."""


@pgtrigger.register(
    refuse(
        "wish_is_for_the_other_side",
        when="NOT EXISTS (SELECT 1 FROM seminars_meetingparty one"
        " JOIN seminars_registration first ON first.id = one.registration_id"
        " JOIN organizations_organization here ON here.id = first.organization_id"
        " JOIN seminars_meetingparty two ON two.id = NEW.other_id AND two.day_id = one.day_id"
        " JOIN seminars_registration second ON second.id = two.registration_id"
        " JOIN organizations_organization there ON there.id = second.organization_id AND there.kind <> here.kind"
        " WHERE one.id = NEW.party_id)",
        message="a wish is for an organization of the other kind at the same day of meetings",
    )
)
@pghistory.track()
class MeetingWish(models.Model):
    """Whom a party has to meet, would meet, or does not want to meet. The other side never sees it."""

    class Word(models.TextChoices):
        MUST = "must", _("must meet")
        WOULD = "would", _("would like to meet")
        NO = "no", _("does not want to meet")

    party = models.ForeignKey(
        MeetingParty, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("organization")
    )
    other = models.ForeignKey(
        MeetingParty, on_delete=models.CASCADE, related_name="wished_by", verbose_name=_("the other organization")
    )
    word = models.CharField(_("wish"), max_length=5, choices=Word)

    class Meta:
        verbose_name = _("wish for a meeting")
        verbose_name_plural = _("wishes for meetings")
        ordering = ["party", "other"]
        constraints = [models.UniqueConstraint(fields=["party", "other"], name="meetingwish_once")]

    def __str__(self):
        return f"{self.party_id} {self.word} {self.other_id}"


@pghistory.track()
class MeetingRule(models.Model):
    """What staff fix: two meet at that time, or do not meet (then, or at all)."""

    class Kind(models.TextChoices):
        PINNED = "pinned", _("fixed")
        FORBIDDEN = "forbidden", _("not allowed")

    day = models.ForeignKey(
        MeetingDay, on_delete=models.CASCADE, related_name="rules", verbose_name=_("day of meetings")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sending = models.ForeignKey(
        MeetingParty, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("sending organization"),
    )  # fmt: skip
    supervising = models.ForeignKey(
        MeetingParty, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("supervising organization"),
    )  # fmt: skip
    slot = models.ForeignKey(
        MeetingSlot, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("time")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("fixed or forbidden meeting")
        verbose_name_plural = _("fixed and forbidden meetings")
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meetingrule_pin_is_whole",
                condition=Q(kind="forbidden", sending__isnull=False)
                | Q(kind="forbidden", supervising__isnull=False)
                | Q(kind="pinned", sending__isnull=False, supervising__isnull=False, slot__isnull=False),
                violation_error_message=_("A fixed meeting needs both organizations and the time."),
            ),
            models.UniqueConstraint(
                fields=["day", "sending", "supervising"], condition=Q(kind="pinned"), name="meetingrule_pinned_once",
                violation_error_message=_("These two have a fixed meeting already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


@pghistory.track(fields=["day", "state", "started_by", "is_change", "published_at"])
class TimetableRun(models.Model):
    """One search for the best timetable: what was asked, how far it got, and what came out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the worker")
        RUNNING = "running", _("is being solved")
        DONE = "done", _("solved")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    day = models.ForeignKey(
        MeetingDay, on_delete=models.PROTECT, related_name="runs", verbose_name=_("day of meetings")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # Whether it begins from the published timetable and keeps what it can.
    is_change = models.BooleanField(_("with few changes"), default=False)
    instance = models.JSONField(_("what was asked"))
    result = models.JSONField(_("what came out"), null=True, blank=True)
    # {"objective": 610, "bound": 640, "seconds": 4.2}
    progress = models.JSONField(_("progress"), default=dict, blank=True)
    should_stop = models.BooleanField(_("is to be stopped"), default=False)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    started_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("search for a timetable")
        verbose_name_plural = _("searches for a timetable")
        ordering = ["-pk"]
        constraints = [
            # Two at once would publish past each other.
            models.UniqueConstraint(
                fields=["day"], condition=Q(state__in=["waiting", "running"]), name="timetablerun_one_at_a_time",
                violation_error_message=_("A timetable is being solved already."),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.day_id}: {self.pk}"


class MeetingQuerySet(models.QuerySet):
    def of_parties(self, parties):
        return self.filter(Q(sending__in=parties) | Q(supervising__in=parties))

    def at(self, moment: datetime.datetime):
        return self.filter(slot__starts_at__lte=moment, slot__ends_at__gt=moment)


@pghistory.track()
class Meeting(models.Model):
    """Two organizations at a table at a time, in the timetable that is published."""

    day = models.ForeignKey(
        MeetingDay, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("day of meetings")
    )
    sending = models.ForeignKey(
        MeetingParty, on_delete=models.PROTECT, related_name="meetings_as_sending",
        verbose_name=_("sending organization"),
    )  # fmt: skip
    supervising = models.ForeignKey(
        MeetingParty, on_delete=models.PROTECT, related_name="meetings_as_supervising",
        verbose_name=_("supervising organization"),
    )  # fmt: skip
    slot = models.ForeignKey(MeetingSlot, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("time"))
    table = models.ForeignKey(MeetingTable, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("table"))
    interpreter = models.ForeignKey(
        MeetingInterpreter, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("interpreter"),
    )  # fmt: skip

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("seminar", "meeting")
        verbose_name_plural = pgettext_lazy("seminar", "meetings")
        ordering = ["slot", "table"]
        # At the end of the transaction: a new timetable may swap two meetings.
        constraints = [
            models.UniqueConstraint(
                fields=list(fields), name=f"meeting_once_{name}", deferrable=models.Deferrable.DEFERRED
            )
            for name, fields in {
                "pair": ("sending", "supervising"),
                "sending": ("sending", "slot"),
                "supervising": ("supervising", "slot"),
                "table": ("table", "slot"),
                "interpreter": ("interpreter", "slot"),
            }.items()
        ]

    def __str__(self):
        return f"{self.slot} {self.table}: {self.sending} – {self.supervising}"
