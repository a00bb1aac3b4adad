"""Consultation support: what organizations ask the Affairs Dept., the answers, and what all may read of them."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from countries.models import Country, Programme
from jitco_portal.common.languages import localized
from jitco_portal.common.models import User
from materials.models.editions import Scan
from organizations.models import Organization
from organizations.models.members import ActedForQuerySet, may_be_seen
from organizations.models.merges import refuse_other_organization

LONGEST_MESSAGE = 5000


class Topic(models.TextChoices):
    PROGRAMME = "programme", _("rules of the programme")
    ESD = "esd", _("the change to Employment for Skill Development")
    APPROVAL = "approval", _("approval and lists of sending organizations")
    PROCEDURE = "procedure", _("procedures and papers")
    FEES = "fees", _("fees and contracts")
    PARTNERS = "partners", _("partners and match-ups")
    EVENTS = "events", _("seminars and tours")
    MATERIALS = "materials", _("teaching materials")
    PORTAL = "portal", _("this portal")
    OTHER = "other", pgettext_lazy("topic", "something else")


class EnquiryState(models.TextChoices):
    OPEN = "open", pgettext_lazy("enquiry", "waits for the Affairs Dept.")
    ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
    CLOSED = "closed", pgettext_lazy("enquiry", "closed")


class EnquiryQuerySet(ActedForQuerySet):
    def open(self):
        return self.filter(state=EnquiryState.OPEN)


@pgtrigger.register(
    pgtrigger.FSM(
        name="enquiry_goes_by_the_table",
        field="state",
        transitions=[
            ("open", "answered"),
            ("open", "closed"),
            ("answered", "open"),
            ("answered", "closed"),
            ("closed", "open"),
        ],
    ),
    pgtrigger.ReadOnly(name="enquiry_stays", fields=["created_by", "created_at"]),
    refuse_other_organization(),
    pgtrigger.Protect(name="enquiry_is_kept", operation=pgtrigger.Delete),
)
# What was asked is told to nobody but those of the thread: the history knows the course, not the words.
@pghistory.track(exclude=["subject", "changed_at"])
class Enquiry(models.Model):
    """A question to the Affairs Dept., with all that was written about it."""

    State = EnquiryState

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="enquiries", verbose_name=_("organization that asks")
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enquiries", verbose_name=_("asked by"))
    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries",
        verbose_name=_("country"), help_text=_("The division that is responsible for it answers."),
    )  # fmt: skip
    subject = models.CharField(_("question in one line"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=EnquiryState, default=EnquiryState.OPEN)
    division = models.CharField(_("responsible division"), max_length=10, choices=Country.Division, blank=True)
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_enquiries",
        verbose_name=_("answered by"),
    )  # fmt: skip
    # Whose turn it is, since when, and by when JITCO means to answer; blank while it is not JITCO's turn.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    texts_erased_at = models.DateTimeField(_("texts erased at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(pgettext_lazy("enquiry", "asked at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="enquiry_turn",
                condition=Q(state="open", waiting_since__isnull=False, due_on__isnull=False)
                | (~Q(state="open") & Q(waiting_since=None, due_on=None)),
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="enquiry_due")]

    def __str__(self):
        return str(_("Enquiry %(number)s") % {"number": self.pk})

    def get_absolute_url(self):
        return reverse("materials:enquiry_detail", args=[self.pk])


class EnquiryMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the enquiries one may see; what staff note among themselves only for staff."""
        seen = self.filter(enquiry__in=Enquiry.objects.visible_to(user))
        return seen if may_be_seen(user, "materials.view_enquiry") else seen.exclude(side=EnquiryMessage.Side.NOTE)


@pgtrigger.register(pgtrigger.Protect(name="enquirymessage_stays", operation=pgtrigger.Update | pgtrigger.Delete))
class EnquiryMessage(models.Model):
    """One message of the thread, as it was sent; erased with its time, else never changed."""

    class Side(models.TextChoices):
        ORGANIZATION = "organization", _("the organization")
        JITCO = "jitco", _("JITCO, Affairs Dept.")
        NOTE = "note", _("note for staff only")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="messages", verbose_name=_("enquiry"))
    side = models.CharField(pgettext_lazy("of a message", "from"), max_length=12, choices=Side)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="enquiry_messages",
        verbose_name=pgettext_lazy("of a message", "by"),
    )
    text = models.TextField(_("text"), max_length=LONGEST_MESSAGE)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = EnquiryMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of an enquiry")
        verbose_name_plural = _("messages of enquiries")
        ordering = ["enquiry", "pk"]

    def __str__(self):
        return f"{self.enquiry_id} {self.side}"


class EnquiryFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(message__in=EnquiryMessage.objects.visible_to(user))


def enquiry_file_path(instance, filename: str) -> str:
    return f"enquiries/{instance.key}"


class EnquiryFile(models.Model):
    """A file of a message, as it was sent."""

    message = models.ForeignKey(
        EnquiryMessage, on_delete=models.PROTECT, related_name="files", verbose_name=pgettext_lazy("enquiry", "message")
    )
    file = models.FileField(_("file"), upload_to=enquiry_file_path, max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name of the file"), max_length=200)
    type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveIntegerField(_("bytes of the file"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    objects = EnquiryFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an enquiry")
        verbose_name_plural = _("files of enquiries")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class QuestionAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published; drafts and what was taken back for staff who may view them."""
        if may_be_seen(user, "materials.view_questionanswer"):
            return self
        return self.published()

    def published(self):
        return self.filter(state=QuestionAnswer.State.PUBLISHED)


@pghistory.track(exclude=["changed_at"])
class QuestionAnswer(models.Model):
    """A question that others have too, with its answer, in words that lead to nobody. For all, in both languages."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("question and answer", "draft")
        PUBLISHED = "published", pgettext_lazy("question and answer", "published")
        WITHDRAWN = "withdrawn", pgettext_lazy("question and answer", "taken back")

    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="question_answers",
        verbose_name=_("country"), help_text=_("Only where the answer holds for this country alone."),
    )  # fmt: skip
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="question_answers",
        verbose_name=_("programme"),
    )  # fmt: skip
    question_en = models.CharField(_("question (English)"), max_length=300)
    question_ja = models.CharField(_("question (Japanese)"), max_length=300)
    answer_en = models.TextField(_("answer (English)"), help_text=_("Markdown."))
    answer_ja = models.TextField(_("answer (Japanese)"), help_text=_("Markdown."))
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_ja = models.CharField(_("source (Japanese)"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    # Where it comes from; no page outside of the desk says so.
    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="question_answers",
        verbose_name=_("enquiry"),
    )  # fmt: skip
    # The day on which somebody last made sure that it still holds.
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    is_sample = models.BooleanField(_("sample (fictional)"), default=False)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = QuestionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["topic", "-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="questionanswer_published_is_checked",
                condition=~Q(state="published") | Q(published_at__isnull=False, checked_on__isnull=False),
                violation_error_message=_("Enter the day on which it was checked."),
            )
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("materials:question_detail", args=[self.pk])

    @property
    def question(self):
        return localized(self, "question")

    @property
    def answer(self):
        return localized(self, "answer")

    @property
    def source_title(self):
        return (get_language() == "ja" and self.source_ja) or self.source
