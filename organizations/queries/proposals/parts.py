"""What an organization may change of its own profile: the one table that says so; all else refuses.

Not here, because others say it: names of record, country, kind, licence, ids, sources, marks of staff; all that decides
a standing (approvals, measures, lists, allowances, reports); permits, sanctions and JITCO's supporting members.
Partnerships have two sides, so neither side writes them alone.

Of Article 25 an organization may write the note of a requirement of which no source has spoken. The state is for
sources, and where one has confirmed or denied a requirement, the row is that source's word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from organizations.models import (
    Article25Item,
    Fee,
    Membership,
    Organization,
    SendingOrganization,
    SupervisingOrganization,
    TraineeFigure,
)
from organizations.prefectures import PREFECTURES

SENDING, SUPERVISING = Organization.Kind.SENDING, Organization.Kind.SUPERVISING
BOTH = (SENDING, SUPERVISING)


@dataclass(frozen=True)
class Part:
    """The row of an organization, of its side, or one of its tables."""

    key: str
    model: type[models.Model]
    kinds: tuple[str, ...]
    # A table has rows that come and go; elsewhere there is one row.
    is_table: bool = False
    # Which rows of the table are the organization's to change.
    rows: Q = field(default_factory=Q)
    # What makes two new rows the same thing said twice.
    identity: tuple[str, ...] = ()
    # What names a row to a reader.
    naming: tuple[str, ...] = ()
    # Said when the row comes, and never changed after.
    fixed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(capfirst(self.model._meta.verbose_name))

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)


ORGANIZATION = Part("organization", Organization, BOTH)
SENDING_SIDE = Part("sending", SendingOrganization, (SENDING,))
SUPERVISING_SIDE = Part("supervising", SupervisingOrganization, (SUPERVISING,))
FEES = Part(
    "fees",
    Fee,
    (SENDING,),
    is_table=True,
    identity=("programme", "payer", "subject", "term_years", "period", "basis_en", "basis_ja", "from_on"),
    naming=("subject", "programme", "term_years"),
)
ARTICLE25 = Part(
    "article25",
    Article25Item,
    (SENDING,),
    is_table=True,
    rows=Q(state=Article25Item.State.NOT_KNOWN),
    identity=("item",),
    naming=("item",),
    fixed=("item",),
)
FIGURES = Part(
    "figures",
    TraineeFigure,
    BOTH,
    is_table=True,
    identity=("programme", "operation", "year"),
    naming=("year", "programme", "operation"),
)
PARTS = {part.key: part for part in (ORGANIZATION, SENDING_SIDE, SUPERVISING_SIDE, FEES, ARTICLE25, FIGURES)}


@dataclass(frozen=True)
class Section:
    """One page of the form: fields of one-row parts, or one table."""

    slug: str
    title: str | Promise
    hint: str | Promise
    fields: tuple[tuple[Part, tuple[str, ...]], ...]

    def of_kind(self, kind: str) -> list[tuple[Part, str]]:
        """The fields that an organization of the kind has here."""
        return [(part, name) for part, names in self.fields if kind in part.kinds for name in names]

    @property
    def table(self) -> Part | None:
        return next((part for part, _names in self.fields if part.is_table), None)


SECTIONS = (
    Section(
        "offices",
        _("Short name and offices"),
        _("Where you are and how people reach you. The names of record are kept by the Affairs Dept."),
        (
            (ORGANIZATION, ("short_name", "address", "address_ja", "phone", "website")),
            (SUPERVISING_SIDE, ("prefecture",)),
            (SENDING_SIDE, ("founded_year", "has_office_in_japan", "office_in_japan")),
        ),
    ),
    Section(
        "contact",
        _("Contact person and visibility"),
        _("The person to write to, and who sees it."),
        (
            (
                ORGANIZATION,
                ("contact_name", "contact_email", "contact_phone", "contact_visibility", "contact_member"),
            ),
        ),
    ),
    Section(
        "work",
        _("Languages and operations"),
        _("What your staff or advisers speak, and in which work you are active."),
        ((ORGANIZATION, ("languages", "operations")), (SUPERVISING_SIDE, ("accepts_from",))),
    ),
    Section(
        "training",
        _("Training and returnees"),
        _("Training before departure, teachers, and what you do for people who come home."),
        (
            (
                SENDING_SIDE,
                (
                    "training_centre_en",
                    "training_centre_ja",
                    "training_hours",
                    "training_capacity",
                    "teachers",
                    "native_teachers",
                    "japanese_speaking_staff",
                    "returnee_support_en",
                    "returnee_support_ja",
                ),
            ),
        ),
    ),
    Section(
        "fees",
        _("Fees"),
        _("One line for each fee: for what, paid by whom, how much."),
        (
            (
                FEES,
                (
                    "programme",
                    "subject",
                    "payer",
                    "term_years",
                    "amount",
                    "currency",
                    "period",
                    "basis_en",
                    "basis_ja",
                    "from_on",
                    "until_on",
                ),
            ),
        ),
    ),
    Section(
        "requirements",
        _("Requirements of Article 25"),
        _("What you say yourselves where no source has spoken yet. It is shown as your own word; the state stays."),
        ((ARTICLE25, ("item", "note_en", "note_ja")),),
    ),
    Section(
        "figures",
        _("Numbers of trainees"),
        _("How many people you sent or took in within a calendar year. Numbers only, never a person."),
        ((FIGURES, ("programme", "operation", "year", "number")),),
    ),
    Section(
        "note",
        _("Note"),
        _("A short text about your organization at the top of its page."),
        ((ORGANIZATION, ("note_en", "note_ja")),),
    ),
)


def sections_of(*, kind: str) -> list[Section]:
    return [section for section in SECTIONS if section.of_kind(kind)]


def section_of(*, kind: str, slug: str) -> Section | None:
    return next((section for section in sections_of(kind=kind) if section.slug == slug), None)


def section_with(*, part: str, field: str) -> Section | None:
    """Where a change stands in the form; a whole row stands where its table does."""
    for section in SECTIONS:
        if any(each.key == part and (not field or field in names) for each, names in section.fields):
            return section
    return None


def editable_fields(*, kind: str, part: Part) -> tuple[str, ...]:
    """The fields of the part that an organization of the kind may change, in the order of the form."""
    return tuple(name for section in SECTIONS for each, name in section.of_kind(kind) if each is part)


def _is_prefecture(value: Any, organization: Organization) -> bool:
    return value in PREFECTURES


def _is_member(value: Any, organization: Organization) -> bool:
    return Membership.objects.current().filter(pk=value, organization=organization).exists()


def _is_no_future_year(value: Any, organization: Organization) -> bool:
    return value <= today().year


NO_FUTURE_YEAR = _("Enter this calendar year or an earlier one.")

# What the models do not check: (part, field) → whether the value fits, and what to say where it does not.
CHECKS: dict[tuple[str, str], tuple[Callable[[Any, Organization], bool], str | Promise]] = {
    ("supervising", "prefecture"): (_is_prefecture, _("Choose one of the 47 prefectures.")),
    ("organization", "contact_member"): (_is_member, _("Choose one of the current members.")),
    ("figures", "year"): (_is_no_future_year, NO_FUTURE_YEAR),
}
