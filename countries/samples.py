"""Three fictional countries, so that every page and every standing can be seen; nothing here is true of anybody.

The Sample Republic carries the full profile. Its two small neighbours stand for what cannot be true of one
country at the same time: no memorandum, one that ended, a measure in force. Days that must lie near today are
counted from it, so a load on a later day adds the lists and days that have come since.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
)
from countries.reference_tables import COUNTRY, COUNTRY_AND_PROGRAMME
from countries.sample_texts import FIGURES, NOTICES, SECTIONS, STEPS, TALKS
from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from jitco_portal.common.days import today

MINISTRY = "Sample Ministry of Labour (sample)"
AGENCY = "Sample Overseas Employment Agency (sample)"
ISLANDS_OFFICE = "Labour Office of the Sample Islands (sample)"
FEDERAL_AGENCY = "Federal Training Agency (sample)"

SOURCE = {
    "source": "Fictional paper (sample)",
    "source_ja": "架空の資料（見本）",
    "source_url": "https://example.org/sample",
    "checked_on": datetime.date(2026, 10, 1),
}
SAMPLE = Q(country__is_sample=True)


# The first day of ESD, on which TITP has taken its last plan.
ESD_FROM = datetime.date(2027, 4, 1)


def open_programmes(day: datetime.date) -> list[str]:
    """The programmes under which the sample organizations work: TITP, and ESD once it has begun."""
    return ["titp", "esd"] if day >= ESD_FROM else ["titp"]


def load_samples() -> list[LoadReport]:
    day = today()
    return load_tables(
        [
            Table(Country, ("code",), list(_countries(day)), held=Q(is_sample=True), fixed={"is_sample": True}),
            Table(Counterpart, ("country", "name_en"), list(_offices()), COUNTRY, held=SAMPLE),
            Table(
                Agreement,
                ("country", "kind", "programmes", "signed_on"),
                list(_agreements(day)),
                {**COUNTRY, "programmes": By("code"), "counterpart": By("name_en", within="country")},
                loose_identity=("country", "kind", "programmes"),
                held=SAMPLE,
            ),
            Table(
                CountryMeasure,
                ("country", "programme", "side", "from_on"),
                list(_measures(day)),
                COUNTRY_AND_PROGRAMME,
                held=SAMPLE,
            ),
            Table(GovernmentTalk, ("country", "kind", "held_on"), _sample(TALKS), COUNTRY, held=SAMPLE),
            Table(CountrySection, ("country", "kind", "in_force_from"), list(_sections(day)), COUNTRY, held=SAMPLE),
            Table(
                ProcedureStep,
                ("country", "programme", "position", "in_force_from"),
                list(_steps()),
                COUNTRY_AND_PROGRAMME,
                held=SAMPLE,
            ),
            Table(
                FeeCap,
                ("country", "programme", "subject", "term_years", "from_on"),
                list(_fee_caps()),
                COUNTRY_AND_PROGRAMME,
                held=SAMPLE,
            ),
            Table(CountryFigure, ("country", "kind", "counted_on"), list(_figures()), COUNTRY, held=SAMPLE),
            Table(Notice, ("country", "published_on"), _sample(NOTICES), COUNTRY, held=SAMPLE),
            Table(DataProtectionRegime, ("country",), _regimes(), COUNTRY, held=SAMPLE),
        ]
    )


def _sample(rows: list[dict[str, Any]], country: str = "XS") -> list[dict[str, Any]]:
    return [{"country": country, **SOURCE, **row} for row in rows]


def _countries(day: datetime.date) -> Iterator[dict[str, Any]]:
    names = [
        ("XS", "Sample Republic (sample)", "見本国（架空）", "ミホンコク", "first"),
        ("XT", "Sample Islands (sample)", "見本諸島（架空）", "ミホンショトウ", "second"),
        ("XU", "Sample Federation (sample)", "見本連邦（架空）", "ミホンレンポウ", ""),
    ]
    for column, (code, name_en, name_ja, name_kana, division) in enumerate(names, start=1):
        yield {
            "code": code,
            "name_en": name_en,
            "name_ja": name_ja,
            "name_kana": name_kana,
            "division": division,
            "official_list_url": f"https://example.org/{code.lower()}/list" if code != "XT" else "",
            # Below the grid of the real countries.
            "tile_row": 9,
            "tile_column": column,
            "next_review_on": datetime.date(day.year + 1, 3, 31),
        }


def _offices() -> Iterator[dict[str, Any]]:
    rows = [
        ("XS", MINISTRY, "見本国 労働省（架空）", "SML", True),
        ("XS", AGENCY, "見本国 海外雇用庁（架空）", "SOEA", False),
        ("XT", ISLANDS_OFFICE, "見本諸島 労働局（架空）", "SILO", True),
        ("XU", FEDERAL_AGENCY, "見本連邦 研修庁（架空）", "FTA", True),
    ]
    for country, name_en, name_ja, abbreviation, is_contact_point in rows:
        yield {
            "country": country,
            "name_en": name_en,
            "name_ja": name_ja,
            "abbreviation": abbreviation,
            "is_contact_point": is_contact_point,
            "website": f"https://{abbreviation.lower()}.example/",
            **SOURCE,
        }


def _agreements(day: datetime.date) -> Iterator[dict[str, Any]]:
    def paper(country: str, kind: str, programmes: str, counterpart: str = "", **dates: str) -> dict[str, Any]:
        return {
            "country": country,
            "kind": kind,
            "programmes": programmes,
            "counterpart": counterpart,
            "state": "signed",
            **SOURCE,
            **dates,
        }

    yield paper("XS", "rd", "titp", MINISTRY, signed_on="2014-05-20", ended_on="2019-04-14")
    yield paper(
        "XS",
        "rd",
        "titp ssw",
        MINISTRY,
        signed_on="2019-04-15",
        note_en="Replaced the record of 2014 and covers both programmes.",
        note_ja="2014年の討議議事録に代わるもので、両制度を対象とします。",
    )
    yield paper(
        "XS",
        "moc",
        "titp",
        MINISTRY,
        signed_on="2017-06-06",
        effective_on="2017-11-01",
        list_published_on="2018-03-23",
        others_refused_from="2018-09-01",
    )
    yield paper(
        "XS",
        "moc",
        "ssw",
        AGENCY,
        signed_on="2019-06-04",
        effective_on="2019-07-01",
        list_published_on="2019-09-01",
        others_refused_from="2020-01-01",
    )
    if "esd" in open_programmes(day):
        yield paper("XS", "moc", "esd", MINISTRY, signed_on="2027-02", effective_on="2027-04-01")
    else:
        yield paper("XS", "moc", "esd", state="none_found")
    yield paper("XT", "rd", "titp", ISLANDS_OFFICE, state="inferred")
    yield paper("XT", "moc", "titp", state="none_found")
    yield paper("XT", "moc", "ssw", state="inferred")
    yield paper("XU", "rd", "titp", FEDERAL_AGENCY, signed_on="2010-03", ended_on="2018")
    yield paper("XU", "moc", "titp", FEDERAL_AGENCY, signed_on="2018-02-01", others_refused_from="2018-10")
    yield paper("XU", "moc", "ssw", FEDERAL_AGENCY, signed_on="2019-08-01", ended_on="2024-12-31")


def _measures(day: datetime.date) -> Iterator[dict[str, Any]]:
    yield {
        "country": "XS",
        "programme": "",
        "side": "sending",
        "from_on": "2022-05-10",
        "until_on": "2022-08-31",
        "text_en": "The Sample Ministry of Labour stopped all departures while it checked every fee table.",
        "text_ja": "見本国労働省は、すべての費用一覧表を点検するため、すべての出国を停止しました。",
        **SOURCE,
    }
    for programme in open_programmes(day):
        yield {
            "country": "XU",
            "programme": programme,
            "side": "japan",
            "from_on": "2025-06-01" if programme == "titp" else "2027-04-01",
            "until_on": "",
            "text_en": "No new plans are taken from the Sample Federation until its answers on deposits have come.",
            "text_ja": "保証金に関する回答があるまで、見本連邦からの新規計画は受け付けられません。",
            **SOURCE,
        }


def _sections(day: datetime.date) -> Iterator[dict[str, Any]]:
    for row in SECTIONS:
        # One chapter of the sample is left behind on purpose: its reader is told so.
        is_overdue = row["kind"] == "work_and_life"
        dates = {
            "checked_on": datetime.date(2025, 3, 1) if is_overdue else datetime.date(day.year - 1, 12, 1),
            "check_again_by": datetime.date(2025, 9, 30) if is_overdue else datetime.date(day.year + 1, 6, 30),
        }
        yield {"country": "XS", "in_force_from": "", **SOURCE, **dates, **row}


def _steps() -> Iterator[dict[str, Any]]:
    for position, (actor, title_en, title_ja, documents_en, documents_ja, days) in enumerate(STEPS, start=1):
        yield {
            "country": "XS",
            "programme": "titp",
            "position": position,
            "actor": actor,
            "title_en": title_en,
            "title_ja": title_ja,
            "documents_en": documents_en,
            "documents_ja": documents_ja,
            "days_min": days[0] if days else "",
            "days_max": days[1] if days else "",
            **SOURCE,
        }


def _fee_caps() -> Iterator[dict[str, Any]]:
    rows: list[tuple[str, str, Any, str, Any, Any, str]] = [
        ("titp", "sending_fee", 3, "amount", 3000, "", "2018-04-01"),
        ("titp", "sending_fee", 1, "amount", 1000, "", "2018-04-01"),
        ("titp", "teaching", "", "amount", 500, "", "2018-04-01"),
        ("titp", "other_costs", "", "amount", 200, "", "2018-04-01"),
        ("ssw", "sending_fee", "", "none_allowed", "", "", "2019-07-01"),
        ("esd", "sending_fee", "", "months_of_pay", "", "2.0", "2027-04-01"),
    ]
    for programme, subject, term_years, kind, amount, months, from_on in rows:
        yield {
            "country": "XS",
            "programme": programme,
            "subject": subject,
            "term_years": term_years,
            "kind": kind,
            "amount": amount,
            "currency": "USD" if amount else "",
            "months": months,
            "from_on": from_on,
            **SOURCE,
        }


def _regimes() -> list[dict[str, Any]]:
    """One country of three: a disclosure to the others is refused. The Commission has written on none of them."""
    return [
        {
            **SOURCE,
            "country": "XS",
            "source": "Fictional text, not by the Personal Information Protection Commission (sample)",
            "source_ja": "架空の文章（見本）。個人情報保護委員会によるものではありません。",
            "source_url": "",
            "source_on": "2026-10",
            "text_en": "Sample text: the Sample Republic is said to have a law on personal data since 2020, which "
            "covers companies and offices. A right to see and correct one's data is found; a duty to account for it "
            "is not.",
            "text_ja": "見本の文章です。見本国には、2020年から民間及び公的部門を対象とする個人情報保護の"
            "法律があるとします。開示及び訂正の権利に関する規定はあり、責任の原則に関する規定は"
            "見当たらないとします。",
        }
    ]


def _figures() -> Iterator[dict[str, Any]]:
    for kind, numbers in FIGURES.items():
        for year, number in numbers.items():
            yield {
                "country": "XS",
                "kind": kind,
                "counted_on": f"{year}-12-31",
                "number": number,
                "is_approximate": kind == "licensed",
                **SOURCE,
            }
