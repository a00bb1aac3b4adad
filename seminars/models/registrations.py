"""Registrations: an organization's people for an event, who has a place, who waits, and what is offered."""

import secrets

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.guards import refuse
from jitco_portal.common.models import User
from organizations.models import Organization
from organizations.models.members import ActedForQuerySet
from organizations.models.merges import refuse_other_organization
from seminars.models.contents import EventQuestion
from seminars.models.events import Event
from seminars.models.groups import EventGroup

LONGEST_ANSWER = 1000


def new_token() -> str:
    return secrets.token_urlsafe(24)


class RegistrationQuerySet(ActedForQuerySet):
    def living(self):
        return self.filter(state__in=LIVING)

    def with_places(self):
        return self.filter(held_people__gt=0)

    def in_order(self):
        """In the order in which free places are given: by the time of joining, then by number."""
        return self.order_by("queued_at", "pk")


class RegistrationState(models.TextChoices):
    ASKED = "asked", _("waits for the Affairs Dept.")
    ACCEPTED = "accepted", pgettext_lazy("registration", "accepted")
    REFUSED = "refused", pgettext_lazy("registration", "refused")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")


LIVING = (RegistrationState.ASKED, RegistrationState.ACCEPTED)


@pgtrigger.register(
    pgtrigger.FSM(
        name="registration_goes_one_way",
        field="state",
        transitions=[
            ("asked", "accepted"),
            ("asked", "refused"),
            ("asked", "cancelled"),
            ("accepted", "cancelled"),
        ],
    ),
    pgtrigger.ReadOnly(name="registration_stays", fields=["event", "group", "unit_price", "is_member", "created_at"]),
    pgtrigger.Protect(name="registration_is_kept", operation=pgtrigger.Delete),
    refuse_other_organization(),
    refuse(
        "group_is_of_the_event",
        when="NOT EXISTS (SELECT 1 FROM seminars_eventgroup one"
        " JOIN organizations_organization two ON two.id = NEW.organization_id AND two.kind = one.group"
        " WHERE one.id = NEW.group_id AND one.event_id = NEW.event_id)",
        message="the group is of another event or for other organizations",
        operation=pgtrigger.Insert,
    ),
)
@pghistory.track(exclude=["held_people", "changed_at", "wishes"])
class Registration(models.Model):
    """An organization comes to an event with several people, of whom each has a place, waits or is offered one."""

    State = RegistrationState

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("event"))
    group = models.ForeignKey(
        EventGroup,
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=pgettext_lazy("of organizations", "group"),
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("organization")
    )
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("registered by")
    )
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState, default=RegistrationState.ACCEPTED)
    held_people = models.PositiveIntegerField(_("places held"), default=0, editable=False)
    # The least number of people with whom they would come: a smaller offer passes them by.
    least_people = models.PositiveSmallIntegerField(
        _("comes with at least"), default=1, validators=[MinValueValidator(1)]
    )
    # Its place on the waiting list.
    queued_at = models.DateTimeField(_("in line since"), default=timezone.now, editable=False)
    # Fixed when it was made: for each person, in yen, with tax.
    unit_price = models.PositiveIntegerField(_("price for each person (yen, with tax)"), default=0)
    is_member = models.BooleanField(_("at the price for JITCO supporting members"), default=False)
    wishes = models.TextField(_("what should the Affairs Dept. know?"), blank=True)
    # What the checks said when it was sent: name, outcome, text in both languages; for staff who decide.
    checks = models.JSONField(_("what the checks said"), default=list, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("registered at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    answers_erased_at = models.DateTimeField(_("personal answers erased at"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization"],
                condition=Q(state__in=["asked", "accepted"]),
                name="registration_once",
                violation_error_message=_("This organization is registered already."),
            ),
            models.CheckConstraint(
                name="registration_holds_when_accepted", condition=Q(held_people=0) | Q(state="accepted")
            ),
        ]
        indexes = [models.Index(fields=["event", "queued_at"], name="registration_line")]

    def __str__(self):
        return str(_("Registration %(number)s") % {"number": self.pk})

    def get_absolute_url(self):
        return reverse("seminars:registration_detail", args=[self.pk])

    @property
    def is_living(self) -> bool:
        return self.state in LIVING


class Place(models.TextChoices):
    """What a person of a registration has."""

    ASKED = "asked", _("waits for the Affairs Dept.")
    SEATED = "seated", _("has a place")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a place is offered and held")
    GIVEN_UP = "given_up", _("does not come")


# Whoever counts against the capacity.
HOLDING = (Place.SEATED, Place.OFFERED)

# Keeps the counts of what is taken, for every writer; the checks on the counts refuse one too many.
_COUNT = """
    DECLARE
        delta integer := 0;
        held integer;
        first_or_last integer := 0;
        whose bigint;
    BEGIN
        IF TG_OP <> 'DELETE' AND NEW.place IN ('seated', 'offered') THEN delta := delta + 1; END IF;
        IF TG_OP <> 'INSERT' AND OLD.place IN ('seated', 'offered') THEN delta := delta - 1; END IF;
        IF delta = 0 THEN RETURN NULL; END IF;
        IF TG_OP = 'DELETE' THEN whose := OLD.registration_id; ELSE whose := NEW.registration_id; END IF;
        UPDATE seminars_event SET held_people = held_people + delta
            WHERE id = (SELECT event_id FROM seminars_registration WHERE id = whose);
        UPDATE seminars_registration SET held_people = held_people + delta WHERE id = whose
            RETURNING held_people INTO held;
        IF delta > 0 AND held = delta THEN first_or_last := 1; END IF;
        IF delta < 0 AND held = 0 THEN first_or_last := -1; END IF;
        UPDATE seminars_eventgroup
            SET held_people = held_people + delta, held_organizations = held_organizations + first_or_last
            WHERE id = (SELECT group_id FROM seminars_registration WHERE id = whose);
        RETURN NULL;
    END;
"""


@pgtrigger.register(
    pgtrigger.Trigger(
        name="places_are_counted",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_COUNT,
    ),
    pgtrigger.ReadOnly(name="attendee_stays", fields=["registration", "token"]),
    pgtrigger.Protect(name="attendee_is_kept", operation=pgtrigger.Delete),
)
# Names and answers are in the row; copies in the history would outlive their erasure.
@pghistory.track(fields=["registration", "place", "position", "came_at"])
class Attendee(models.Model):
    """One person of a registration. No number and no copy of a passport has a field here."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="attendees", verbose_name=_("registration")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.WAITING)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances",
        verbose_name=_("person of the portal"),
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150, blank=True)
    name_latin = models.CharField(_("name in Latin letters"), max_length=150, blank=True)
    job_title = models.CharField(_("position in the organization"), max_length=150, blank=True)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Gets the ticket, reminders and the person's timetable.")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", _("English")), ("ja", _("Japanese"))], default="en"
    )
    needs = models.CharField(
        _("what we should prepare"), max_length=300, blank=True, help_text=_("For instance a place for a wheelchair.")
    )
    # For the letter that goes with an application for a visa; no number of a passport.
    nationality = models.CharField(
        _("nationality"), max_length=2, blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Enter two capital letters (ISO 3166-1 alpha-2)."))],
    )  # fmt: skip
    wants_visa_letter = models.BooleanField(_("needs a letter for the visa"), default=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    came_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    # That they answered, not when: the end of the event for everybody, else the times would lead to the answers.
    answered_survey_at = models.DateTimeField(_("answered the survey at"), null=True, blank=True, editable=False)
    seated_at = models.DateTimeField(_("has a place since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person of a registration")
        verbose_name_plural = _("people of registrations")
        ordering = ["registration", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="attendee_came_seated", condition=Q(came_at=None) | Q(place="seated")),
        ]
        indexes = [models.Index(fields=["registration", "place"], name="attendee_place")]

    def __str__(self):
        return str(_("Person %(number)s") % {"number": self.pk})

    @property
    def holds_place(self) -> bool:
        return self.place in HOLDING


@pghistory.track(exclude=["text"])
class Answer(models.Model):
    """The answer to a question of the event, of a person or of the organization."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    attendee = models.ForeignKey(
        Attendee, on_delete=models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("person")
    )
    question = models.ForeignKey(
        EventQuestion, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    # The words written, the number of the answer chosen, or "yes" and "no"; blank after the erasure.
    text = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)

    class Meta:
        verbose_name = _("answer of a registration")
        verbose_name_plural = _("answers of registrations")
        ordering = ["registration", "question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "attendee", "question"], nulls_distinct=False, name="answer_once"
            )
        ]

    def __str__(self):
        return f"{self.registration_id} {self.question_id}"


@pgtrigger.register(
    pgtrigger.FSM(
        name="offer_goes_one_way",
        field="state",
        transitions=[("open", "accepted"), ("open", "declined"), ("open", "expired"), ("open", "withdrawn")],
    ),
    pgtrigger.ReadOnly(name="offer_stays", fields=["registration", "people", "made_at", "expires_at"]),
    pgtrigger.Protect(name="offer_is_kept", operation=pgtrigger.Delete),
)
@pghistory.track()
class Offer(models.Model):
    """Places that became free are held for the next on the list, until a time."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("offer", "open")
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        DECLINED = "declined", pgettext_lazy("offer", "declined")
        EXPIRED = "expired", pgettext_lazy("offer", "expired")
        # The registration was cancelled meanwhile, or the event.
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="offers", verbose_name=_("registration")
    )
    people = models.PositiveSmallIntegerField(_("places offered"), validators=[MinValueValidator(1)])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("holds until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer of places")
        verbose_name_plural = _("offers of places")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="offer_open_once",
            ),
            models.CheckConstraint(name="offer_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(name="offer_of_places", condition=Q(people__gt=0)),
        ]  # fmt: skip
        indexes = [models.Index(fields=["expires_at"], condition=Q(state="open"), name="offer_open")]

    def __str__(self):
        return f"{self.registration_id}: {self.people}"
