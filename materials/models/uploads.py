"""Large files on their way in: part by part, over any number of broken lines."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models import User
from materials.models.editions import Edition, EditionFile


@pghistory.track(exclude=["received", "changed_at"])
class Upload(models.Model):
    """A file that staff send to a draft. Its bytes lie outside of what is handed out until all is checked."""

    class State(models.TextChoices):
        OPEN = "open", _("on its way")
        TAKEN = "taken", _("checked and taken")
        REFUSED = "refused", _("refused")

    key = models.UUIDField(unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="uploads", verbose_name=_("edition"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by"))
    name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes of the file"))
    # What the sender says of it; blank where nothing was said.
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    title_en = models.CharField(_("part (English)"), max_length=100, blank=True)
    title_ja = models.CharField(_("part (Japanese)"), max_length=100, blank=True)
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    refused_because = models.CharField(_("why it was refused"), max_length=300, blank=True)
    file = models.OneToOneField(
        EditionFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="upload", verbose_name=_("file")
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="upload_no_more_than_said", condition=Q(received__lte=F("size"))),
            models.CheckConstraint(name="upload_has_bytes", condition=Q(size__gt=0)),
        ]

    def __str__(self):
        return self.name
