"""A merge undone: the organization that went stands again, with everything that was its own."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from organizations.models import Merge, MergeMove, Organization
from organizations.queries.merging.plan import later_merges
from organizations.services.members.contacts import blank_contact_of_the_gone
from organizations.services.merging.errors import LaterMerges, UndoneAlready
from organizations.services.merging.locks import lock_both
from organizations.services.merging.moves import put_back


@transaction.atomic
def undo(*, merge: Merge, by: User, why: str) -> list[MergeMove]:
    """What was not put back, since somebody changed it in between."""
    held = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if held.undone_at is not None:
        raise UndoneAlready
    lock_both(held.kept_id, held.absorbed_id)
    if later_merges(held).exists():
        raise LaterMerges
    title = _("The merge of %(gone)s into %(stays)s is undone.") % {
        "gone": held.absorbed.public_id,
        "stays": held.kept.public_id,
    }
    with because(title), because(why):
        return _undo(held, by)


def _undo(merge: Merge, by: User) -> list[MergeMove]:
    left = put_back(list(merge.moves.all()))
    MergeMove.objects.bulk_update(left, ["kept"], batch_size=500)
    Merge.objects.filter(pk=merge.pk).update(undone_by=by, undone_at=timezone.now())
    for organization in Organization.objects.filter(pk__in=[merge.kept_id, merge.absorbed_id]):
        # Who left since acts for neither.
        contact = organization.contact_member
        if contact is not None:
            blank_contact_of_the_gone(organization=organization, user=contact.user)
    return left
