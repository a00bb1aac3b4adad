"""One material's page: what it is, each language with its latest edition, and all editions before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet

from jitco_portal.common.file_types import TYPES
from materials.models import Edition, EditionFile, EditionState, FileCare, Material
from materials.queries.download_figures import counts_for
from materials.queries.languages import own_name, place_of
from organizations.languages import language_name
from organizations.models import Operation
from organizations.queries.child_rows import as_json, from_json

CURRENT, STALE, SUPERSEDED, WITHDRAWN, DRAFT = "current", "stale", "superseded", "withdrawn", "draft"


@dataclass(frozen=True)
class ShownFile:
    file: EditionFile
    # As it was checked in: what is damaged or missing is not handed out.
    is_whole: bool

    @property
    def size(self) -> int:
        return self.file.size

    @property
    def type_name(self) -> str:
        known = TYPES.get(self.file.type)
        return known.label if known else self.file.type


@dataclass(frozen=True)
class ShownEdition:
    """``files`` are those that the reader may have."""

    edition: Edition
    state: str
    files: list[ShownFile]
    successor: Edition | None
    downloads: int

    @property
    def whole_files(self) -> list[ShownFile]:
        return [each for each in self.files if each.is_whole]

    @property
    def size(self) -> int:
        """Of what can be fetched."""
        return sum(each.size for each in self.whole_files)

    @property
    def has_damage(self) -> bool:
        return len(self.whole_files) < len(self.files)


@dataclass(frozen=True)
class LanguageEditions:
    """``latest`` is None where there should be an edition and is none."""

    language: str
    latest: ShownEdition | None
    earlier: list[ShownEdition]

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def own_name(self) -> str:
        return own_name(self.language)


@dataclass(frozen=True)
class MaterialProfile:
    material: Material
    operations: list[Operation]
    languages: list[LanguageEditions]
    drafts: list[Edition]

    @property
    def has_editions(self) -> bool:
        return any(each.latest for each in self.languages)

    @property
    def files(self) -> list[ShownFile]:
        """Of the latest editions, as far as they are handed out."""
        return [file for each in self.languages if each.latest for file in each.latest.whole_files]

    @property
    def printed(self) -> list[ShownEdition]:
        """Latest editions of which there are copies in print."""
        latest = [each.latest for each in self.languages if each.latest]
        return [each for each in latest if each.state != WITHDRAWN and hasattr(each.edition, "printed")]

    @property
    def has_history(self) -> bool:
        return any(each.earlier for each in self.languages)

    @property
    def downloads(self) -> int:
        shown = (edition for each in self.languages for edition in (each.latest, *each.earlier) if edition)
        return sum(edition.downloads for edition in shown)


def find_material(*, pk: int, user: Any, keys: Sequence[int] = ()) -> Material:
    """The material as its page needs it; Material.DoesNotExist for whoever may not see it."""
    works: QuerySet[Operation] = Operation.objects.filter(materials=OuterRef("pk")).order_by("position", "code")
    rows = Material.objects.visible_to(user, keys).select_related("programme")
    return rows.annotate(operation_rows=as_json(works)).get(pk=pk)


def material_profile(*, material: Any, user: Any, keys: Sequence[int] = ()) -> MaterialProfile:
    """``material`` by ``find_material``."""
    editions = list(
        with_states(Edition.objects.visible_to(user, keys).filter(material=material))
        .select_related("translation_of", "printed")
        .order_by(F("published_at").desc(nulls_first=True), "-pk")
    )
    for edition in editions:
        edition.material = material
    shown = shown_editions([each for each in editions if each.state != EditionState.DRAFT], user=user, keys=keys)
    by_language: dict[str, list[ShownEdition]] = defaultdict(list)
    for each in shown:
        by_language[each.edition.language].append(each)
    codes = sorted(
        {*by_language, *material.wanted_languages}, key=lambda code: place_of(code, material.original_language)
    )
    return MaterialProfile(
        material=material,
        operations=from_json(Operation, material.operation_rows),
        languages=[
            LanguageEditions(code, next(iter(by_language[code]), None), by_language[code][1:]) for code in codes
        ],
        drafts=[each for each in editions if each.state == EditionState.DRAFT],
    )


def with_states(editions: Any) -> Any:
    """For ``shown_editions``, in the same query."""
    return editions.with_newer().with_stale_source()


def shown_editions(editions: Sequence[Any], *, user: Any, keys: Sequence[int] = ()) -> list[ShownEdition]:
    """Editions ``with_states`` with their files, successors and downloads; in three queries."""
    files: dict[int, list[ShownFile]] = defaultdict(list)
    visible = EditionFile.objects.visible_to(user, keys).filter(edition__in=[each.pk for each in editions])
    for file in visible.select_related("care").defer("care__text").order_by("position", "pk"):
        files[file.edition_id].append(ShownFile(file, file.care.found == FileCare.Found.WHOLE))
    successors = _successors(editions, user=user, keys=keys)
    counts = counts_for(editions) if editions else {}
    return [
        ShownEdition(
            edition=each,
            state=state_of(each),
            files=files[each.pk],
            successor=successors.get(each.successor_id),
            downloads=counts.get(each.pk, 0),
        )
        for each in editions
    ]


def _successors(editions: Iterable[Edition], *, user: Any, keys: Sequence[int]) -> dict[int | None, Edition]:
    """One of another material may be for others only: then nothing is said of it."""
    wanted = {each.successor_id for each in editions if each.successor_id and each.is_withdrawn}
    if not wanted:
        return {}
    visible = Edition.objects.visible_to(user, keys).shown().filter(pk__in=wanted)
    return {each.pk: each for each in visible.select_related("material")}


def state_of(edition: Any) -> str:
    """Of an edition ``with_states``."""
    if edition.state == EditionState.DRAFT:
        return DRAFT
    if edition.is_withdrawn:
        return WITHDRAWN
    if edition.has_newer:
        return SUPERSEDED
    source = edition.translation_of
    return STALE if edition.is_older_than_source or (source and source.is_withdrawn) else CURRENT
