"""Answers that may spare a question: found in the words in which people ask, in any language, and never a draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from jitco_portal.common.search.index import refresh_stale
from materials.queries.question_suggestions import suggestions, telling_words
from tests.materials import world

pytestmark = pytest.mark.django_db
ROWS = {
    "flight": (
        "Who pays for the flight of a technical intern trainee?",
        "技能実習生の渡航費は誰が負担しますか",
        "The supervising organization or the implementing organization pays the air fare.",
        "監理団体または実習実施者が航空運賃を負担します。",
    ),
    "dormitory": (
        "May a trainee move out of the dormitory?",
        "技能実習生は寮から転居できますか",
        "Yes, after a notification to the OTIT.",
        "外国人技能実習機構への届出の後に可能です。",
    ),
    "approval": (
        "Who approves sending organizations of Vietnam?",
        "ベトナムの送出機関を認定するのは誰ですか",
        "DOLAB (Cục Quản lý lao động ngoài nước); the fee is called phí dịch vụ.",
        "海外労働管理局（DOLAB）です。",
    ),
    "deposit": (
        "May a sending organization take a deposit?",
        "送出機関は保証金を徴収できますか",
        "No. Deposits and penalties are forbidden.",
        "いいえ。保証金や違約金は禁止されています。",
    ),
}


@pytest.fixture
def rows():
    made = {
        name: world.make_question(question_en=en, question_ja=ja, answer_en=answer_en, answer_ja=answer_ja)
        for name, (en, ja, answer_en, answer_ja) in ROWS.items()
    }
    world.make_question(question_en="Deposit, flight and dormitory of a draft", state="draft", published_at=None)
    world.make_question(question_en="Deposit, flight and dormitory taken back", state="withdrawn")
    refresh_stale()
    return {row.pk: name for name, row in made.items()}


@pytest.mark.parametrize(
    ("words", "best"),
    [
        # As somebody types it, word by word.
        ("flight", "flight"),
        ("who pays the fli", "flight"),
        ("Who has to pay the flights of our trainees to Japan?", "flight"),
        ("Can our trainee leave the dormitory and rent a flat?", "dormitory"),
        ("dormitry", "dormitory"),
        ("Are deposits allowed in a sending organization?", "deposit"),
        # Japanese, without spaces.
        ("渡航費", "flight"),
        ("実習生の航空運賃はどちらが負担するのでしょうか", "flight"),
        ("寮から転居したい技能実習生がいます", "dormitory"),
        ("保証金を徴収してもよいですか", "deposit"),
        ("ベトナムの送出機関は誰が認定しますか", "approval"),
        # Vietnamese with marks and without.
        ("phí dịch vụ", "approval"),
        ("phi dich vu la bao nhieu", "approval"),
        ("Cục Quản lý lao động ngoài nước có phê duyệt không?", "approval"),
    ],
)
def test_the_answer_that_fits_comes_first(rows, words, best):
    found = [rows.get(each.question.pk, "hidden") for each in suggestions(words=words)]

    assert found[:1] == [best]
    assert "hidden" not in found


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "a",
        "?",
        "How do I change my password for this site?",
        "セミナーの申込方法を教えてください",
        # What half of all answers speak of.
        "Does a sending organization need an insurance?",
        "技能実習生の健康診断",
        "Làm thế nào để đổi mật khẩu?",
        "%' OR 1=1 --",
        "x" * 5000,
    ],
)
def test_nothing_is_suggested_where_nothing_fits(rows, words):
    assert [rows.get(each.question.pk, "hidden") for each in suggestions(words=words)] == []


def test_a_suggestion_speaks_the_reader_s_language(rows):
    with translation.override("ja"):
        [first, *_others] = suggestions(words="航空運賃")

    assert "".join(part.text for part in first.title) == ROWS["flight"][1]
    assert "".join(part.text for part in first.text if part.is_marked) == "航空運賃"


def test_suggestions_cost_at_most_five_queries(rows):
    with CaptureQueriesContext(connection) as found:
        suggestions(words="Who has to pay the flights of our technical intern trainees when they go home early?")

    assert len(found) <= 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who pays the flight?", ["pays", "flight"]),
        ("技能実習生の渡航費", ["技能", "実習", "渡航費"]),
        ("ビザの手続き（COE）", ["手続", "ビザ", "coe"]),
        ("phí dịch vụ là bao nhiêu?", ["phi", "dich", "vu"]),
    ],
)
def test_the_telling_words_of_a_question(text, words):
    assert list(telling_words(text)) == words
