"""Organizations that the members of one organization keep in sight, by lists that they share."""

import pghistory
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models import User
from organizations.models.members import Membership, Role, may_be_seen
from organizations.models.organizations import Organization

LONGEST_NAME = 100
LONGEST_NOTE = 2000


class ShortlistQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the organizations one belongs to, and all for staff who may view them."""
        if not user.is_authenticated:
            return self.none()
        if may_be_seen(user, "organizations.view_shortlist"):
            return self
        return self.filter(organization__in=Membership.objects.filter(user=user).current().values("organization"))

    def editable_by(self, user):
        """Those of the organizations for which one is an editor or administrator; staff edit none."""
        if not user.is_authenticated:
            return self.none()
        able = Membership.objects.filter(user=user, role__in=(Role.ADMINISTRATOR, Role.EDITOR)).current()
        return self.filter(organization__in=able.values("organization"))


@pghistory.track(exclude=["changed_at"])
class Shortlist(models.Model):
    """A list under a name that an organization gave it; its members see it, and nobody else."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="shortlists", verbose_name=_("organization")
    )
    name = models.CharField(_("name of the list"), max_length=LONGEST_NAME)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="shortlists_created", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        ordering = ["organization", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                name="shortlist_name_once",
                violation_error_message=_("The organization has a list of this name already."),
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track()
class ShortlistEntry(models.Model):
    """An organization on a shortlist, with what its members wrote beside it."""

    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.CASCADE, related_name="entries", verbose_name=_("shortlist")
    )
    listed = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="shortlist_entries", verbose_name=_("organization listed")
    )
    # A text with an end, in the database too.
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="shortlist_entries_added", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("entry of a shortlist")
        verbose_name_plural = _("entries of shortlists")
        ordering = ["shortlist", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shortlist", "listed"],
                name="shortlistentry_once",
                violation_error_message=_("The organization is on this list already."),
            ),
        ]

    def __str__(self):
        return f"{self.shortlist} – {self.listed}"
