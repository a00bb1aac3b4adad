"""What publishers do with an edition: publish it, withdraw it; and the draft of the next one."""

from __future__ import annotations

import datetime
import re
from functools import partial

import pghistory
from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from materials.models import Edition, EditionState, Material
from materials.queries.publishable import BAD, NOTHING, Missing, head_of, missing_of, next_source, seen_of
from materials.services.finishing import refuse_late
from materials.services.telling import NEWER, WITHDRAWN
from materials.tasks import defer_telling

# Of a version without a number, so that one fits behind it.
_LONGEST_WORDS = 36
# A draft that was made within this time is the one that the second click asks for.
_SECOND_CLICK = datetime.timedelta(seconds=30)


class NotReady(Exception):
    """The edition lacks something; ``missing`` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("not ready")
        self.missing = missing


class NothingToRead(NotReady):
    """It has neither a file nor copies in print."""


class BadFile(NotReady):
    """A file of it is damaged or missing."""


class AlreadyThere(Exception):
    """It is published already; perhaps somebody did it a moment ago."""


class ChangedMeanwhile(Exception):
    """It, its files or who may see it are not as whoever publishes saw them."""


class NotPublished(Exception):
    """Only what is published, and not withdrawn already, is withdrawn."""


class ReasonMissing(Exception):
    """Readers of both languages are told why."""


class BadSuccessor(Exception):
    """What is to be used instead is another edition that is published, and not withdrawn."""


@transaction.atomic
def publish(*, edition: Edition, by: User, seen: str | None = None) -> Edition:
    """Show it to whoever may see the material, in the place of the latest of its language, whose readers are told.

    ``seen`` marks what the publisher had before them (``seen_of``). Raises AlreadyThere, ChangedMeanwhile, NotReady
    (NothingToRead, BadFile). From here on it never changes.
    """
    held = _locked(edition)
    if held.state != EditionState.DRAFT:
        raise AlreadyThere
    if seen is not None and seen != seen_of(held):
        raise ChangedMeanwhile
    if stops := [each for each in missing_of(held) if each.stops]:
        kinds = {NOTHING: NothingToRead, BAD: BadFile}
        raise next((kinds[each.code] for each in stops if each.code in kinds), NotReady)(stops)
    head = head_of(held)
    held.supersedes = head
    held.published_at = _now_and_after(head)
    held.published_by = by
    held.state = EditionState.PUBLISHED
    with pghistory.context(user=by.pk):
        held.save()
    # Afterwards: who takes an upload in locks it before its edition.
    transaction.on_commit(partial(refuse_late, edition=held), robust=True)
    if head is not None:
        defer_telling(edition_pk=held.pk, news=NEWER)
    return held


@transaction.atomic
def withdraw(
    *, edition: Edition, by: User, because_en: str, because_ja: str, successor: Edition | None = None
) -> Edition:
    """Hand it out no more; its page says why, and what to use instead. Whoever downloaded it is told.

    Raises NotPublished, ReasonMissing, BadSuccessor. It cannot be taken back: the next edition takes its place.
    """
    held = _locked(edition, successor)
    if held.state != EditionState.PUBLISHED:
        raise NotPublished
    because_en, because_ja = because_en.strip(), because_ja.strip()
    if not (because_en and because_ja):
        raise ReasonMissing
    if successor is not None:
        chosen = Edition.objects.filter(pk=successor.pk).first()
        if chosen is None or chosen.pk == held.pk or chosen.state != EditionState.PUBLISHED:
            raise BadSuccessor
        held.successor = chosen
    held.state, held.withdrawn_at = EditionState.WITHDRAWN, timezone.now()
    held.withdrawn_because_en, held.withdrawn_because_ja = because_en, because_ja
    with pghistory.context(user=by.pk):
        held.save()
    defer_telling(edition_pk=held.pk, news=WITHDRAWN)
    return held


@transaction.atomic
def make_next(*, edition: Edition) -> Edition:
    """A draft that follows: the same language, the next version, of a translation with the latest source.

    A second click makes none: it is led to the first one's.
    """
    Material.objects.select_for_update(no_key=True).get(pk=edition.material_id)
    siblings = Edition.objects.filter(material=edition.material_id, language=edition.language)
    clicked = siblings.filter(state=EditionState.DRAFT, created_at__gt=timezone.now() - _SECOND_CLICK)
    if made := clicked.order_by("-pk").first():
        return made
    is_translation = edition.language != edition.material.original_language
    return Edition.objects.create(
        material=edition.material,
        language=edition.language,
        version=next_version(edition.version, set(siblings.values_list("version", flat=True))),
        dated=f"{timezone.localdate():%Y-%m}",
        translation_of=(next_source(edition.material) or edition.translation_of) if is_translation else None,
    )


def next_version(version: str, taken: set[str]) -> str:
    """The last number in it one higher, until nobody has it: 3 → 4, 2026-09 → 2026-10, 2026-12 → 2027-01."""
    version = _raised(version)
    while version in taken:
        version = _raised(version)
    return version


def _raised(version: str) -> str:
    if month := re.fullmatch(r"(.*\b\d{4}-)12", version):
        year = int(month[1][-5:-1])
        return f"{month[1][:-5]}{year + 1:04d}-01"
    numbers = list(re.finditer(r"[0-9]+", version))
    if not numbers:
        return f"{version[:_LONGEST_WORDS]} 2".strip()
    last = numbers[-1]
    return f"{version[: last.start()]}{int(last[0]) + 1:0{len(last[0])}d}{version[last.end() :]}"


def _locked(edition: Edition, other: Edition | None = None) -> Edition:
    """The edition as it stands, after whoever is at work on its material, or on that of the other.

    Who adds a file to it waits for us.
    """
    keys = {each.material_id for each in (edition, other) if each is not None}
    materials = Material.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    held_materials = {each.pk: each for each in materials}
    held = Edition.objects.select_for_update(of=("self",)).select_related("translation_of").get(pk=edition.pk)
    held.material = held_materials[held.material_id]
    return held


def _now_and_after(head: Edition | None) -> datetime.datetime:
    """The order of editions is that of their times, also where the clocks of two machines differ."""
    now = timezone.now()
    if head is None or head.published_at is None or head.published_at < now:
        return now
    return head.published_at + datetime.timedelta(microseconds=1)
