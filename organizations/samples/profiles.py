"""Who the fictional sending organizations are: names, training, fees, requirements, people sent."""

import datetime
import random
from collections.abc import Iterator
from typing import Any

from countries.samples import SOURCE
from organizations.models import Article25Item, Organization
from organizations.samples.contacts import contact_of
from organizations.samples.roster import FORMS, ROSTER, Sample

OPERATIONS = {
    "care": "7-13-1",
    "construction": "3-7-1 3-8-1",
    "agriculture": "1-1-1 1-1-2 1-2-1",
    "food": "4-9-1",
    "machinery": "7-7-1 7-7-2",
    "textile": "5-4-1 5-5-1",
    "cleaning": "7-12-1",
    "fishery": "2-1-1 2-2-1",
}
CITIES = {
    "XS": (("Lakeside City", "レイクサイド市"), ("Hillside City", "ヒルサイド市"), ("Northfield", "ノースフィールド")),
    "XT": (("Harbour Town", "ハーバー町"),),
    "XU": (("Stone Bridge", "ストーンブリッジ"),),
}
COUNTRIES = {
    "XS": ("Sample Republic", "見本国"),
    "XT": ("Sample Islands", "見本諸島"),
    "XU": ("Sample Federation", "見本連邦"),
}
SUPPORT = (
    (
        "Job fairs twice a year; six months of advice after return.",
        "年2回の就職説明会と、帰国後6か月間の相談を行っています。",
    ),
    (
        "Places at partner companies for those who return; a club of returnees.",
        "帰国者に提携企業を紹介し、帰国者会を運営しています。",
    ),
    ("A loan for starting a business, with a course in book-keeping.", "起業資金の貸付けと簿記講習を行っています。"),
    ("", ""),
)


def chance(sample: Sample, what: str) -> random.Random:
    """The same numbers on every machine and at every load."""
    return random.Random(f"{sample.word} {what}")  # noqa: S311 - made-up figures, no secret


def organizations() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        number, word = sample.number, sample.word
        _form_en, form_kana, form_local = FORMS[(number - 1) % len(FORMS)]
        city_en, city_ja = chance(sample, "city").choice(CITIES[sample.country])
        country_en, country_ja = COUNTRIES[sample.country]
        yield {
            "kind": Organization.Kind.SENDING,
            "country": sample.country,
            "name_en": sample.name_en,
            "name_local": f"{form_local} {sample.local} (sample)",
            "name_ja": f"サンプル・{sample.kana}・{form_kana}（見本）",
            "name_kana": f"サンプル{sample.kana}{form_kana}",
            "short_name": f"{word.upper()} (sample)",
            "address": f"{number} Sample Street, {city_en}, {country_en} (sample)",
            "address_ja": f"{country_ja}{city_ja}見本通り{number}番地（架空）",
            "phone": f"000-0000-{number:04d}",
            "website": f"https://{word.lower()}.example/",
            "languages": [
                *chance(sample, "languages").choice((["en"], ["en", "zh"], ["en", "vi"], ["en", "id"])),
                "ja",
            ],
            "operations": " ".join(OPERATIONS[each] for each in sample.fields),
            **contact_of(word, number, f"Sample Contact {number}"),
            "contact_phone": f"000-0001-{number:04d}",
            "note_en": "Fictional: stands for nobody.",
            "note_ja": "架空の機関であり、実在の団体とは関係ありません。",
            "is_published": sample.is_published,
            "last_confirmed_on": datetime.date(2026, 1 + number % 9, 1) if sample.approved else "",
            **SOURCE,
        }


def merged() -> list[dict[str, Any]]:
    by_word = {sample.word: sample for sample in ROSTER}
    return [
        {"name_en": sample.name_en, "merged_into": by_word[sample.merged_into].name_en}
        for sample in ROSTER
        if sample.merged_into
    ]


def further_names() -> Iterator[dict[str, Any]]:
    """Every fourth organization bore another name before, as an old business card has it."""
    for sample in ROSTER[::4]:
        yield {
            "organization": sample.name_en,
            "kind": "former",
            "name": f"{sample.word} Overseas Labour Export Joint Stock Company (sample)",
            "until_on": str(2012 + sample.number % 9),
            **SOURCE,
        }


def details() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        dice = chance(sample, "training")
        teachers = dice.randint(3, 30)
        support_en, support_ja = dice.choice(SUPPORT)
        rooms_en, rooms_ja = dice.choice((("own dormitory", "自社寮あり"), ("rented classrooms", "賃借教室")))
        has_office = dice.choice((True, False, ""))
        yield {
            "organization": sample.name_en,
            "licence_number": f"LIC-{sample.country}-{sample.number:04d}" if dice.random() < 0.7 else "",
            "founded_year": dice.randint(1998, 2019),
            "training_centre_en": f"{sample.word} Training Centre, {rooms_en}",
            "training_centre_ja": f"{sample.kana}研修センター（{rooms_ja}）",
            "training_hours": dice.choice((160, 240, 320, 480, 640, "")),
            "training_capacity": dice.randint(4, 60) * 10,
            "teachers": teachers,
            "native_teachers": dice.randint(0, teachers // 3),
            "japanese_speaking_staff": dice.randint(2, 25),
            "has_office_in_japan": has_office,
            "office_in_japan": f"東京都港区見本{sample.number}-1（架空）" if has_office is True else "",
            "returnee_support_en": support_en,
            "returnee_support_ja": support_ja,
        }


def fees() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        three_years, one_year, teaching = sample.fees
        monthly = 5000 + 500 * chance(sample, "monthly").randint(0, 10)
        rows: list[tuple[str, str, Any, int, str, str, str, str]] = [
            ("trainee", "sending_fee", 3, three_years, "USD", "once", "Service of the organization", "機関の手数料"),
            ("trainee", "sending_fee", 1, one_year, "USD", "once", "Service of the organization", "機関の手数料"),
            ("trainee", "teaching", "", teaching, "USD", "once", "Lessons, books and dormitory", "授業、教材、寮"),
            ("trainee", "other_costs", "", 180, "USD", "once", "Passport, health check", "旅券、健康診断"),
            ("supervising", "management", "", monthly, "JPY", "month", "For each trainee", "実習生1名につき"),
        ]
        for payer, subject, term_years, amount, currency, period, basis_en, basis_ja in rows:
            yield {
                "organization": sample.name_en,
                "programme": "titp",
                "payer": payer,
                "subject": subject,
                "term_years": term_years,
                "amount": amount,
                "currency": currency,
                "period": period,
                "basis_en": basis_en,
                "basis_ja": basis_ja,
                "from_on": "2024-04-01",
                **SOURCE,
            }


def article25_items() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        dice = chance(sample, "article 25")
        revoked = any(measure.kind == "revocation" for measure in sample.measures)
        for item in Article25Item.Item.values:
            state = "confirmed" if sample.approved and dice.random() < 0.8 else "not_known"
            note_en = note_ja = ""
            if revoked and item == Article25Item.Item.NO_ABUSE:
                state, note_en, note_ja = "not_met", "See the measure of 2025.", "2025年の措置を参照してください。"
            elif item == Article25Item.Item.FEES and sample.fees[0] > 3000:
                state, note_en, note_ja = "not_met", "The table is above the cap.", "費用が上限を超えています。"
            yield {
                "organization": sample.name_en,
                "item": item,
                "state": state,
                "note_en": note_en,
                "note_ja": note_ja,
                **SOURCE,
            }


def trainee_figures() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        dice = chance(sample, "figures")
        size = dice.randint(20, 260)
        for year in range(2019, 2026):
            number = round(size * (0.3 if year in (2020, 2021) else 1) * dice.uniform(0.8, 1.2))
            if not sample.approved:
                number = 0 if sample.country == "XS" else number // 10
            yield {
                "organization": sample.name_en,
                "programme": "titp",
                "operation": "",
                "year": year,
                "number": number,
                **SOURCE,
            }
            if "care" in sample.fields and sample.approved:
                care = number * 3 // 5
                yield {
                    "organization": sample.name_en,
                    "programme": "titp",
                    "operation": "7-13-1",
                    "year": year,
                    "number": care,
                    **SOURCE,
                }
