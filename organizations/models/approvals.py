"""What governments say of a sending organization, and the lists in which they say it.

Approvals and measures hold only what an authority itself states. What others tell (news, partners, own
sites) is a ``Report``: it is shown as such and never yields *may accept*.
"""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from countries.models import Counterpart, Programme
from jitco_portal.common.guards import refuse
from jitco_portal.common.languages import localized
from jitco_portal.common.partial_dates import (
    Earliest,
    Latest,
    PartialDate,
    PartialDateField,
    ordered_dates_check,
    partial_date_check,
)
from jitco_portal.common.periods import CertainPeriod, SameId
from jitco_portal.common.sources import Sourced
from organizations.models.details import SendingOrganization
from organizations.models.merges import refuse_merged_owner

# From the stated first day, else the first sighting, to the stated last day, else the last confirmation.
KNOWN_PERIOD = CertainPeriod(("approved_from", "first_seen_on"), ("approved_until", "confirmed_on"))
NOT_OF_THE_COUNTRY = _("This office belongs to another country than the organization.")


def refuse_other_country(name: str, *, issuer: str = "NEW.issuer_id"):
    """An office speaks for the organizations of its own country only; ``issuer`` is SQL for the office's id."""
    # Only names of tables and columns of ours stand in the text.
    return refuse(
        name,
        when="(SELECT one.country_id FROM organizations_organization one WHERE one.id = NEW.sending_organization_id)"  # noqa: S608
        f" IS DISTINCT FROM (SELECT office.country_id FROM countries_counterpart office WHERE office.id = ({issuer}))",
        message="the office belongs to another country than the organization",
    )


def clean_country(row, issuer: Counterpart, field: str) -> None:
    """The same for a form, with a sentence by the field."""
    if issuer.country_id != row.sending_organization.organization.country_id:
        raise ValidationError({field: NOT_OF_THE_COUNTRY})


def checked_after(model_name: str, day: str, bound: type = Earliest) -> models.CheckConstraint:
    """Nobody has read a list of a day to come: what is confirmed lies not after the day of the check."""
    return models.CheckConstraint(
        name=f"{model_name}_{day}_was_read",
        condition=Q(LessThanOrEqual(bound(day), F("checked_on"))),
        violation_error_message=_("This day lies after the day on which the source was checked."),
    )


@pghistory.track()
class ListEdition(Sourced):
    """One published list of approved organizations; a complete one also says who is *not* on it."""

    issuer = models.ForeignKey(
        Counterpart,
        on_delete=models.PROTECT,
        related_name="list_editions",
        verbose_name=_("government office"),
        help_text=_("The office that approved the organizations, also where OTIT publishes its list."),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="list_editions", verbose_name=_("programme")
    )
    published_on = models.DateField(_("published on"))
    is_complete = models.BooleanField(
        _("complete"), default=False, help_text=_("Whether every approved organization of the office is on it.")
    )
    organizations = models.ManyToManyField(
        SendingOrganization, through="ListEntry", related_name="list_editions", verbose_name=_("organizations named")
    )

    class Meta:
        verbose_name = _("list edition")
        verbose_name_plural = _("list editions")
        ordering = ["issuer", "programme", "-published_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "programme", "published_on"],
                name="listedition_once",
                violation_error_message=_("There is an edition of this day."),
            ),
            checked_after("listedition", "published_on", F),
            partial_date_check("listedition", "source_on"),
        ]

    def __str__(self):
        return f"{self.issuer} {self.programme} {self.published_on}"


@pgtrigger.register(
    refuse_other_country(
        "list_of_its_country",
        issuer="SELECT edition.issuer_id FROM organizations_listedition edition WHERE edition.id = NEW.edition_id",
    )
)
@pghistory.track()
class ListEntry(models.Model):
    """An organization named in a list edition, as it is printed there."""

    edition = models.ForeignKey(
        ListEdition, on_delete=models.CASCADE, related_name="entries", verbose_name=_("list edition")
    )
    sending_organization = models.ForeignKey(
        SendingOrganization,
        on_delete=models.PROTECT,
        related_name="list_entries",
        verbose_name=_("sending organization"),
    )
    number = models.CharField(_("number on the list"), max_length=100, blank=True)
    printed_name = models.CharField(_("name as printed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "sending_organization"],
                name="listentry_once",
                violation_error_message=_("This organization is on the list already."),
            )
        ]

    def __str__(self):
        return self.printed_name or str(self.sending_organization)

    def clean(self):
        clean_country(self, self.edition.issuer, "sending_organization")


class ApprovalQuerySet(models.QuerySet):
    def of_own_country(self):
        """An office speaks for the organizations of its own country; standing never rests on another's word."""
        return self.filter(issuer__country=F("sending_organization__organization__country"))


@pgtrigger.register(refuse_other_country("approved_by_its_country"))
@pgtrigger.register(refuse_merged_owner("sending_organization_id"))
@pghistory.track()
class Approval(Sourced):
    """The sending government approves an organization for a programme.

    A sighting is not a period: the approval is known from ``approved_from`` (where the office states it, else
    ``first_seen_on``) to ``confirmed_on`` plus the tolerance of the issuer's lists.
    """

    sending_organization = models.ForeignKey(
        SendingOrganization, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("sending organization")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("programme")
    )
    issuer = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("approved by")
    )
    number = models.CharField(_("approval number"), max_length=100, blank=True)
    approved_from = PartialDateField(_("approved from"), blank=True, help_text=_("As the office states it."))
    approved_until = PartialDateField(
        _("approved until"), blank=True, help_text=_("Last day; blank where none is stated.")
    )
    first_seen_on = PartialDateField(
        _("first seen on"), blank=True, help_text=_("Day of the first list or letter that names the organization.")
    )
    confirmed_on = PartialDateField(
        _("confirmed on"), help_text=_("Day of the newest list edition or letter that names the organization.")
    )
    scope_en = models.CharField(_("limit of scope (English)"), max_length=300, blank=True)
    scope_ja = models.CharField(_("limit of scope (Japanese)"), max_length=300, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["sending_organization", "programme", "-approved_from", "-first_seen_on"]
        constraints = [
            partial_date_check(
                "approval", "source_on", "approved_from", "approved_until", "first_seen_on", "confirmed_on"
            ),
            ordered_dates_check("approval", "approved_from", "approved_until"),
            ordered_dates_check("approval", "first_seen_on", "confirmed_on"),
            checked_after("approval", "confirmed_on"),
            models.CheckConstraint(
                name="approval_seen_before_its_end",
                condition=~Q(approved_from="")
                | Q(approved_until="")
                | Q(GreaterThanOrEqual(Latest("approved_until"), Earliest("first_seen_on"))),
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                name="approval_has_start",
                condition=~Q(approved_from="", first_seen_on=""),
                violation_error_message=_("Say from when it is approved, or on which day it was first seen."),
            ),
            models.CheckConstraint(name="approval_is_confirmed", condition=~Q(confirmed_on="")),
            ExclusionConstraint(
                name="approval_periods_apart",
                expressions=[
                    (SameId("sending_organization"), RangeOperators.OVERLAPS),
                    (SameId("programme"), RangeOperators.OVERLAPS),
                    (SameId("issuer"), RangeOperators.OVERLAPS),
                    (KNOWN_PERIOD, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another approval by this office covers a part of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.starts_on} – {self.approved_until or ''}"

    def clean(self):
        clean_country(self, self.issuer, "issuer")

    @property
    def starts_on(self) -> PartialDate:
        """Where the office states no first day, the day of the first list that names it."""
        return self.approved_from or self.first_seen_on

    @property
    def scope(self):
        return localized(self, "scope")


@pgtrigger.register(refuse_merged_owner("sending_organization_id"))
@pghistory.track()
class OrganizationMeasure(Sourced):
    """A suspension, revocation or warning of one organization by either government."""

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", _("suspension")
        REVOCATION = "revocation", _("revocation")
        WARNING = "warning", _("warning")

    class Side(models.TextChoices):
        SENDING = "sending", _("the sending government")
        JAPAN = "japan", _("Japan")

    # A warning is shown as a mark; it stops nothing.
    BLOCKING = (Kind.SUSPENSION, Kind.REVOCATION)

    sending_organization = models.ForeignKey(
        SendingOrganization, on_delete=models.PROTECT, related_name="measures", verbose_name=_("sending organization")
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organization_measures",
        verbose_name=_("programme"),
        help_text=_("Blank where the measure covers every programme."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    side = models.CharField(_("taken by"), max_length=10, choices=Side)
    from_on = PartialDateField(_("from"))
    until_on = PartialDateField(
        _("until"), blank=True, help_text=_("Last day of the measure; blank while no end is known.")
    )
    text_en = models.TextField(_("what it says (English)"), blank=True)
    text_ja = models.TextField(_("what it says (Japanese)"), blank=True)

    class Meta:
        verbose_name = _("measure against an organization")
        verbose_name_plural = _("measures against organizations")
        ordering = ["sending_organization", "-from_on"]
        constraints = [
            partial_date_check("organizationmeasure", "source_on", "from_on", "until_on"),
            ordered_dates_check("organizationmeasure", "from_on", "until_on"),
            models.CheckConstraint(name="organizationmeasure_has_start", condition=~Q(from_on="")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.from_on}"

    @property
    def text(self):
        return localized(self, "text")


@pgtrigger.register(refuse_other_country("allowed_by_its_country"))
@pgtrigger.register(refuse_merged_owner("sending_organization_id"))
@pghistory.track()
class Allowance(Sourced):
    """A separate permission for a group of operations, such as care."""

    class OperationGroup(models.TextChoices):
        CARE = "care", _("care")

    sending_organization = models.ForeignKey(
        SendingOrganization, on_delete=models.PROTECT, related_name="allowances", verbose_name=_("sending organization")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="allowances", verbose_name=_("programme")
    )
    operation_group = models.CharField(_("operations"), max_length=20, choices=OperationGroup)
    issuer = models.ForeignKey(
        Counterpart, on_delete=models.PROTECT, related_name="allowances", verbose_name=_("allowed by")
    )
    from_on = PartialDateField(_("from"), blank=True)
    until_on = PartialDateField(_("until"), blank=True)
    confirmed_on = PartialDateField(_("confirmed on"), help_text=_("Day of the newest list or letter that says so."))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        ordering = ["sending_organization", "operation_group", "-from_on"]
        constraints = [
            partial_date_check("allowance", "source_on", "from_on", "until_on", "confirmed_on"),
            ordered_dates_check("allowance", "from_on", "until_on"),
            models.CheckConstraint(name="allowance_is_confirmed", condition=~Q(confirmed_on="")),
            checked_after("allowance", "confirmed_on"),
        ]

    def __str__(self):
        return f"{self.get_operation_group_display()} {self.confirmed_on}"

    def clean(self):
        clean_country(self, self.issuer, "issuer")


@pghistory.track()
class Report(Sourced):
    """What somebody who is not the authority says of an organization; kept apart from what governments say."""

    class Said(models.TextChoices):
        APPROVED = "approved", _("said to be approved")
        LICENSED = "licensed", _("said to be licensed at home")
        OPERATING = "operating", _("said to be operating")
        NAMED = "named", _("named")
        LISTED = "listed", _("listed")
        SELF_DESCRIBED = "self-described", _("described by itself")
        GOVERNMENT = "government", _("a government body")
        SUSPENDED = "suspended", _("said to be suspended")
        REMOVED = "removed", _("said to be removed from the list")
        REVOKED = "revoked", _("said to have lost its licence")

    # What may mean that a government acted: shown as a mark until the authority's own word is found.
    ADVERSE = (Said.SUSPENDED, Said.REMOVED, Said.REVOKED)

    sending_organization = models.ForeignKey(
        SendingOrganization, on_delete=models.CASCADE, related_name="reports", verbose_name=_("sending organization")
    )
    said = models.CharField(_("what is said"), max_length=20, choices=Said)
    said_on = PartialDateField(_("on"), blank=True)
    basis_en = models.CharField(_("who says it and how (English)"), max_length=500, blank=True)
    basis_ja = models.CharField(_("who says it and how (Japanese)"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("report by others")
        verbose_name_plural = _("reports by others")
        ordering = ["sending_organization", "-said_on", "pk"]
        constraints = [partial_date_check("report", "source_on", "said_on")]

    def __str__(self):
        return f"{self.get_said_display()} {self.said_on or ''}"

    @property
    def basis(self):
        return localized(self, "basis")
