"""The fictional events in one table; days are counted from the load, times are on the clock of each place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from seminars.models import Event, Group

TOKYO = {"venue_en": "Sample Hall, Tokyo", "venue_ja": "見本会館（東京都）"} | {
    "address_en": "1-1 Sample-cho, Minato-ku, Tokyo (fictional)",
    "address_ja": "東京都港区見本町1-1（架空）",
}
# A zone that a fictional country may have.
ABROAD = "Asia/Bangkok"
TERMS = ((7, 50), (1, 100))
TERMS_IN_WORDS = {
    "cancellation_en": "Free until eight days before; then half of the price, and all of it from the day before on.",
    "cancellation_ja": "8日前まで無料。7日前から参加費の50％、前日から100％を申し受けます。",
}
Kind = Event.Kind


@dataclass(frozen=True)
class SampleEvent:
    key: str
    kind: Kind
    # From the day of the load to the first day; a weekend is passed by.
    days: int
    title: tuple[str, str]
    summary: tuple[str, str]
    text: tuple[str, str]
    hours: tuple[int, int] = (10, 17)
    nights: int = 0
    zone: str = "Asia/Tokyo"
    countries: tuple[str, ...] = ("XS",)
    # Registration runs from so many days before the load until so many days before the event; blank for none.
    opened: int | None = 30
    closes_before: int = 5
    values: dict[str, Any] = field(default_factory=dict)
    # Group, people, organizations, most of one, price for members, price for others.
    groups: tuple[tuple[Group, int, int | None, int, int, int], ...] = ()
    terms: tuple[tuple[int, int], ...] = ()
    # Hours after the beginning, titles, speakers by role.
    sessions: tuple[tuple[float, float, str, str, str, str], ...] = ()
    # Day of the tour from 0, places, what happens, word of the organization that is visited.
    stops: tuple[tuple[int, str, str, str, str, str], ...] = ()
    # About, form, required, question, answers; the last two in both languages.
    questions: tuple[tuple[str, str, bool, str, str, str, str], ...] = ()
    state: str = Event.State.PUBLISHED


GREETING = (0, 0.5, "Opening", "開会", "JITCO; embassy of the sample republic", "JITCO、見本国大使館")
REGIONS = (
    *("organization", "choice", True, "How did you hear of this event?", "この催しをどこで知りましたか。"),
    "Portal\nA letter of JITCO\nFrom a partner",
    "ポータル\nJITCOからの案内\n提携先から",
)
INTERPRETER = ("person", "yes_no", False, "Do you need interpreting?", "通訳が必要ですか。", "", "")

EVENTS = (
    SampleEvent(
        "matching",
        Kind.MATCHING_SEMINAR,
        35,
        ("Matching seminar Sample Republic (sample)", "見本国マッチングセミナー（見本）"),
        (
            "Sending organizations of the sample republic meet supervising organizations at tables, 25 minutes each.",
            "見本国の送出機関と日本の監理団体が、1回25分の個別面談を行います。",
        ),
        (
            "After a short introduction, each organization meets those whom it wished to meet.\n\n"
            "- State your wishes after the registration.\n- The timetable is published three days before.",
            "説明のあと、希望に応じて個別面談を行います。\n\n"
            "- 申込み後に面談の希望をご入力ください。\n- 時間割は3日前に公開します。",
        ),
        values={**TOKYO, **TERMS_IN_WORDS, "languages": ["ja", "en"], "interpreting": ["ja-en"], "checks_permit": True},
        groups=((Group.SENDING, 16, 8, 2, 0, 0), (Group.SUPERVISING, 24, 12, 2, 1000, 5000)),
        terms=TERMS,
        sessions=(
            GREETING,
            (0.5, 1, "How the meetings run", "面談の進め方", "JITCO", "JITCO"),
            (1, 6, "Meetings", "個別面談", "", ""),
        ),
        questions=(REGIONS,),
    ),
    SampleEvent(
        "timetable",
        Kind.MATCHING_SEMINAR,
        4,
        ("Small matching day (sample)", "小規模マッチング会（見本）"),
        (
            "A morning of meetings whose timetable is published.",
            "時間割を公開済みの、午前中の個別面談会です。",
        ),
        ("Each organization finds its own timetable on this page.", "各団体の時間割はこのページからご覧いただけます。"),
        hours=(10, 13),
        closes_before=2,
        values={**TOKYO, "languages": ["ja", "en"]},
        groups=((Group.SENDING, 6, 4, 2, 0, 0), (Group.SUPERVISING, 10, 6, 2, 0, 0)),
        sessions=((0, 0.5, "Opening", "開会", "JITCO", "JITCO"), (0.5, 3, "Meetings", "個別面談", "", "")),
    ),
    SampleEvent(
        "joint",
        Kind.JOINT_SEMINAR,
        21,
        ("Joint seminar: changes of the system (sample)", "合同セミナー「制度の改正」（見本）"),
        (
            "What changes with employment for skill development, told by both sides; nearly full.",
            "育成就労制度への移行について、両国の立場から説明します。残席わずかです。",
        ),
        (
            "Government and JITCO explain; two organizations report from practice.",
            "政府担当官とJITCOの説明に続き、2団体が事例を報告します。",
        ),
        values={**TOKYO, **TERMS_IN_WORDS, "languages": ["ja", "en"], "interpreting": ["ja-en"], "people": 12},
        groups=((Group.SENDING, 4, None, 2, 0, 0), (Group.SUPERVISING, 8, None, 3, 1000, 5000)),
        terms=TERMS,
        sessions=(
            GREETING,
            (0.5, 2, "The law in short", "制度の概要", "official of the ministry", "同国政府の担当官"),
            (3, 4.5, "Two cases", "事例報告", "a sending and a supervising organization", "送出機関、監理団体"),
            (5, 6.5, "Questions and exchange", "質疑応答・情報交換", "", ""),
        ),
        questions=(INTERPRETER,),
    ),
    SampleEvent(
        "meeting",
        Kind.EXPLANATORY_MEETING,
        14,
        ("Explanatory meeting on memoranda, online (sample)", "二国間取決めに関するオンライン説明会（見本）"),
        (
            "Ninety minutes online, free of charge: how to read lists and memoranda.",
            "認定送出機関リストと二国間取決めの読み方を90分で説明します（オンライン・無料）。",
        ),
        ("The address of the meeting stands with your registration.", "参加用URLは申込みのページに表示されます。"),
        hours=(14, 16),
        countries=("XS", "XT", "XU"),
        closes_before=1,
        values={
            "place_form": Event.PlaceForm.ONLINE,
            "online_url": "https://meeting.example.org/sample",
            "languages": ["ja", "en"],
        },
        groups=((Group.SENDING, 100, None, 5, 0, 0), (Group.SUPERVISING, 200, None, 5, 0, 0)),
        sessions=((0, 1.5, "Explanation and questions", "説明・質疑応答", "JITCO", "JITCO"),),
    ),
    SampleEvent(
        "sending",
        Kind.SENDING_SEMINAR,
        49,
        ("Seminar for sending organizations (sample)", "送出機関セミナー（見本）"),
        (
            "In the capital, beside the regular consultation with the government; the Affairs Dept. approves each "
            "registration.",
            "政府との定期協議にあわせて首都で開催します。参加にはJITCOの承認が必要です。",
        ),
        ("Changes of the system, points to watch, questions.", "制度の改正、留意点、質疑応答。"),
        hours=(9, 12),
        zone=ABROAD,
        values={
            "venue_en": "Ministry hall, Lakeside City (fictional)",
            "venue_ja": "レイクサイド市 省庁ホール（架空）",
            "address_en": "2 Government Street, Lakeside City (fictional)",
            "address_ja": "レイクサイド市官庁通り2（架空）",
            "languages": ["en"],
            "needs_approval": True,
            "checks_standing": True,
            "tax_percent": 0,
        },
        groups=((Group.SENDING, 60, 40, 2, 0, 0),),
        sessions=((0, 2, "Changes of the system", "制度の改正", "JITCO", "JITCO"), (2, 3, "Questions", "質疑", "", "")),
    ),
    SampleEvent(
        "tour",
        Kind.INSPECTION_TOUR,
        84,
        ("Inspection tour to the sample republic (sample)", "見本国視察プログラム（見本）"),
        (
            "Four days: the ministry, two sending organizations, a training centre, and a seminar with meetings.",
            "政府機関、送出機関2か所、訓練センターを4日間で視察し、現地で面談会を行います。",
        ),
        ("You travel together from Tokyo.", "東京から団体で移動します。"),
        hours=(9, 17),
        nights=3,
        zone=ABROAD,
        closes_before=30,
        values={
            "venue_en": "Lakeside City (fictional)",
            "venue_ja": "レイクサイド市（架空）",
            "address_en": "Meeting point: airport, gate of the sample tour (fictional)",
            "address_ja": "集合場所：空港 見本ツアーゲート（架空）",
            "languages": ["ja"],
            "interpreting": ["ja-en"],
            "fewest_people": 6,
            "costs_en": "The price holds hotels, buses, interpreting and lunches; not the flights, nor dinners.",
            "costs_ja": "参加費に宿泊、貸切バス、通訳、昼食を含みます。航空券と夕食は含みません。",
            "gives_visa_letters": True,
            "checks_permit": True,
            "tax_percent": 0,
            "payment_due_days": 21,
            "cancellation_en": "Free until 31 days before; then 30 per cent of the price, from seven days before on "
            "half of it, and all of it from the day before on.",
            "cancellation_ja": "31日前まで無料。30日前から参加費の30％、7日前から50％、前日から100％を申し受けます。",
        },
        groups=((Group.SUPERVISING, 16, 10, 3, 180000, 200000),),
        terms=((30, 30), (7, 50), (1, 100)),
        stops=(
            (0, "Ministry of Labour (fictional)", "労働省（架空）", "Talk with officials.", "担当官との懇談", ""),
            (0, "Hotel", "ホテル", "Briefing for the next days.", "翌日以降の説明", ""),
            (1, "Lakeside City", "レイクサイド市", "Lessons and dormitory.", "授業と寮の見学", "JASMINE"),
            (2, "Hillside City", "ヒルサイド市", "Training for construction.", "建設分野の訓練", "CEDAR"),
            (3, "Hotel", "ホテル", "Meetings with eight organizations.", "送出機関8団体との面談", ""),
        ),
        questions=(("organization", "text", False, "What do you want to see above all?", "特に見たいもの", "", ""),),
    ),
    SampleEvent(
        "cancelled",
        Kind.JOINT_SEMINAR,
        28,
        ("Joint seminar in Osaka (sample)", "大阪合同セミナー（見本）"),
        ("Cancelled; it is held anew next year.", "中止となりました。来年あらためて開催します。"),
        ("", ""),
        values={
            "venue_en": "Sample Centre, Osaka",
            "venue_ja": "見本センター（大阪府）",
            "languages": ["ja"],
            "cancelled_because": "The hall cannot be used / 会場が使用できなくなったため",
        },
        groups=((Group.SUPERVISING, 40, None, 3, 0, 0),),
        state=Event.State.CANCELLED,
    ),
    SampleEvent(
        "past",
        Kind.MATCHING_SEMINAR,
        -40,
        ("Matching seminar of last month (sample)", "先月のマッチングセミナー（見本）"),
        (
            "Five sending organizations of the sample republic met supervising organizations in Tokyo.",
            "見本国の送出機関5団体と日本の監理団体が東京で面談しました。",
        ),
        ("", ""),
        opened=100,
        values={
            **TOKYO,
            "languages": ["ja", "en"],
            "participants_total": 31,
            "report_en": (
                "Eleven supervising and five sending organizations met at 22 tables.\n\n"
                "Most wished for more time for questions; the next seminar will have it."
            ),
            "report_ja": (
                "監理団体11団体と送出機関5団体が、22回の面談を行いました。\n\n"
                "質疑の時間を延ばしてほしいとの意見が多く、次回に反映します。"
            ),
        },
        groups=((Group.SENDING, 20, None, 3, 0, 0), (Group.SUPERVISING, 30, None, 3, 0, 0)),
        sessions=(GREETING, (0.5, 6.5, "Meetings", "個別面談", "", "")),
    ),
)


def first_day(sample: SampleEvent, day: datetime.date) -> datetime.date:
    """Of the events to come a working day."""
    found = day + datetime.timedelta(days=sample.days)
    while found.weekday() > 4:
        found += datetime.timedelta(days=1)
    return found
