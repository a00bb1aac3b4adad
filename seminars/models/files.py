"""Papers and pictures of an event, and how many came."""

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.languages import localized
from jitco_portal.common.uploads import PAPERS
from organizations.models.members import may_be_seen, organizations_of
from seminars.models.events import Event


class EventFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Papers for everybody, or for those who have a place; pictures once the report is published.

        Who has a place: the organizations of the people with one, and these people. Staff who may view events see all.
        """
        if may_be_seen(user, "seminars.view_event"):
            return self
        shown = self.exclude(event__state=Event.State.DRAFT)
        shown = shown.filter(Q(kind=EventFile.Kind.PAPER) | Q(event__report_published_at__isnull=False))
        for_all = Q(read_by=EventFile.ReadBy.EVERYBODY)
        if not user.is_authenticated:
            return shown.filter(for_all)
        own = organizations_of(user)
        theirs = Q(registrations__organization__in=own) | Q(registrations__attendees__user=user)
        seated = Event.objects.filter(theirs, pk=OuterRef("event"), registrations__attendees__place="seated")
        return shown.filter(for_all | Exists(seated))


def event_file_path(instance, filename: str) -> str:
    """A name that says nothing of what it is."""
    return f"events/{instance.key}"


@pghistory.track()
class EventFile(models.Model):
    """A paper for the participants, or a picture of the report."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("paper for participants")
        PICTURE = "picture", _("picture of the report")

    class ReadBy(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        PARTICIPANTS = "participants", _("organizations with a place")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="files", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PAPER)
    read_by = models.CharField(_("read by"), max_length=12, choices=ReadBy, default=ReadBy.PARTICIPANTS)
    title_en = models.CharField(
        _("title (English)"), max_length=200, help_text=_("Of a picture: what is to be seen on it.")
    )
    title_ja = models.CharField(_("title (Japanese)"), max_length=200)
    file = models.FileField(_("file"), upload_to=event_file_path, max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name of the file"), max_length=200, editable=False)
    type = models.CharField(_("type of the file"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes of the file"), editable=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = EventFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an event")
        verbose_name_plural = _("files of an event")
        ordering = ["event", "kind", "position", "pk"]

    def __str__(self):
        return self.title

    @property
    def type_name(self) -> str:
        return PAPERS.get(self.type, self.type)

    @property
    def title(self):
        return localized(self, "title")


@pghistory.track()
class AttendanceFigure(models.Model):
    """How many came, of one of the groups that reports speak of."""

    class Group(models.TextChoices):
        GOVERNMENT = "government", _("governments and embassies")
        SENDING = "sending", _("sending organizations")
        SUPERVISING = "supervising", _("supervising organizations and others in Japan")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="figures", verbose_name=_("event"))
    group = models.CharField(pgettext_lazy("of organizations", "group"), max_length=12, choices=Group)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    organizations = models.PositiveIntegerField(
        _("organizations"), null=True, blank=True, help_text=_("Blank where nobody counted them.")
    )

    class Meta:
        verbose_name = _("figures of attendance")
        verbose_name_plural = _("figures of attendance")
        ordering = ["event", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"], name="attendancefigure_once",
                violation_error_message=_("This group has its figures."),
            ),
            models.CheckConstraint(
                name="attendancefigure_counted", condition=Q(people__isnull=False) | Q(organizations__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_group_display()}: {self.people}"
