"""The fictional sending organizations and what happened to each, in one table.

Days are as the offices would state them; ``{year}`` is the year of the load (known to the year only, so that
what it touches stays uncertain today) and ``{soon}`` a day within the next two months.
"""

import datetime
from dataclasses import dataclass, field

from jitco_portal.common.partial_dates import PartialDate


@dataclass(frozen=True)
class Measure:
    """A suspension, revocation or warning with its words in both languages."""

    kind: str
    side: str
    from_on: str
    until_on: str = ""
    text_en: str = ""
    text_ja: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody who is not the authority says."""

    said: str
    said_on: str = ""
    basis_en: str = ""
    basis_ja: str = ""


@dataclass(frozen=True)
class Sample:
    word: str
    kana: str
    local: str
    country: str = "XS"
    # From when to when the main programme is approved; a second period is written with a semicolon.
    approved: str = ""
    # The last list that names it; blank while lists still do.
    last_named: str = ""
    ssw_from: str = ""
    scope: tuple[str, str] = ("", "")
    measures: tuple[Measure, ...] = ()
    reports: tuple[Said, ...] = ()
    is_published: bool = True
    merged_into: str = ""
    # Fees in US dollars for three years and for one, and for teaching: the caps are 3000, 1000 and 500.
    fees: tuple[int, int, int] = (2800, 950, 450)
    fields: tuple[str, ...] = field(default=("construction",))

    @property
    def number(self) -> int:
        return ROSTER.index(self) + 1

    @property
    def name_en(self) -> str:
        return f"Sample {self.word} {FORMS[(self.number - 1) % len(FORMS)][0]} (sample)"

    def periods(self, day: datetime.date) -> list[tuple[str, str]]:
        """First and last day of each approval as the office states them."""
        parts = [part.strip().partition("/") for part in self.approved.split(";") if part.strip()]
        return [(filled(start, day), filled(end, day)) for start, _slash, end in parts]


# English, katakana, invented local language.
FORMS = (
    ("Cooperation Co.", "コーポレーション", "Kooperācia"),
    ("Human Resources Ltd.", "ヒューマンリソース", "Hominára"),
    ("International JSC", "インターナショナル", "Internāde"),
    ("Training Centre", "トレーニングセンター", "Treninghúz"),
    ("Manpower Services", "マンパワーサービス", "Servìso Lāboru"),
)


def filled(text: str, day: datetime.date) -> str:
    """A day of the table for a load on ``day``."""
    next_month = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=28)
    return text.replace("{year}", str(day.year)).replace("{soon}", str(next_month))


def earliest(text: str) -> datetime.date:
    return PartialDate.parse(text).earliest


CARE_ONLY = ("care only", "介護職種に限る")
SELF = Said(
    "self-described",
    "2025-06",
    "Own site: many years of sending to Japan",
    "自社サイト：長年の対日送出し実績があるとしている",
)
LICENSED = Said(
    "licensed", "2024-02", "Directory of the (fictional) Samplish trade union", "見本国の（架空の）業界名簿"
)
NAMED = Said(
    "named",
    "2025-11",
    "Named as partner of a sample supervising organization",
    "見本監理団体の提携先として名前が挙がっている",
)

ROSTER: tuple[Sample, ...] = (
    # The whole story: approved, suspended, approved, under the country's measure, approved, no longer confirmed.
    Sample(
        "Lotus",
        "ロータス",
        "Lotúza",
        approved="2018-04-01",
        last_named="2025-03-01",
        measures=(
            Measure(
                "suspension",
                "sending",
                "2020-01-15",
                "2020-07-14",
                "Six months because nobody was sent within one year.",
                "1年間送出し実績がなかったため、6か月の停止。",
            ),
        ),
        reports=(SELF,),
        fees=(3400, 1000, 500),
        fields=("care", "construction"),
    ),
    Sample(
        "Jasmine", "ジャスミン", "Jazmīna", approved="2018-04-01", ssw_from="2019-09-01", fields=("care", "cleaning")
    ),
    Sample("Cedar", "シダー", "Kèdra", approved="2018-04-01", ssw_from="2019-09-01", fields=("construction",)),
    Sample("Heron", "ヘロン", "Čapla", approved="2019-04-01", ssw_from="2020-09-01", fields=("agriculture", "food")),
    Sample("River", "リバー", "Réka", approved="2019-04-01/2028-03-31", fees=(2500, 800, 300), fields=("food",)),
    Sample("Plum", "プラム", "Slīva", approved="2020-04-01", scope=CARE_ONLY, fields=("care",)),
    Sample(
        "Willow",
        "ウィロー",
        "Vèrba",
        approved="2018-04-01",
        measures=(
            Measure(
                "warning",
                "sending",
                "2026-02-10",
                "",
                "Warned for late answers to follow-up surveys.",
                "フォローアップ調査への回答遅延により警告。",
            ),
        ),
        fields=("machinery",),
    ),
    Sample(
        "Swallow",
        "スワロー",
        "Lastōvka",
        approved="2021-04-01",
        reports=(
            Said(
                "revoked",
                "2026-08",
                "News of a (fictional) daily: licence withdrawn; the ministry has not said so",
                "（架空の）日刊紙の報道：許可取消し。労働省による公表はない",
            ),
        ),
        fields=("textile",),
    ),
    Sample("Maple", "メープル", "Klēna", approved="2022-04-01/{soon}", fields=("agriculture",)),
    Sample(
        "Pine",
        "パイン",
        "Sosná",
        approved="2018-04-01",
        measures=(
            Measure(
                "suspension",
                "sending",
                "2026-03-01",
                "",
                "Fees above the cap were taken; until they are paid back.",
                "上限を超える費用を徴収したため、返金が完了するまで停止。",
            ),
        ),
        fees=(3900, 1400, 700),
        fields=("construction", "machinery"),
    ),
    Sample(
        "Crane",
        "クレーン",
        "Žuravļa",
        approved="2018-04-01",
        measures=(
            Measure(
                "revocation",
                "japan",
                "2025-09-15",
                "",
                "Forged papers were handed in; Japan takes no plans with this organization.",
                "偽造書類の提出により、同機関に係る計画は受け付けられません。",
            ),
        ),
        fields=("food",),
    ),
    Sample(
        "Bamboo",
        "バンブー",
        "Bambūka",
        approved="2019-04-01",
        measures=(
            Measure(
                "suspension",
                "sending",
                "{year}",
                "",
                "Suspended; the notice shows the year only.",
                "停止。通知には年のみ記載されています。",
            ),
        ),
        fields=("textile",),
    ),
    Sample(
        "Camellia",
        "カメリア",
        "Kaméla",
        approved="2019-04-01",
        measures=(
            Measure(
                "suspension",
                "sending",
                "2025-02-01",
                "{year}",
                "Suspended to a day of this year that the notice leaves open.",
                "本年中のある日まで停止。通知に終了日の記載はありません。",
            ),
        ),
        fields=("cleaning",),
    ),
    Sample("Orchid", "オーキッド", "Orhidèa", approved="{year}", fields=("care",)),
    Sample("Iris", "アイリス", "Irīza", approved="2019-04-01/{year}", fields=("agriculture",)),
    Sample("Peony", "ピオニー", "Peónia", approved="2018-04-01/2024-03-31", reports=(SELF,), fields=("food",)),
    Sample(
        "Sparrow", "スパロー", "Vrabèc", approved="2019-04-01/2025-03-31", reports=(LICENSED,), fields=("machinery",)
    ),
    Sample("Birch", "バーチ", "Bèrza", approved="2018-04-01", last_named="2024-04-01", fields=("construction",)),
    Sample("Fern", "ファーン", "Papràta", reports=(LICENSED,), fields=("agriculture",)),
    Sample("Moss", "モス", "Mohà", reports=(SELF,), fees=(2900, 1100, 500), fields=("cleaning",)),
    Sample("Reed", "リード", "Trostīka", ssw_from="2021-09-01", reports=(NAMED,), fields=("care", "food")),
    Sample("Aster", "アスター", "Ástra", approved="2018-04-01", ssw_from="2022-09-01", fields=("food", "agriculture")),
    Sample("Clover", "クローバー", "Dētelka", approved="2020-04-01", fees=(3000, 1000, 500), fields=("agriculture",)),
    Sample("Falcon", "ファルコン", "Sokòla", approved="2018-04-01", fees=(3100, 990, 480), fields=("machinery",)),
    Sample("Lily", "リリー", "Lilìa", approved="2019-04-01", ssw_from="2019-09-01", fields=("care",)),
    Sample("Rose", "ローズ", "Rūza", approved="2018-04-01/2020-03-31; 2022-04-01", fields=("textile", "food")),
    Sample("Thyme", "タイム", "Timjána", merged_into="Jasmine", reports=(NAMED,), fields=("care",)),
    Sample("Violet", "バイオレット", "Fijálka", approved="2020-04-01", is_published=False, fields=("cleaning",)),
    Sample("Laurel", "ローレル", "Lāvra", approved="2023-04", fees=(2700, 900, 500), fields=("construction",)),
    Sample(
        "Olive",
        "オリーブ",
        "Olīva",
        approved="2018-04-01",
        measures=(
            Measure(
                "suspension",
                "japan",
                "2023-02-01",
                "2023-04-30",
                "Three months while a complaint was looked into.",
                "申立ての調査のため3か月間停止。",
            ),
        ),
        fields=("construction", "cleaning"),
    ),
    # The Sample Islands: no memorandum for TITP, one for SSW that is only inferred.
    Sample("Coral", "コーラル", "Korālo", "XT", reports=(SELF,), fields=("food",)),
    Sample("Pearl", "パール", "Pērla", "XT", reports=(LICENSED,), fields=("care",)),
    Sample("Shell", "シェル", "Lupìno", "XT", reports=(NAMED,), fields=("fishery",)),
    Sample("Palm", "パーム", "Palmóra", "XT", fields=("agriculture",)),
    Sample("Wave", "ウェーブ", "Ondàro", "XT", reports=(SELF, NAMED), fields=("fishery", "food")),
    # The Sample Federation: a measure in force, and a memorandum for SSW that ended.
    Sample("Granite", "グラナイト", "Grañit", "XU", approved="2018-10-01", fields=("construction",)),
    Sample("Marble", "マーブル", "Mármor", "XU", approved="2018-10-01", fields=("construction",)),
    Sample("Quartz", "クオーツ", "Kvarç", "XU", approved="2019-02-01", fields=("machinery",)),
    Sample("Copper", "カッパー", "Bákar", "XU", approved="2020-02-01/2024-01-31", fields=("machinery",)),
    Sample("Amber", "アンバー", "Jantár", "XU", reports=(LICENSED,), fields=("textile",)),
)
BY_WORD = {sample.word: sample for sample in ROSTER}
