"""What is handed out: files, pictures of their pages, and archives of several; to whom, their querysets decide."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation

from jitco_portal.common import archives
from jitco_portal.common.archives import Archive, ArchiveTooLarge, Entry, safe_names
from jitco_portal.common.delivery import StoredFile
from materials.models import Access, Edition, EditionFile, EditionState, FileCare, FilePreview, Material, ShareKey

MANIFEST = "MANIFEST.txt"


class NotAsCheckedIn(Exception):
    """The bytes of a file are not those that were checked in, or are gone: they are handed out to nobody."""

    def __init__(self, file: EditionFile) -> None:
        super().__init__(f"file {file.pk}")
        self.file = file


# Files ----------------------------------------------------------------------------------------------------


def file_for(*, user: Any, keys: Sequence[int], pk: int) -> EditionFile | None:
    """The file, if the reader may have it; one query."""
    return _files(user, keys).filter(pk=pk).first()


def withdrawn_edition_of(*, user: Any, keys: Sequence[int], file_pk: int) -> Edition | None:
    """The edition whose notice tells a reader why its file is handed out no more."""
    editions = Edition.objects.visible_to(user, keys).filter(state=EditionState.WITHDRAWN)
    return editions.select_related("material", "successor__material").filter(files=file_pk).first()


def latest_edition(*, user: Any, keys: Sequence[int], material_pk: int, language: str) -> Edition | None:
    """With its files (``files``); it may have been withdrawn."""
    editions = Edition.objects.visible_to(user, keys).heads().filter(material=material_pk, language=language)
    return editions.select_related("material", "successor__material").prefetch_related("files").first()


def preview_for(*, user: Any, keys: Sequence[int], file_pk: int, page: int) -> FilePreview | None:
    rows = FilePreview.objects.select_related("file__edition__material")
    return rows.filter(file__in=EditionFile.objects.visible_to(user, keys), file=file_pk, page=page).first()


def stored(file: EditionFile) -> StoredFile:
    """Raises NotAsCheckedIn."""
    if file.care.found != FileCare.Found.WHOLE:
        raise NotAsCheckedIn(file)
    return StoredFile(
        stored_as=file.file.name or "",
        name=file.name,
        content_type=file.type,
        size=file.size,
        modified=file.created_at,
        sha256=file.sha256,
        is_public=_is_public(file.edition),
        plain_name=_plain_name(file),
        languages=file.edition.language,
    )


def _plain_name(file: EditionFile) -> str:
    """For programs that know ASCII only: what it is, as far as its own name has nothing for them."""
    part = file.title_en or (str(file.position) if file.position > 1 else "")
    return _folder(file.edition, file.edition.material.title_en) + (part and f" {part}") + PurePath(file.name).suffix


def stored_preview(preview: FilePreview) -> StoredFile:
    return StoredFile(
        stored_as=preview.image.name or "",
        name=f"{preview.page}.webp",
        content_type="image/webp",
        size=preview.size,
        modified=preview.file.created_at,
        sha256=preview.sha256,
        is_public=_is_public(preview.file.edition),
        inline=True,
    )


def _is_public(edition: Edition) -> bool:
    material = edition.material
    return material.access == Access.EVERYBODY and material.is_listed and edition.state == EditionState.PUBLISHED


def _files(user: Any, keys: Sequence[int]) -> Any:
    return EditionFile.objects.visible_to(user, keys).select_related("care", "edition__material")


# Archives -------------------------------------------------------------------------------------------------


def files_for_archive(*, user: Any, keys: Sequence[int], pks: Iterable[int]) -> list[EditionFile] | None:
    """All of them in their order, or None where the reader may not have one; raises ArchiveTooLarge."""
    wanted = set(pks)
    if len(wanted) > archives.MOST_FILES:
        raise ArchiveTooLarge
    found = list(_files(user, keys).filter(pk__in=wanted).order_by("edition__material", "edition", "position", "pk"))
    return found if found and len(found) == len(wanted) else None


def files_of_edition(*, user: Any, keys: Sequence[int], edition_pk: int) -> list[EditionFile]:
    return list(_files(user, keys).filter(edition=edition_pk).order_by("position", "pk"))


def archive_of(files: Sequence[EditionFile]) -> Archive:
    """Of files in their order; raises ArchiveTooLarge and NotAsCheckedIn."""
    if len(files) > archives.MOST_FILES or sum(file.size for file in files) > archives.LARGEST:
        raise ArchiveTooLarge
    editions = {file.edition_id: file.edition for file in files}
    titles = _titles_as_published(list(editions.values()))
    folders = {pk: _folder(edition, titles[pk][0]) for pk, edition in editions.items()}
    is_one = len(editions) == 1
    names = safe_names(
        [MANIFEST, *(file.name if is_one else f"{folders[file.edition_id]}/{file.name}" for file in files)]
    )
    manifest = _manifest(list(zip(files, names[1:], strict=True)), titles).encode()
    at = max(file.created_at for file in files)
    entries = [Entry(MANIFEST, len(manifest), zlib.crc32(manifest), at, content=manifest)]
    for file, name in zip(files, names[1:], strict=True):
        entries.append(Entry(name, file.size, file.crc32, file.created_at, file=stored(file)))
    title = folders[files[0].edition_id] if is_one else "materials"
    return Archive(
        f"{title}.zip",
        entries,
        is_public=all(_is_public(edition) for edition in editions.values()),
        languages=", ".join(sorted({edition.language for edition in editions.values()})),
    )


def _titles_as_published(editions: Sequence[Edition]) -> dict[int, tuple[str, str]]:
    """By the edition, in English and Japanese; one query.

    A title may change, and half of an archive must still fit to the other half: it is the one of the day when the
    edition was published, or the first that is known.
    """
    events = Material.pgh_event_model.objects  # type: ignore[attr-defined]
    known = defaultdict(list)
    rows = events.filter(pgh_obj__in={edition.material_id for edition in editions}).order_by("pgh_created_at", "pgh_id")
    for material, *event in rows.values_list("pgh_obj", "pgh_created_at", "title_en", "title_ja"):
        known[material].append(event)
    found = {}
    for edition in editions:
        material = edition.material
        found[edition.pk] = (material.title_en, material.title_ja)
        for number, (at, *titles) in enumerate(known[material.pk]):
            if number == 0 or (edition.published_at and at <= edition.published_at):
                found[edition.pk] = tuple(titles)
    return found


def _folder(edition: Edition, title: str) -> str:
    name = f"{title} ({edition.language}, {edition.version})"
    return name.replace(": ", " - ").replace("/", "_")


def _manifest(files: Sequence[tuple[EditionFile, str]], titles: dict[int, tuple[str, str]]) -> str:
    """In both languages at once, so that an archive has the same bytes at every address of it."""
    lines = ["JITCO Sending Support / JITCO送出し支援ポータル", ""]
    for file, name in files:
        edition = file.edition
        in_english, in_japanese = titles[edition.pk]
        lines += [
            name,
            f"  Title / 題名: {_in_one_line(in_english)} / {_in_one_line(in_japanese)}",
            f"  Language / 言語: {edition.language}",
            f"  Edition / 版: {_in_one_line(edition.version)} ({edition.dated})",
            f"  Size / サイズ: {file.size} bytes",
            f"  SHA-256: {file.sha256}",
            f"  Permanent address / 恒久アドレス: {permanent_address(file)}",
            "",
        ]
    # As every system opens it.
    return "\r\n".join(lines)


def permanent_address(file: EditionFile) -> str:
    """For a list or a manifest that is read outside of the site, whatever language it was made in."""
    with translation.override("en"):
        return settings.SITE_URL + reverse("materials:file_download", args=[file.pk])


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


# Links for participants -----------------------------------------------------------------------------------


def shared_materials(*, key: ShareKey, user: Any) -> list[Material]:
    """What a link shows: materials with ``current``, their latest editions by language, and the files of these."""
    heads = (
        Edition.objects.heads()
        .filter(state=EditionState.PUBLISHED)
        .order_by("language")
        .prefetch_related(Prefetch("files", EditionFile.objects.select_related("care").order_by("position", "pk")))
    )
    rows = Material.objects.visible_to(user, (key.pk,)).filter(share_keys=key).order_by("title_en", "pk")
    return list(rows.prefetch_related(Prefetch("editions", heads, to_attr="current")))
