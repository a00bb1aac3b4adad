"""The list of materials as a file: one row for each file of a current edition that the reader may fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.exports import Column, give_back_connections
from materials.models import Access, Edition, EditionFile, FileCare, PrintedCopy
from materials.queries.found_by import current_files
from materials.queries.languages import place_of
from organizations.models import Operation


def file_batches(
    batches: Iterable[Sequence[Any]], *, user: Any, keys: Sequence[int] = (), language: str = ""
) -> Iterator[list[EditionFile]]:
    """The files of each batch of materials, in its order; damaged ones are not handed out and not named."""
    for materials in batches:
        files = current_files().filter(
            pk__in=EditionFile.objects.visible_to(user, keys).values("pk"),
            edition__material__in=[material.pk for material in materials],
            care__found=FileCare.Found.WHOLE,
        )
        if language:
            files = files.filter(edition__language=language)
        copies = PrintedCopy.objects.filter(edition=OuterRef("edition"), is_orderable=True)
        rows = files.select_related("edition__material__programme", "edition__translation_of").annotate(
            is_printed=Exists(copies), is_older_than_source=_is_older_than_source()
        )
        of: dict[int, list[EditionFile]] = defaultdict(list)
        for file in rows.order_by("position", "pk"):
            of[file.edition.material_id].append(file)
        codes = defaultdict(list)
        works = Operation.objects.filter(materials__in=of).order_by("position", "pk")
        for material, code in works.values_list("materials", "code") if of else ():
            codes[material].append(code)
        give_back_connections()
        found = []
        for material in materials:
            for file in _by_language(of[material.pk], material.original_language):
                file.operation_codes = codes[material.pk]
                found.append(file)
        yield found


def _by_language(files: Iterable[Any], original: str) -> list[Any]:
    return sorted(files, key=lambda file: place_of(file.edition.language, original))


def _is_older_than_source() -> Exists:
    later = Edition.objects.shown().filter(
        published_at__gt=OuterRef("edition__translation_of__published_at"),
        material=OuterRef("edition__material"),
        language=OuterRef("edition__translation_of__language"),
    )
    return Exists(later)


def file_columns(*, origin: str, token: str = "") -> list[Column]:
    """One set for everybody. ``origin`` begins every address; ``token`` opens what is shared by a link."""

    def address(file: EditionFile, path: str) -> str:
        is_shared = token and file.edition.material.access != Access.EVERYBODY
        return f"{origin}{path}{'?' + urlencode({'key': token}) if is_shared else ''}"

    def latest(file: EditionFile) -> str:
        edition = file.edition
        return address(file, reverse("materials:edition_latest", args=[edition.material_id, edition.language]))

    return [
        Column("title", _("The title of the material, in the language of the page."), _of_material("title")),
        Column("language", _("The language of the edition (ISO 639)."), _of_edition("language")),
        Column("edition", _("The edition, as it is printed on it."), _of_edition("version")),
        Column(
            "file_url",
            _("The permanent address of the file; broken downloads can be resumed there."),
            lambda file: address(file, file.get_absolute_url()),
        ),
        Column("size", _("The size of the file in bytes."), attrgetter("size")),
        Column("sha256", _("The SHA-256 checksum of the file, in hexadecimal figures."), attrgetter("sha256")),
        Column("file_name", _("The name of the file."), attrgetter("name")),
        Column("file_type", _("The type of the file (media type)."), attrgetter("type")),
        Column("part", _("What the file is, where an edition has several."), attrgetter("title")),
        Column("pages", _("How many pages the file has, where it has pages."), attrgetter("pages")),
        Column("scan", _("clean or not_scanned: whether it was scanned for viruses."), attrgetter("scan")),
        Column("dated", _("The date of the edition, as exact as it is known."), _of_edition("dated")),
        Column("translated_from", _("The language that it was translated from (ISO 639)."), _translated_from),
        Column(
            "older_than_source",
            _("Whether a newer edition of what it was translated from has appeared."),
            attrgetter("is_older_than_source"),
        ),
        Column("material", _("The number of the material, as in the address of its page."), _of_material("pk")),
        Column("title_en", _("The title in English."), _of_material("title_en")),
        Column("title_ja", _("The title in Japanese."), _of_material("title_ja")),
        Column("kind", _("The kind: pamphlet, textbook, glossary …"), _of_material("kind")),
        Column(
            "audiences",
            _("For whom: sending, supervising, implementing, teachers, trainees."),
            _of_material("audiences"),
        ),
        Column(
            "programme",
            _("The programme (titp, ssw, esd); blank where it holds for every programme."),
            lambda file: file.edition.material.programme.code if file.edition.material.programme else None,
        ),
        Column("operations", _("The codes of the operations that it is about."), attrgetter("operation_codes")),
        Column("printed", _("Whether printed copies can be ordered."), attrgetter("is_printed")),
        Column(
            "edition_url",
            _("The page of the edition; its address stays the same for ever."),
            lambda file: address(file, file.edition.get_absolute_url()),
        ),
        Column("latest_url", _("The address that always leads to the latest edition in this language."), latest),
        Column("is_sample", _("Whether it is made up (sample data)."), _of_material("is_sample")),
    ]


def _of_edition(name: str) -> Callable[[EditionFile], Any]:
    return attrgetter(f"edition.{name}")


def _of_material(name: str) -> Callable[[EditionFile], Any]:
    return attrgetter(f"edition.material.{name}")


def _translated_from(file: EditionFile) -> str | None:
    source = file.edition.translation_of
    return source.language if source else None
