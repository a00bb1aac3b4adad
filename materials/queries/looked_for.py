"""The words of a reader, asked of the titles of materials and of the texts of their current files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language

from jitco_portal.common.search.engine import Hit, Search
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.ranks import Rank
from materials.models import EditionFile, EditionState, Material
from materials.queries.found_by import MATERIAL_KIND, TEXT_KIND

# More titles and files than this are not looked through; there are some hundreds.
MOST_FOUND = 2_000
# Behind all whose own words were found in any place: lots are below it.
_BEHIND = 2**31


class LookedFor:
    """What the words find among the materials that the reader may see, in two or three queries."""

    def __init__(self, words: str, *, user: Any, keys: Sequence[int] = ()) -> None:
        self.words = words
        visible = Material.objects.visible_to(user, keys)
        self._search = Search(words, MATERIAL_KIND, visible=visible, is_narrowed=False)
        self._visible = visible
        self._files = EditionFile.objects.visible_to(user, keys).filter(edition__state=EditionState.PUBLISHED)

    @property
    def question(self) -> Question:
        # With the words that may be meant where it was misspelt: known after the search.
        return self._search.question

    @cached_property
    def _hits(self) -> list[Hit]:
        if self._search.question.is_empty:
            return []
        return self._search.hits(limit=MOST_FOUND, allowed=self._visible)

    @cached_property
    def files(self) -> dict[int, int]:
        """The file of each material in whose text the words stand; one in the reader's language before others."""
        if self._search.question.is_empty:
            return {}
        found = Search(self.words, TEXT_KIND).matches_sql()
        rows = self._files.filter(pk__in=RawSQL(found.text, found.params))  # noqa: S611 (made by the search)
        rows = rows.order_by("edition__material", "position", "pk")
        own = "ja" if get_language() == "ja" else "en"
        files: dict[int, int] = {}
        for pk, material, language in rows.values_list("pk", "edition__material", "edition__language")[:MOST_FOUND]:
            if material not in files or language == own:
                files[material] = pk
        return files

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """Rank and lot of each material: its own words before those of its files, and these before similar ones."""
        files = self.files
        places: dict[int, tuple[int, int]] = dict.fromkeys(files, (int(Rank.ANYWHERE), _BEHIND))
        places.update({hit.object_id: (int(hit.rank), hit.lot) for hit in self._hits if hit.rank <= Rank.ANYWHERE})
        for hit in self._hits:
            places.setdefault(hit.object_id, (int(hit.rank), hit.lot))
        return places

    @property
    def ids(self) -> list[int]:
        return list(self._places)

    def ranked(self, rows: QuerySet[Material]) -> QuerySet[Material]:
        """The rows that are found, with ``found_rank``, ``found_lot`` and ``found_file``."""
        ids = self.ids
        ranks, lots = ([self._places[pk][at] for pk in ids] for at in (0, 1))
        files = [self.files.get(pk) for pk in ids]
        return rows.filter(pk__in=ids).annotate(
            found_rank=_at_place(ranks, ids, IntegerField()),
            found_lot=_at_place(lots, ids, BigIntegerField()),
            found_file=_at_place(files, ids, BigIntegerField()),
        )


def _at_place(values: Sequence[int | None], ids: Sequence[int], output: Any) -> RawSQL:
    text = "(%s::bigint[])[array_position(%s::bigint[], materials_material.id)]"
    return RawSQL(text, (list(values), list(ids)), output_field=output)  # noqa: S611 (numbers of ours)
