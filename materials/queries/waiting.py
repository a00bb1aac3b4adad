"""What of materials waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.registry import Deed, Waiting
from materials.models import Edition, EditionFile, EditionState, FileCare
from materials.queries.publishable import may_publish

# A draft that nobody touched for so long is finished, or forgotten.
DRAFT_RESTS = datetime.timedelta(days=7)


def waiting_materials(user: Any) -> list[Waiting]:
    """What this person may do something about."""
    found = []
    editions, cares = (reverse(f"admin:materials_{name}_changelist") for name in ("edition", "filecare"))
    if user.has_perm("materials.change_edition"):
        bad = FileCare.objects.bad().aggregate(count=Count("pk"), oldest=Min("bad_since"))
        title = _("Damaged or missing files")
        said = ngettext("Replace %(number)d damaged file", "Replace %(number)d damaged files", bad["count"])
        found.append(_of(title, f"{cares}?board=bad", bad, said, target_days=3))
        stale = stale_translations().aggregate(count=Count("pk"), oldest=Min("published_at"))
        title = _("Translations older than their source")
        said = ngettext(
            "Bring %(number)d translation up to date", "Bring %(number)d translations up to date", stale["count"]
        )
        found.append(_of(title, f"{editions}?board=stale", stale, said, target_days=90))
    if may_publish(user):
        drafts = resting_drafts().aggregate(count=Count("pk"), oldest=Min("changed_at"))
        title = _("Editions to be published")
        said = ngettext(
            "Publish %(number)d edition that rests, or delete it",
            "Publish %(number)d editions that rest, or delete them",
            drafts["count"],
        )
        found.append(_of(title, f"{editions}?board=drafts", drafts, said, deed=Deed.DECIDE, target_days=14))
    return found


def _of(
    title: str, url: str, held: dict[str, Any], sentence: str, *, target_days: int, deed: Deed = Deed.KEEP
) -> Waiting:
    said = sentence % {"number": held["count"]}
    return Waiting(title, url, held["count"], held["oldest"], said, deed, target_days)


def stale_translations() -> QuerySet[Edition]:
    """The latest of their language, translated from what has a later edition; no draft of the next one is there."""
    next_one = Edition.objects.filter(
        material=OuterRef("material"), language=OuterRef("language"), state=EditionState.DRAFT
    )
    heads = Edition.objects.heads().filter(state=EditionState.PUBLISHED)
    return heads.with_stale_source().filter(~Exists(next_one), is_older_than_source=True)


def resting_drafts() -> QuerySet[Edition]:
    """Drafts with something to read that nobody has changed for a while."""
    files = EditionFile.objects.filter(edition=OuterRef("pk"))
    rests = Edition.objects.filter(state=EditionState.DRAFT, changed_at__lt=timezone.now() - DRAFT_RESTS)
    return rests.filter(Exists(files) | Q(printed__isnull=False))
