"""Fifteen fictional supervising organizations with permits, sanctions and partners."""

from collections.abc import Iterator
from typing import Any

from countries.samples import SOURCE
from organizations.models import Organization
from organizations.samples.contacts import contact_of
from organizations.samples.profiles import OPERATIONS
from organizations.samples.roster import BY_WORD

# Name, reading, English, prefecture, kind of permit, valid from and until, member, countries, fields, partners.
UNIONS: tuple[tuple[Any, ...], ...] = (
    ("あさひ", "アサヒ", "Asahi", "東京都", "general", "2018-11-01", "2028-10", True, "XS XU", "care", "Jasmine Lily"),
    ("みどり", "ミドリ", "Midori", "北海道", "specified", "2019-04-01", "", True, "XS", "agriculture", "Aster Clover"),
    ("さくら", "サクラ", "Sakura", "京都府", "general", "2018-11-01", "2028-10-31", False, "XS XT", "food", "Heron"),
    ("やまなみ", "ヤマナミ", "Yamanami", "長野県", "specified", "2020-06-01", "", "", "XS", "machinery", "Willow"),
    ("しおかぜ", "シオカゼ", "Shiokaze", "宮城県", "general", "2019-02-01", "", True, "XT", "fishery", "Shell Wave"),
    ("いしずえ", "イシズエ", "Ishizue", "大阪府", "general", "2018-11", "", False, "XU", "construction", "Marble"),
    ("つむぎ", "ツムギ", "Tsumugi", "愛媛県", "specified", "2019-10-01", "2024-09-30", "", "XS", "textile", "Swallow"),
    ("みなと", "ミナト", "Minato", "福岡県", "general", "2021-04-01", "", True, "XS", "food cleaning", "Lotus River"),
    ("ひかり", "ヒカリ", "Hikari", "愛知県", "general", "2018-11-01", "", True, "XS XU", "machinery", "Falcon Quartz"),
    ("わかば", "ワカバ", "Wakaba", "埼玉県", "specified", "2022-03-01", "", False, "XS", "care cleaning", "Plum Lotus"),
    ("かけはし", "カケハシ", "Kakehashi", "広島県", "general", "2018", "2025-05-31", "", "XS", "construction", "Pine"),
    ("いずみ", "イズミ", "Izumi", "千葉県", "specified", "2020-01-01", "", True, "XS XT", "agriculture", "Maple Palm"),
    ("はやぶさ", "ハヤブサ", "Hayabusa", "鹿児島県", "general", "2023-07-01", "", False, "XS", "food", "Rose"),
    ("たいよう", "タイヨウ", "Taiyo", "沖縄県", "specified", "2024", "", "", "XT", "cleaning", ""),
    ("のぞみ", "ノゾミ", "Nozomi", "岐阜県", "", "", "", "", "XS", "textile", "Laurel"),
)  # fmt: skip
SANCTIONS = (
    ("かけはし", "revocation", "2025-06-01", "", "False records of audits.", "監査記録の虚偽記載。"),
    ("つむぎ", "improvement", "2023-03-15", "2023-09-14", "Monthly visits were not made.", "月1回の訪問指導の不実施。"),
    ("ひかり", "improvement", "2026-04-10", "", "Lectures were shorter than the plan says.", "講習時間の不足。"),
)


def name_of(name: str) -> str:
    return f"見本協同組合{name}（見本）"


def organizations() -> Iterator[dict[str, Any]]:
    for number, (name, reading, english, prefecture, *_rest, fields, _partners) in enumerate(UNIONS, start=1):
        yield {
            "kind": Organization.Kind.SUPERVISING,
            "name_ja": name_of(name),
            "name_kana": f"ミホンキョウドウクミアイ{reading}",
            "name_en": f"Sample Cooperative {english} (sample)",
            "short_name": f"{english} (sample)",
            "address": f"{number} Sample-cho, {prefecture}",
            "address_ja": f"{prefecture}見本市見本町{number}番地（架空）",
            "phone": f"00-0000-{number:04d}",
            "website": f"https://{english.lower()}.example/",
            "languages": ["ja", "en"] if number % 2 else ["ja", "en", "vi"],
            "operations": " ".join(OPERATIONS[each] for each in fields.split()),
            **contact_of(english, number, f"見本担当{number}"),
            "contact_phone": f"00-0001-{number:04d}",
            "note_en": "Fictional: stands for nobody.",
            "note_ja": "架空の団体であり、実在の団体とは関係ありません。",
            **SOURCE,
        }


def details() -> Iterator[dict[str, Any]]:
    for name, _reading, _english, prefecture, _kind, _since, _until, is_member, countries, _fields, _partners in UNIONS:
        yield {
            "organization": name_of(name),
            "prefecture": prefecture,
            "supporting_member": is_member,
            "accepts_from": countries,
        }


def permits() -> Iterator[dict[str, Any]]:
    for number, (name, _reading, _english, _prefecture, kind, since, until, *_rest) in enumerate(UNIONS, start=1):
        if kind:
            yield {
                "supervising_organization": name_of(name),
                "programme": "titp",
                "kind": kind,
                "number": f"許0000000{number:03d}",
                "valid_from": since,
                "valid_until": until,
                **SOURCE,
            }
    # The permit that follows under ESD stands beside the old one.
    for number, name in enumerate(("あさひ", "みどり"), start=101):
        yield {
            "supervising_organization": name_of(name),
            "programme": "esd",
            "kind": "support",
            "number": f"許0000000{number:03d}",
            "valid_from": "2027-04-01",
            "valid_until": "2030-03-31",
            **SOURCE,
        }


def sanctions() -> Iterator[dict[str, Any]]:
    for name, kind, from_on, until_on, text_en, text_ja in SANCTIONS:
        yield {
            "supervising_organization": name_of(name),
            "kind": kind,
            "from_on": from_on,
            "until_on": until_on,
            "text_en": text_en,
            "text_ja": text_ja,
            **SOURCE,
        }


def partnerships() -> Iterator[dict[str, Any]]:
    for name, *_rest, partners in UNIONS:
        for number, word in enumerate(partners.split()):
            yield {
                "sending_organization": BY_WORD[word].name_en,
                "supervising_organization": name_of(name),
                "from_on": f"{2019 + number}-04",
                "until_on": "2025-05" if name == "かけはし" else "",
                **SOURCE,
            }


def trainee_figures() -> Iterator[dict[str, Any]]:
    for number, (name, *_rest) in enumerate(UNIONS, start=1):
        for year in range(2019, 2026):
            yield {
                "organization": name_of(name),
                "programme": "titp",
                "operation": "",
                "year": year,
                "number": number * 7 + (year - 2019) * 3,
                **SOURCE,
            }
