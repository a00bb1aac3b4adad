"""What the pages of proposals read: the list and detail for members, the review for staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from jitco_portal.common.models import User
from organizations.models import Organization, ProfileProposal, ProposedChange
from organizations.queries.members import membership_in
from organizations.queries.proposals.parts import PARTS, Section, section_with
from organizations.queries.proposals.published import stood_before
from organizations.queries.proposals.shown import ShownChange, Words, in_order, shown_changes
from organizations.queries.proposals.values import ProfileRows, identity

OPEN, ACCEPTED, UNDONE = ProposedChange.State.OPEN, ProposedChange.State.ACCEPTED, ProposedChange.State.UNDONE


def is_ones_own(*, proposal: ProfileProposal, user: User) -> bool:
    """Whether the person proposed it, or acts for the organization: then others decide on it."""
    return proposal.author_id == user.pk or membership_in(user, proposal.organization) is not None


def with_open_changes(proposals: QuerySet) -> QuerySet:
    """Annotate ``open_changes`` and ``all_changes``, how many they are."""
    return proposals.annotate(
        open_changes=Count("changes", filter=Q(changes__state=OPEN)), all_changes=Count("changes")
    )


def proposal_list(*, user: Any, organization: Organization) -> QuerySet:
    """The proposals of an organization that the reader may see, newest first."""
    mine = ProfileProposal.objects.visible_to(user).filter(organization=organization)
    return with_open_changes(mine).select_related("author").order_by("-pk")


def open_changes(*, organization: Organization) -> list[ProposedChange]:
    """Every change of the organization that waits for staff, with its proposal and author."""
    changes = ProposedChange.objects.filter(proposal__organization=organization, state=OPEN)
    return list(changes.select_related("proposal__author").order_by("pk"))


def open_by_section(changes: Iterable[ProposedChange]) -> Counter[str]:
    """How many changes wait in each section of the form."""
    sections = (section_with(part=change.part, field=change.field) for change in changes)
    return Counter(section.slug for section in sections if section)


def open_in_section(*, organization: Organization, section: Section) -> list[ShownChange]:
    """What waits for staff in one section, in words."""
    changes = [
        change
        for change in open_changes(organization=organization)
        if section_with(part=change.part, field=change.field) is section
    ]
    return shown_changes(organization=organization, changes=changes)


@dataclass(frozen=True)
class Review:
    """A proposal as staff decide on it."""

    proposal: ProfileProposal
    open: list[ShownChange]
    published: list[ShownChange]
    undone: list[ShownChange]
    closed: list[ShownChange]

    @property
    def conflicts(self) -> list[ShownChange]:
        return [shown for shown in self.open if shown.is_conflict]

    @property
    def may_be_marked(self) -> bool:
        """Published at once, and everything in it decided: only the mark is missing."""
        return self.proposal.published_at_once and self.proposal.state == ProfileProposal.State.OPEN and not self.open


def review(*, proposal: ProfileProposal) -> Review:
    """Each change with what stood, what stands and what is proposed; who wrote there meanwhile, who else would."""
    # Never the row that came with the proposal: what counts is what stands now.
    organization = Organization.objects.get(pk=proposal.organization_id)
    rows = ProfileRows(organization=organization)
    changes = list(proposal.changes.select_related("decided_by").order_by("pk"))
    rows.without(change for change in changes if change.state == OPEN)
    others = [change for change in open_changes(organization=organization) if change.proposal_id != proposal.pk]
    parallels = _parallels(changes, others)
    stood = stood_before(rows=rows, changes=[each for each in changes if each.state in (ACCEPTED, UNDONE)])
    compared = [*changes, *(each for found in parallels.values() for each in found)]
    words = Words(rows=rows, changes=compared, stood=stood)
    writers = _writers(rows, [change for change in changes if change.state == OPEN and rows.is_conflict(change)])
    shown = [
        words.shown(
            change,
            now=words.value_text(change, rows.now(change)),
            is_conflict=rows.is_conflict(change),
            is_gone=rows.is_gone(change),
            is_settled=rows.is_settled(change),
            parallels=[words.shown(each) for each in parallels[change.pk]],
            **writers.get(change.pk, {}),
        )
        for change in in_order(changes)
    ]
    return Review(
        proposal,
        open=[each for each in shown if each.change.state == OPEN],
        published=[each for each in shown if each.change.state == ACCEPTED],
        undone=[each for each in shown if each.change.state == UNDONE],
        closed=[each for each in shown if each.change.state not in (OPEN, ACCEPTED, UNDONE)],
    )


def _parallels(
    changes: Sequence[ProposedChange], others: Sequence[ProposedChange]
) -> defaultdict[int, list[ProposedChange]]:
    """Open changes of other proposals that would write at the same place."""
    found: defaultdict[int, list[ProposedChange]] = defaultdict(list)
    for change in changes:
        if change.state == OPEN:
            found[change.pk] = [other for other in others if _meet(change, other)]
    return found


def _meet(one: ProposedChange, other: ProposedChange) -> bool:
    if one.part != other.part or one.row_id != other.row_id:
        return False
    if one.row_id is None and not one.field:
        part = PARTS[one.part]
        return not other.field and identity(part, one.after or {}) == identity(part, other.after or {})
    # A row that goes meets every change in it.
    return one.field == other.field or (one.row_id is not None and not (one.field and other.field))


def _writers(rows: ProfileRows, conflicts: Sequence[ProposedChange]) -> dict[int, dict[str, Any]]:
    """Who wrote what stands now, from the history: one query for each conflict, and one for the names."""
    events = {change.pk: _last_event(rows, change) for change in conflicts}
    held = {key: event for key, event in events.items() if event is not None}
    users = {
        event.pgh_context.metadata["user"]
        for event in held.values()
        if event.pgh_context and event.pgh_context.metadata.get("user")
    }
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=users)}
    return {
        key: {
            "changed_at": event.pgh_created_at,
            "changed_by": names.get(event.pgh_context.metadata.get("user"), "") if event.pgh_context else "",
        }
        for key, event in held.items()
    }


def _last_event(rows: ProfileRows, change: ProposedChange) -> Any | None:
    """The event by which the field came to what it is; for a whole row its newest."""
    part = PARTS[change.part]
    field = part.field(change.field) if change.field else None
    if field is not None and field.many_to_many:
        through = next(iter(field.remote_field.through.__subclasses__()))
        return _events(through).filter(**{f"{field.m2m_field_name()}_id": rows.organization.pk}).first()
    row_id = change.row_id if part.is_table else rows.organization.pk
    if row_id is None:
        row_id = rows.same_row(part, change.after or {})
    newest = list(_events(part.model).filter(pgh_obj_id=row_id)[:20])
    if field is None or rows.is_gone(change):
        return newest[0] if newest else None
    for event, older in zip(newest, [*newest[1:], None], strict=True):
        if older is None or getattr(event, field.attname) != getattr(older, field.attname):
            return event
    return None


def _events(model: Any) -> QuerySet:
    event_model = next(iter(model.pgh_event_models.values()))
    return event_model._default_manager.select_related("pgh_context").order_by("-pgh_id")
