"""What readers looked for and did not find: reported by them, or counted without saying who asked."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.models import User
from organizations.models.organizations import Organization

LONGEST_WORDS = 100
LONGEST_TEXT = 2000


class MissingReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=MissingReport.State.OPEN)


# The address is there for one answer and goes afterwards: no history keeps it.
@pghistory.track(exclude=["email"])
class MissingReport(models.Model):
    """Somebody says that an organization is missing, and where they met it."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the Affairs Dept.")
        HANDLED = "handled", _("handled")
        REFUSED = "refused", _("not taken up")

    kind = models.CharField(_("kind"), max_length=12, choices=Organization.Kind)
    name = models.CharField(_("name as it was read"), max_length=300)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    number = models.CharField(_("permit or approval number"), max_length=100, blank=True)
    seen = models.CharField(_("where it was seen"), max_length=1000, blank=True)
    remark = models.CharField(_("remark"), max_length=LONGEST_TEXT, blank=True)
    email = models.EmailField(_("e-mail address for the answer"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    answer = models.CharField(
        _("note of the Affairs Dept."), max_length=LONGEST_TEXT, blank=True, help_text=_("For colleagues; not sent.")
    )

    objects = MissingReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a missing organization")
        verbose_name_plural = _("reports of missing organizations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="missingreport_country",
                condition=Q(kind="sending") | Q(country=None),
                violation_error_message=_("A supervising organization is in Japan and has no country here."),
            ),
            models.CheckConstraint(
                name="missingreport_handled_at",
                condition=Q(state="open", handled_at=None, handled_by=None)
                | (~Q(state="open") & Q(handled_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.name


class MissedSearch(models.Model):
    """How often the same words found nothing on a day; neither who asked nor when on that day.

    No history: it would keep the time of day.
    """

    class Where(models.TextChoices):
        SENDING = "sending", _("list of sending organizations")
        SUPERVISING = "supervising", _("list of supervising organizations")
        SITE = "site", _("search of the whole site")

    day = models.DateField(_("day"))
    where = models.CharField(_("searched in"), max_length=12, choices=Where)
    words = models.CharField(_("words"), max_length=LONGEST_WORDS)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-day", "words", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "where", "words", "language"], name="missedsearch_once"),
        ]
        indexes = [models.Index(fields=["words", "where", "language"], name="missedsearch_by_words")]

    def __str__(self):
        return self.words
