"""One edition's page: whether it is the one to use, its files, their pages, and the other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from materials.models import Edition, FilePreview
from materials.queries.languages import own_name, place_of
from materials.queries.profile import (
    CURRENT,
    DRAFT,
    STALE,
    SUPERSEDED,
    WITHDRAWN,
    ShownEdition,
    ShownFile,
    shown_editions,
    state_of,
    with_states,
)


@dataclass(frozen=True)
class FilePages:
    """A file with the pictures of its first pages."""

    file: ShownFile
    previews: list[FilePreview]


@dataclass(frozen=True)
class OtherLanguage:
    edition: Edition
    state: str

    @property
    def own_name(self) -> str:
        return own_name(self.edition.language)


@dataclass(frozen=True)
class EditionPage:
    shown: ShownEdition
    # The latest edition of this language, where it is another one; withdrawn perhaps.
    latest: Edition | None
    # The edition that it was translated from, and the one that has taken its place.
    source: Edition | None
    newer_source: Edition | None
    files: list[FilePages]
    others: list[OtherLanguage]

    @property
    def edition(self) -> Edition:
        return self.shown.edition

    @property
    def state(self) -> str:
        return self.shown.state

    @property
    def is_to_be_used(self) -> bool:
        return self.state in (CURRENT, STALE)

    @property
    def has_previews(self) -> bool:
        return any(each.previews for each in self.files)

    @property
    def has_archive(self) -> bool:
        return len(self.shown.whole_files) > 1

    @property
    def use_instead(self) -> Edition | None:
        """Where a reader of what is not the latest, or was withdrawn, should go."""
        if self.state == WITHDRAWN and self.shown.successor:
            return self.shown.successor
        if self.latest and not self.latest.is_withdrawn:
            return self.latest
        return None


def find_edition(*, pk: int, user: Any, keys: Sequence[int] = ()) -> Edition:
    """The edition as its page needs it; Edition.DoesNotExist for whoever may not see it."""
    rows = with_states(Edition.objects.visible_to(user, keys))
    related = ("material__programme", "translation_of", "printed")
    found: Edition = rows.select_related(*related).get(pk=pk)
    return found


def edition_page(*, edition: Any, user: Any, keys: Sequence[int] = ()) -> EditionPage:
    """``edition`` by ``find_edition``; a visitor costs at most six queries with it."""
    [shown] = shown_editions([edition], user=user, keys=keys)
    heads = {
        each.language: each
        for each in with_states(Edition.objects.filter(material=edition.material_id))
        .shown()
        .filter(has_newer=False)
        .select_related("translation_of")
    }
    for head in heads.values():
        head.material = edition.material
    latest = heads.get(edition.language)
    source = edition.translation_of if edition.translation_of and edition.translation_of.published_at else None
    if source:
        source.material = edition.material
    newer_source = heads.get(source.language) if source else None
    previews: dict[int, list[FilePreview]] = defaultdict(list)
    whole = [each.file.pk for each in shown.whole_files]
    for preview in FilePreview.objects.filter(file__in=whole).order_by("page") if whole else ():
        previews[preview.file_id].append(preview)
    original = edition.material.original_language
    return EditionPage(
        shown=shown,
        latest=latest if latest and latest.pk != edition.pk else None,
        source=source,
        newer_source=newer_source if source and newer_source and newer_source.pk != source.pk else None,
        files=[FilePages(each, previews[each.file.pk]) for each in shown.files],
        others=[
            OtherLanguage(each, state_of(each))
            for each in sorted(heads.values(), key=lambda each: place_of(each.language, original))
            if each.language != edition.language
        ],
    )


__all__ = ["CURRENT", "DRAFT", "STALE", "SUPERSEDED", "WITHDRAWN", "EditionPage", "edition_page", "find_edition"]
