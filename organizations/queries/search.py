"""Why the words of a reader find an organization, and which are nearest where they find none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from jitco_portal.common.languages import localized
from jitco_portal.common.search.engine import ENOUGH, Search
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.ranks import CLOSE_RANKS, Rank
from organizations.models import Approval, HomeLicence, ListEntry, Operation, Organization, Permit
from organizations.queries.lists import UNSHOWN, further_names

NEAREST = 3
SUGGESTED = 8
# Branches of one firm have one number; what more share says nothing.
MOST_SHARING = 3
# What two names have in common here does not make them names of one organization.
FAR_RANKS = (Rank.ANYWHERE, Rank.PARTLY)


@dataclass(frozen=True)
class FoundBy:
    """What the page says of a row that was found: its names with marks, and the text that answered where it is none."""

    name: tuple[Segment, ...]
    other_names: list[tuple[Segment, ...]]
    label: str = ""
    text: tuple[Segment, ...] = ()
    is_close: bool = False
    reason: str = ""


def with_found_texts(organizations: QuerySet) -> QuerySet:
    """Annotate what a row may be found by and its page of a list does not show."""
    own = {"sending_organization": OuterRef("pk")}
    entries = ListEntry.objects.filter(**own).order_by("pk")
    approvals = Approval.objects.filter(**own).order_by("pk")
    licences = HomeLicence.objects.filter(**own).order_by("pk")
    permits = Permit.objects.filter(supervising_organization=OuterRef("pk")).order_by("pk")
    works = Operation.objects.filter(organizations=OuterRef("pk")).order_by("position", "code")
    return organizations.annotate(
        printed_names=ArraySubquery(entries.exclude(printed_name="").values("printed_name")),
        printed_numbers=ArraySubquery(entries.exclude(number="").values("number")),
        approved_numbers=ArraySubquery(approvals.exclude(number="").values("number")),
        licensed_numbers=ArraySubquery(licences.exclude(number="").values("number")),
        permit_numbers=ArraySubquery(permits.exclude(number="").values("number")),
        operation_names=ArraySubquery(works.values("name_en")),
        operation_names_ja=ArraySubquery(works.values("name_ja")),
        category_names=ArraySubquery(works.values("category__name_en")),
        category_names_ja=ArraySubquery(works.values("category__name_ja")),
    )


def explain(*, organizations: Iterable[Any], question: Question) -> None:
    """Give each row read ``with_found_texts`` its ``found_by``."""
    for organization in organizations:
        organization.found_by = _found_by(organization, question)


def _found_by(organization: Any, question: Question) -> FoundBy:
    shown = [marked(name, question) for name in [organization.name, *organization.other_names]]
    best, label = max((each.letters for each in shown), default=0), ""
    text: tuple[Segment, ...] = ()
    rank = getattr(organization, "found_rank", None)
    # Of a misspelt name, more letters may stand by chance elsewhere.
    further = () if best and rank in CLOSE_RANKS else _further_texts(organization)
    for other_label, other in further:
        found = marked(other, question)
        # A name on the page wins against the same letters elsewhere.
        if found.letters > best:
            best, label, text = found.letters, other_label, found.segments
    return FoundBy(
        name=shown[0].segments,
        other_names=[each.segments for each in shown[1:]],
        label=label,
        text=text,
        is_close=rank in CLOSE_RANKS,
        reason="" if best or rank in CLOSE_RANKS else _reason(rank, question),
    )


def _reason(rank: int | None, question: Question) -> str:
    """Why it was found where no letter of its texts can be marked."""
    if rank == Rank.INITIALS:
        return _("Found by its initials")
    if question.heard:
        return _("Found by how its name is read")
    return _("Found by an abbreviation or another way of writing")


def _further_texts(organization: Any) -> Iterator[tuple[str, str]]:
    """What the row can be found by beside the names that its list shows, with what it is."""
    groups = (
        (_("Former or other name"), organization.former_names),
        (_("Name as printed in a list"), organization.printed_names),
        (_("Reading"), [organization.name_kana]),
        (
            _("Approval or permit number"),
            [*organization.approved_numbers, *organization.printed_numbers, *organization.permit_numbers],
        ),
        (
            _("Licence at home"),
            [
                *organization.licensed_numbers,
                *([organization.sending.licence_number] if organization.is_sending else []),
            ],
        ),
        (_("Public id"), [organization.public_id]),
        (_("Telephone"), [organization.phone]),
        (_("Web site"), [organization.website]),
        (_("Address"), [organization.address, organization.address_ja]),
        (_("Country"), _country_names(organization)),
        (_("Operations"), [*organization.operation_names, *organization.operation_names_ja]),
        (_("Job category"), [*organization.category_names, *organization.category_names_ja]),
    )
    for label, texts in groups:
        for text in dict.fromkeys(texts):
            if text:
                yield label, text


def _country_names(organization: Any) -> list[str]:
    country = organization.country
    return [localized(country, "name"), country.name_en, country.name_ja] if country else []


def found_organizations(words: str, *, path: str = "") -> Q:
    """A condition: the organization at the end of ``path`` is one that the lists would find, of either kind."""
    name = f"{path}__pk__in" if path else "pk__in"
    condition = Q()
    for kind in Organization.Kind.values:
        condition |= Q(**{name: matching_ids(words, kind)})
    return condition


def best_matches(words: str, *, kinds: Sequence[str] = Organization.Kind.values, limit: int = 50) -> list[int]:
    """Ids of the organizations that the words find, best first."""
    hits = [hit for kind in kinds for hit in Search(words, kind, is_narrowed=False).hits(limit=limit)]
    return [hit.object_id for hit in sorted(hits, key=lambda hit: (hit.rank, hit.lot))][:limit]


def matching_ids(words: str, kind: str) -> RawSQL:
    """A subquery for the ids of all organizations that the words find."""
    search = Search(words, kind)
    # Whether misspelt names belong to them is known once the good ones were looked for.
    search.hits(limit=ENOUGH)
    found = search.matches_sql()
    return RawSQL(found.text, found.params)  # noqa: S611 (made by the search, every value a parameter)


def nearest(*, search: Search, user: Any) -> list[Any]:
    """The organizations with the nearest names, whatever the filters say; in two queries."""
    visible = Organization.objects.visible_to(user).filter(kind=search.kind)
    ids = search.nearest_ids(limit=NEAREST, allowed=visible)
    rows = {row.pk: row for row in visible.filter(pk__in=ids).select_related("country").defer(*UNSHOWN)}
    return [rows[pk] for pk in ids if pk in rows]


def suggestions(*, words: str, kind: str, user: Any) -> list[Any]:
    """The best few organizations for words that are being typed, each with its ``found_by``; in two to four queries."""
    if not words:
        return []
    visible = Organization.objects.visible_to(user).filter(kind=kind)
    search = Search(words, kind, visible=visible, is_narrowed=False)
    hits = search.hits(limit=SUGGESTED, allowed=visible)
    if not hits:
        return []
    rows = with_found_texts(visible.filter(pk__in=[hit.object_id for hit in hits])).annotate(
        former_names=further_names()
    )
    by_pk = {row.pk: row for row in rows.select_related("country", "sending", "supervising").defer(*UNSHOWN)}
    found = [by_pk[hit.object_id] for hit in hits if hit.object_id in by_pk]
    explain(organizations=found, question=search.question)
    return found


def likely_the_same(*, names: Iterable[str], kind: str, numbers: Iterable[str] = (), limit: int = 20) -> list[int]:
    """Ids of organizations that may be the one of these names, telephones and web sites.

    A name may have another legal form, or an error. A number has to be the same, and not that of many: pages of firms
    stand on hosts that thousands share.
    """
    found: dict[int, None] = {}
    for name in names:
        hits = Search(name, kind, is_narrowed=False).hits(limit=limit)
        found.update(dict.fromkeys(hit.object_id for hit in hits if hit.rank not in FAR_RANKS))
    for number in numbers:
        hits = [hit for hit in Search(number, kind, is_narrowed=False).hits(limit=limit) if hit.rank <= Rank.EXACT_CORE]
        if len(hits) <= MOST_SHARING:
            found.update(dict.fromkeys(hit.object_id for hit in hits))
    return list(found)
