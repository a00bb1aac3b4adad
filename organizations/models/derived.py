"""What is derived from the rows of this app, and the triggers that mark it when one of them changes.

Two things are derived: an organization's entry in the search, and its standing of today. Both can be dropped
without loss. Triggers, not code, mark them: so a list that is brought in by SQL is noticed as well. Those on
tables of the countries hang on proxies here, since the countries know nothing of organizations.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryMeasure,
    ExchangeRate,
    FeeCap,
    Programme,
)
from jitco_portal.common.search.triggers import marks_entry
from organizations.models.approvals import Approval, ListEdition, ListEntry, OrganizationMeasure
from organizations.models.details import Fee, SendingOrganization, SupervisingOrganization
from organizations.models.licences import HomeLicence
from organizations.models.names import OrganizationName
from organizations.models.operations import JobCategory, Operation
from organizations.models.organizations import Organization, OrganizationOperation
from organizations.models.permits import Permit

ORGANIZATION = "organizations_organization AS owner"


class TodaysStanding(models.Model):
    """The reason that decides the standing of one organization for one programme today, and what its fees are like.

    For choosing and counting among many; pages of one organization ask the rules themselves. A row that is
    marked, or of another day, is passed over, and the rules are asked instead.
    """

    organization = models.ForeignKey(
        SendingOrganization, on_delete=models.CASCADE, related_name="todays_standings", verbose_name=_("organization")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="todays_standings", verbose_name=_("programme")
    )
    day = models.DateField(null=True)
    reason = models.CharField(max_length=20, default="")
    # Whether what trainees pay stays within every cap of the country; None where that is not known.
    fees_within_caps = models.BooleanField(null=True)
    is_stale = models.BooleanField(default=True)
    # Counts the marks: whoever computes the row anew learns whether another change came meanwhile.
    version = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["organization", "programme"], name="todaysstanding_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_stale=True), name="todaysstanding_stale"),
            models.Index(F("day"), F("id"), name="todaysstanding_by_day"),
        ]

    def __str__(self):
        return f"{self.organization_id} {self.programme_id} {self.reason}"


# Entries of the search -----------------------------------------------------------------------------------


def _marks_entry_of(name: str, owner: str, *, rows: str = "", condition=None) -> pgtrigger.Trigger:
    """Mark the entry of the organizations that fulfil ``owner``."""
    source = f"{ORGANIZATION}{f', {rows}' if rows else ''} WHERE {owner}"
    return marks_entry(name, kind="owner.kind", object_id="owner.id", rows=source, condition=condition)


_SHOWN_OF_ORGANIZATION = (
    *("name_local", "name_en", "name_ja", "name_kana", "short_name", "public_id", "country", "kind"),
    *("address", "address_ja", "phone", "website"),
)
pgtrigger.register(
    marks_entry(
        "is_found_anew",
        kind="{row}.kind",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*_SHOWN_OF_ORGANIZATION),
    ),
    marks_entry("is_found", kind="{row}.kind", operation=pgtrigger.Insert),
)(Organization)
pgtrigger.register(_marks_entry_of("licence_is_found", "owner.id = {row}.organization_id"))(SendingOrganization)
pgtrigger.register(_marks_entry_of("prefecture_is_found", "owner.id = {row}.organization_id"))(SupervisingOrganization)
pgtrigger.register(_marks_entry_of("name_is_found", "owner.id = {row}.organization_id"))(OrganizationName)
pgtrigger.register(_marks_entry_of("number_is_found", "owner.id = {row}.sending_organization_id"))(Approval)
pgtrigger.register(_marks_entry_of("number_is_found", "owner.id = {row}.sending_organization_id"))(HomeLicence)
pgtrigger.register(_marks_entry_of("printed_name_is_found", "owner.id = {row}.sending_organization_id"))(ListEntry)
pgtrigger.register(_marks_entry_of("number_is_found", "owner.id = {row}.supervising_organization_id"))(Permit)
pgtrigger.register(_marks_entry_of("operation_is_found", "owner.id = {row}.organization_id"))(OrganizationOperation)

_WORKING = "organizations_organization_operations AS works"
pgtrigger.register(
    _marks_entry_of(
        "found_by_new_words", "works.organization_id = owner.id AND works.operation_id = {row}.id", rows=_WORKING
    )
)(Operation)
pgtrigger.register(
    _marks_entry_of(
        "found_by_new_words",
        "works.organization_id = owner.id AND works.operation_id = operation.id AND operation.category_id = {row}.id",
        rows=f"{_WORKING}, organizations_operation AS operation",
    )
)(JobCategory)


# The standing of today -----------------------------------------------------------------------------------


# Held together by whoever changes what holds for many organizations, alone by whoever computes their standings.
WHOLE_COUNTRIES = 20_270_401


def _marks_standing(
    name: str, owner: str, *, operation=None, condition=None, is_wide: bool = False
) -> pgtrigger.Trigger:
    """Mark the standings of the organizations that fulfil ``owner`` (SQL over ``owner`` and ``{row}``).

    ``is_wide``: of all of a country. A mark reaches only the organizations that are there for the writer; one that is
    added meanwhile is not computed before the writer is done.
    """
    # Names of tables and columns of ours only.
    statement = (
        "UPDATE organizations_todaysstanding SET is_stale = true, version = version + 1"  # noqa: S608
        f" WHERE organization_id IN (SELECT owner.id FROM {ORGANIZATION} WHERE {owner})"
    )
    new, old = (statement.replace("{row}", each) for each in ("NEW", "OLD"))
    lock = f"PERFORM pg_advisory_xact_lock_shared({WHOLE_COUNTRIES}); " if is_wide else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation or (pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete),
        condition=condition,
        func=f"{lock}IF TG_OP <> 'INSERT' THEN {old}; END IF; IF TG_OP <> 'DELETE' THEN {new}; END IF; RETURN NULL;",
    )


_OFFICE = "(SELECT office.country_id FROM countries_counterpart AS office WHERE office.id = {row}.issuer_id)"
_PAPER = "(SELECT paper.country_id FROM countries_agreement AS paper WHERE paper.id = {row}.agreement_id)"

for _model in (Approval, OrganizationMeasure, ListEntry):
    pgtrigger.register(_marks_standing("changes_the_standing", "owner.id = {row}.sending_organization_id"))(_model)
pgtrigger.register(_marks_standing("changes_standings", f"owner.country_id = {_OFFICE}", is_wide=True))(ListEdition)
pgtrigger.register(_marks_standing("changes_the_outcome", "owner.id = {row}.organization_id"))(Fee)
pgtrigger.register(
    _marks_standing(
        "changes_the_standing",
        "owner.id = {row}.id",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("country"),
    )
)(Organization)

# Each organization has a row for each programme from the first day: a mark always finds it.
_NEW_ROWS = (
    "INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version)"
    " SELECT sending.organization_id, programme.id, '', true, 0 FROM"
    " organizations_sendingorganization AS sending, countries_programme AS programme WHERE {which} = NEW.{key}"
    " ON CONFLICT DO NOTHING; RETURN NULL;"
)
pgtrigger.register(
    pgtrigger.Trigger(
        name="has_standings",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=_NEW_ROWS.format(which="sending.organization_id", key="organization_id"),
    )
)(SendingOrganization)


@pgtrigger.register(
    pgtrigger.Trigger(
        name="has_standings",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=_NEW_ROWS.format(which="programme.id", key="id"),
    ),
    _marks_standing(
        "changes_standings",
        "{row}.id IS NOT NULL",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("new_plans_from", "new_plans_until"),
        is_wide=True,
    ),
)
class StandingProgramme(Programme):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_standings", "owner.country_id = {row}.country_id", is_wide=True))
class StandingMeasure(CountryMeasure):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_standings", "owner.country_id = {row}.country_id", is_wide=True))
class StandingAgreement(Agreement):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_standings", f"owner.country_id = {_PAPER}", is_wide=True))
class StandingAgreementProgramme(Agreement.programmes.through):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_standings", "owner.country_id = {row}.country_id", is_wide=True))
class StandingCounterpart(Counterpart):
    """The tolerance of an office's lists, and of which country it is."""

    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_outcomes", "owner.country_id = {row}.country_id"))
class ComparedFeeCap(FeeCap):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_standing("changes_outcomes", "{row}.id IS NOT NULL AND owner.kind = 'sending'"))
class ComparedExchangeRate(ExchangeRate):
    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(_marks_entry_of("found_by_new_words", "owner.country_id = {row}.id"))
class FoundCountry(Country):
    class Meta:
        proxy = True
        default_permissions = ()
