"""Taking an erased person out of texts that stay: written by those for whom the person could write too.

A name can be any word: it goes from nothing else, or everybody could rewrite the rows of others by a name of their
choice (`scrubbing` does the same for mails and the desk's log).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Min, Q

from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import User
from jitco_portal.common.privacy.erasure import addresses_of, erased_address, erased_name, names_of


def addresses_instead(person: User) -> dict[str, str]:
    """What stands for each address that the person has or had."""
    return {each: erased_address(person) for each in addresses_of(person)}


def words_instead(person: User) -> dict[str, str]:
    """The same for addresses and names."""
    return addresses_instead(person) | dict.fromkeys(names_of(person), erased_name(person))


def names_since(person: User) -> dict[str, datetime.datetime]:
    """When the person had each of their names first."""
    events: Any = event_models(User)[0]._base_manager
    had = events.filter(pgh_obj_id=person.pk).values_list("name").annotate(first=Min("pgh_created_at"))
    since = {person.name: person.date_joined, **dict(had)}
    return {name: since[name] for name in names_of(person)}


def without(text: str, instead: Mapping[str, str]) -> str:
    """The longest first: one name may be a part of another, and none is a part of another word."""
    for words in sorted(instead, key=len, reverse=True):
        before, after = (r"(?<!\w)" if words[0].isascii() else ""), (r"(?!\w)" if words[-1].isascii() else "")
        text = re.sub(before + re.escape(words) + after, instead[words], text, flags=re.IGNORECASE)
    return text


def scrub_texts(rows: models.QuerySet, field: str, instead: Mapping[str, str]) -> None:
    """In a column of these rows, cut to what it holds; its history is another matter (`forget_in_history`)."""
    longest = rows.model._meta.get_field(field).max_length
    for key, text in rows.exclude(**{field: ""}).values_list("pk", field):
        if (changed := without(text, instead)) != text:
            rows.model._base_manager.filter(pk=key).update(**{field: changed[:longest]})


def forget_in_history(model: Any, field: str, found: Q, instead: Mapping[str, str]) -> None:
    """Blank a text in those of the events found that name the person; what history leaves out is passed over."""
    event_model = getattr(model, "pgh_event_model", None)
    if event_model is None or field not in {each.name for each in event_model._meta.fields}:
        return
    events = event_model.objects.filter(found).exclude(**{field: ""}).values_list("pgh_id", field)
    naming = [key for key, text in events if without(text, instead) != text]
    erase_in_history(model=model, fields=[field], where={"pgh_id__in": naming})


def keys_of(model: Any, **where: Any) -> set[int]:
    """Of the rows that stand, and of those that went."""
    return set(model.pgh_event_model.objects.filter(**where).values_list("pgh_obj_id", flat=True))
