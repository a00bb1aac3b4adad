"""Telling the readers of an edition what became of it: a newer one is there, or it was withdrawn.

By the worker, one mail at a time: five thousand readers hold up nobody who publishes. A job that is done again writes
to nobody twice (the outbox takes one message per recipient and cause).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from materials.models import Edition, EditionState, ShareKey
from materials.queries.readers import links_of, readers_of, readers_of_older

logger = logging.getLogger(__name__)

KIND = "material_edition"
# What a job tells of.
NEWER, WITHDRAWN = "newer", "withdrawn"


class NotAllTold(Exception):
    """Some mails could not be written: the job is to be done again."""


def tell_readers(*, edition_pk: int, news: str) -> int:
    """Write to every reader who may still see the edition, and say to how many. Raises NotAllTold after all others.

    What has no meaning any more is not told: a newer one has followed meanwhile, of which its own job tells; or what
    was published was withdrawn again.
    """
    edition = (
        Edition.objects.select_related("material", "successor__material").with_newer().filter(pk=edition_pk).first()
    )
    if edition is None:
        return 0
    if news == NEWER:
        if edition.state != EditionState.PUBLISHED or edition.has_newer:
            return 0
        readers = readers_of_older(edition)
    else:
        readers = readers_of(edition)
    told = failed = 0
    for pk in list(readers.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                told += _tell(edition, pk, news)
        except Exception:
            logger.exception("A reader could not be told", extra={"edition": edition.pk, "user": pk})
            failed += 1
    if failed:
        raise NotAllTold(failed)
    return told


def _tell(edition: Edition, pk: int, news: str) -> bool:
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return False
    same, links = Edition.objects.filter(pk=edition.pk), []
    if not same.visible_to(user).exists():
        links = list(links_of(user, material=edition.material_id, language=edition.language))
        if not links or not same.visible_to(user, [link.pk for link in links]).exists():
            return False
    with translation.override(user.language):
        context = {
            "is_withdrawn": news == WITHDRAWN,
            "title": edition.material.title,
            "language": edition.language_name,
            "version": edition.words,
            "page": _address("edition_detail", edition.pk),
            # Without it the page would not open for them.
            "link": links[0].title if links else "",
            **(_of_withdrawal(edition, user, links) if news == WITHDRAWN else _of_newer(edition)),
        }
    queue_mail(
        kind=KIND,
        cause=f"edition:{edition.pk}:{news}",
        recipient=user.email,
        user=user,
        context=context,
    )
    return True


def _of_newer(edition: Edition) -> dict[str, Any]:
    return {
        "notes": edition.notes,
        "latest": _address("edition_latest", edition.material_id, edition.language),
    }


def _of_withdrawal(edition: Edition, user: User, links: Sequence[ShareKey]) -> dict[str, Any]:
    """With what is to be used instead, as far as the reader may see it."""
    found: dict[str, Any] = {"because": edition.withdrawn_because, "successor": ""}
    visible = Edition.objects.visible_to(user, [link.pk for link in links])
    if edition.successor_id and visible.filter(pk=edition.successor_id).exists():
        found |= {"successor": edition.successor, "successor_page": _address("edition_detail", edition.successor_id)}
    return found


def _address(name: str, *args: Any) -> str:
    return str(settings.SITE_URL + reverse(f"materials:{name}", args=args))
