"""Teaching materials: what there is, for whom, and who may see it."""

import hashlib
import secrets

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.languages import localized
from jitco_portal.common.models import User
from organizations.languages import OFFERED
from organizations.models import Membership, Operation, Organization
from organizations.models.members import may_be_seen

SHARE_KEY_BYTES = 24


def check_language(code: str) -> None:
    if code not in OFFERED:
        raise ValidationError(_("Choose a language of the list."), code="language")


class Access(models.TextChoices):
    """Who may see a material, its editions, its files and all that is made of them."""

    EVERYBODY = "everybody", _("everybody")
    MEMBERS = "members", _("members of organizations")
    SENDING = "sending", _("members of sending organizations")
    PARTICIPANTS = "participants", _("participants of an event, by a link")


def may_see_material(user, keys=(), *, prefix: str = "") -> Q:
    """**The** rule of who may see what: every page, search, file, preview and archive asks it, and nothing else.

    ``keys`` are the numbers of the share keys whose link the reader has opened (``ShareKey.numbers_of``); ``prefix``
    leads from the asked model to the material (``"edition__material__"``). Staff are asked for before.
    """
    allowed = Q(**{f"{prefix}access": Access.EVERYBODY})
    if user.is_authenticated:
        own = Membership.objects.filter(user=user, organization__merged_into=None).current()
        # Asked as a subquery: it costs no query of its own.
        any_kind = own.values("user")
        sending = own.filter(organization__kind=Organization.Kind.SENDING).values("user")
        allowed |= Q(**{f"{prefix}access": Access.MEMBERS}) & Exists(any_kind)
        allowed |= Q(**{f"{prefix}access": Access.SENDING}) & Exists(sending)
    if keys:
        shared = ShareKey.materials.through.objects.filter(sharekey__in=list(keys)).values("material")
        allowed |= Q(**{f"{prefix}pk__in" if prefix else "pk__in": shared})
    return allowed


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user, keys=()):
        """What is listed and whose access holds for the reader; all for staff who may view materials."""
        if may_be_seen(user, "materials.view_material"):
            return self
        return self.filter(may_see_material(user, keys), is_listed=True)


@pghistory.track(exclude=["changed_at"])
class Material(models.Model):
    """A title: pamphlet, textbook, newsletter …; its texts are its editions, one after another in each language.

    What is known from a source only, without a file, may be listed too: it says so, and where it is written.
    """

    class Kind(models.TextChoices):
        PAMPHLET = "pamphlet", _("pamphlet")
        PERIODICAL = "periodical", _("newsletter")
        TEXTBOOK = "textbook", _("textbook")
        TEACHING_GUIDE = "teaching_guide", _("teaching guide")
        GLOSSARY = "glossary", _("glossary")
        HANDBOOK = "handbook", _("handbook")
        MANUAL = "manual", _("manual")
        LIFE_GUIDE = "life_guide", _("guide for trainees")
        MODEL_PLANS = "model_plans", _("model training plans")
        FORMS = "forms", _("forms and examples")
        WEB_SITE = "web_site", _("web site of teaching materials")
        COURSE = "course", _("course")
        CONTEST = "contest", _("contest for trainees")

    class Audience(models.TextChoices):
        SENDING = "sending", _("sending organizations")
        SUPERVISING = "supervising", _("supervising organizations")
        IMPLEMENTING = "implementing", _("implementing organizations")
        TEACHERS = "teachers", pgettext_lazy("for whom", "teachers of Japanese")
        TRAINEES = "trainees", _("trainees")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    title_en = models.CharField(pgettext_lazy("of a material", "title (English)"), max_length=200)
    title_ja = models.CharField(pgettext_lazy("of a material", "title (Japanese)"), max_length=200)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    summary_ja = models.TextField(_("summary (Japanese)"), blank=True)
    audiences = ArrayField(
        models.CharField(max_length=12, choices=Audience.choices), default=list, blank=True, verbose_name=_("for whom")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="materials",
        verbose_name=_("programme"), help_text=_("Blank where it holds for every programme."),
    )  # fmt: skip
    operations = models.ManyToManyField(Operation, blank=True, related_name="materials", verbose_name=_("operations"))
    access = models.CharField(_("who may see it"), max_length=12, choices=Access, default=Access.EVERYBODY)
    is_listed = models.BooleanField(
        _("on the list"), default=False, help_text=_("Nobody but staff sees a material that is not on the list.")
    )
    # Editions of other languages are translations of this one, unless they say otherwise.
    original_language = models.CharField(
        _("language of the original"), max_length=3, default="ja", validators=[check_language]
    )
    wanted_languages = ArrayField(
        models.CharField(max_length=3, validators=[check_language]), default=list, blank=True,
        verbose_name=_("languages in which it should be there"),
        help_text=_("Those without an edition are marked as missing."),
    )  # fmt: skip
    # Where a title is known from that has no file here, and what the source says of its form.
    form_en = models.CharField(_("form (English)"), max_length=200, blank=True)
    form_ja = models.CharField(_("form (Japanese)"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_ja = models.CharField(_("source (Japanese)"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample (fictional)"), default=False)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["title_en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="material_source_is_whole",
                condition=Q(source="", source_url="") | (~Q(source="") & Q(checked_on__isnull=False)),
                violation_error_message=_("Give the source with the day of the check."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("materials:material_detail", args=[self.pk])

    @property
    def title(self):
        return localized(self, "title")

    @property
    def summary(self):
        return localized(self, "summary")

    @property
    def form(self):
        return localized(self, "form")

    @property
    def source_title(self):
        return (get_language() == "ja" and self.source_ja) or self.source


class MaterialOperation(Material.operations.through):
    """A name for the table that Django makes, so that a migration carries the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class MaterialOperationEvent(pghistory.create_event_model(MaterialOperation, obj_field=None)):
    """History of the operations of a material."""


class ShareKeyQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None, opens_until__gt=timezone.now())


@pgtrigger.register(pgtrigger.Protect(name="sharekey_is_kept", operation=pgtrigger.Delete))
@pghistory.track(exclude=["token_hash"])
class ShareKey(models.Model):
    """A link that shows chosen materials to whoever has it, such as the participants of an event, for some time."""

    title = models.CharField(
        _("for whom"), max_length=200, help_text=_("The event, say. Readers of the link see this text.")
    )
    materials = models.ManyToManyField(Material, related_name="share_keys", verbose_name=_("materials"))
    # The token stands in the link only.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opens_until = models.DateTimeField(_("open until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"), editable=False
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = ShareKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for participants")
        verbose_name_plural = _("links for participants")
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(SHARE_KEY_BYTES)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()


class ShareKeyMaterial(ShareKey.materials.through):
    """As above, for the materials of a link."""

    class Meta:
        proxy = True
        default_permissions = ()


class ShareKeyMaterialEvent(pghistory.create_event_model(ShareKeyMaterial, obj_field=None)):
    """History of the materials of a link."""
