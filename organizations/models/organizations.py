"""An organization: who it is, under an id that never changes."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.folding import fold
from jitco_portal.common.guards import refuse
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import partial_date_check
from jitco_portal.common.sources import Sourced
from organizations.models.operations import Operation
from organizations.models.verdicts import verdict_of


@pgtrigger.register(
    pgtrigger.Protect(name="series_stays", operation=pgtrigger.Delete),
    refuse(
        "series_never_falls",
        operation=pgtrigger.Update,
        when="NEW.last_number < OLD.last_number OR NEW.prefix <> OLD.prefix",
        message="a public id is never given twice",
    ),
)
class PublicIdSeries(models.Model):
    """The last number given per country, kept apart so that a deleted organization's id is never used again."""

    prefix = models.CharField(max_length=2, unique=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of public ids")
        verbose_name_plural = _("series of public ids")

    def __str__(self):
        return f"{self.prefix}-{self.last_number:04d}"

    @classmethod
    def next_id(cls, country: Country) -> str:
        """The next id of the country (``vn-0042``)."""
        return cls.next_ids(country, 1)[0]

    @classmethod
    @transaction.atomic
    def next_ids(cls, country: Country, count: int) -> list[str]:
        """So many ids of the country; the row lock makes two writers wait for each other."""
        prefix = country.code.lower()
        cls.objects.get_or_create(prefix=prefix)
        series = cls.objects.select_for_update().get(prefix=prefix)
        ids = []
        for _number in range(count):
            series.last_number += 1
            ids.append(str(series))
        series.save(update_fields=["last_number"])
        return ids


class Visibility(models.TextChoices):
    """Who sees a part of a profile."""

    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("people who are logged in for an organization")
    OWN = "own", _("its own members")
    STAFF = "staff", _("the Affairs Dept. only")


class OrganizationQuerySet(models.QuerySet):
    def sending(self):
        return self.filter(kind=Organization.Kind.SENDING)

    def supervising(self):
        return self.filter(kind=Organization.Kind.SUPERVISING)

    def visible_to(self, user):
        """Everyone sees published organizations that were not merged into another; staff see all."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(is_published=True, merged_into=None)

    def in_name_order(self, language: str):
        """Japanese lists follow the reading, others the English name; the folded name settles the rest."""
        return self.order_by("sort_ja" if language == "ja" else "sort_en", "pk")


# A public id is printed on paper and stands in other people's files; an organization leaves the site by being
# unpublished or merged. Its kind decides which details and relations it may have.
@pgtrigger.register(
    pgtrigger.ReadOnly(name="public_id_never_changes", fields=["public_id", "kind"]),
    pgtrigger.Protect(name="public_id_is_never_free_again", operation=pgtrigger.Delete),
    refuse(
        "merged_into_one_that_stands",
        when="NEW.merged_into_id IS NOT NULL AND ("
        "NOT EXISTS (SELECT 1 FROM organizations_organization into_one WHERE into_one.id = NEW.merged_into_id"
        " AND into_one.kind = NEW.kind AND into_one.merged_into_id IS NULL)"
        " OR EXISTS (SELECT 1 FROM organizations_organization other WHERE other.merged_into_id = NEW.id))",
        message="an organization is merged into one of its kind that was not merged itself",
    ),
)
@pghistory.track(exclude=["sort_en", "sort_ja"])
class Organization(Sourced):
    """A sending or supervising organization: names, addresses, and where we know it from."""

    class Kind(models.TextChoices):
        SENDING = "sending", _("sending organization")
        SUPERVISING = "supervising", _("supervising organization")

    public_id = models.CharField(_("public id"), max_length=12, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("country"),
        help_text=_("The sending country; blank for a supervising organization, which is in Japan."),
    )
    name_local = models.CharField(_("name in the local script"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=300, blank=True)
    name_kana = models.CharField(_("reading in kana"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    address_ja = models.CharField(_("address in Japanese"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    website = models.URLField(_("web site"), max_length=1000, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, validators=[RegexValidator(r"^[a-z]{2,3}$")]),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
        help_text=_("Of its staff or advisers; ISO 639 codes with commas between: vi,ja,en."),
    )
    operations = models.ManyToManyField(
        Operation, related_name="organizations", verbose_name=_("operations"), blank=True
    )
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=50, blank=True)
    contact_visibility = models.CharField(
        _("who sees the contact"), max_length=10, choices=Visibility, default=Visibility.MEMBERS
    )
    contact_member = models.ForeignKey(
        "Membership",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member who is the contact"),
        help_text=_("When this person leaves, the contact is blanked."),
    )
    publishes_at_once = models.BooleanField(
        _("publish at once, review after"),
        default=False,
        help_text=_("What its editors change is published first and reviewed by staff after."),
    )
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)
    is_sample = models.BooleanField(_("sample (fictional)"), default=False)
    is_published = models.BooleanField(_("published"), default=True)
    last_confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the organization confirmed its profile."),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    sort_en = models.CharField(max_length=320, editable=False, default="")
    sort_ja = models.CharField(max_length=320, editable=False, default="")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["public_id"]
        constraints = [
            models.CheckConstraint(
                name="organization_country_fits_kind",
                condition=Q(kind="sending", country__isnull=False) | Q(kind="supervising", country=None),
                violation_error_message=_("A sending organization has a country; a supervising organization has none."),
            ),
            models.CheckConstraint(
                name="organization_has_name",
                condition=~Q(name_local="", name_en="", name_ja=""),
                violation_error_message=_("Give at least one name."),
            ),
            models.CheckConstraint(
                name="organization_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                violation_error_message=_("An organization cannot be merged into itself."),
            ),
            models.CheckConstraint(name="organization_public_id", condition=Q(public_id__regex=r"^[a-z]{2}-\d{4,}$")),
            partial_date_check("organization", "source_on"),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_en", "id"], name="organization_by_name"),
            models.Index(fields=["kind", "sort_ja", "id"], name="organization_by_reading"),
            models.Index(fields=["country", "kind"], name="organization_by_country"),
        ]

    def __str__(self):
        return f"{self.public_id} {self.name}"

    def save(self, *args, **kwargs):
        """Give the id on the first save and keep the keys of the order beside the names.

        Both are values of the row itself, so they belong where every writer passes; `PublicIdSeries` holds
        the lock.
        """
        if not self.public_id:
            self.public_id = (
                PublicIdSeries.next_id(self.country) if self.country else PublicIdSeries.next_id(Country(code="JP"))
            )
        self.set_sort_keys()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_en", "sort_ja"}
        super().save(*args, **kwargs)

    def clean(self):
        """The database refuses the same by a trigger; here the reader gets a sentence."""
        into = self.merged_into
        if into and (into.kind != self.kind or into.merged_into_id or self.merged.exists()):
            message = _("Choose an organization of the same kind that was not merged itself.")
            raise ValidationError({"merged_into": message})

    def set_sort_keys(self):
        self.sort_en = fold(self.name_en or self.name_local or self.name_ja)[:320]
        self.sort_ja = fold(self.name_kana or self.name_ja or self.name_en or self.name_local)[:320]

    @property
    def name(self):
        """The name in the reader's script; the original where there is none."""
        names = [self.name_en, self.name_local, self.name_ja]
        if get_language() == "ja":
            names = [self.name_ja, self.name_en, self.name_local]
        return next((name for name in names if name), "")

    @property
    def other_names(self):
        """The names beside the one shown first, each once."""
        names = [self.name_local, self.name_en, self.name_ja, self.short_name]
        return list(dict.fromkeys(name for name in names if name and name != self.name))

    @property
    def note(self):
        return localized(self, "note")

    @property
    def standing(self):
        """The verdict of a row read ``with_standing``."""
        return verdict_of(self.standing_reason)

    @property
    def is_sending(self):
        return self.kind == self.Kind.SENDING

    def get_absolute_url(self):
        page = "organizations:sending_detail" if self.is_sending else "organizations:supervising_detail"
        return reverse(page, args=[self.public_id])


class OrganizationOperation(Organization.operations.through):
    """A name for the table that Django makes: without it no migration would carry the triggers of its history."""

    class Meta:
        proxy = True
        default_permissions = ()


class OrganizationOperationEvent(pghistory.create_event_model(OrganizationOperation, obj_field=None)):
    """History of which operations an organization works in."""
