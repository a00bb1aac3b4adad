"""The public list of materials, each row ready to render, and how many materials each choice of a filter leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, Left, Lower
from django.utils.translation import get_language

from countries.models import Programme
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.ranks import CLOSE_RANKS
from jitco_portal.common.search.terms import LONGEST_TEXT
from materials.models import Edition, EditionFile, EditionState, FileCare, Material, PrintedCopy
from materials.queries.found_in_texts import place_in_text
from materials.queries.languages import own_name, place_of
from materials.queries.looked_for import LookedFor
from organizations.languages import language_name
from organizations.models import JobCategory, Operation
from organizations.queries.facets import SET, Facets
from organizations.queries.facets import Count as Counted

FILTERS = ("kind", "language", "audience", "programme", "work", "printed", "here")
NEWEST, BY_TITLE = "new", "title"
PRINTED, FREE = "yes", "free"
FOUND_ORDER = ("found_rank", "found_lot", "pk")
# Texts that no list shows.
UNSHOWN = ("source", "source_ja", "source_url")


class _Epoch(Func):
    template = "(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    output_field = BigIntegerField()


def order_of(order: str) -> tuple[str, ...]:
    """What appeared last comes first, or by title; what has no edition stands at the end."""
    return ("title_key", "pk") if order == BY_TITLE else ("-appeared", "title_key", "pk")


# Which -----------------------------------------------------------------------------------------------------


def material_list(
    *, user: Any, keys: Sequence[int] = (), looked_for: LookedFor | None = None, **filters: Any
) -> QuerySet[Material]:
    """Materials that the reader may see, for ``paginate`` in an ``order_of`` or, under words, in ``FOUND_ORDER``."""
    rows = Material.objects.visible_to(user, keys)
    if looked_for is not None:
        rows = looked_for.ranked(rows)
    for name, value in filters.items():
        if value:
            rows = rows.filter(_condition(name, value))
    title = F("title_ja") if get_language() == "ja" else Lower("title_en")
    latest = _current(OuterRef("pk")).order_by("-published_at").values("published_at")[:1]
    return rows.annotate(
        title_key=Coalesce(title, Value(""), output_field=TextField()),
        appeared=Coalesce(_Epoch(Subquery(latest)), 0, output_field=BigIntegerField()),
    )


def with_row_values(rows: QuerySet[Material], looked_for: LookedFor | None = None) -> QuerySet[Material]:
    """With all that ``listed`` needs, in the same query."""
    rows = rows.select_related("programme").annotate(edition_rows=edition_rows()).defer(*UNSHOWN)
    if looked_for is not None:
        text = FileCare.objects.filter(file=OuterRef("found_file")).values(start=Left("text", LONGEST_TEXT))[:1]
        # Without an order: that of files leads to materials, whose number would stand for that of the row outside.
        file = EditionFile.objects.filter(pk=OuterRef("found_file")).order_by()
        language = file.values("edition__language")[:1]
        rows = rows.annotate(found_text=Subquery(text), found_language=Subquery(language))
    return rows


def edition_rows() -> ArraySubquery:
    """The head of each language of a material: what its state is, and what of it is here."""
    files = EditionFile.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    whole = files.filter(care__found=FileCare.Found.WHOLE)
    heads = (
        Edition.objects.heads()
        .with_stale_source()
        .filter(material=OuterRef("pk"))
        .annotate(
            files_here=Coalesce(Subquery(whole.annotate(n=Count("pk")).values("n")), 0),
            files_damaged=Exists(EditionFile.objects.filter(edition=OuterRef("pk")).exclude(care__found="whole")),
            bytes_here=Coalesce(Subquery(whole.annotate(n=Sum("size")).values("n")), 0, output_field=BigIntegerField()),
            source_is_withdrawn=Case(
                When(translation_of__state=EditionState.WITHDRAWN, then=True),
                default=False,
                output_field=BooleanField(),
            ),
            is_printed=Exists(PrintedCopy.objects.filter(edition=OuterRef("pk"), is_orderable=True)),
        )
        .order_by("pk")
    )
    columns = ("pk", *_OF_HEAD)
    return ArraySubquery(heads.values(as_json=JSONObject(**{name: name for name in columns})))


_OF_HEAD = (
    *("language", "version", "dated", "state", "is_older_than_source", "source_is_withdrawn"),
    *("files_here", "files_damaged", "bytes_here", "is_printed"),
)


def _current(material: Any) -> QuerySet[Edition]:
    """Heads that were not withdrawn."""
    return Edition.objects.heads().filter(material=material, state=EditionState.PUBLISHED)


def _condition(name: str, value: Any) -> Q:
    if name == "language":
        return Q(Exists(_current(OuterRef("pk")).filter(language=value)))
    if name == "audience":
        return Q(audiences__contains=[value])
    if name == "programme":
        return Q(programme__code=value) | Q(programme=None)
    if name == "work":
        field = "category__code" if "-" in value else "category__group"
        return Q(Exists(Operation.objects.filter(materials=OuterRef("pk"), **{field: value})))
    if name == "printed":
        return Q(_is_printed(free=value == FREE))
    if name == "here":
        return Q(_is_here())
    return Q(kind=value)


def _is_here() -> Exists:
    current = Edition.objects.heads().filter(state=EditionState.PUBLISHED, material=OuterRef(OuterRef("pk")))
    files = EditionFile.objects.filter(edition__in=current.values("pk"), care__found=FileCare.Found.WHOLE)
    return Exists(files)


def _is_printed(*, free: bool) -> Exists:
    current = Edition.objects.heads().filter(state=EditionState.PUBLISHED, material=OuterRef(OuterRef("pk")))
    copies = PrintedCopy.objects.filter(edition__in=current.values("pk"), is_orderable=True)
    return Exists(copies.filter(price_general=0) if free else copies)


def newest_materials(*, user: Any, keys: Sequence[int] = (), number: int) -> list[ListedMaterial]:
    """Those of which something can be had here, what appeared last first; in one query."""
    rows = material_list(user=user, keys=keys, here=True)
    return listed(with_row_values(rows).order_by(*order_of(NEWEST))[:number])


# How many --------------------------------------------------------------------------------------------------


def material_facets(
    *,
    user: Any,
    keys: Sequence[int] = (),
    looked_for: LookedFor | None = None,
    programmes: Iterable[Programme],
    categories: Iterable[JobCategory],
    **filters: Any,
) -> Facets:
    """How many materials each choice leaves under the other filters; in one query.

    The materials are counted by what the filters ask of them: so many alike come as one row.
    """
    codes = [programme.code for programme in programmes]
    group_of = {category.code: category.group for category in categories}
    rows = Material.objects.visible_to(user, keys)
    if looked_for is not None:
        rows = rows.filter(pk__in=looked_for.ids)
    works = Operation.objects.filter(materials=OuterRef("pk")).order_by("category__code")
    languages = _current(OuterRef("pk")).order_by("language")
    alike = (
        rows.annotate(
            of_languages=ArraySubquery(languages.values("language")),
            of_work=ArraySubquery(works.values("category__code").distinct()),
            is_here=_is_here(),
            is_printed=_is_printed(free=False),
            is_free=_is_printed(free=True),
        )
        .order_by()
        .values(
            *("kind", "audiences", "programme__code", "of_languages", "of_work", "is_here", "is_printed", "is_free")
        )
        .annotate(number=Count("pk"))
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for row in alike:
        has: dict[str, set[Any]] = {
            "kind": {row["kind"]},
            "language": set(row["of_languages"]),
            "audience": set(row["audiences"]),
            "programme": {row["programme__code"]} if row["programme__code"] else set(codes),
            "work": {*row["of_work"], *(group_of[code] for code in row["of_work"] if code in group_of)},
            "printed": {PRINTED} if row["is_printed"] else set(),
            "here": {SET} if row["is_here"] else set(),
        }
        has["printed"] |= {FREE} if row["is_free"] else set()
        asked = {name: SET if value is True else value for name, value in filters.items() if value}
        fails = {name for name, value in asked.items() if value not in has[name]}
        total += 0 if fails else row["number"]
        for name, choices in has.items():
            if not fails - {name}:
                counts[name].update(dict.fromkeys(choices, row["number"]))
    return Facets(total, {name: {key: Counted.of(n) for key, n in each.items()} for name, each in counts.items()})


# Rows ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """The latest edition of a language. ``state``: current, stale (its source is newer or withdrawn) or withdrawn."""

    pk: int
    language: str
    version: str
    dated: str
    state: str
    files_here: int
    files_damaged: bool
    bytes_here: int
    is_printed: bool
    source_is_withdrawn: bool

    @property
    def own_name(self) -> str:
        return own_name(self.language)

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def dated_on(self) -> PartialDate:
        return PartialDate.parse(self.dated)


@dataclass(frozen=True)
class FoundBy:
    """Why the words find it: in its titles, or the stretch of a file's text that answers."""

    title: tuple[Segment, ...]
    text: tuple[Segment, ...] = ()
    language: str = ""
    is_close: bool = False

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True)
class ListedMaterial:
    material: Material
    heads: list[Head]
    found_by: FoundBy | None

    @property
    def has_files(self) -> bool:
        return any(head.files_here and head.state != "withdrawn" for head in self.heads)

    @property
    def is_printed(self) -> bool:
        return any(head.is_printed and head.state != "withdrawn" for head in self.heads)

    @property
    def audiences(self) -> list[str]:
        return audience_names(self.material)

    @property
    def other_title(self) -> dict[str, str]:
        """In the language that is not the reader's, where it is another one."""
        return other_title(self.material)


def listed(rows: Iterable[Any], looked_for: LookedFor | None = None) -> list[ListedMaterial]:
    """Rows ``with_row_values`` as the pages show them; asks nothing more."""
    return [
        ListedMaterial(
            material=row,
            heads=heads_of(row.edition_rows, original=row.original_language),
            found_by=_found_by(row, looked_for) if looked_for else None,
        )
        for row in rows
    ]


def heads_of(edition_rows: Iterable[Mapping[str, Any]], *, original: str) -> list[Head]:
    """As ``edition_rows`` read them, the original first."""
    heads = [
        Head(
            pk=row["pk"],
            state=_state_of(row),
            **{name: row[name] for name in ("language", "version", "dated", "files_here", "files_damaged")},
            **{name: row[name] for name in ("bytes_here", "is_printed", "source_is_withdrawn")},
        )
        for row in edition_rows
    ]
    return sorted(heads, key=lambda head: place_of(head.language, original))


def _state_of(row: Mapping[str, Any]) -> str:
    if row["state"] == EditionState.WITHDRAWN:
        return "withdrawn"
    return "stale" if row["is_older_than_source"] or row["source_is_withdrawn"] else "current"


def _found_by(row: Any, looked_for: LookedFor) -> FoundBy:
    title = marked(row.title, looked_for.question).segments
    is_close = row.found_rank in CLOSE_RANKS
    if row.found_text:
        return FoundBy(
            title, place_in_text(row.found_text, looked_for.words, looked_for.question), row.found_language, is_close
        )
    return FoundBy(title, is_close=is_close)


def audience_names(material: Material) -> list[str]:
    labels = dict(Material.Audience.choices)
    return [str(labels.get(each, each)) for each in material.audiences]


def other_title(material: Material) -> dict[str, str]:
    language = "en" if get_language() == "ja" else "ja"
    text = getattr(material, f"title_{language}")
    return {"language": language, "text": "" if text == material.title else text}
