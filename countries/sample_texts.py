"""The words and figures of the fictional Sample Republic in both languages."""

from typing import Any

TALKS: list[dict[str, Any]] = [
    {
        "kind": "signing",
        "held_on": "2019-04-15",
        "place_en": "Lakeside City",
        "place_ja": "レイクサイド市（架空）",
        "title_en": "New R/D with the Sample Ministry of Labour",
        "title_ja": "見本国労働省との新しい討議議事録の締結",
        "report_en": "Both sides agreed to exchange information on organizations and to meet at least once a year.",
        "report_ja": "双方は、送出機関に関する情報を交換し、少なくとも年1回協議を行うことで合意しました。",
    },
    {
        "kind": "consultation",
        "held_on": "2022-07-12",
        "place_en": "Tokyo",
        "place_ja": "東京",
        "title_en": "Regular consultation: the stop of departures",
        "title_ja": "定期協議：出国停止について",
        "report_en": "The ministry explained how it checks fees and when departures may begin again.",
        "report_ja": "同省から、費用の点検方法と出国再開の時期について説明がありました。",
    },
    {
        "kind": "consultation",
        "held_on": "2023-09-05",
        "ended_on": "2023-09-06",
        "place_en": "Lakeside City",
        "place_ja": "レイクサイド市（架空）",
        "title_en": "Regular consultation and seminar for sending organizations",
        "title_ja": "定期協議及び送出機関セミナー",
        "report_en": "62 people from 31 organizations came. Topics: fees, absconding, follow-up surveys.",
        "report_ja": "セミナーには31機関から62名が参加しました。議題は徴収費用、失踪、フォローアップ調査でした。",
    },
    {
        "kind": "consultation",
        "held_on": "2024-10",
        "place_en": "Tokyo",
        "place_ja": "東京",
        "title_en": "Regular consultation: the way to ESD",
        "title_ja": "定期協議：育成就労制度への移行",
    },
    {
        "kind": "visit",
        "held_on": "2025-11-18",
        "ended_on": "2025-11-20",
        "place_en": "Hillside City",
        "place_ja": "ヒルサイド市（架空）",
        "title_en": "Visit to training centres in the provinces",
        "title_ja": "地方の研修施設の視察",
        "report_en": "Five training centres were visited: classrooms, dormitories, lessons of Japanese.",
        "report_ja": "5か所の研修施設を訪問し、教室、寮、日本語教育の様子を視察しました。",
    },
    {
        "kind": "consultation",
        "held_on": "2026-05-26",
        "place_en": "Lakeside City",
        "place_ja": "レイクサイド市（架空）",
        "title_en": "Regular consultation: lists and approvals",
        "title_ja": "定期協議：送出機関リストと認定",
        "report_en": "The ministry will go on to publish its list of approvals on the first day of each month.",
        "report_ja": "同省は、認定リストの毎月1日の公表を続ける予定です。",
    },
]

SECTIONS: list[dict[str, Any]] = [
    {
        "kind": "situation",
        "text_en": (
            "The Sample Republic is **fictional**. Its two training regions, Lakeside and Hillside, send people for "
            "care, construction, agriculture and food manufacturing.\n\n"
            "- capital: Lakeside City\n- languages: Samplish, English\n- working week: 44 hours"
        ),
        "text_ja": (
            "見本国は**架空の国**です。レイクサイドとヒルサイドの2つの地域から、介護、建設、農業、食品製造の実習生が"
            "送り出されるという設定です。\n\n- 首都：レイクサイド市\n- 言語：見本語、英語\n- 週の労働時間：44時間"
        ),
    },
    {
        "kind": "procedures",
        "text_en": (
            "The contract between the supervising and the sending organization is registered with the ministry before "
            "anybody is recruited. The steps below take about four to seven months."
        ),
        "text_ja": (
            "募集の前に、監理団体と送出機関との契約を労働省に登録します。以下の手続には、おおむね4か月から7か月かかります。"
        ),
    },
    {
        "kind": "regulations",
        "in_force_from": "2018-04-01",
        "text_en": "Only approved organizations may recruit. Deposits and penalty contracts are forbidden.",
        "text_ja": "募集を行えるのは認定送出機関に限られます。保証金及び違約金契約は禁止されています。",
    },
    {
        "kind": "regulations",
        "in_force_from": "2023-01-01",
        "text_en": (
            "Only approved organizations may recruit. Deposits and penalty contracts are forbidden. Since 2023 every "
            "fee has to be shown in a table that the trainee signs in their own language."
        ),
        "text_ja": (
            "募集を行えるのは認定送出機関に限られます。保証金及び違約金契約は禁止されています。2023年からは、すべての費用を"
            "実習生の母語による一覧表で示し、署名を得る必要があります。"
        ),
    },
    {
        "kind": "costs",
        "text_en": (
            "The cap for a contract of three years is USD 3,000, for one year USD 1,000; teaching before departure may "
            "cost up to USD 500. Travel is paid by the receiving side."
        ),
        "text_ja": (
            "3年契約の場合の上限は3,000米ドル、1年契約は1,000米ドルです。出国前の教育費は500米ドルまでです。"
            "渡航費は受入れ側が負担します。"
        ),
    },
    {
        "kind": "work_and_life",
        "text_en": "People greet with both hands. Shops close at noon on Sundays. New Year is on 1 March.",
        "text_ja": "両手で挨拶をします。日曜日は正午に店が閉まります。新年は3月1日です。",
    },
]

# Who acts, what is done, documents, days from and to.
STEPS: list[tuple[str, str, str, str, str, tuple[int, int] | None]] = [
    (
        "supervising",
        "Agree on the acceptance and sign the contract",
        "受入れについて合意し、契約を結ぶ",
        "Contract in English and Japanese, fee table",
        "契約書（英語版・日本語版）、費用一覧表",
        (7, 21),
    ),
    (
        "supervising",
        "Add the sending organization at OTIT (change notice)",
        "外国人技能実習機構に送出機関の追加を届け出る（変更届出）",
        "Change notice, recommendation of the sending government",
        "変更届出書、送出し国政府の推薦状",
        (14, 30),
    ),
    (
        "sending",
        "Register the contract with the Sample Ministry of Labour",
        "見本国労働省に契約を登録する",
        "Contract, permit of the supervising organization",
        "契約書、監理団体の許可証",
        (10, 20),
    ),
    (
        "sending",
        "Recruit and interview",
        "募集と面接を行う",
        "Job description in the local language",
        "現地語の求人票",
        (14, 40),
    ),
    (
        "sending",
        "Train before departure (160 hours or more)",
        "入国前講習を行う（160時間以上）",
        "Record of the training",
        "講習の記録",
        (30, 60),
    ),
    (
        "japanese_authority",
        "Approve the training plan",
        "技能実習計画を認定する",
        "Training plan and its annexes",
        "技能実習計画認定申請書及び添付書類",
        (30, 60),
    ),
    (
        "japanese_authority",
        "Issue the certificate of eligibility and the visa",
        "在留資格認定証明書及び査証を交付する",
        "Notice of approval of the plan",
        "認定通知書",
        (20, 40),
    ),
    (
        "sending_government",
        "Give the permit to leave",
        "出国を許可する",
        "Passport, visa, insurance",
        "旅券、査証、保険証",
        (5, 10),
    ),
    ("trainee", "Travel to Japan", "日本へ渡航する", "", "", None),
]

FIGURES: dict[str, dict[int, int]] = {
    "trainees": {
        2016: 1830,
        2017: 2410,
        2018: 3275,
        2019: 4160,
        2020: 3920,
        2021: 2875,
        2022: 2740,
        2023: 4480,
        2024: 5935,
        2025: 6610,
    },
    "approved": {2018: 14, 2019: 19, 2020: 21, 2021: 20, 2022: 18, 2023: 23, 2024: 26, 2025: 24},
    "licensed": {2016: 90, 2019: 120, 2022: 135, 2025: 150},
}

NOTICES: list[dict[str, Any]] = [
    {
        "published_on": "2022-05-10",
        "title_en": "Sample Republic: all departures stopped (sample)",
        "title_ja": "見本国：すべての出国を停止（架空）",
        "text_en": "No departures from 10 May 2022 while fees are checked.",
        "text_ja": "費用の点検のため、2022年5月10日から出国が停止されます。",
    },
    {
        "published_on": "2022-09-01",
        "title_en": "Sample Republic: departures begin again (sample)",
        "title_ja": "見本国：出国を再開（架空）",
        "text_en": "The measure ended on 31 August 2022.",
        "text_ja": "措置は2022年8月31日に終了しました。",
    },
    {
        "published_on": "2025-12-15",
        "title_en": "Sample Republic: new form of the fee table (sample)",
        "title_ja": "見本国：費用一覧表の新様式（架空）",
        "text_en": "From 1 January 2026 the ministry takes the new form only.",
        "text_ja": "2026年1月1日以降、労働省は新様式のみを受け付けます。",
    },
    {
        "published_on": "2026-06-01",
        "title_en": "Sample Republic: report on the regular consultation (sample)",
        "title_ja": "見本国：定期協議の報告（架空）",
    },
]
