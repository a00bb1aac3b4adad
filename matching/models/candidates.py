"""The candidates that staff propose for a request, what both sides answered, and the course of it all."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.models.requests import MatchRequest
from matching.models.transitions import CANDIDATE_TRANSITIONS, CandidateState, Party, changes_of_state
from organizations.models import Organization
from organizations.models.members import may_be_seen, organizations_of
from organizations.models.merges import refuse_other_organization


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """From the offer on, the two organizations; staff who may view requests see all.

        Whoever said that it is interested sees its own.
        """
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, "matching.view_candidate"):
            return self
        own = organizations_of(user)
        shown = Q(offered_at__isnull=False) & (Q(organization__in=own) | Q(request__organization__in=own))
        return self.filter(shown | Q(organization__in=own, said_interested=True))


@pgtrigger.register(
    pgtrigger.FSM(
        name="candidate_goes_by_the_table", field="state", transitions=changes_of_state(CANDIDATE_TRANSITIONS)
    ),
    pgtrigger.ReadOnly(name="candidate_stays", fields=["request", "created_at"]),
    pgtrigger.Protect(name="candidate_is_kept", operation=pgtrigger.Delete),
    refuse_other_organization(),
)
@pghistory.track()
class Candidate(models.Model):
    """An organization that staff chose for a request, with their reasons, and what both sides answered."""

    State = CandidateState

    class Answer(models.TextChoices):
        OPEN = "open", _("not answered yet")
        ACCEPTED = "accepted", pgettext_lazy("match-up", "accepted")
        DECLINED = "declined", _("declined")

    request = models.ForeignKey(
        MatchRequest, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("match-up request")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("candidate")
    )
    state = models.CharField(_("state"), max_length=10, choices=CandidateState, default=CandidateState.RESERVE)
    position = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Who is asked first."))
    reasons = models.TextField(
        _("why the Affairs Dept. proposes it"), blank=True, help_text=_("Read by both organizations.")
    )
    # Its row in the ranking and what was asked when it was chosen (`queries.pairs.points_snapshot`).
    found = models.JSONField(_("points"), null=True, blank=True)
    said_interested = models.BooleanField(_("asked to be considered"), default=False)
    requester_answer = models.CharField(
        _("answer of the organization that asks"), max_length=10, choices=Answer, default=Answer.OPEN
    )
    requester_answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    candidate_answer = models.CharField(
        _("answer of the candidate"), max_length=10, choices=Answer, default=Answer.OPEN
    )
    candidate_answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    offered_at = models.DateTimeField(_("candidate asked at"), null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    # Why it ended: what somebody wrote, or the rules that fail, each as {"rule", "en", "ja"}.
    end_reason = models.TextField(_("reason"), blank=True)
    ended_by = models.CharField(_("ended by"), max_length=10, choices=Party, blank=True)
    stopped_because = models.JSONField(_("rules that do not hold"), default=list, blank=True)
    created_at = models.DateTimeField(_("chosen at"), auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["request", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organization"],
                name="candidate_once",
                violation_error_message=_("This organization is a candidate already."),
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="introduced"), name="candidate_introduced_alone"
            ),
            models.CheckConstraint(
                name="candidate_asked_with_reasons",
                condition=~Q(state__in=["offered", "introduced"])
                | (Q(offered_at__isnull=False, answer_by__isnull=False) & ~Q(reasons="")),
            ),
            models.CheckConstraint(
                name="candidate_introduced_when_both_accept",
                condition=~Q(state="introduced") | Q(requester_answer="accepted", candidate_answer="accepted"),
            ),
            models.CheckConstraint(
                name="candidate_stopped_with_rules", condition=~Q(state="stopped") | ~Q(stopped_because=[])
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="candidate_due", condition=Q(state="offered")),
            models.Index(fields=["organization", "state"], name="candidate_of_organization"),
        ]

    def __str__(self):
        return f"{self.request_id}: {self.organization}"

    def get_absolute_url(self):
        return reverse("matching:candidate_detail", args=[self.pk])

    @property
    def both_accepted(self) -> bool:
        return self.requester_answer == self.candidate_answer == self.Answer.ACCEPTED

    def answer_of(self, side: str) -> str:
        return self.requester_answer if side == Party.REQUESTER else self.candidate_answer


@pgtrigger.register(pgtrigger.Protect(name="step_stays", operation=pgtrigger.Update))
class MatchStep(models.Model):
    """A step that was taken, as both sides read it; who of them it was stands in the history.

    Its key is the cause of the mails that tell of it.
    """

    request = models.ForeignKey(
        MatchRequest, on_delete=models.PROTECT, related_name="steps", verbose_name=_("match-up request")
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="steps", verbose_name=_("candidate")
    )
    # A name of the tables of `transitions`, or what happened without a change of state.
    name = models.CharField(_("step"), max_length=20)
    by = models.CharField(pgettext_lazy("match-up", "by"), max_length=10, choices=Party)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a match-up")
        verbose_name_plural = _("steps of match-ups")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.request_id} {self.name}"
