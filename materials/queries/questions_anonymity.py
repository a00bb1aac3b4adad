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
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.search.legal_forms import without_legal_form
from jitco_portal.common.search.plain import glued, is_kana, is_kanji, plain
from jitco_portal.common.search.readings import sound
from materials.models import Enquiry, EnquiryMessage
from materials.queries.questions_disguises import seen_forms

# The fields in which somebody could be named.
TEXTS = ("question_en", "question_ja", "answer_en", "answer_ja", "source", "source_ja", "source_url")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]+(?:\.[\w-]+)+")
# Digits as people part them in telephone numbers, in Japan with the long-vowel mark too; full-width ones were made
# plain before.
_PARTED = r"[ \t().\-/・ー‐-―−]{0,3}"
_NUMBER = re.compile(rf"(?<![\w.,/-])\+?\(?\d(?:{_PARTED}\d){{7,14}}(?![\w,])")
_YEAR, _MARK = r"(?:19|20)\d\d", r"[-./–]"
# Not numbers to call: days, years, addresses of pages.
_NO_NUMBER = re.compile(
    rf"https?://\S+|{_YEAR}{_MARK}\d\d?{_MARK}\d\d?(?!\d)|(?<!\d)\d\d?{_MARK}\d\d?{_MARK}{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}(?:{_MARK}{_YEAR})+(?!\d)"
)
_FEWEST_DIGITS, _FEWEST_WITH_CODE = 9, 8
# A core or a short name below this is a word like others.
_SHORTEST_WORD = 3
_SHORTEST_NAME_PART = 4
_SHORTEST_OWN_PART = 5
_SHORTEST_OWN_PART_JA = 4
_KATAKANA = re.compile("[ァ-ヺー]{2,}")
# Words of trade and places that many names of organizations share: what is left of a name is its own.
_TRADE = (
    "manpower|human|resources?|international|services?|training|cent(?:er|re)|recruit(?:ment|ing)|employment|agency"
    "|overseas|development|trad(?:e|ing)|export|import|supply|labou?r|cooperat(?:ion|ive)|corporation|company|group"
    "|investment|education|consult(?:ing|ancy)|construction|technology|global|and|of|for|the|school|college|academy"
    "|institute|association|union|organi[sz]ation|sample|japan(?:ese)?|viet ?nam|vn|indonesia|philippines?|myanmar"
    "|cambodia|mongolia|nepal|thailand|laos?|bangladesh|sri lanka|india|pakistan|uzbekistan|kyrgyz|kazakhstan|bhutan"
    "|china|ha ?noi|ho chi minh|city|sai ?gon|cung ung|nhan luc|quoc te|xuat khau|lao dong|thuong mai|dich vu|dau tu"
    "|phat trien|hop tac|xay dung|dao tao"
)
_SHARED = re.compile(rf"^(?:{_TRADE})(?: |$)| (?:{_TRADE})$")
_SHARED_JA = re.compile(
    "^(?:国際|見本|日本)+|(?:協同組合|組合|人材|国際|送出|派遣|開発|事業|教育|さーびす|せんたー|機関|会社|協会|ぐるーぷ|見本|供給|そうしゅつ)+$"
)
# Mail providers of everybody, and names that no one has.
_OF_EVERYBODY = re.compile(
    r"gmail\.com|yahoo\.(?:com|co\.jp)|(?:outlook|hotmail|live|icloud)\.(?:com|jp)|(?:qq|163|naver)\.com|daum\.net"
    r"|mail\.ru|yandex\.ru|(?:docomo|ezweb|softbank)\.ne\.jp|facebook\.com|example\.(?:com|net|org)"
)


@dataclass(frozen=True)
class Trace:
    """Words that lead to somebody, and what they are."""

    words: str
    what: str


@dataclass(frozen=True)
class Known:
    """Who must not be told from a text: names and ids of the organization, names and addresses of people.

    ``domains`` are those of its site and its mails, such as ``saomai.example``.
    """

    organization: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)


def known_of(enquiry: Enquiry | None) -> Known:
    """Three queries; nobody in particular for a text that comes from no enquiry."""
    if enquiry is None:
        return Known()
    row = enquiry.organization
    names = [row.name_local, row.name_en, row.name_ja, row.name_kana, row.short_name, row.public_id]
    names += row.further_names.values_list("name", flat=True)
    wrote = Q(pk__in=enquiry.messages.values("by")) | Q(pk=enquiry.created_by_id)
    people = list(User.objects.filter(wrote).order_by("pk").values_list("pk", "name", "email"))
    # Of staff the domain is JITCO's, which may be named.
    staff = set(enquiry.messages.exclude(side=EnquiryMessage.Side.ORGANIZATION).values_list("by", flat=True))
    theirs = [email for pk, _name, email in people if pk not in staff]
    return Known(
        organization=[name for name in (*names, row.address, row.address_ja) if name.strip()],
        people=[name for name in (*(name for _pk, name, _email in people), row.contact_name) if name.strip()],
        addresses=[email for email in (*(email for _pk, _name, email in people), row.contact_email) if email],
        domains=_domains(row.website, *theirs, row.contact_email),
    )


def _domains(*addresses: str) -> list[str]:
    """Of web sites and mail addresses, without those that everybody has."""
    hosts = [urlsplit(each).hostname if "://" in each else each.rpartition("@")[2] for each in addresses if each]
    bare = [host.casefold().removeprefix("www.") for host in hosts if host]
    return [each for each in dict.fromkeys(bare) if "." in each and not _OF_EVERYBODY.fullmatch(each)]


def traces_in(text: str, known: Known) -> list[Trace]:
    """Each once, in the order: the organization, people, addresses, telephone numbers."""
    forms = seen_forms(text)
    plainly = [(whole, plain(whole)) for whole in forms]
    low = [whole.casefold() for whole in forms]
    organization = [name for name in known.organization if any(_names(name, *each) for each in plainly)]
    people = [name for name in known.people if any(_is_person(name, *each) for each in plainly)]
    addresses = [each for each in known.addresses if any(each.casefold() in whole for whole in low)]
    domains = [each for each in known.domains if any(_has_domain(each, whole) for whole in low)]
    found = [Trace(name, _("the organization that asked")) for name in organization]
    found += [Trace(name, _("somebody of the thread")) for name in people]
    found += [Trace(each, _("an e-mail address")) for each in addresses]
    found += [Trace(each, _("the web site of whoever asked")) for each in domains]
    found += [Trace(each, _("an e-mail address")) for whole in forms for each in _EMAIL.findall(whole)]
    found += [Trace(each, _("a telephone number")) for whole in forms for each in _telephones(whole)]
    return list(dict.fromkeys(found))


def traces_by_field(values: Mapping[str, Any], known: Known) -> dict[str, list[Trace]]:
    """For each text of a question and answer in which there are any."""
    found = {name: traces_in(values.get(name) or "", known) for name in TEXTS}
    return {name: traces for name, traces in found.items() if traces}


def _has_domain(domain: str, low: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(domain)}(?![\w-])", low) is not None


def _names(name: str, whole: str, words: str) -> bool:
    """In any spelling; without its legal form too, and by what of it is its own, where something of a name is left."""
    if any(_stands(form, words) for form in _forms(name)):
        return True
    own = _own_part(name)
    if " " not in own and own.isascii():
        # One word may be a word like others: where it is written as a name it is none.
        return bool(own) and _is_written_as_name(own, whole)
    return _stands(own, words)


def _forms(name: str) -> Iterable[str]:
    whole = plain(name)
    core = without_legal_form(whole)
    return [form for form in dict.fromkeys((whole, core)) if len(glued(form)) >= _SHORTEST_WORD]


def _own_part(name: str) -> str:
    """``sao mai`` of Sao Mai Manpower Co., Ltd: what no other name has; blank where nothing of the kind is left."""
    core = without_legal_form(plain(name))
    if _is_japanese(core):
        core = _SHARED_JA.sub("", glued(core))
        return core if len(core) >= _SHORTEST_OWN_PART_JA else ""
    own = core
    while (shorter := _SHARED.sub("", own)) != own:
        own = shorter
    return own if len(glued(own)) >= _SHORTEST_OWN_PART and not own.isdigit() else ""


def _is_japanese(words: str) -> bool:
    return any(is_kanji(letter) or is_kana(letter) for letter in words)


def _stands(form: str, words: str) -> bool:
    """Of a script with spaces whole words, also written together; of Japanese the letters."""
    if not form:
        return False
    if _is_japanese(form):
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
    own = [part for part in _parts_of(unicodedata.normalize("NFKC", name)) if _SHARED.sub("", plain(part))]
    return any(_is_part(part, whole) for part in own)


def _parts_of(name: str) -> list[str]:
    """Where a Japanese name has no space, its first two letters are taken as the family name, the last as the other."""
    parts = name.split()
    if len(parts) == 1 and 3 <= len(name) <= 5 and all(map(is_kanji, name[:2])):
        return [name[:2]] if len(name) == 3 else [name[:2], name[-2:]]
    return parts


def _is_part(part: str, whole: str) -> bool:
    if any(is_kanji(letter) for letter in part):
        return len(part) >= 2 and part in whole
    if len(part) < _SHORTEST_NAME_PART:
        return False
    if _is_written_as_name(part, whole) or (_is_no_english(part) and _is_word(part.casefold(), whole.casefold())):
        return True
    # As Japanese writes it.
    key = sound(part)
    return part.isalpha() and any(sound(word) == key for word in _KATAKANA.findall(whole))


def _is_written_as_name(part: str, whole: str) -> bool:
    return any(_is_word(form, whole) for form in {part.capitalize(), part.upper(), part.title()})


def _is_word(form: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", whole) is not None


def _is_no_english(part: str) -> bool:
    """By its spelling: such a word is a name in small letters too."""
    return not part.isascii() or re.search("^n[gh]|nh$", part.casefold()) is not None


def _telephones(whole: str) -> list[str]:
    found = []
    for match in _NUMBER.finditer(_NO_NUMBER.sub("", whole)):
        number = match[0].strip()
        digits = sum(map(str.isdigit, number))
        if digits >= (_FEWEST_WITH_CODE if number[0] in "+(" else _FEWEST_DIGITS):
            found.append(number)
    return found
