"""What an edition still needs before it is published, and what staff should look at once more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from materials.models import Access, Edition, EditionState, FileCare, Material, PrintedCopy, Scan, Upload

NOTHING, BAD = "nothing", "bad"


@dataclass(frozen=True)
class Missing:
    """``stops``: the edition cannot be published with it; else it is only said."""

    text: str | Promise
    stops: bool = True
    code: str = ""


def may_publish(user: Any) -> bool:
    """Whether the person publishes and withdraws editions; editors write drafts."""
    return bool(user.has_perm("materials.delete_edition"))


def may_open(user: Any, material: Material) -> bool:
    """Whether the person decides who sees the material; once something of it was published, publishers do."""
    return may_publish(user) or not material.editions.shown().exists()


def seen_of(edition: Edition) -> str:
    """A mark of what a publisher has before them: the texts, the files, and who will read them."""
    files = edition.files.order_by("pk").values_list("pk", "sha256", "name", "title_en", "title_ja")
    material = edition.material
    shown = [
        *(material.title_en, material.title_ja, material.access, material.is_listed),
        *(edition.version, edition.dated, edition.translation_of_id, edition.notes_en, edition.notes_ja),
        *map(list, files),
    ]
    return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()


def missing_of(edition: Edition) -> list[Missing]:
    """All that is missing, what stops first."""
    found = [each for part in (_what_is_read, _facts, _source, _material) for each in part(edition)]
    return sorted(found, key=lambda each: not each.stops)


def head_of(edition: Edition) -> Edition | None:
    """What was published last of the material in the language of the edition, also if it was withdrawn since."""
    heads = Edition.objects.heads().filter(material=edition.material_id, language=edition.language)
    return heads.exclude(pk=edition.pk).first()


def next_source(material: Material) -> Edition | None:
    """What a translation is to be made from today: the latest of the material's original language."""
    heads = Edition.objects.heads().filter(material=material, state=EditionState.PUBLISHED)
    return heads.filter(language=material.original_language).first()


def successors_of(edition: Edition) -> QuerySet[Edition]:
    """What may be named to be used instead: those of the same material first, then the latest of others."""
    published = Edition.objects.filter(state=EditionState.PUBLISHED).exclude(pk=edition.pk)
    heads = Edition.objects.heads().filter(state=EditionState.PUBLISHED).values("pk")
    is_other = Case(When(material=edition.material_id, then=0), default=1)
    is_foreign = Case(When(language=edition.language, then=0), default=1)
    found = published.filter(Q(material=edition.material_id) | Q(pk__in=heads)).select_related("material")
    return found.order_by(is_other, is_foreign, "material__title_en", "language", "-published_at", "-pk")


def _what_is_read(edition: Edition) -> Iterator[Missing]:
    files = list(edition.files.select_related("care"))
    if not files and not PrintedCopy.objects.filter(edition=edition).exists():
        yield Missing(_("There is no file, and no copy in print can be ordered."), code=NOTHING)
    cares = [file.care for file in files if hasattr(file, "care")]
    if len(cares) < len(files) or any(care.found != FileCare.Found.WHOLE for care in cares):
        yield Missing(_("A file is damaged or missing: remove it, and add it once more."), code=BAD)
    if Upload.objects.filter(edition=edition, state=Upload.State.OPEN).exists():
        yield Missing(_("A file is still on its way: once the edition is published, none is added."), stops=False)
    if any(file.scan != Scan.CLEAN for file in files):
        yield Missing(_("A file was not scanned for viruses."), stops=False)
    if any(care.preparation == FileCare.Preparation.WAITING for care in cares):
        yield Missing(_("Previews are still being made; they follow by themselves."), stops=False)
    if any(care.preparation == FileCare.Preparation.FAILED for care in cares):
        yield Missing(
            _("A file could not be read: it has no preview, and its text is not found. Open it."), stops=False
        )


def _facts(edition: Edition) -> Iterator[Missing]:
    if not edition.version.strip():
        yield Missing(_("It does not say which edition it is."))
    if not edition.dated:
        yield Missing(_("The date of the edition is missing."))
    if bool(edition.notes_en) != bool(edition.notes_ja):
        yield Missing(_("What is new is written in one language only."), stops=False)


def _source(edition: Edition) -> Iterator[Missing]:
    if edition.language == edition.material.original_language:
        return
    source = edition.translation_of
    if source is None:
        yield Missing(_("It is not said from which edition it was translated."))
        return
    if source.state == EditionState.DRAFT:
        yield Missing(_("What it was translated from is not published yet."))
    elif source.state == EditionState.WITHDRAWN:
        yield Missing(_("What it was translated from was withdrawn."), stops=False)
    if Edition.objects.with_stale_source().filter(pk=edition.pk, is_older_than_source=True).exists():
        yield Missing(
            _("What it was translated from has a later edition: readers are told that the translation is older."),
            stops=False,
        )


def _material(edition: Edition) -> Iterator[Missing]:
    material = edition.material
    if not material.is_listed:
        yield Missing(_("The material is not on the list: nobody but staff sees the edition."), stops=False)
    if material.access == Access.PARTICIPANTS and not material.share_keys.open().exists():
        yield Missing(_("Only participants may see the material, and no link for them is open."), stops=False)
