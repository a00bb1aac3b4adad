"""What an organization says about itself: proposed by its editors, field by field, published by staff."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models import User
from organizations.models.members import Membership, may_be_seen
from organizations.models.organizations import Organization


class ProfileProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ProfileProposal.State.OPEN)

    def visible_to(self, user):
        """The members of the organization, and staff who may view it."""
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, "organizations.view_profileproposal"):
            return self
        return self.filter(organization__in=Membership.objects.filter(user=user).current().values("organization"))


@pgtrigger.register(pgtrigger.ReadOnly(name="proposed_stays", fields=["organization", "author", "created_at"]))
@pghistory.track()
class ProfileProposal(models.Model):
    """What an editor changed in one go."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the Affairs Dept.")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("organization")
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("by"))
    comment = models.TextField(_("comment for the Affairs Dept."), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    published_at_once = models.BooleanField(_("published at once"), default=False)
    created_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ProfileProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for a profile")
        verbose_name_plural = _("proposals for profiles")
        ordering = ["-pk"]

    def __str__(self):
        at = timezone.localtime(self.created_at, timezone.get_default_timezone())
        return f"{self.organization}: {at:%Y-%m-%d %H:%M}"


@pgtrigger.register(
    pgtrigger.ReadOnly(name="change_stays", fields=["proposal", "part", "row_id", "field", "before", "after"])
)
@pghistory.track()
class ProposedChange(models.Model):
    """One field of a proposal, or one row that comes or goes."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the Affairs Dept.")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        # Published, and taken back by staff.
        UNDONE = "undone", _("undone")
        WITHDRAWN = "withdrawn", _("withdrawn")

    proposal = models.ForeignKey(
        ProfileProposal, on_delete=models.PROTECT, related_name="changes", verbose_name=_("proposal")
    )
    # Names a part of `queries/proposals`: the organization, its side, or one of the tables of its profile.
    part = models.CharField(_("part of the profile"), max_length=20)
    # The row of a table; none for a new row.
    row_id = models.BigIntegerField(_("row"), null=True, blank=True)
    # Blank where a whole row comes (``after``) or goes (``before``).
    field = models.CharField(_("field"), max_length=50, blank=True)
    # What stood there when the editor began; staff see when it no longer does.
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Sent to whoever proposed it."))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "part", "row_id", "field"],
                condition=~Q(field=""),
                nulls_distinct=False,
                name="proposedchange_once",
            ),
            models.CheckConstraint(
                name="proposedchange_refused_with_reason",
                condition=~Q(state__in=["refused", "undone"]) | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
        ]
        indexes = [
            models.Index(fields=["part", "row_id", "field"], name="proposedchange_of_field", condition=Q(state="open"))
        ]

    def __str__(self):
        return f"{self.part} {self.field}".strip()
