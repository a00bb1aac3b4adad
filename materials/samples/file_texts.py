"""The words of the sample files. The lessons are real, though short; nobody has checked the translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A lesson in one language; each tuple answers, in order, to the Japanese words below."""

    title: str
    mark: str
    greetings_heading: str
    greetings: tuple[str, ...]
    safety_heading: str
    safety: tuple[str, ...]
    contract_heading: str
    contract: tuple[str, ...]
    before_signing: str


# Japanese, and how it is read.
GREETINGS = (
    ("おはようございます。", "ohayō gozaimasu"),
    ("お先に失礼します。", "osaki ni shitsurei shimasu"),
    ("わかりました。", "wakarimashita"),
    ("わかりません。", "wakarimasen"),
    ("もう一度お願いします。", "mō ichido onegai shimasu"),
    ("手伝ってください。", "tetsudatte kudasai"),
    ("ありがとうございます。", "arigatō gozaimasu"),
    ("すみません。", "sumimasen"),
)
SAFETY = (
    ("危ない！", "abunai"),
    ("止まれ！", "tomare"),
    ("触らないでください。", "sawaranaide kudasai"),
    ("立入禁止", "tachiiri kinshi"),
    ("非常口", "hijōguchi"),
    ("火事だ！", "kaji da"),
    ("ヘルメット", "herumetto"),
    ("けがをしました。", "kega o shimashita"),
)
CONTRACT = (
    ("仕事の内容", "shigoto no naiyō"),
    ("働く場所", "hataraku basho"),
    ("働く時間と休み", "hataraku jikan to yasumi"),
    ("給料", "kyūryō"),
    ("給料から引かれるもの", "kyūryō kara hikareru mono"),
    ("契約の期間", "keiyaku no kikan"),
    ("住むところ", "sumu tokoro"),
)

WORDS = {
    "ja": Words(
        "はじめての職場の日本語",
        "見本（架空の教材）",
        "あいさつ",
        (
            "朝のあいさつ",
            "先に帰るときのあいさつ",
            "話がわかったとき",
            "話がわからないとき",
            "もう一回聞きたいとき",
            "助けてほしいとき",
            "お礼を言うとき",
            "あやまるとき、声をかけるとき",
        ),
        "安全のことば",
        (
            "あぶないことを知らせる",
            "人や機械を止める",
            "手でさわってはいけない",
            "入ってはいけない場所",
            "逃げるための出口",
            "火が出たとき",
            "頭を守るもの",
            "けがをしたとき",
        ),
        "契約書に書いてあること",
        (
            "どんな仕事をするか",
            "どこで働くか",
            "何時から何時まで働くか、いつ休むか",
            "いくらもらうか",
            "税金、保険、家賃など",
            "いつからいつまでか",
            "どこに住むか",
        ),
        "サインをする前に、自分がわかる言語の契約書をもらいましょう。",
    ),
    "en": Words(
        "Japanese at work: first words",
        "SAMPLE (made up to try the portal)",
        "Greetings",
        (
            "Good morning.",
            "I am leaving before you.",
            "I understand.",
            "I do not understand.",
            "Once more, please.",
            "Please help me.",
            "Thank you.",
            "Excuse me. I am sorry.",
        ),
        "Words for safety",
        (
            "Danger!",
            "Stop!",
            "Please do not touch.",
            "No entry",
            "Emergency exit",
            "Fire!",
            "Helmet",
            "I am injured.",
        ),
        "What a contract says",
        (
            "The work",
            "The place of work",
            "Hours of work and days off",
            "Pay",
            "What is taken off the pay",
            "How long the contract holds",
            "Where you live",
        ),
        "Before you sign, ask for the contract in a language that you understand.",
    ),
    "vi": Words(
        "Tiếng Nhật nơi làm việc: những từ đầu tiên",
        "MẪU (tài liệu giả định)",
        "Lời chào",
        (
            "Chào buổi sáng.",
            "Tôi xin phép về trước.",
            "Tôi hiểu rồi.",
            "Tôi không hiểu.",
            "Xin nói lại một lần nữa.",
            "Xin hãy giúp tôi.",
            "Cảm ơn.",
            "Xin lỗi.",
        ),
        "Từ ngữ về an toàn",
        (
            "Nguy hiểm!",
            "Dừng lại!",
            "Xin đừng chạm vào.",
            "Cấm vào",
            "Lối thoát hiểm",
            "Cháy!",
            "Mũ bảo hộ",
            "Tôi bị thương.",
        ),
        "Những điều ghi trong hợp đồng",
        (
            "Nội dung công việc",
            "Nơi làm việc",
            "Giờ làm việc và ngày nghỉ",
            "Tiền lương",
            "Các khoản trừ vào lương",
            "Thời hạn hợp đồng",
            "Chỗ ở",
        ),
        "Trước khi ký, hãy yêu cầu hợp đồng bằng ngôn ngữ mà bạn hiểu.",
    ),
    "id": Words(
        "Bahasa Jepang di tempat kerja: kata-kata pertama",
        "CONTOH (bahan fiktif)",
        "Salam",
        (
            "Selamat pagi.",
            "Saya permisi pulang dulu.",
            "Saya mengerti.",
            "Saya tidak mengerti.",
            "Tolong ulangi sekali lagi.",
            "Tolong bantu saya.",
            "Terima kasih.",
            "Maaf. Permisi.",
        ),
        "Kata-kata keselamatan",
        (
            "Bahaya!",
            "Berhenti!",
            "Jangan disentuh.",
            "Dilarang masuk",
            "Pintu darurat",
            "Kebakaran!",
            "Helm",
            "Saya terluka.",
        ),
        "Isi kontrak kerja",
        (
            "Isi pekerjaan",
            "Tempat kerja",
            "Jam kerja dan hari libur",
            "Upah",
            "Potongan upah",
            "Jangka waktu kontrak",
            "Tempat tinggal",
        ),
        "Sebelum menandatangani, mintalah kontrak dalam bahasa yang Anda pahami.",
    ),
    "km": Words(
        "ភាសាជប៉ុននៅកន្លែងធ្វើការ៖ ពាក្យដំបូង",
        "គំរូ (ឯកសារសាកល្បង)",
        "ពាក្យស្វាគមន៍",
        (
            "អរុណសួស្តី។",
            "ខ្ញុំសូមលាទៅមុនហើយ។",
            "ខ្ញុំយល់ហើយ។",
            "ខ្ញុំមិនយល់ទេ។",
            "សូមនិយាយម្តងទៀត។",
            "សូមជួយខ្ញុំផង។",
            "អរគុណ។",
            "សូមទោស។",
        ),
        "ពាក្យសុវត្ថិភាព",
        (
            "គ្រោះថ្នាក់!",
            "ឈប់!",
            "សូមកុំប៉ះ។",
            "ហាមចូល",
            "ច្រកចេញសង្គ្រោះបន្ទាន់",
            "ភ្លើងឆេះ!",
            "មួកសុវត្ថិភាព",
            "ខ្ញុំរងរបួស។",
        ),
        "អ្វីដែលមានក្នុងកិច្ចសន្យា",
        (
            "ខ្លឹមសារការងារ",
            "កន្លែងធ្វើការ",
            "ម៉ោងធ្វើការ និងថ្ងៃឈប់សម្រាក",
            "ប្រាក់ឈ្នួល",
            "ការកាត់ចេញពីប្រាក់ឈ្នួល",
            "រយៈពេលកិច្ចសន្យា",
            "កន្លែងស្នាក់នៅ",
        ),
        "មុនពេលចុះហត្ថលេខា សូមស្នើសុំកិច្ចសន្យាជាភាសាដែលអ្នកយល់។",
    ),
    "my": Words(
        "လုပ်ငန်းခွင်သုံး ဂျပန်စကား – ပထမဆုံး စကားလုံးများ",
        "နမူနာ (စမ်းသပ်ရန်)",
        "နှုတ်ဆက်စကား",
        (
            "မင်္ဂလာနံနက်ခင်းပါ။",
            "အရင်ပြန်ပါမယ်။",
            "နားလည်ပါပြီ။",
            "နားမလည်ပါဘူး။",
            "နောက်တစ်ခေါက် ပြောပေးပါ။",
            "ကူညီပေးပါ။",
            "ကျေးဇူးတင်ပါတယ်။",
            "တောင်းပန်ပါတယ်။",
        ),
        "ဘေးကင်းရေး စကားလုံးများ",
        (
            "အန္တရာယ်ရှိတယ်!",
            "ရပ်!",
            "မထိပါနဲ့။",
            "မဝင်ရ",
            "အရေးပေါ်ထွက်ပေါက်",
            "မီးလောင်နေတယ်!",
            "အကာအကွယ်ဦးထုပ်",
            "ဒဏ်ရာရသွားပါတယ်။",
        ),
        "စာချုပ်ပါ အချက်များ",
        (
            "အလုပ်အကြောင်းအရာ",
            "အလုပ်လုပ်ရမည့်နေရာ",
            "အလုပ်ချိန်နှင့် အားလပ်ရက်",
            "လုပ်အားခ",
            "လုပ်အားခမှ ဖြတ်တောက်ငွေ",
            "စာချုပ်သက်တမ်း",
            "နေထိုင်ရာ",
        ),
        "လက်မှတ်မထိုးမီ သင်နားလည်သော ဘာသာစကားဖြင့် စာချုပ်ကို တောင်းဆိုပါ။",
    ),
    "zh": Words(
        "职场日语：最初的词语",
        "样本（虚构教材）",
        "问候",
        (
            "早上好。",
            "我先走了。",
            "我明白了。",
            "我不明白。",
            "请再说一遍。",
            "请帮帮我。",
            "谢谢。",
            "对不起。",
        ),
        "安全用语",
        (
            "危险！",
            "停！",
            "请勿触摸。",
            "禁止进入",
            "紧急出口",
            "着火了！",
            "安全帽",
            "我受伤了。",
        ),
        "合同的内容",
        (
            "工作内容",
            "工作地点",
            "工作时间和休息日",
            "工资",
            "从工资中扣除的项目",
            "合同期限",
            "住处",
        ),
        "签字前，请索取用您能看懂的语言写成的合同。",
    ),
}

UNCHECKED = {
    "ja": "この教材は、ポータルを試していただくための見本です。訳文の点検はしていません。授業には使わないでください。",
    "en": "A sample to try the portal with. Nobody has checked its translations: do not teach from it.",
}

# Papers of a page or two: name of the file, language, title, then heading and lines of each page.
PAPERS: tuple[tuple[str, str, str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "lesson-ja",
        "ja",
        "授業案：はじめての一週間",
        (
            (
                "1日目　あいさつ",
                ("声に出して読む（10分）", "二人で練習する（15分）", "場面を演じる（15分）", "ふりかえり（5分）"),
            ),
            (
                "2日目　安全のことば",
                (
                    "絵とことばを結ぶ（10分）",
                    "「止まれ」で止まる練習（10分）",
                    "非常口まで歩く（20分）",
                    "ふりかえり（5分）",
                ),
            ),
        ),
    ),
    (
        "lesson-en",
        "en",
        "Lesson plan: the first week",
        (
            (
                "Day 1: greetings",
                (
                    "Read aloud (10 minutes)",
                    "Practise in pairs (15 minutes)",
                    "Act a scene (15 minutes)",
                    "Look back (5 minutes)",
                ),
            ),
            (
                "Day 2: words for safety",
                (
                    "Match pictures and words (10 minutes)",
                    "Stop when you hear “tomare” (10 minutes)",
                    "Walk to the emergency exit (20 minutes)",
                    "Look back (5 minutes)",
                ),
            ),
        ),
    ),
    (
        "leaflet-en-1",
        "en",
        "How to use this portal (first print)",
        (
            (
                "Three steps",
                ("Find a country.", "Read who approved an organization, and when.", "Ask the Affairs Dept."),
            ),
        ),
    ),
    (
        "leaflet-en-2",
        "en",
        "How to use this portal",
        (
            (
                "Three steps",
                (
                    "Find a country.",
                    "Read who approved an organization, when, and where it is written.",
                    "Ask the Affairs Dept. what you do not find.",
                ),
            ),
            (
                "Materials",
                (
                    "Choose your language.",
                    "Download over a bad line: it goes on where it stopped.",
                    "You are told when a newer edition appears.",
                ),
            ),
        ),
    ),
    (
        "leaflet-ja",
        "ja",
        "このポータルの使い方",
        (
            (
                "三つのステップ",
                ("国を選ぶ", "誰がいつ認定したか、出典はどこかを見る", "見つからないことは国際部に聞く"),
            ),
            ("教材", ("言語を選ぶ", "回線が切れても、続きからダウンロードできます", "新しい版が出るとお知らせします")),
        ),
    ),
    (
        "seminar-en",
        "en",
        "Seminar in Sample City: papers for participants",
        (
            (
                "Programme of the day",
                (
                    "10:00 Opening",
                    "10:15 What changes on 1 April 2027",
                    "11:00 Reports from practice",
                    "11:45 Questions",
                ),
            ),
            (
                "Notes",
                ("This seminar is fictional.", "Its papers show how a link opens materials for participants only."),
            ),
        ),
    ),
)
