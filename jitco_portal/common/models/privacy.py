"""What people are told about their data, word for word and version by version, and what they agreed to."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.languages import localized
from jitco_portal.common.models.people import User


# What somebody agreed to must still be readable: a new wording is a new version.
@pgtrigger.register(
    pgtrigger.Protect(name="legal_text_stays", operation=pgtrigger.Delete),
    pgtrigger.ReadOnly(name="legal_text_never_changes", fields=["kind", "version", "text_en", "text_ja"]),
)
@pghistory.track()
class LegalText(models.Model):
    """One version of a notice."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("privacy notice")
        DISCLOSURE_ABROAD = "disclosure_abroad", _("notice on recipients abroad (APPI, Article 28)")
        INTRODUCTION = "introduction", _("notice on contacts in an introduction")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    version = models.PositiveSmallIntegerField(_("version"))
    in_force_from = models.DateField(_("in force from"))
    is_draft = models.BooleanField(
        _("draft for JITCO's counsel"), default=True, help_text=_("Shown with this mark until counsel has approved it.")
    )
    text_en = models.TextField(_("text (English)"))
    text_ja = models.TextField(_("text (Japanese)"))

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="legaltext_version_once")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.version}"

    @property
    def text(self):
        return localized(self, "text")


@pghistory.track()
class Consent(models.Model):
    """What a person agreed to, in the words that were shown."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents", verbose_name=_("person"))
    legal_text = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, related_name="consents", verbose_name=_("legal text")
    )
    # A country code for a disclosure abroad; blank where the text alone says it all.
    about = models.CharField(pgettext_lazy("consent", "about"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    shown_text = models.TextField(_("text as shown"))
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "legal_text", "about"],
                condition=models.Q(withdrawn_at=None),
                name="consent_once",
                violation_error_message=_("This was agreed to already."),
            )
        ]

    def __str__(self):
        return f"{self.legal_text} {self.about}".strip()
