"""What is marked of a text, as it is written there, and that nothing of the text is lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jitco_portal.common.search.marks import marked
from jitco_portal.common.search.questions import Correction, Question, read_question, with_corrections


def shown(text, question):
    """The text with brackets around what is marked."""
    question = read_question(question) if isinstance(question, str) else question
    return "".join(f"[{each.text}]" if each.is_marked else each.text for each in marked(text, question).segments)


@pytest.mark.parametrize(
    ("text", "words", "with_marks"),
    [
        # As written, whatever the accents, the width or the form of the letters.
        ("Hoang Long JSC", "hoang long", "[Hoang Long] JSC"),
        ("Công ty Cổ phần Hoàng Long", "hoang long", "Công ty Cổ phần [Hoàng Long]"),
        ("Cong ty Hoang Long", "Hoàng Lòng", "Cong ty [Hoang Long]"),
        ("Hoa\u0300ng Long", "hoàng", "[Hoa\u0300ng] Long"),
        ("Đông Á", "dong a", "[Đông Á]"),
        ("Cœur Æsir ﬁne", "coeur aesir fine", "[Cœur Æsir ﬁne]"),
        ("Straße 12", "strasse", "[Straße] 12"),
        ("ＬＯＴＵＳ", "lotus", "[ＬＯＴＵＳ]"),
        ("ﾎｱﾝ･ﾛﾝ ｶﾞｲﾄﾞ", "ガイド", "ﾎｱﾝ･ﾛﾝ [ｶﾞｲﾄﾞ]"),
        ("ほあん・ロン", "ホアンロン", "[ほあん・ロン]"),
        ("ホアン・ロン", "ﾎｱﾝﾛﾝ", "[ホアン・ロン]"),
        ("國際商事株式会社", "国際", "[國際]商事株式会社"),
        ("㈱山田", "山田", "㈱[山田]"),
        # Long vowels and small letters as either is written.
        ("コーポレーション", "コポレション", "[コーポレーション]"),
        ("ビィナコ", "ビイナコ", "[ビィナコ]"),
        # Glued, spaced, with hyphens and dots.
        ("Lotus Man-Power", "manpower", "Lotus [Man-Power]"),
        ("Lotusmanpower", "lotus manpower", "[Lotusmanpower]"),
        ("L.M. Group", "lm group", "[L.M. Group]"),
        ("O'Neil & Sons", "oneil", "[O'Neil] & Sons"),
        # Several words in any order; what stands between them and is no letter belongs to them.
        ("Lotus, Manpower Group", "manpower lotus", "[Lotus, Manpower] Group"),
        ("Lotus Human Group", "group lotus", "[Lotus] Human [Group]"),
        ("Lotus and the Lotus", "lotus x", "[Lotus] and the [Lotus]"),
        # Numbers, telephones, hosts.
        ("許1706000144", "1706-000144", "許[1706000144]"),
        ("+84 (24) 3774 1000", "2437741000", "+84 ([24) 3774 1000]"),
        ("https://www.lotus.com.vn/", "lotus.com.vn", "https://www.[lotus.com.vn]/"),
        # Initials.
        ("Hoàng Long", "HL", "[H]oàng [L]ong"),
        ("HL Group", "HL", "[HL] Group"),
        # Nothing that answers, nothing that is marked.
        ("Lotus", "bamboo", "Lotus"),
        ("A Lotus", "a", "A Lotus"),
        ("Lotus", "", "Lotus"),
        ("", "lotus", ""),
        ("!?", "lotus", "!?"),
    ],
)
def test_what_answers_is_marked_as_it_is_written(text, words, with_marks):
    assert shown(text, words) == with_marks


def test_a_word_that_was_misspelt_is_marked_where_the_one_that_was_meant_stands():
    question = with_corrections(read_question("lutos manpower"), ["lotus", "lots", "manpower"])

    assert question.corrections["lutos"].all == ("lots", "lotus")
    assert shown("Lotus Manpower JSC", question) == "[Lotus Manpower] JSC"
    # Letters that stand in another word by chance were not meant.
    assert shown("Lotusland", question) == "Lotusland"


def test_letters_tell_which_of_two_texts_answers_better():
    question = read_question("hoàng long")

    assert marked("Hoàng Long JSC", question).letters == 9
    assert marked("Hoàng Anh", question).letters == 5
    assert marked("Bamboo", question).letters == 0


TEXTS = st.text(max_size=60) | st.text(alphabet="aàđ\u0301ảﾎﾞｶﾞガーゔぁ々山 .'-&₁ﬁœßİıẞ\u200b\ud800\x00😀مر", max_size=30)


@settings(deadline=None)
@given(text=TEXTS, words=TEXTS, other=st.text(max_size=8))
@example(text="İstanbul", words="istanbul", other="")
@example(text="\u0301", words="\u0301", other="")
@example(text="ゔぁ", words="ば", other="")
def test_the_segments_put_together_are_the_text_and_each_differs_from_the_next(text, words, other):
    asked = read_question(words)
    misspelt = {word: Correction((other,) if other else ()) for wording in asked.wordings for word in wording}
    for question in (asked, read_question(text), Question(asked.forms, asked.numbers, asked.heard, misspelt)):
        found = marked(text, question)

        assert "".join(each.text for each in found.segments) == text
        marks = [each.is_marked for each in found.segments]
        assert all(one != next_one for one, next_one in pairwise(marks))
        assert any(marks) == (found.letters > 0)
