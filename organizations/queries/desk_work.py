"""What the organizations' app holds about a member of the staff, for "all we hold about you": whose work it was."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.privacy.personal_data import part_of
from jitco_portal.common.registry import PersonalData
from organizations.models import DuplicatePair, ListImport, ListRow, Merge, Recheck, RecheckCampaign

_IMPORT_BY = ("uploaded_by", "submitted_by", "approved_by", "undone_by")


def work_at_the_desk(user: User) -> list[PersonalData]:
    """Imports of lists, decisions about their rows, duplicates, merges and yearly re-checks."""
    took_part = Q(*((name, user) for name in _IMPORT_BY), _connector=Q.OR)
    return [
        part_of(
            title=_("Imports of lists in which you took part"),
            key="list_imports",
            rows=ListImport.objects.filter(took_part).order_by("pk"),
            fields=("source", "kind", "state", "uploaded_at", "submitted_at", "approved_at", "undone_at"),
            found_by=_IMPORT_BY,
        ),
        part_of(
            title=_("Rows of lists decided by you"),
            key="list_rows_decided",
            rows=ListRow.objects.filter(decided_by=user).order_by("pk"),
            fields=("list_import", "line", "decision"),
            found_by=("decided_by",),
        ),
        part_of(
            title=_("Likely duplicates decided by you"),
            key="duplicates_decided",
            rows=DuplicatePair.objects.filter(decided_by=user).order_by("pk"),
            fields=("first", "second", "state", "decided_at"),
            found_by=("decided_by",),
        ),
        part_of(
            title=_("Organizations merged by you, or parted again"),
            key="merges",
            rows=Merge.objects.filter(Q(merged_by=user) | Q(undone_by=user)).order_by("pk"),
            fields=("kept", "absorbed", "merged_at", "undone_at"),
            found_by=("merged_by", "undone_by"),
        ),
        part_of(
            title=_("Yearly re-checks begun by you"),
            key="recheck_campaigns",
            rows=RecheckCampaign.objects.filter(created_by=user).order_by("pk"),
            fields=("name", "opens_on", "deadline_on"),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Profiles confirmed by you"),
            key="rechecks_confirmed",
            rows=Recheck.objects.filter(confirmed_by=user).order_by("pk"),
            fields=("organization", "campaign", "confirmed_at"),
            found_by=("confirmed_by",),
        ),
    ]
