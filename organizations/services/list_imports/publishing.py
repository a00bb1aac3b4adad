"""A list becomes what everybody reads: in one transaction, wholly or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.desk.forms import refusal_of
from jitco_portal.common.garbage import not_collecting
from jitco_portal.common.history.context import because
from organizations.models import ListImport, ListRow
from organizations.queries.list_imports.preview import words_of
from organizations.queries.list_imports.shapes import Comparison, Words
from organizations.services.list_imports.comparing import store
from organizations.services.list_imports.deciding import same_as_applied
from organizations.services.list_imports.errors import AlreadyApplied
from organizations.services.list_imports.offices import record_office
from organizations.services.list_imports.progress import NoProgress, Progress
from organizations.services.list_imports.receiving import receive
from organizations.services.list_imports.words import compared, meaning_of, row_of
from organizations.services.list_imports.writing import Accepted, write

_WRITTEN = ("new", "changed", "unchanged")


def apply_import(*, list_import_pk: int, with_progress: bool = True) -> None:
    """Publish an approved import; nothing happens where it was published already, or is not approved.

    What we hold may have changed since it was approved: then it is compared anew and goes back to whoever decides. So
    does a list that the database refuses, of which nothing is written: to try it again would change nothing.
    """
    try:
        with not_collecting():
            _apply(list_import_pk, with_progress)
    except IntegrityError as refused:
        why = _("The database refused a row; nothing was published: %(why)s") % {"why": refusal_of(refused)}
        approved = ListImport.objects.filter(pk=list_import_pk, state=ListImport.State.APPLYING)
        approved.update(state=ListImport.State.COMPARED, remark=why[:2000])


def _apply(list_import_pk: int, with_progress: bool) -> None:
    with transaction.atomic():
        # Not the whole row: whoever tells of the progress on another connection refers to its key.
        list_import = (
            ListImport.objects.select_for_update(no_key=True, of=("self",))
            .select_related("country", "programme", "issuer")
            .filter(pk=list_import_pk, state=ListImport.State.APPLYING)
            .first()
        )
        if list_import is None:
            return
        comparison = compared(list_import)
        if not _is_as_approved(list_import, comparison):
            store(list_import=list_import, comparison=comparison)
            list_import.remark = _("What we hold had changed since the list was approved: it was compared again.")
            list_import.save(update_fields=["remark"])
            return
        accepted = _accepted(list_import, comparison)
        total = 2 * len(accepted.rows)
        if not with_progress:
            _publish(list_import, accepted, NoProgress())
            return
        with Progress(list_import.pk, total) as progress:
            _publish(list_import, accepted, progress)


def _publish(list_import: ListImport, accepted: Accepted, progress: Progress | NoProgress) -> None:
    why = _("List: %(title)s") % {"title": list_import}
    with because(why, user=list_import.approved_by_id, list_import=list_import.pk):
        write(list_import=list_import, words=words_of(list_import), accepted=accepted, progress=progress)
        list_import.state, list_import.applied_at = ListImport.State.APPLIED, timezone.now()
        list_import.save(update_fields=["state", "applied_at"])


def _is_as_approved(list_import: ListImport, comparison: Comparison) -> bool:
    approved = {row.line: meaning_of(row) for row in list_import.rows.filter(line__isnull=False)}
    now = {row.line: meaning_of(row) for row in (row_of(list_import, each) for each in comparison.rows)}
    gone = set(list_import.rows.filter(line=None).values_list("organization_id", flat=True))
    return approved == now and gone == {each.organization_id for each in comparison.gone}


def _accepted(list_import: ListImport, comparison: Comparison) -> Accepted:
    """What was decided, of what can be written at all: a doubtful row never is."""
    accepted = list_import.rows.filter(decision=ListRow.Decision.ACCEPT)
    lines = set(accepted.filter(line__isnull=False).values_list("line", flat=True))
    gone = set(accepted.filter(line=None).values_list("organization_id", flat=True))
    rows = [row for row in comparison.rows if row.result in _WRITTEN and row.read.line in lines]
    ended = [each for each in comparison.gone if each.organization_id in gone]
    told = len([row for row in comparison.rows if row.result != "duplicate"])
    return Accepted(rows, ended, is_whole=(len(rows), len(ended)) == (told, len(comparison.gone)))


@transaction.atomic
def apply_by_operator(
    *, words: Words, comparison: Comparison, path: Path, answers: dict[str, Any], source: str, source_url: str = ""
) -> ListImport | None:
    """For an operator with a shell, who stands for both people: the history says so. Doubtful rows stay as they are.

    Raises AlreadyApplied. None where the list changes nothing at all.
    """
    if words.issuer is None and words.country is not None and words.kind in ("approvals", "licences"):
        office = record_office(
            country=words.country, name=words.issuer_name, source=source, source_url=source_url, day=words.published_on
        )
        words = Words(words.kind, words.published_on, words.country, words.programme, office, "", words.is_complete)
    with path.open("rb") as content:
        list_import = receive(
            words=words,
            source=source,
            source_url=source_url,
            file=File(content, name=path.name),
            by=None,
            defer=False,
        )
    list_import.answers = answers
    if same_as_applied(list_import):
        # Nothing stays of it: no rollback takes back the file, which lies beside the tables.
        default_storage.delete(list_import.file)
        transaction.set_rollback(True)
        raise AlreadyApplied
    store(list_import=list_import, comparison=comparison)
    list_import.rows.filter(result__in=[*_WRITTEN, "gone"]).update(decision=ListRow.Decision.ACCEPT)
    list_import.state = ListImport.State.APPLYING
    _publish(list_import, _accepted(list_import, comparison), NoProgress())
    list_import.save()
    return list_import
