"""Organizations that stand here twice: likely pairs, and merges that can be undone."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.guards import refuse
from jitco_portal.common.models import User
from organizations.models.organizations import Organization


def refuse_merged_owner(column: str) -> pgtrigger.Trigger:
    """What decides a standing is never said of an organization that was merged: nobody would read it."""
    merged = (
        "SELECT 1 FROM organizations_organization one"  # noqa: S608
        f" WHERE one.id = NEW.{column} AND one.merged_into_id IS NOT NULL"
    )
    return refuse(
        "owner_is_not_merged",
        operation=pgtrigger.Insert,
        when=f"EXISTS ({merged})",
        message="the organization was merged into another",
    )


def refuse_other_organization() -> pgtrigger.Trigger:
    """What belongs to an organization stays its own, but that a merge leads it on, and undoing it back."""
    merged = (
        "SELECT 1 FROM organizations_organization one"
        " WHERE (one.id = OLD.organization_id AND one.merged_into_id = NEW.organization_id)"
        " OR (one.id = NEW.organization_id AND one.merged_into_id = OLD.organization_id)"
    )
    return refuse(
        "stays_with_its_organization",
        operation=pgtrigger.Update,
        when=f"NEW.organization_id IS DISTINCT FROM OLD.organization_id AND NOT EXISTS ({merged})",
        message="it belongs to its organization, and goes to another only by a merge",
    )


class DuplicatePairQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=DuplicatePair.State.OPEN)


@pghistory.track(exclude=["score", "reasons", "found_at"])
class DuplicatePair(models.Model):
    """Two organizations that may be one; the lower key stands first."""

    class State(models.TextChoices):
        OPEN = "open", _("to be looked at")
        DIFFERENT = "different", _("two organizations")
        MERGED = "merged", _("merged")

    first = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("one"))
    second = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("other"))
    score = models.PositiveSmallIntegerField(_("likeness"), help_text=_("0 to 100."))
    # [{"code", "values"}]: put into words for each reader.
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicatepair_once"),
            models.CheckConstraint(name="duplicatepair_ordered", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first.public_id} · {self.second.public_id}"


@pghistory.track()
class Merge(models.Model):
    """One organization went into another; its public id leads there."""

    kept = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="merges", verbose_name=_("organization that stays")
    )
    absorbed = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization that goes")
    )
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of organizations")
        verbose_name_plural = _("merges of organizations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="merge_stands_once"),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("absorbed"))),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.absorbed.public_id} → {self.kept.public_id}"


class MergeMove(models.Model):
    """One row that a merge moved, changed or took out, so that undoing puts exactly that back."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moves", verbose_name=_("merge"))
    model = models.CharField(max_length=100)
    object_pk = models.BigIntegerField()
    # The fields that were written; of a row that had to go (it stood on both sides) all of them, ``after`` is empty.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # The row of the other side that it met, and a digest of what it said: {"pk", "said"}.
    twin = models.JSONField(null=True, blank=True)
    # What stood there instead when the merge was undone; None where it was put back.
    kept = models.JSONField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["merge", "pk"]

    def __str__(self):
        return f"{self.model} {self.object_pk}"
