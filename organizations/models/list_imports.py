"""Lists of governments on their way in: the file, what it was found to say, who decided what, and what was written.

A list is read and compared in the background, corrected and decided by staff, approved by a second person, and only
then written, in one transaction. What it wrote stands in ``ListChange``, so that the whole can be taken back.
"""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Counterpart, Country, Programme
from jitco_portal.common.models import User
from organizations.models.organizations import Organization


class ListKind(models.TextChoices):
    """What a list tells; only a list of approvals changes approvals."""

    APPROVALS = "approvals", _("approvals for Japan")
    LICENCES = "licences", _("licences at home")
    MEASURES = "measures", _("measures and removals")
    PERMITS = "permits", _("permits of supervising organizations")


class ListField(models.TextChoices):
    """What a column of a list may hold."""

    NAME = "name", _("name in the local script")
    NAME_EN = "name_en", _("name in English")
    NUMBER = "number", pgettext_lazy("of a licence or permit", "number")
    DATE = "date", _("date (from)")
    UNTIL = "until", _("until")
    ADDRESS = "address", _("address")
    PHONES = "phones", _("telephone")
    WEBSITE = "website", _("web site")
    KIND = "kind", _("kind of permit or measure, or state")
    REASON = "reason", _("reason or remark")


class ListImportQuerySet(models.QuerySet):
    def open(self):
        """Neither written nor given up."""
        return self.exclude(state__in=[*ListImport.ENDED, ListImport.State.APPLIED])

    def waiting_for(self, user):
        """What this person may approve: submitted by others."""
        return self.filter(state=ListImport.State.SUBMITTED).exclude(uploaded_by=user)


@pghistory.track(exclude=["questions", "counts", "message"])
class ListImport(models.Model):
    """One file of one issuer, with what a person states about it."""

    class State(models.TextChoices):
        READING = "reading", _("being read and compared")
        ASKS = "asks", _("waits for answers")
        COMPARED = "compared", _("compared, waits for decisions")
        SUBMITTED = "submitted", _("waits for a second person")
        APPLYING = "applying", _("being published")
        APPLIED = "applied", _("published")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")
        REFUSED = "refused", _("cannot be read")
        WITHDRAWN = "withdrawn", _("withdrawn")

    ENDED = (State.UNDONE, State.REFUSED, State.WITHDRAWN)
    AT_WORK = (State.READING, State.APPLYING, State.UNDOING)

    kind = models.CharField(_("kind of list"), max_length=12, choices=ListKind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="list_imports",
        verbose_name=_("country"),
        help_text=_("The sending country; blank for permits of supervising organizations."),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="list_imports",
        verbose_name=_("programme"),
        help_text=_("Blank where the list is of no programme (licences at home) or of all (measures)."),
    )
    issuer = models.ForeignKey(
        Counterpart,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="list_imports",
        verbose_name=_("government office"),
        help_text=_("The office that says what the list says; blank where it is an office of Japan."),
    )
    issuer_name = models.CharField(
        _("office of Japan"), max_length=300, blank=True, help_text=_("For instance OTIT; blank for the others.")
    )
    published_on = models.DateField(_("published on"))
    is_complete = models.BooleanField(
        _("complete"),
        default=False,
        help_text=_("Whether the list names all of its kind: only then is gone what it does not name."),
    )
    source = models.CharField(_("title of the list"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    file = models.CharField(_("file"), max_length=300, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes of the file"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    # What staff answered about the file: {"sheet", "header", "columns": {"2": "name"}, "date_order", "hidden", …}.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    # Counts each comparison: who decides or approves says which one was read.
    version = models.PositiveIntegerField(_("comparison"), default=0)
    # Questions as codes with their values, so that each reader has them in their own language.
    questions = models.JSONField(_("questions"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    message = models.JSONField(_("message"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    # An operator with a shell stands for both; then nobody uploaded or approved by name.
    by_operator = models.BooleanField(_("by an operator"), default=False)
    applied_at = models.DateTimeField(_("published at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    remark = models.CharField(
        _("remark"), max_length=2000, blank=True, help_text=_("For instance why it was sent back or taken back.")
    )

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="listimport_two_people",
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("uploaded_by")) & ~Q(approved_by=F("submitted_by")) & Q(uploaded_by__isnull=False),
                violation_error_message=_("Another person than the one who uploaded the list approves it."),
            ),
            models.CheckConstraint(
                name="listimport_is_approved",
                condition=~Q(state__in=["applying", "applied", "undoing", "undone"])
                | Q(approved_by__isnull=False)
                | Q(by_operator=True),
            ),
            models.CheckConstraint(
                name="listimport_country_fits_kind",
                condition=Q(kind="permits", country=None, issuer=None)
                | (~Q(kind="permits") & Q(country__isnull=False)),
                violation_error_message=_("Permits are of Japan; every other list is of a sending country."),
            ),
            models.CheckConstraint(
                name="listimport_has_issuer",
                condition=Q(issuer__isnull=False, issuer_name="") | (Q(issuer=None) & ~Q(issuer_name="")),
                violation_error_message=_("Say which office publishes the list: one of the country, or one of Japan."),
            ),
            models.CheckConstraint(
                name="listimport_programme_fits_kind",
                condition=~Q(kind__in=["approvals", "permits"]) | Q(programme__isnull=False),
                violation_error_message=_("Approvals and permits are given for a programme: say for which."),
            ),
            models.CheckConstraint(
                name="listimport_approvals_by_the_country",
                condition=~Q(kind__in=["approvals", "licences"]) | Q(issuer__isnull=False),
                violation_error_message=_("Approvals and licences come from an office of the sending country."),
            ),
        ]

    def __str__(self):
        return f"{self.source} ({self.published_on})"

    @property
    def office(self):
        return str(self.issuer) if self.issuer_id else self.issuer_name


class ListRow(models.Model):
    """A row as the file says it, what it was found to mean, and what a person decided; gone ones have no line.

    No history: rows are written anew by each comparison, and what comes of them is in the history of what they change.
    """

    class Result(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        DOUBTFUL = "doubtful", _("doubtful")
        REFUSED = "refused", _("cannot be read")
        DUPLICATE = "duplicate", _("named twice")
        GONE = "gone", _("no longer named")

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        ACCEPT = "accept", pgettext_lazy("row of a list", "accept")
        SKIP = "skip", _("leave out")

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import"))
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    # As read: {"name", "name_en", "number", "date", "until", "address", "phones", "website", "kind", "reason"}.
    said = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    # [{"field", "old", "new"}]
    changes = models.JSONField(default=list)
    # [{"organization": pk, "score": 0–100, "reasons": [code]}], the likeliest first.
    candidates = models.JSONField(default=list)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    # Whether a person said which organization it is (or, with none, that it is a new one).
    is_by_hand = models.BooleanField(_("matched by hand"), default=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of lists")
        ordering = ["list_import", F("line").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list_import", "line"], name="listrow_once"),
            models.CheckConstraint(
                name="listrow_gone_has_no_line",
                condition=Q(result="gone", line=None, organization__isnull=False)
                | (~Q(result="gone") & Q(line__isnull=False)),
            ),
            models.CheckConstraint(
                name="listrow_nothing_to_accept",
                condition=~Q(result__in=["refused", "duplicate"], decision="accept"),
            ),
        ]
        indexes = [models.Index(fields=["list_import", "result"], name="listrow_by_result")]

    def __str__(self):
        return f"{self.line or ''} {self.said.get('name') or self.said.get('name_en') or ''}".strip()


class ListWork(models.Model):
    """How far the work on an import is; written on a connection of its own, so that it is seen while it goes on."""

    list_import = models.OneToOneField(
        ListImport, on_delete=models.CASCADE, primary_key=True, related_name="work", verbose_name=_("import")
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.done} / {self.total}"


class ListChange(models.Model):
    """One row of the portal that an import wrote: before and after, in the order of writing, for taking it back."""

    class Action(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")

    list_import = models.ForeignKey(
        ListImport, on_delete=models.CASCADE, related_name="changes", verbose_name=_("import")
    )
    model = models.CharField(max_length=100)
    object_pk = models.BigIntegerField()
    action = models.CharField(max_length=10, choices=Action)
    # Only the fields that were written, as texts or plain JSON values.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    # Where a later edit kept it from being taken back: which fields, as they stood.
    kept = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change by a list")
        verbose_name_plural = _("changes by lists")
        default_permissions = ("view",)
        ordering = ["list_import", "pk"]

    def __str__(self):
        return f"{self.model} {self.object_pk}"


@pghistory.track()
class ListHeading(models.Model):
    """What a heading of a column means, in whichever language; staff add what a new list brings."""

    text = models.CharField(_("heading"), max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    field = models.CharField(_("means"), max_length=10, choices=ListField)
    language = models.CharField(_("language"), max_length=3, blank=True, help_text=_("ISO 639 code, for instance vi."))

    class Meta:
        verbose_name = _("heading of lists")
        verbose_name_plural = _("headings of lists")
        ordering = ["field", "language", "text"]

    def __str__(self):
        return self.text


@pghistory.track()
class ListMapping(models.Model):
    """How the lists of one office are read: remembered from the last import that was submitted."""

    kind = models.CharField(_("kind of list"), max_length=12, choices=ListKind)
    issuer = models.ForeignKey(
        Counterpart,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="list_mappings",
        verbose_name=_("government office"),
    )
    issuer_name = models.CharField(_("office of Japan"), max_length=300, blank=True)
    # {folded heading: field or ""}, and answers that hold for the next file of the office too.
    headings = models.JSONField(_("headings"), default=dict)
    answers = models.JSONField(_("answers"), default=dict)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("reading of an office's lists")
        verbose_name_plural = _("readings of offices' lists")
        ordering = ["kind", "issuer", "issuer_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "issuer", "issuer_name"], name="listmapping_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.issuer or self.issuer_name}"
