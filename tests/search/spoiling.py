# ruff: noqa: E501 (letters of Asia count double)
"""How people write what is on a business card otherwise than it is stored; none of it uses the search's own code."""

import random
import re
import unicodedata
from functools import cache

import jaconv

# Written here anew, by hand: the search has lists of its own, and this set is to find what they lack.
LEGAL_FORMS = re.compile(
    r"\b(công ty|cty|trách nhiệm hữu hạn|cổ phần|một thành viên|tổng công ty|tnhh|mtv|cp|ctcp"
    r"|cong ty|trach nhiem huu han|co phan|mot thanh vien|tong cong ty"
    r"|limited partnership|joint stock company|one member|company limited|joint company|co ltd|company|limited|corporation|incorporated"
    r"|co|ltd|jsc|inc|corp|plc|llc|pvt|private|sole|pt|cv|lpk so|lpk|yayasan|mchj|aj|ххк|хк|ттб)\b"
    r"|株式会社|有限会社|一般社団法人|公益財団法人|事業協同組合|農業協同組合|協同組合|商工会議所|有限责任公司|股份有限公司|有限公司"
    r"|ក្រុមហ៊ុន|ບໍລິສັດ|ကုမ္ပဏီလီမိတက်|บริษัทจัดหางาน|ห้างหุ้นส่วนจำกัด|บริษัท|จำกัด|प्रा लि|प्राइभेट लिमिटेड|प्राइवेट लिमिटेड|लिमिटेड"
    r"|প্রাইভেট লিমিটেড|লিমিটেড|লিঃ|පුද්ගලික|සමාගම|پرائیویٹ لمیٹڈ|کارپوریشن"
)
PUNCTUATION = re.compile(r"[^\w\u0300-\u036f\u0900-\u109f\u1780-\u17ff\u0e00-\u0eff]+")
MARKS = re.compile("[\u0300-\u036f]")
TONES = {
    base: forms
    for forms in (
        *("aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ"),
        *("uùúủũụ", "ưừứửữự", "yỳýỷỹỵ"),
    )
    for base in forms
}
ABBREVIATIONS = (
    ("trách nhiệm hữu hạn", "TNHH"), ("một thành viên", "MTV"), ("xuất khẩu lao động", "XKLĐ"),
    ("xuất nhập khẩu", "XNK"), ("thương mại dịch vụ", "TMDV"), ("cổ phần", "CP"), ("đầu tư", "ĐT"),
    ("xây dựng", "XD"), ("thương mại", "TM"), ("dịch vụ", "DV"), ("phát triển", "PT"), ("sản xuất", "SX"),
    ("quốc tế", "QT"), ("du lịch", "DL"),
)  # fmt: skip
NEW_KANJI = "国沢浜桜広栄島会学鉄竜辺斎経済労団実総県関気芸万繊"
OLD_KANJI = "國澤濱櫻廣榮嶋會學鐵龍邊齋經濟勞團實總縣關氣藝萬纖"
TO_OLD, TO_NEW = str.maketrans(NEW_KANJI, OLD_KANJI), str.maketrans(OLD_KANJI + "邉髙﨑", NEW_KANJI + "辺高崎")
FORMS_TO_CHANGE = (
    ("Công ty Cổ phần", "Công ty TNHH"), ("CÔNG TY CỔ PHẦN", "CÔNG TY TNHH"), ("Công ty cổ phần", "Công ty TNHH"),
    ("Công ty TNHH", "Công ty Cổ phần"), ("CÔNG TY TNHH", "CÔNG TY CỔ PHẦN"), ("Joint Stock Company", "Co., Ltd."),
    ("JSC", "Co., Ltd"), ("Private Limited", "Pvt. Ltd."), ("Pvt. Ltd.", "Private Limited"), ("Co., Ltd", "JSC"),
    ("Corporation", "Inc."), ("Inc.", "Corp."), ("LLC", "Co., Ltd."), ("Ltd.", "Limited"), ("Limited", "Ltd."),
    ("有限公司", "有限责任公司"), ("事業協同組合", "協同組合"), ("協同組合", "事業協同組合"), ("一般社団法人", "公益社団法人"),
)  # fmt: skip


def without_marks(text: str) -> str:
    text = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return text.replace("đ", "d").replace("Đ", "D")


@cache
def plain(text: str) -> str:
    """To compare: without case, marks, width, punctuation, and with kanji of today."""
    text = jaconv.kata2hira(unicodedata.normalize("NFKC", text)).translate(TO_NEW)
    return PUNCTUATION.sub(" ", without_marks(text).lower()).strip()


@cache
def core(text: str) -> str:
    """``plain`` without legal forms; two that differ in nothing else are the same to whoever leaves them out."""
    kept = LEGAL_FORMS.sub(" ", LEGAL_FORMS.sub(" ", PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).lower())))
    return " ".join(plain(kept).split()) or plain(text)


def core_as_written(text: str) -> str:
    """The name without its legal form, letters as they stand."""
    spans = [match.span() for match in LEGAL_FORMS.finditer(text.lower()) if len(text) == len(text.lower())]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    text = re.sub(r"\(\s*\)|[\s,.・]+(?=\s|$)|^[\s,.・]+", "", text)
    return " ".join(text.split())


def wrong_tones(dice: random.Random, text: str) -> str:
    """One or two syllables bear another tone; the letters stay."""
    text = unicodedata.normalize("NFC", text)
    toned = [
        place for place, letter in enumerate(text) if TONES.get(letter.lower(), letter.lower())[0] != letter.lower()
    ]
    for place in dice.sample(toned, min(2, len(toned))):
        forms = TONES[text[place].lower()]
        other = dice.choice([form for form in forms[1:] if form != text[place].lower()])
        text = text[:place] + (other.upper() if text[place].isupper() else other) + text[place + 1 :]
    return text


def abbreviated(text: str) -> str:
    for long, short in ABBREVIATIONS:
        text = re.sub(re.escape(long), short, text, flags=re.IGNORECASE)
    return text


def with_other_form(text: str) -> str:
    for form, other in FORMS_TO_CHANGE:
        if form in text:
            return text.replace(form, other)
    return text


def mistyped(dice: random.Random, text: str, errors: int) -> str:
    """Letters inserted, left out, replaced or swapped with their neighbour, at places apart from each other."""
    letters = [place for place, letter in enumerate(text) if letter.isalpha() and 0 < place < len(text) - 1]
    places: list[int] = []
    while len(places) < errors:
        place = dice.choice(letters)
        if all(abs(place - other) > 2 for other in places):
            places.append(place)
    for place in sorted(places, reverse=True):
        way = dice.choice(("insert", "delete", "replace", "swap"))
        other = dice.choice("abcdefghiklmnoprstuvy")
        if way == "swap" and text[place + 1].isalpha() and text[place] != text[place + 1]:
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        elif way == "insert":
            text = text[:place] + other + text[place:]
        elif way == "delete":
            text = text[:place] + text[place + 1 :]
        else:
            text = text[:place] + (other if other != text[place].lower() else "x") + text[place + 1 :]
    return text


def initials(text: str) -> str:
    words = [word for word in core_as_written(text).replace("-", " ").split() if word.lower() not in {"and", "of"}]
    return "".join(word[0] for word in words if word[0].isalpha()).upper()


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def half_width(text: str) -> str:
    return jaconv.z2h(text, kana=True, ascii=False, digit=False)


def spaced(dice: random.Random, text: str) -> str:
    """A space where none is stored."""
    place = dice.randrange(2, len(text) - 1)
    return f"{text[:place]} {text[place:]}"


def shuffled(dice: random.Random, words: list[str]) -> list[str]:
    turned = words[:]
    while turned == words:
        dice.shuffle(turned)
    return turned


def number_otherwise(dice: random.Random, number: str) -> str:
    bare = number.removeprefix("許")
    ways = [
        full_width(number),
        number.lower().replace("-", " "),
        number.replace("-", "").replace(" ", ""),
        number.replace("-", "－").replace("/", "／"),
    ]
    if bare != number:
        ways += [bare, f"許 {bare[:4]}-{bare[4:]}", f"許可番号 {number}", full_width(bare)]
    elif match := re.search(r"\d+/\S+$", number):
        ways += [match[0]] if match[0] != number else [number.replace("/", " / ")]
    return dice.choice([way for way in ways if way != number])


def telephone_otherwise(dice: random.Random, phone: str) -> str:
    ways = [phone.replace("-", " "), phone.replace("-", ""), full_width(phone), phone.replace("-", ".")]
    if match := re.fullmatch(r"\+(\d+)-(\d+)-(\d+)", phone):
        country, area, rest = match.groups()
        ways += [
            f"0{area}-{rest}",
            f"(0{area}) {rest[:4]} {rest[4:]}",
            f"00{country} {area} {rest}",
            f"+{country} (0) {area} {rest}",
        ]
    return dice.choice([way for way in ways if way != phone])


def web_otherwise(dice: random.Random, website: str) -> str:
    host = re.sub(r"^https?://(www\.)?", "", website).split("/")[0]
    ways = [
        host,
        f"www.{host}",
        f"http://{host}/",
        f"https://www.{host}/about/index.html",
        f"info@{host}",
        host.upper(),
    ]
    return dice.choice([way for way in ways if way != website])


def host_of(website: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", website.lower()).split("/")[0]
