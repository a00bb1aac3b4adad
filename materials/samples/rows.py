"""Fictional materials with real files, made once."""

from __future__ import annotations

import datetime
import hashlib
import uuid
import zlib

from django.core.files.base import ContentFile
from django.utils import timezone

from countries.models import Programme
from jitco_portal.common.csv_tables.tables import LoadReport
from materials.models import Edition, EditionFile, EditionState, FileCare, Material, PrintedCopy
from materials.samples.make_files import FOLDER
from materials.samples.titles import TITLES, SampleEdition, SampleFile, SampleTitle
from materials.tasks import defer_preparation
from organizations.models import Operation


def load_samples() -> list[LoadReport]:
    """A material that was made stays as it is, whatever somebody tried with it."""
    report = LoadReport(str(Material._meta.verbose_name_plural))
    for sample in TITLES:
        if was_made(sample):
            report.unchanged += 1
        else:
            _make(sample)
            report.added += 1
    return [report]


def was_made(sample: SampleTitle) -> bool:
    """The history remembers it, also when it was renamed or deleted since."""
    events = Material.pgh_event_model.objects  # type: ignore[attr-defined]
    return bool(events.filter(title_en=sample.title[0], is_sample=True).exists())


def made_from(sample: SampleTitle) -> Material | None:
    """What stands for it now."""
    events = Material.pgh_event_model.objects  # type: ignore[attr-defined]
    made = events.filter(title_en=sample.title[0], is_sample=True)
    return Material.objects.filter(pk__in=made.values("pgh_obj_id")).order_by("pk").first()


def _make(sample: SampleTitle) -> None:
    material = Material.objects.create(
        kind=sample.kind,
        **_both("title", sample.title),
        **_both("summary", sample.summary),
        audiences=[each.value for each in sample.audiences],
        programme=Programme.objects.filter(code=sample.programme).first(),
        access=sample.access,
        is_listed=sample.is_listed,
        original_language=sample.original,
        wanted_languages=list(sample.wanted),
        is_sample=True,
    )
    material.operations.set(Operation.objects.filter(code__in=sample.operations))
    made: dict[tuple[str, str], Edition] = {}
    heads: dict[str, Edition] = {}
    for each in sample.editions:
        edition = _edition(material, each, made, heads.get(each.language))
        made[each.language, each.version] = edition
        if each.days is not None:
            heads[each.language] = edition
    for each in sample.editions:
        if each.withdrawn:
            _withdraw(made[each.language, each.version], each, made)


def _edition(
    material: Material, sample: SampleEdition, made: dict[tuple[str, str], Edition], head: Edition | None
) -> Edition:
    """As if it had been published so many days ago: its files come first, since later none may."""
    at = timezone.now() - datetime.timedelta(days=sample.days or 0)
    edition = Edition.objects.create(
        material=material,
        language=sample.language,
        version=sample.version,
        dated=f"{timezone.localtime(at):%Y-%m}",
        **_both("notes", sample.notes),
        supersedes=head if sample.days is not None else None,
        translation_of=made[sample.of] if sample.of else None,
    )
    for position, file in enumerate(sample.files, start=1):
        _file(edition, file, position)
    if sample.printed:
        member, general, stock = sample.printed
        PrintedCopy.objects.create(
            edition=edition, price_member=member, price_general=general, stock=stock, grams=120, most_per_order=50
        )
    if sample.days is not None:
        edition.published_at, edition.state = at, EditionState.PUBLISHED
        edition.save()
    return edition


def _file(edition: Edition, sample: SampleFile, position: int) -> None:
    """Its text and its previews are made by the worker, as those of any other file."""
    content = (FOLDER / sample.path).read_bytes()
    row = EditionFile(
        edition=edition,
        **_both("title", sample.title),
        position=position,
        key=uuid.uuid4(),
        name=sample.name,
        type=sample.type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        crc32=zlib.crc32(content),
        pages=sample.pages,
    )
    row.file.save(str(row.key), ContentFile(content), save=False)
    row.save()
    FileCare.objects.create(file=row)
    defer_preparation(file_pk=row.pk)


def _withdraw(edition: Edition, sample: SampleEdition, made: dict[tuple[str, str], Edition]) -> None:
    because_en, because_ja, successor = sample.withdrawn or ("", "", "")
    edition.state, edition.withdrawn_at = EditionState.WITHDRAWN, timezone.now()
    edition.withdrawn_because_en, edition.withdrawn_because_ja = because_en, because_ja
    edition.successor = made[sample.language, successor]
    edition.save()


def _both(name: str, texts: tuple[str, str]) -> dict[str, str]:
    return {f"{name}_en": texts[0], f"{name}_ja": texts[1]}
