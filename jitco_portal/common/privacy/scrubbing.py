"""Taking what names a person out of texts: an address wherever it stands, a name only in rows about the person.

A name can be any word: replaced everywhere, it would let everybody rewrite the rows of others by a name of their
choice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

import pghistory.models
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.signing import b64_decode
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast, Left

from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import OutboxMessage

# Of scripts that put spaces between words; 佐藤さん names 佐藤, but Anders does not name An.
_LETTER = "A-Za-z0-9_À-ɏ\u0300-\u052fḀ-ỿ"
# JSON writes a new line as a letter, which is none of the word that follows.
_AFTER_ESCAPE = r"(?<=\\[bfnrt])"


def scrub_address(address: str, instead: str) -> None:
    """In all mails to others, in the desk's log, and in the addresses and reasons of the history."""
    pattern = _pattern_of_address(address)
    _scrub_mails(OutboxMessage.objects.all(), pattern, instead)
    for field in ("subject", "last_error"):
        erase_in_history(model=OutboxMessage, fields=[field], where={f"{field}__iregex": pattern})
    for written in _in_json(address):
        _scrub_rows(LogEntry.objects.all(), ("object_repr", "change_message"), _pattern_of_address(written), instead)
    for written in {*_in_json(address), quote(address), quote(address, safe="@")}:
        _scrub_contexts(_pattern_of_address(written), instead)
    _forget_links_for(address)


def scrub_name(name: str, instead: str, *, mails: Q, log: Q) -> None:
    """In these mails and their history, and in these lines of the desk's log; nowhere else."""
    pattern = _pattern_of_name(name)
    keys = list(OutboxMessage.objects.filter(mails).values_list("pk", flat=True))
    _scrub_mails(OutboxMessage.objects.filter(pk__in=keys), pattern, instead)
    for field in ("subject", "last_error"):
        where = {"pgh_obj_id__in": keys, f"{field}__iregex": pattern}
        erase_in_history(model=OutboxMessage, fields=[field], where=where)
    for written in _in_json(name):
        rows = LogEntry.objects.filter(log)
        _scrub_rows(rows, ("object_repr", "change_message"), _pattern_of_name(written), instead)


def log_about(model: type[models.Model], keys: Iterable[Any]) -> Q:
    """Lines of the desk's log about these rows."""
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=[str(each) for each in keys])


def _scrub_mails(mails: models.QuerySet, pattern: str, instead: str) -> None:
    _scrub_rows(mails, ("subject", "body", "last_error"), pattern, instead)


def _scrub_rows(rows: models.QuerySet, fields: Iterable[str], pattern: str, instead: str) -> None:
    for name in fields:
        text: Any = _replaced(F(name), pattern, instead)
        # What stands instead may be longer.
        if longest := rows.model._meta.get_field(name).max_length:
            text = Left(text, longest)
        rows.filter(**{f"{name}__iregex": pattern}).update(**{name: text})


def _scrub_contexts(pattern: str, instead: str) -> None:
    """Who did it stays, as the erased row's number."""
    as_text = Cast("metadata", TextField())
    found = pghistory.models.Context.objects.annotate(as_text=as_text).filter(as_text__iregex=pattern)
    text = _replaced(Cast(F("metadata"), TextField()), pattern, instead)
    found.update(metadata=Cast(text, models.JSONField()))


def _forget_links_for(address: str) -> None:
    """Links that end mails hold the address in another writing; what is written today keeps none."""
    for context in pghistory.models.Context.objects.filter(metadata__url__icontains="/unsubscribe/"):
        before, _middle, token = context.metadata["url"].partition("/unsubscribe/")
        if address.lower() in _told_by(token):
            context.metadata["url"] = f"{before}/unsubscribe/…/"
            context.save(update_fields=["metadata"])


def _told_by(token: str) -> str:
    try:
        return b64_decode(unquote(token).partition(".")[0].encode()).decode().lower()
    except ValueError:
        return ""


def _in_json(words: str) -> set[str]:
    """As they stand in a text, and in JSON with and without letters beyond ASCII."""
    return {words, json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1]}


def _pattern_of_address(address: str) -> str:
    """The whole address: a@example.org is neither ba@example.org nor a@example.org.jp."""
    before = rf"((?<![A-Za-z0-9_.+-])|{_AFTER_ESCAPE}|(?<=%[0-9A-Fa-f][0-9A-Fa-f])(?<!%2B))"
    return before + _escaped(address) + r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9])"


def _pattern_of_name(name: str) -> str:
    """The name as words of their own, and never a part of a link, nor what JSON names a value by."""
    before = rf"((?<![{_LETTER}])|{_AFTER_ESCAPE})" if re.match(f"[{_LETTER}]", name) else ""
    after = f"(?![{_LETTER}])" if re.search(f"[{_LETTER}]$", name) else ""
    return r"(?<!https?://\S*)" + before + _escaped(name) + after + r'(?!://|":)'


def _escaped(words: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", words)


def _replaced(text: Any, pattern: str, instead: str) -> Func:
    """The text of a column with other words in the place of what the pattern finds, whatever their case."""
    return Func(text, Value(pattern), Value(instead), Value("gi"), function="regexp_replace", output_field=TextField())
