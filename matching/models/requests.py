"""Match-up requests, the candidates that staff propose, and the course of both."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Country, Programme
from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDateField, ordered_dates_check, partial_date_check
from matching.models.transitions import (
    OPEN_STATES,
    REQUEST_TRANSITIONS,
    RequestState,
    changes_of_state,
)
from organizations.models import Operation, Organization
from organizations.models.members import ActedForQuerySet
from organizations.models.merges import refuse_other_organization

MOST_PEOPLE = 500
MOST_TRAINING_HOURS = 2000
LONGEST_TEXT = 2000


class MatchRequestQuerySet(ActedForQuerySet):
    hidden_from_staff = Q(state=RequestState.DRAFT)

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def waiting_for_staff(self):
        return self.filter(state__in=(RequestState.SUBMITTED, RequestState.UNDER_REVIEW))


@pgtrigger.register(
    pgtrigger.FSM(name="request_goes_by_the_table", field="state", transitions=changes_of_state(REQUEST_TRANSITIONS)),
    pgtrigger.ReadOnly(name="requester_stays", fields=["created_at"]),
    refuse_other_organization(),
    # A draft goes with its files; what was sent once stays.
    pgtrigger.Protect(
        name="sent_request_stays", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__submitted_at__isnull=False)
    ),
)
@pghistory.track(exclude=["changed_at", "rules_checked_at"])
class MatchRequest(models.Model):
    """What an organization looks for: a partner of the other kind.

    Whom a law protects from being chosen by sex, age, religion or looks finds no field for it here.
    """

    State = RequestState

    class Level(models.TextChoices):
        """The Japanese that trainees should have when they leave, by the test of that name."""

        N5 = "n5", _("JLPT N5 or the like")
        N4 = "n4", _("JLPT N4 or the like")
        N3 = "n3", _("JLPT N3 or the like")
        N2 = "n2", _("JLPT N2 or the like")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="match_requests", verbose_name=_("organization that asks")
    )
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="match_requests", verbose_name=_("begun by")
    )
    state = models.CharField(_("state"), max_length=12, choices=RequestState, default=RequestState.DRAFT)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="match_requests",
        verbose_name=_("programme"),
    )
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="match_requests",
        verbose_name=_("countries"),
        help_text=_("None: the Affairs Dept. advises you."),
    )
    operations = models.ManyToManyField(
        Operation, blank=True, related_name="match_requests", verbose_name=_("operations")
    )
    people = models.PositiveSmallIntegerField(
        _("trainees asked for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    arrive_from = PartialDateField(_("arrival from"), blank=True)
    arrive_until = PartialDateField(_("arrival until"), blank=True)
    japanese_level = models.CharField(_("Japanese before departure"), max_length=2, choices=Level, blank=True)
    training_hours = models.PositiveSmallIntegerField(
        _("hours of training before departure"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_TRAINING_HOURS)],
    )
    training_wishes = models.TextField(_("what the training should hold"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=3), default=list, blank=True, verbose_name=_("languages of the talks")
    )
    conditions = models.TextField(_("work, wages and housing"), blank=True)
    is_anonymous = models.BooleanField(_("without our name until the introduction"), default=True)
    is_on_board = models.BooleanField(_("on the public board of open wishes, without our name"), default=False)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # The most points that each criterion gives, by its name; blank counts as the weights of the portal.
    weights = models.JSONField(_("weights"), default=dict, blank=True)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"), null=True, blank=True)
    # The day by which the next step should be taken, with a reminder before it.
    due_on = models.DateField(_("next step by"), null=True, blank=True)
    # When the rules were last asked of those who stand in it; the oldest are asked first.
    rules_checked_at = models.DateTimeField(_("rules asked at"), null=True, blank=True, editable=False)

    objects = MatchRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("match-up request")
        verbose_name_plural = _("match-up requests")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="matchrequest_sent_is_complete",
                condition=Q(state="draft")
                # What came back to its organization may be withdrawn as it is.
                | Q(state="withdrawn", submitted_at__isnull=False, state_since__isnull=False)
                | Q(
                    programme__isnull=False,
                    people__isnull=False,
                    valid_until__isnull=False,
                    submitted_at__isnull=False,
                    state_since__isnull=False,
                ),
            ),
            models.CheckConstraint(name="matchrequest_people", condition=Q(people=None) | Q(people__gt=0)),
            partial_date_check("matchrequest", "arrive_from", "arrive_until"),
            ordered_dates_check("matchrequest", "arrive_from", "arrive_until"),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="matchrequest_board")]

    def __str__(self):
        return str(_("Match-up request %(number)s") % {"number": self.pk})

    def get_absolute_url(self):
        return reverse("matching:request_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def can_be_withdrawn(self) -> bool:
        """Also what came back to its organization; a draft that was never sent is deleted."""
        return self.is_open or (self.state == RequestState.DRAFT and self.submitted_at is not None)

    @property
    def asks_for_sending(self) -> bool:
        """Supervising organizations look for sending ones, and the other way round."""
        return self.organization.kind == Organization.Kind.SUPERVISING

    def supervising_and_sending(self, candidate: Organization) -> tuple[Organization, Organization]:
        return (self.organization, candidate) if self.asks_for_sending else (candidate, self.organization)


class MatchRequestCountry(MatchRequest.countries.through):
    """A name for the table that Django makes, so that a migration carries the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class MatchRequestCountryEvent(pghistory.create_event_model(MatchRequestCountry, obj_field=None)):
    """History of the countries that a request asks for."""


class MatchRequestOperation(MatchRequest.operations.through):
    """As above."""

    class Meta:
        proxy = True
        default_permissions = ()


class MatchRequestOperationEvent(pghistory.create_event_model(MatchRequestOperation, obj_field=None)):
    """History of the operations that a request asks for."""


def match_file_path(instance, filename: str) -> str:
    """A name that says nothing of whom it is about."""
    return f"match-ups/{instance.key}"


@pghistory.track()
class MatchFile(models.Model):
    """A file beside a request or in a message, as it was sent."""

    class Scan(models.TextChoices):
        CLEAN = "clean", _("scanned, no virus found")
        NOT_SCANNED = "not_scanned", _("not scanned for viruses")

    request = models.ForeignKey(
        MatchRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("request")
    )
    message = models.ForeignKey(
        "matching.Message", on_delete=models.PROTECT, null=True, blank=True, related_name="files",
        verbose_name=pgettext_lazy("match-up", "message"),
    )  # fmt: skip
    file = models.FileField(_("file"), upload_to=match_file_path, max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name of the file"), max_length=200)
    type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveIntegerField(_("bytes of the file"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of a match-up")
        verbose_name_plural = _("files of match-ups")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="matchfile_of_one",
                condition=Q(request__isnull=False, message=None) | Q(request=None, message__isnull=False),
            )
        ]

    def __str__(self):
        return self.name
