"""What was downloaded: counted without traces of people; who is to be told of the next edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Country
from jitco_portal.common.models import User
from materials.models.editions import Edition, EditionFile
from materials.models.materials import ShareKey


class ReaderKind(models.TextChoices):
    """Whom a download is counted for; staff are not counted."""

    VISITOR = "visitor", _("visitors")
    PARTICIPANT = "participant", _("participants of events")
    SENDING = "sending", _("sending organizations")
    SUPERVISING = "supervising", _("supervising organizations")
    PERSON = "person", _("people without an organization")


class DailySalt(models.Model):
    """The secret with which the visitors of one day are told apart; gone with the day, and with it the way back."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")
        ordering = ["day"]
        default_permissions = ()

    def __str__(self):
        return str(self.day)


class Download(models.Model):
    """One download of today, until the night adds it to the figures. Who it was, it does not say."""

    file = models.ForeignKey(EditionFile, on_delete=models.CASCADE, related_name="downloads", verbose_name=_("file"))
    at = models.DateTimeField(_("at"))
    reader_kind = models.CharField(pgettext_lazy("of a download", "by"), max_length=12, choices=ReaderKind)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("country of the organization"),
    )  # fmt: skip
    # Of the reader under the salt of the day: by it a second click is known. Its first half is of their network.
    visitor = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-at"]
        indexes = [models.Index(fields=["file", "visitor", "at"], name="download_second_click")]

    def __str__(self):
        return f"{self.file_id} {self.at:%Y-%m-%d}"


class DownloadFigure(models.Model):
    """How often a file was downloaded on a day, by whom in general."""

    file = models.ForeignKey(
        EditionFile, on_delete=models.CASCADE, related_name="download_figures", verbose_name=_("file")
    )
    day = models.DateField(_("day"))
    reader_kind = models.CharField(pgettext_lazy("of a download", "by"), max_length=12, choices=ReaderKind)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("country of the organization"),
    )  # fmt: skip
    count = models.PositiveIntegerField(_("downloads"))

    class Meta:
        verbose_name = _("figures of downloads")
        verbose_name_plural = _("figures of downloads")
        ordering = ["-day", "file"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "day", "reader_kind", "country"], nulls_distinct=False, name="downloadfigure_once"
            )
        ]

    def __str__(self):
        return f"{self.file_id} {self.day} {self.count}"


class EditionReader(models.Model):
    """Somebody who was logged in downloaded an edition, and is told when a newer one appears."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="read_editions", verbose_name=_("person"))
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="readers", verbose_name=_("edition"))
    # The link by which they saw it, where they may not see it otherwise: while it is open, they are told.
    share_key = models.ForeignKey(
        ShareKey, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("link for participants"),
    )  # fmt: skip
    at = models.DateTimeField(_("last downloaded at"))

    class Meta:
        verbose_name = _("reader of an edition")
        verbose_name_plural = _("readers of editions")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["user", "edition"], name="editionreader_once")]

    def __str__(self):
        return f"{self.user_id} {self.edition_id}"
