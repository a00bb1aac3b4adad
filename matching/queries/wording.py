"""Words by which a request may choose people for what a law forbids to choose by; found, shown, never silently changed.

A sentence is only pointed at: whether it is lawful, a person decides. The words come from what Japan's Employment
Security Act (Article 3) and the guidance on fair recruitment name: sex, age, creed, origin, looks, family.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization

SOURCE_URL = "https://www.mhlw.go.jp/www2/topics/topics/saiyo/saiyo1.htm"


class Ground(models.TextChoices):
    SEX = "sex", _("sex")
    AGE = "age", pgettext_lazy("ground", "age")
    CREED = "creed", _("religion or belief")
    LOOKS = "looks", _("looks or body")
    FAMILY = "family", _("family, marriage or pregnancy")
    ORIGIN = "origin", _("origin or ethnic group")
    # In a request that shall not show who asks.
    IDENTITY = "identity", _("tells who asks")


# What a person is, and not a thing: "an older machine", "a single room", "the height of a shelf" choose nobody.
_WHO = r"(?:people|persons?|trainees?|workers?|staff|candidates?|applicants?|men|wom[ae]n|ones|guys|couples?)"
_BUILDING = (
    r"(?:[’']?s?[- ](?:dorm\w*|rooms?|toilets?|lavator\w+|showers?|bath\w*|houses?|housing|quarters|floors?|lockers?))"
)
# Not hours of overtime, kilograms, minutes on foot or a number of employees.
_NO_UNIT = (
    r"(?!\d|[.,:]\d|\s*(?:%|percent|hours?|hrs?|h\b|minutes?|min\b|days?|weeks?|months?|km?\b|kg|kilo\w*|m\b|met\w+|cm"
    r"|mm|yen|usd|dollars?|people|persons?|employees|trainees|workers|staff|beds|rooms|degrees|°|square|tons?))"
)
_AGE_OF = r"(?:\d{2}|twenty|thirty|forty|fifty|eighteen|nineteen)"
# English words are whole words; Japanese ones stand anywhere.
_ENGLISH = {
    Ground.SEX: rf"(?:males?|females?|m[ae]n|wom[ae]n|boys?|girls?|gents?|gentlem[ae]n|lad(?:y|ies))(?!{_BUILDING})"
    r"|gender|sex(?:es)?|masculine|feminine",
    Ground.AGE: rf"\d{{2}}[- ]years?[- ]old|year-olds?"
    rf"|{_AGE_OF}\s*(?:-|–|to|and)\s*{_AGE_OF}\s*years?(?! of experience)|years? of age"
    r"|age (?:limit|range|group)|(?:by|of|any|certain) age|ages? (?:\d{2}|between|from|under|over|up to)"
    r"|aged (?:between |from |under |over )?\d{2}(?! years? or (?:less|more))"
    rf"|(?:under|below|over|above) (?:the age of )?[2-5]\d{{1}}{_NO_UNIT}"
    rf"|(?:younger|older|young|old|elderly|middle-aged) {_WHO}|younger than|older than|not (?:too )?(?:young|old)"
    r"|youths?|prefer\w* (?:younger|young|older)",
    Ground.CREED: r"religio\w*|muslims?|islam\w*|christian\w*|buddhists?|catholics?|hindus?|believers?",
    Ground.LOOKS: r"good[- ]looking|good looks|personal appearance|appearance of the (?:person|trainee|candidate)s?"
    rf"|(?:handsome|beautiful|pretty|attractive|slim|tall|short|fat) {_WHO}|tattoo(?:s|ed)?|taller than|shorter than"
    r"|(?:body )?height\W{1,3}(?:of |at least |over |above |from |min\w* )?1\d\d|1\d\d ?cm tall|body (?:weight|height)"
    r"|left[- ]handed",
    Ground.FAMILY: r"unmarried|married|divorced|pregnan\w*|childless|(?:no|without|have|having|has) children|virgin\w*"
    rf"|(?:be|is|are|being|only|stay|remain|marital status\W+) single|single (?:mothers?|parents?|only|{_WHO})|marital",
    Ground.ORIGIN: r"ethnic\w*|(?:of|by|any|no|same|human) race|races|caste|kinh|tribes?|skin colou?r|minorit(?:y|ies)",
}
_ROOM = r"(?:寮|専用|用|別|トイレ|更衣室|宿舎|部屋|浴室|シャワー|棟|階)"
_NUMBER = "[0-9０-９一二三四五六七八九十]"
_JAPANESE = {
    Ground.SEX: rf"(?:男性|女性|男子|女子|男女)(?!{_ROOM})|男のみ|女のみ|性別|[男女]\s*{_NUMBER}+\s*[名人]|お嬢さん",
    Ground.AGE: rf"{_NUMBER}{{2}}\s*[歳才]|{_NUMBER}{{2}}\s*代(?![目金休わ替理])|年齢"
    "|若い|若年|若手|若者|歳以下|歳未満|未成年",
    Ground.CREED: "宗教|信仰|信条|イスラム|ムスリム|キリスト教|仏教徒|ヒンドゥー教|ヒンズー教|クリスチャン",
    Ground.LOOKS: "容姿|見た目の良い|外見(?!検査|を確|不良)|美人|身長|体重(?!計)|体格|入れ墨|刺青|タトゥー|左利き"
    "|色白|背の高い",
    Ground.FAMILY: "未婚|既婚|独身(?!寮)|結婚(?!式|祝)|離婚|妊娠|出産(?!祝|手当|一時金|休)|子供のいない|子どものいない"
    "|主婦",
    Ground.ORIGIN: "少数民族|民族(?!料理|衣装)|人種|肌の色|カースト|部族|人に限る|人のみ可|人不可|国籍",
}
# The commonest words in the language of most sending organizations.
_VIETNAMESE = {
    Ground.SEX: "nam giới|nữ giới|phụ nữ|giới tính",
    Ground.AGE: "tuổi",
    Ground.CREED: "tôn giáo|tín ngưỡng",
    Ground.LOOKS: "ngoại hình|chiều cao|cân nặng|hình xăm",
    Ground.FAMILY: "kết hôn|độc thân|mang thai",
    Ground.ORIGIN: "dân tộc|chủng tộc",
}
_PATTERNS = {
    ground: re.compile(rf"\b(?:{english}|{_VIETNAMESE[ground]})(?!\w)|{_JAPANESE[ground]}", re.IGNORECASE)
    for ground, english in _ENGLISH.items()
}
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+|(?<!\d)\+?0\d{1,4}[-( ]\d{1,4}[-) ]\d{3,4}(?!\d)")
CHECKED_FIELDS = ("training_wishes", "conditions")


@dataclass(frozen=True)
class Warned:
    """Words of a field that name such a ground, in the order of the text."""

    field: str
    label: Any
    ground: Ground
    words: str


def warnings_in(text: str, *, field: str = "", label: Any = "") -> list[Warned]:
    """Each ground once for each of its words."""
    found = {
        (match.start(), ground): Warned(field, label, ground, match.group())
        for ground, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
    }
    seen: dict[tuple[Ground, str], Warned] = {}
    for key in sorted(found):
        seen.setdefault((found[key].ground, found[key].words.lower()), found[key])
    return list(seen.values())


def identifying_in(text: str, organization: Organization) -> list[str]:
    """Words that tell who asks: names of the organization, its public id, addresses and telephone numbers."""
    names = [*organization.other_names, organization.name, organization.public_id]
    found = [name for name in dict.fromkeys(names) if len(name) > 1 and name.casefold() in text.casefold()]
    return [*found, *dict.fromkeys(match.group() for match in _ADDRESS.finditer(text))]


def warnings_of(request: Any) -> list[Warned]:
    """Of all free texts of a request; where it shall not show who asks, also what would tell."""
    found = []
    for name in CHECKED_FIELDS:
        text, label = getattr(request, name), request._meta.get_field(name).verbose_name
        found += warnings_in(text, field=name, label=label)
        if request.is_anonymous:
            telling = identifying_in(text, request.organization)
            found += [Warned(name, label, Ground.IDENTITY, words) for words in telling]
    return found
