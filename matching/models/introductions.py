"""What follows when both sides accept: the introduction, the contacts, what is written, and how it ended."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Country, DataProtectionRegime
from jitco_portal.common.models import LegalText, User
from matching.models.candidates import Candidate
from matching.models.requests import MOST_PEOPLE
from matching.models.transitions import Party
from organizations.models import Membership, Role

SIDES = [(Party.REQUESTER.value, Party.REQUESTER.label), (Party.CANDIDATE.value, Party.CANDIDATE.label)]
LONGEST_MESSAGE = 5000


@pgtrigger.register(
    pgtrigger.ReadOnly(name="introduction_stays", fields=["candidate", "introduced_at"]),
    pgtrigger.Protect(name="introduction_is_kept", operation=pgtrigger.Delete),
)
@pghistory.track()
class Introduction(models.Model):
    """Two organizations stand before each other, from the day on which both had accepted."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("agreed")
        NOT_AGREED = "not_agreed", _("not agreed")
        STOPPED = "stopped", _("stopped by a rule")
        WITHDRAWN = "withdrawn", _("the request was withdrawn or closed")
        EXPIRED = "expired", _("its time was up")

    candidate = models.OneToOneField(
        Candidate, on_delete=models.PROTECT, related_name="introduction", verbose_name=_("candidate")
    )
    introduced_at = models.DateTimeField(_("introduced at"), auto_now_add=True)
    talks_at = models.DateTimeField(_("talks since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reported_by = models.CharField(_("reported by"), max_length=10, choices=SIDES, blank=True)
    contract_on = models.DateField(_("day of the contract"), null=True, blank=True)
    trainees_planned = models.PositiveSmallIntegerField(
        _("trainees planned"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="introduction_ends_with_outcome",
                condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="introduction_agreed_with_contract",
                condition=Q(outcome="agreed", contract_on__isnull=False, trainees_planned__isnull=False)
                | (~Q(outcome="agreed") & Q(contract_on=None, trainees_planned=None)),
            ),
            # Contacts were open before anything is agreed.
            models.CheckConstraint(
                name="introduction_agreed_after_talks", condition=~Q(outcome="agreed") | Q(talks_at__isnull=False)
            ),
        ]

    def __str__(self):
        return str(self.candidate)

    @property
    def keeps_contacts_open(self) -> bool:
        """While the talks may go on, and where they led to a contract."""
        return self.outcome in ("", self.Outcome.AGREED)


class DisclosureQuerySet(models.QuerySet):
    def living(self):
        """Not withdrawn, of a person who still acts for that side, to a country of which a regime text is held.

        A recipient in Japan needs no such text (APPI, Article 28).
        """
        acts = Membership.objects.current().filter(
            Q(organization=OuterRef("introduction__candidate__request__organization"), user=OuterRef("person"))
            & Q(role__in=(Role.ADMINISTRATOR, Role.EDITOR))
        )
        acts_there = Membership.objects.current().filter(
            Q(organization=OuterRef("introduction__candidate__organization"), user=OuterRef("person"))
            & Q(role__in=(Role.ADMINISTRATOR, Role.EDITOR))
        )
        regime = DataProtectionRegime.objects.filter(country=OuterRef("recipient_country"))
        return self.filter(
            (Q(side=Party.REQUESTER) & Exists(acts)) | (Q(side=Party.CANDIDATE) & Exists(acts_there)),
            Q(recipient_country=None) | Exists(regime),
            withdrawn_at=None,
        )


@pgtrigger.register(
    pgtrigger.ReadOnly(
        name="disclosure_stays",
        fields=["introduction", "side", "person", "recipient_country", "legal_text", "shown_text", "given_at"],
    ),
    pgtrigger.Protect(name="disclosure_is_kept", operation=pgtrigger.Delete),
)
@pghistory.track()
class Disclosure(models.Model):
    """A person of one side agreed, in the words that were shown, that the other side sees their contact."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.PROTECT, related_name="disclosures", verbose_name=_("introduction")
    )
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="disclosures", verbose_name=_("person"))
    contact_name = models.CharField(_("name"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=50, blank=True)
    # Where the other side is; none for Japan.
    recipient_country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("country of the recipients"),
    )  # fmt: skip
    legal_text = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, related_name="disclosures", verbose_name=_("legal text")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    shown_text = models.TextField(_("text as shown"))
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to show a contact")
        verbose_name_plural = _("consents to show a contact")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "side"],
                condition=Q(withdrawn_at=None),
                name="disclosure_once",
                violation_error_message=_("Your side has agreed already."),
            )
        ]

    def __str__(self):
        return f"{self.introduction_id} {self.side}"


@pgtrigger.register(pgtrigger.Protect(name="view_stays", operation=pgtrigger.Update | pgtrigger.Delete))
class ContactView(models.Model):
    """Somebody looked at a contact: its owner sees who and when."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="views", verbose_name=_("consent to show a contact")
    )
    viewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("seen by"))
    at = models.DateTimeField(_("seen at"), auto_now_add=True)

    class Meta:
        verbose_name = _("look at a contact")
        verbose_name_plural = _("looks at contacts")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.disclosure_id} {self.at:%Y-%m-%d %H:%M}"


@pgtrigger.register(
    pgtrigger.ReadOnly(name="message_stays", fields=["candidate", "thread", "author", "side", "created_at"]),
    pgtrigger.Protect(name="message_is_kept", operation=pgtrigger.Delete),
)
# What was written is in the row; a copy in the history would outlive an erasure.
@pghistory.track(exclude=["text"])
class Message(models.Model):
    """What somebody wrote about a candidate: to the other side and the Affairs Dept., or to the Affairs Dept. alone."""

    class Thread(models.TextChoices):
        BOTH = "both", _("both organizations and the Affairs Dept.")
        # One side and the Affairs Dept., also before an introduction.
        REQUESTER = "requester", _("the organization that asked and the Affairs Dept.")
        CANDIDATE = "candidate", _("the candidate and the Affairs Dept.")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="messages", verbose_name=_("candidate")
    )
    thread = models.CharField(_("read by"), max_length=10, choices=Thread)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    side = models.CharField(_("side"), max_length=10, choices=[*SIDES, (Party.STAFF.value, Party.STAFF.label)])
    text = models.TextField(pgettext_lazy("match-up", "message"))
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("message in a match-up")
        verbose_name_plural = _("messages in match-ups")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="message_of_its_thread",
                condition=Q(thread="both") | Q(side="staff") | Q(thread="requester", side="requester")
                | Q(thread="candidate", side="candidate"),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.candidate_id} {self.pk}"


@pghistory.track(exclude=["text"])
class Feedback(models.Model):
    """What one side says of the match-up when it is over; only the Affairs Dept. reads it."""

    class Rating(models.IntegerChoices):
        VERY_GOOD = 4, _("very good")
        GOOD = 3, _("good")
        POOR = 2, _("poor")
        BAD = 1, _("bad")

    introduction = models.ForeignKey(
        Introduction, on_delete=models.PROTECT, related_name="feedback", verbose_name=_("introduction")
    )
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    rating = models.PositiveSmallIntegerField(_("how the talks with the other side went"), choices=Rating)
    text = models.TextField(_("what should the Affairs Dept. know?"), blank=True)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback on a match-up")
        verbose_name_plural = _("feedback on match-ups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "side"],
                name="feedback_once",
                violation_error_message=_("Your side has given its feedback."),
            )
        ]

    def __str__(self):
        return f"{self.introduction_id} {self.side}"
