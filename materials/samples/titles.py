"""The fictional materials in one table; days are counted back from the load."""

from __future__ import annotations

from dataclasses import dataclass

from materials.models import Access, Material

Kind = Material.Kind
Audience = Material.Audience
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WAV, ZIP = "audio/x-wav", "application/zip"


@dataclass(frozen=True)
class SampleFile:
    # In the folder of the files.
    path: str
    # As readers get it.
    name: str
    type: str = PDF
    pages: int | None = None
    title: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class SampleEdition:
    language: str
    version: str
    # Days before the load on which it was published; None for a draft.
    days: int | None
    files: tuple[SampleFile, ...]
    # Language and version of what it was translated from.
    of: tuple[str, str] | None = None
    notes: tuple[str, str] = ("", "")
    # Price for members, for others, copies in stock.
    printed: tuple[int, int, int] | None = None
    # Why it was withdrawn, and the version of its language that takes its place.
    withdrawn: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class SampleTitle:
    key: str
    kind: Kind
    title: tuple[str, str]
    summary: tuple[str, str]
    audiences: tuple[Audience, ...]
    editions: tuple[SampleEdition, ...]
    wanted: tuple[str, ...] = ()
    access: Access = Access.EVERYBODY
    original: str = "ja"
    is_listed: bool = True
    programme: str = ""
    operations: tuple[str, ...] = ()


def _work(name: str, shown: str, pages: int = 3) -> tuple[SampleFile, ...]:
    return (SampleFile(f"work-{name}.pdf", shown, pages=pages),)


TITLES = (
    SampleTitle(
        "work",
        Kind.TEXTBOOK,
        ("Japanese at work: first words (sample)", "はじめての職場の日本語（見本）"),
        (
            "Greetings, words for safety and what a contract says, each in Japanese with the learner's language.",
            "あいさつ、安全のことば、契約書に書いてあることを、日本語と学習者の言語で学びます。",
        ),
        (Audience.SENDING, Audience.TEACHERS, Audience.TRAINEES),
        (
            SampleEdition("ja", "1", 400, _work("ja-1", "はじめての職場の日本語 第1版（見本）.pdf", pages=2)),
            SampleEdition(
                "vi",
                "1",
                390,
                _work("vi", "Tiếng Nhật nơi làm việc (mẫu).pdf", pages=2),
                of=("ja", "1"),
                printed=(300, 500, 0),
            ),
            SampleEdition(
                "ja",
                "2",
                200,
                _work("ja-2", "はじめての職場の日本語 第2版（見本）.pdf"),
                notes=("A page on what a contract says.", "契約書についてのページを加えました。"),
                printed=(300, 500, 120),
            ),
            SampleEdition(
                "en",
                "2",
                190,
                _work("en", "Japanese at work (sample).pdf"),
                of=("ja", "2"),
                printed=(300, 500, 60),
            ),
            SampleEdition("id", "2", 180, _work("id", "Bahasa Jepang di tempat kerja (contoh).pdf"), of=("ja", "2")),
            SampleEdition("km", "2", 150, _work("km", "ភាសាជប៉ុននៅកន្លែងធ្វើការ (គំរូ).pdf"), of=("ja", "2")),
            SampleEdition("my", "2", 140, _work("my", "လုပ်ငန်းခွင်သုံး ဂျပန်စကား (နမူနာ).pdf"), of=("ja", "2")),
            SampleEdition("zh", "2", 120, _work("zh", "职场日语（样本）.pdf"), of=("ja", "2")),
        ),
        wanted=("ja", "en", "vi", "id", "km", "my", "zh", "th"),
    ),
    SampleTitle(
        "safety",
        Kind.GLOSSARY,
        ("Words for safety, Japanese and Vietnamese (sample)", "安全のことば 日本語・ベトナム語（見本）"),
        (
            "A list to write in, and the sound of three signals.",
            "書き込みのできる一覧と、3種類の合図の音です。",
        ),
        (Audience.TRAINEES, Audience.TEACHERS),
        (
            SampleEdition(
                "vi",
                "1",
                90,
                (
                    SampleFile(
                        "safety-words.docx", "安全のことば Từ ngữ về an toàn（見本）.docx", DOCX, title=("List", "一覧")
                    ),
                    SampleFile("signals.wav", "signals (sample).wav", WAV, title=("Three signals", "3種類の合図")),
                ),
            ),
        ),
        wanted=("vi", "id"),
        original="vi",
        operations=("3-6-1", "3-7-1", "3-8-1"),
    ),
    SampleTitle(
        "leaflet",
        Kind.PAMPHLET,
        ("How to use this portal (sample leaflet)", "このポータルの使い方（見本リーフレット）"),
        ("One sheet for those who come for the first time.", "はじめての方のための1枚の案内です。"),
        (Audience.SENDING, Audience.SUPERVISING),
        (
            SampleEdition(
                "en",
                "1",
                300,
                (SampleFile("leaflet-en-1.pdf", "How to use this portal, first print (sample).pdf", pages=1),),
                withdrawn=("It named steps in the wrong order.", "手順の順番に誤りがありました。", "2"),
            ),
            SampleEdition(
                "en",
                "2",
                260,
                (SampleFile("leaflet-en-2.pdf", "How to use this portal (sample).pdf", pages=2),),
                notes=("The order of the steps was put right.", "手順の順番を改めました。"),
                printed=(0, 0, 500),
            ),
            SampleEdition(
                "ja",
                "1",
                250,
                (SampleFile("leaflet-ja.pdf", "このポータルの使い方（見本）.pdf", pages=2),),
                of=("en", "2"),
                printed=(0, 0, 300),
            ),
        ),
        wanted=("en", "ja"),
        original="en",
    ),
    SampleTitle(
        "lesson",
        Kind.TEACHING_GUIDE,
        ("Lesson plan: the first week (sample)", "授業案：はじめての一週間（見本）"),
        (
            "For teachers in training centres; members of organizations may read it.",
            "研修施設の先生方のための授業案です。団体会員の方がご覧になれます。",
        ),
        (Audience.TEACHERS, Audience.SENDING, Audience.SUPERVISING),
        (
            SampleEdition(
                "ja",
                "1",
                80,
                (SampleFile("lesson-ja.pdf", "授業案 はじめての一週間（見本）.pdf", pages=2),),
                printed=(800, 1200, 15),
            ),
            SampleEdition(
                "en",
                "1",
                60,
                (SampleFile("lesson-en.pdf", "Lesson plan, the first week (sample).pdf", pages=2),),
                of=("ja", "1"),
            ),
        ),
        wanted=("ja", "en"),
        access=Access.MEMBERS,
    ),
    SampleTitle(
        "interview",
        Kind.FORMS,
        ("Forms for an interview (sample)", "面接用の様式（見本）"),
        (
            "Questions for an interview, for sending organizations only.",
            "面接で使う質問票です。送出機関の方だけがご覧になれます。",
        ),
        (Audience.SENDING,),
        (
            SampleEdition(
                "en", "2026-10", 45, (SampleFile("interview-forms.zip", "interview forms (sample).zip", ZIP),)
            ),
        ),
        wanted=("en", "ja"),
        access=Access.SENDING,
        original="en",
    ),
    SampleTitle(
        "seminar",
        Kind.HANDBOOK,
        ("Papers of the seminar in Sample City (sample)", "見本市セミナー資料（見本）"),
        (
            "For the participants of a fictional seminar, who open them by a link.",
            "架空のセミナーの参加者が、リンクから開く資料です。",
        ),
        (Audience.SENDING, Audience.SUPERVISING),
        (
            SampleEdition(
                "en", "1", 10, (SampleFile("seminar-en.pdf", "Seminar in Sample City, papers (sample).pdf", pages=2),)
            ),
        ),
        access=Access.PARTICIPANTS,
        original="en",
        programme="esd",
    ),
    SampleTitle(
        "news",
        Kind.PERIODICAL,
        ("Letters from Sample Town (sample)", "見本町だより（見本）"),
        (
            "A newsletter of which no edition is out yet: both languages are missing.",
            "まだ発行されていない便りです。どちらの言語の版もありません。",
        ),
        (Audience.TRAINEES,),
        (),
        wanted=("ja", "vi"),
    ),
    SampleTitle(
        "signals",
        Kind.TEXTBOOK,
        ("Listening at work (sample draft)", "職場の聞き取り（見本の下書き）"),
        ("A draft for the desk: one edition waits to be published.", "担当者が公開を試すための下書きです。"),
        (Audience.TRAINEES,),
        (
            SampleEdition(
                "ja",
                "1",
                None,
                (SampleFile("signals.wav", "signals (sample).wav", WAV, title=("Three signals", "3種類の合図")),),
            ),
        ),
        wanted=("ja", "en"),
        is_listed=False,
    ),
)
