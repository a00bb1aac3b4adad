"""Editions in a language, their files, and the copies in print. What is published once never changes."""

from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.guards import refuse
from jitco_portal.common.languages import in_parentheses, listed, localized
from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDateField, partial_date_check
from materials.models.materials import Material, check_language, may_see_material
from organizations.languages import language_name
from organizations.models.members import may_be_seen

MOST_COPIES = 100_000


class EditionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("edition", "draft")
    PUBLISHED = "published", pgettext_lazy("edition", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("edition", "withdrawn")


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user, keys=()):
        """What was published of the materials that the reader may see, withdrawn ones too (with their notice)."""
        if may_be_seen(user, "materials.view_edition"):
            return self
        return self.filter(may_see_material(user, keys, prefix="material__"), material__is_listed=True).exclude(
            state=EditionState.DRAFT
        )

    def shown(self):
        """Published once, and perhaps withdrawn since."""
        return self.exclude(state=EditionState.DRAFT)

    def with_newer(self):
        """Annotate ``has_newer``: a later edition of the same material and language was published."""
        later = Edition.objects.filter(
            Q(published_at__gt=OuterRef("published_at"))
            | Q(published_at=OuterRef("published_at"), pk__gt=OuterRef("pk")),
            material=OuterRef("material"),
            language=OuterRef("language"),
        )
        return self.annotate(has_newer=Exists(later.shown()))

    def with_stale_source(self):
        """Annotate ``is_older_than_source``: what it was translated from has a later edition by now."""
        later = Edition.objects.filter(
            Q(published_at__gt=OuterRef("translation_of__published_at")),
            material=OuterRef("material"),
            language=OuterRef("translation_of__language"),
        )
        return self.annotate(is_older_than_source=Exists(later.shown()))

    def heads(self):
        """The latest published edition of each material and language; where it was withdrawn, there is no other."""
        return self.shown().with_newer().filter(has_newer=False)


def _any_changes(*columns: str) -> pgtrigger.Q:
    """As ``pgtrigger.AnyChange``, which cannot be joined with a Q."""
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in columns))


_FIXED = (
    *("material", "language", "version", "dated", "notes_en", "notes_ja", "supersedes", "translation_of"),
    *("published_at", "published_by"),
)


@pgtrigger.register(
    pgtrigger.FSM(
        name="edition_goes_one_way",
        field="state",
        transitions=[("draft", "published"), ("published", "withdrawn")],
    ),
    pgtrigger.Protect(
        name="published_edition_stays",
        operation=pgtrigger.Update,
        condition=~pgtrigger.Q(old__state="draft") & _any_changes(*_FIXED),
    ),
    pgtrigger.Protect(
        name="published_edition_is_kept", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="draft")
    ),
    refuse(
        "edition_relations_fit",
        when="(NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM materials_edition one"
        " WHERE one.id = NEW.supersedes_id AND one.id <> NEW.id AND one.material_id = NEW.material_id"
        " AND one.language = NEW.language AND one.state <> 'draft'))"
        " OR (NEW.translation_of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM materials_edition one"
        " WHERE one.id = NEW.translation_of_id AND one.material_id = NEW.material_id"
        " AND one.language <> NEW.language))",
        message="an edition follows one of its material and language, and translates one of another language",
    ),
)
@pghistory.track(exclude=["changed_at"])
class Edition(models.Model):
    """One state of a text in one language. A mistake is mended by the next edition; a wrong one is withdrawn."""

    State = EditionState

    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, related_name="editions", verbose_name=_("material")
    )
    language = models.CharField(_("language"), max_length=3, validators=[check_language])
    version = models.CharField(
        pgettext_lazy("of an edition", "edition"), max_length=40,
        help_text=_("As it is printed on it: 3, 2026-11, revised 9th …"),
    )  # fmt: skip
    dated = PartialDateField(_("date of the edition"), help_text=_("As exact as it is known."))
    notes_en = models.TextField(_("what is new (English)"), blank=True)
    notes_ja = models.TextField(_("what is new (Japanese)"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    # Set when it is published: the one that was the latest until then.
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by",
        verbose_name=_("follows"), editable=False,
    )  # fmt: skip
    translation_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations",
        verbose_name=_("translated from"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("published by"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_because_en = models.TextField(_("why it was withdrawn (English)"), blank=True)
    withdrawn_because_ja = models.TextField(_("why it was withdrawn (Japanese)"), blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="takes_the_place_of",
        verbose_name=_("to be used instead"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["material", "language", F("published_at").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language", "version"],
                name="edition_once",
                violation_error_message=_("This edition of the language is there already."),
            ),
            models.CheckConstraint(
                name="edition_published_at", condition=Q(state="draft", published_at=None)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="edition_withdrawn_with_reason",
                condition=(~Q(state="withdrawn") & Q(withdrawn_at=None))
                | (
                    Q(state="withdrawn", withdrawn_at__isnull=False)
                    & ~Q(withdrawn_because_en="")
                    & ~Q(withdrawn_because_ja="")
                ),
                violation_error_message=_("Say why it is withdrawn, in both languages."),
            ),
            models.CheckConstraint(
                name="edition_not_its_own",
                condition=(Q(successor=None) | ~Q(successor=F("id"))),
                violation_error_message=_("An edition cannot take its own place."),
            ),
            partial_date_check("edition", "dated"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["material", "language", "published_at"], name="edition_latest")]

    def __str__(self):
        return self.material.title + in_parentheses(listed([self.language_name, self.words]))

    def get_absolute_url(self):
        return reverse("materials:edition_detail", args=[self.pk])

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def words(self) -> str:
        """``edition 3``, ``第3版``: what to call it behind its language."""
        if self.version.isdecimal():
            return pgettext("with a number", "edition %(version)s") % {"version": self.version}
        return gettext("edition %(version)s") % {"version": self.version}

    @property
    def notes(self):
        return localized(self, "notes")

    @property
    def withdrawn_because(self):
        return localized(self, "withdrawn_because")

    @property
    def is_withdrawn(self) -> bool:
        return self.state == EditionState.WITHDRAWN


class EditionFileQuerySet(models.QuerySet):
    def visible_to(self, user, keys=()):
        """Files of published editions that the reader may see. What was withdrawn is handed out no more."""
        if may_be_seen(user, "materials.view_edition"):
            return self
        return self.filter(
            may_see_material(user, keys, prefix="edition__material__"),
            edition__material__is_listed=True,
            edition__state=EditionState.PUBLISHED,
        )


def edition_file_path(instance, filename: str) -> str:
    """A name that says nothing of what it is."""
    return f"materials/{instance.key}"


class Scan(models.TextChoices):
    CLEAN = "clean", _("scanned, no virus found")
    NOT_SCANNED = "not_scanned", _("not scanned for viruses")


@pgtrigger.register(
    pgtrigger.Protect(name="editionfile_stays", operation=pgtrigger.Update),
    pgtrigger.Trigger(
        name="editionfile_of_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Delete,
        declare=[("its_state", "text")],
        # Held until the end: else a file might be added beside whoever publishes just now.
        func="""
            SELECT one.state INTO its_state FROM materials_edition one
            WHERE one.id = COALESCE(NEW.edition_id, OLD.edition_id) FOR SHARE;
            IF its_state <> 'draft' THEN
                RAISE EXCEPTION 'the files of a published edition stay' USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    ),
)
@pghistory.track()
class EditionFile(models.Model):
    """One file of an edition, exactly as it was checked in: a row never changes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files", verbose_name=_("edition"))
    # What the file is, where an edition has several: "Part 1", "Audio of unit 3"; blank: the name of the file does.
    title_en = models.CharField(_("part (English)"), max_length=100, blank=True)
    title_ja = models.CharField(_("part (Japanese)"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    file = models.FileField(_("file"), upload_to=edition_file_path, max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name of the file"), max_length=200, editable=False)
    type = models.CharField(_("type of the file"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("bytes of the file"), editable=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, editable=False)
    # CRC-32, which an archive needs before the bytes.
    crc32 = models.PositiveBigIntegerField(editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED, editable=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["edition", "position", "pk"]

    def __str__(self):
        return self.title or self.name

    def get_absolute_url(self):
        return reverse("materials:file_download", args=[self.pk])

    @property
    def title(self):
        return localized(self, "title")


class FileCareQuerySet(models.QuerySet):
    def bad(self):
        return self.exclude(found=FileCare.Found.WHOLE)


class FileCare(models.Model):
    """What is done for a file in the background: its text and pages read, its bytes compared with their checksum."""

    class Found(models.TextChoices):
        WHOLE = "whole", _("as it was checked in")
        DAMAGED = "damaged", _("damaged: the bytes differ")
        MISSING = "missing", _("missing")

    class Preparation(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", pgettext_lazy("of a preview", "done")
        NONE = "none", _("has no pages to show")
        FAILED = "failed", _("could not be read")

    file = models.OneToOneField(
        EditionFile, on_delete=models.CASCADE, primary_key=True, related_name="care", verbose_name=_("file")
    )
    text = models.TextField(_("text of the file"), blank=True)
    preparation = models.CharField(
        _("preview and text"), max_length=10, choices=Preparation, default=Preparation.WAITING
    )
    prepared_at = models.DateTimeField(_("read at"), null=True, blank=True)
    found = models.CharField(_("last check"), max_length=10, choices=Found, default=Found.WHOLE)
    # The bytes were right when they came in: that is the first check.
    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    # Since when it is not as it was checked in.
    bad_since = models.DateTimeField(_("not right since"), null=True, blank=True)

    objects = FileCareQuerySet.as_manager()

    class Meta:
        verbose_name = _("care of a file")
        verbose_name_plural = _("care of files")
        ordering = ["checked_at"]
        constraints = [
            models.CheckConstraint(
                name="filecare_bad_since",
                condition=Q(found="whole", bad_since=None) | (~Q(found="whole") & Q(bad_since__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["checked_at"], name="filecare_turn")]

    def __str__(self):
        return str(self.file)


def preview_path(instance, filename: str) -> str:
    return f"previews/{instance.file.key}/{instance.page}"


class FilePreview(models.Model):
    """The picture of a page, made anew at any time: whoever may read the file may see it."""

    file = models.ForeignKey(EditionFile, on_delete=models.CASCADE, related_name="previews", verbose_name=_("file"))
    page = models.PositiveIntegerField(_("page"))
    image = models.FileField(_("picture"), upload_to=preview_path, max_length=200)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("bytes of the file"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("preview of a page")
        verbose_name_plural = _("previews of pages")
        ordering = ["file", "page"]
        constraints = [models.UniqueConstraint(fields=["file", "page"], name="filepreview_once")]

    def __str__(self):
        return f"{self.file} {self.page}"


class PrintedCopyQuerySet(models.QuerySet):
    def visible_to(self, user, keys=()):
        """Copies of published editions that the reader may see."""
        if may_be_seen(user, "materials.view_edition"):
            return self
        return self.filter(
            may_see_material(user, keys, prefix="edition__material__"),
            edition__material__is_listed=True,
            edition__state=EditionState.PUBLISHED,
        )


@pghistory.track()
class PrintedCopy(models.Model):
    """That an edition can be ordered in print: what a copy costs, and how many there are."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="printed", verbose_name=_("edition"))
    price_member = models.PositiveIntegerField(_("price for JITCO supporting members (yen, with tax)"), default=0)
    price_general = models.PositiveIntegerField(_("price for others (yen, with tax)"), default=0)
    grams = models.PositiveIntegerField(_("weight of a copy (g)"), null=True, blank=True)
    stock = models.PositiveIntegerField(_("copies in stock"), default=0)
    most_per_order = models.PositiveIntegerField(
        _("most copies in an order"), default=100, validators=[MinValueValidator(1), MaxValueValidator(MOST_COPIES)]
    )
    is_orderable = models.BooleanField(_("can be ordered"), default=True)

    objects = PrintedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed copies")
        verbose_name_plural = _("printed copies")
        ordering = ["edition"]
        constraints = [
            models.CheckConstraint(
                name="printedcopy_members_pay_no_more",
                condition=Q(price_member__lte=F("price_general")),
                violation_error_message=_("Members pay no more than others."),
            )
        ]

    def __str__(self):
        return str(self.edition)

    @property
    def is_free(self) -> bool:
        return self.price_general == 0
