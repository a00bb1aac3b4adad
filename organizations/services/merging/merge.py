"""One organization goes into another, as it was looked at, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from organizations.models import DuplicatePair, Merge, Organization
from organizations.queries.merging.plan import Plan, PlannedRow, plan_merge
from organizations.queries.merging.relations import Fate
from organizations.services.merging.errors import MergeRefused, PlanChanged
from organizations.services.merging.locks import check_now, lock_both
from organizations.services.merging.moves import Moves


@transaction.atomic
def merge(*, kept: Organization, absorbed: Organization, take: Iterable[str], digest: str, by: User, why: str) -> Merge:
    """Merge as ``digest`` says it was looked at; the locks keep new rows away from both meanwhile."""
    locked = lock_both(kept.pk, absorbed.pk)
    plan = plan_merge(kept=locked[kept.pk], absorbed=locked[absorbed.pk], take=take, lock=True)
    if not plan.is_possible:
        raise MergeRefused(plan.obstacles)
    if plan.digest != digest:
        raise PlanChanged
    title = _("%(gone)s is merged into %(stays)s.") % {"gone": absorbed.public_id, "stays": kept.public_id}
    try:
        with transaction.atomic(), because(title), because(why):
            made = _write(plan, by)
            check_now()
            return made
    except IntegrityError as error:
        raise MergeRefused([_said(error)]) from error


def _write(plan: Plan, by: User) -> Merge:
    # What is read and written here is this transaction's own: the plan's rows stay as they were shown.
    kept, absorbed = plan.kept, plan.absorbed
    made = Merge.objects.create(kept=kept, absorbed=absorbed, merged_by=by)
    moves = Moves(made)
    removed = {(type(each.removed), each.removed.pk): each for each in plan.rows if each.removed is not None}
    for each in removed.values():
        moves.take_out(each.removed, twin=each.met if each.fate == Fate.GOES else each.row)
    # Whoever was merged into it is led on first: one that was merged leads nowhere.
    moves.write(list(Organization.objects.filter(merged_into=absorbed)), {"merged_into_id": kept.pk})
    moves.write([Organization.objects.get(pk=absorbed.pk)], {"merged_into_id": kept.pk})
    for group, values in _written(plan):
        moves.write([each.row for each in group], values, met=[each.met if each.values else None for each in group])
    for row, values in plan.taken.items():
        moves.write([type(row)._base_manager.get(pk=row.pk)], values)
    moves.bring(plan.new_names)
    _settle_pairs(made, by, moves)
    moves.save()
    return made


def _written(plan: Plan) -> list[tuple[list[PlannedRow], dict[str, Any]]]:
    """Rows that get the same values, together."""
    groups: dict[tuple[str, str, str], tuple[list[PlannedRow], dict[str, Any]]] = {}
    for each in plan.rows:
        values = dict(each.values)
        if each.fate in (Fate.MOVES, Fate.TAKES_PLACE):
            values[f"{each.relation.column}_id"] = plan.kept.pk
        if values:
            key = (each.row._meta.label, each.relation.column, repr(sorted(values.items(), key=str)))
            groups.setdefault(key, ([], values))[0].append(each)
    return list(groups.values())


def _settle_pairs(made: Merge, by: User, moves: Moves) -> None:
    """This pair is decided; others with the one that goes are found again, should it come back."""
    first, second = sorted((made.kept_id, made.absorbed_id))
    decided = {"state": DuplicatePair.State.MERGED.value, "decided_by_id": by.pk, "decided_at": timezone.now()}
    moves.write(list(DuplicatePair.objects.filter(first_id=first, second_id=second)), decided)
    for side in ("first", "second"):
        DuplicatePair.objects.open().filter(**{f"{side}_id": made.absorbed_id}).delete()


def _said(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    said = (diagnosis and (diagnosis.constraint_name or diagnosis.message_primary)) or str(error)
    return _("The database refuses it: %(what)s. Settle the rows of both first.") % {"what": said}
