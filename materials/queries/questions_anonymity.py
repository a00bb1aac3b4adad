"""Whether a text that is to be published leads to somebody: what of a thread stands in it.

A machine knows names, addresses and numbers when it sees them, not what a case tells of a person: staff read the text
beside the thread as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.search.legal_forms import without_legal_form
from jitco_portal.common.search.plain import glued, is_kana, is_kanji, plain
from materials.models import Enquiry

# The fields in which somebody could be named.
TEXTS = ("question_en", "question_ja", "answer_en", "answer_ja", "source", "source_ja")
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# Digits as people part them in telephone numbers; full-width ones were made plain before.
_NUMBER = re.compile(r"(?<![\w.,/-])\+?\(?\d(?:[ \t().-]{0,2}\d){7,14}(?![\w,])")
_DAY = re.compile(r"(?:19|20)\d\d[-.]\d\d?[-.]\d\d?")
_FEWEST_DIGITS, _FEWEST_WITH_CODE = 9, 8
# A core or a short name below this is a word like others.
_SHORTEST_WORD = 3
_SHORTEST_NAME_PART = 4


@dataclass(frozen=True)
class Trace:
    """Words that lead to somebody, and what they are."""

    words: str
    what: str


@dataclass(frozen=True)
class Known:
    """Who must not be told from a text: names and ids of the organization, names and addresses of people."""

    organization: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def known_of(enquiry: Enquiry | None) -> Known:
    """Three queries; nobody in particular for a text that comes from no enquiry."""
    if enquiry is None:
        return Known()
    row = enquiry.organization
    names = [row.name_local, row.name_en, row.name_ja, row.name_kana, row.short_name, row.public_id]
    names += row.further_names.values_list("name", flat=True)
    wrote = Q(pk__in=enquiry.messages.values("by")) | Q(pk=enquiry.created_by_id)
    people = list(User.objects.filter(wrote).order_by("pk").values_list("name", "email"))
    return Known(
        organization=[name for name in names if name.strip()],
        people=[name for name, _email in people if name.strip()],
        addresses=[email for _name, email in people if email],
    )


def traces_in(text: str, known: Known) -> list[Trace]:
    """Each once, in the order: the organization, people, addresses, telephone numbers."""
    whole = unicodedata.normalize("NFKC", text)
    words = plain(whole)
    found = [Trace(name, _("the organization that asked")) for name in known.organization if _names(name, words)]
    found += [Trace(name, _("somebody of the thread")) for name in known.people if _is_person(name, whole, words)]
    lowered = whole.casefold()
    found += [Trace(each, _("an e-mail address")) for each in known.addresses if each.casefold() in lowered]
    found += [Trace(each, _("an e-mail address")) for each in _EMAIL.findall(whole)]
    found += [Trace(each, _("a telephone number")) for each in _telephones(whole)]
    return list(dict.fromkeys(found))


def traces_by_field(values: Mapping[str, Any], known: Known) -> dict[str, list[Trace]]:
    """For each text of a question and answer in which there are any."""
    found = {name: traces_in(values.get(name) or "", known) for name in TEXTS}
    return {name: traces for name, traces in found.items() if traces}


def _names(name: str, words: str) -> bool:
    """In any spelling; without its legal form too, where something of a name is left."""
    return any(_stands(form, words) for form in _forms(name))


def _forms(name: str) -> Iterable[str]:
    whole = plain(name)
    core = without_legal_form(whole)
    return [form for form in dict.fromkeys((whole, core)) if len(glued(form)) >= _SHORTEST_WORD]


def _stands(form: str, words: str) -> bool:
    """Of a script with spaces whole words, also written together; of Japanese the letters."""
    if any(is_kanji(letter) or is_kana(letter) for letter in form):
        return glued(form) in glued(words)
    if f" {form} " in f" {words} ":
        return True
    together = glued(form)
    return f" {together} " in f" {words} " or (
        " " in form and len(together) >= 2 * _SHORTEST_NAME_PART and together in glued(words)
    )


def _is_person(name: str, whole: str, words: str) -> bool:
    """The whole name in either order, or a part of it written as a name: ``Minh``, and not ``park`` for a Mr. Park."""
    parts = plain(name).split()
    if not parts:
        return False
    orders = {" ".join(parts), " ".join(reversed(parts)), " ".join([*parts[1:], parts[0]])}
    if any(_stands(order, words) for order in orders if len(glued(order)) >= 2):
        return True
    return any(_is_part(part, whole) for part in unicodedata.normalize("NFKC", name).split())


def _is_part(part: str, whole: str) -> bool:
    if any(is_kanji(letter) for letter in part):
        return len(part) >= 2 and part in whole
    if len(part) < _SHORTEST_NAME_PART:
        return False
    written = {part.capitalize(), part.upper(), part.title()}
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(written)))})(?!\w)", whole) is not None


def _telephones(whole: str) -> list[str]:
    found = []
    for match in _NUMBER.finditer(_DAY.sub("", whole)):
        number = match[0].strip()
        digits = sum(map(str.isdigit, number))
        if digits >= (_FEWEST_WITH_CODE if number[0] in "+(" else _FEWEST_DIGITS):
            found.append(number)
    return found
