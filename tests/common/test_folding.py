"""One folded form of a name, whatever the script's form, case or marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jitco_portal.common.folding import LONGEST, fold
from jitco_portal.common.search.old_kanji import FORM_IN_USE


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Công ty Cổ phần Hợp Tác Đại Á", "cong ty co phan hop tac dai a"),
        ("ＣＯ．，ＬＴＤ", "co.,ltd"),
        ("ｻﾝﾌﾟﾙ ロータス", "さんぷる ろーたす"),
        ("ガ行 ヴ", "が行 ゔ"),
        ("協同組合　福", "協同組合 福"),
        ("  A \n B  ", "a b"),
        ("a\x00b", "ab"),
        ("मेसर्स", "मेसर्स"),
        ("國際學會 澤田 渡邊 渡邉 齋藤 廣瀬", "国際学会 沢田 渡辺 渡辺 斎藤 広瀬"),
        ("髙橋 山﨑 𠮷田", "高橋 山崎 吉田"),
        ("辻\U000e0100 葛\ufe00", "辻 葛"),
        ("中島 中嶋 富 冨", "中島 中嶋 富 冨"),
        ("对外经济贸易劳务", "対外経済貿易労務"),
        ("a\u200bb\u202ec\u2066d\ufeff\xad", "abcd"),
        ("a\x1fb\x85c\td", "a b c d"),
        ("Straße Ørsted Łódź Æther Œuvre Isıl", "strasse orsted lodz aether oeuvre isil"),
        ("Σοφός", "σοφοσ"),
        ("か\u200b\u3099", "が"),
        ("a\ud800b", "ab"),
        ("", ""),
    ],
)
def test_folded(written, folded):
    assert fold(written) == folded


def test_folding_twice_is_folding_once():
    for text in ["Đặng Thị", "ｶﾞｷﾞ", "İstanbul", "ﬁ", "①"]:
        assert fold(fold(text)) == fold(text)


def test_every_character_folded_twice_is_folded_once():
    wrong = [hex(code) for code in range(0x110000) if fold(fold(chr(code))) != fold(chr(code))]

    assert wrong == []


@given(st.text())
def test_any_text_folded_twice_is_folded_once_and_has_no_marks(text):
    folded = fold(text)

    assert fold(folded) == folded
    assert not any("\u0300" <= character <= "\u036f" for character in unicodedata.normalize("NFC", folded))


def test_a_form_in_use_is_no_old_form():
    assert [old for old, new in FORM_IN_USE.items() if new in FORM_IN_USE] == []
    assert len(FORM_IN_USE) > 500


def test_a_long_text_is_cut():
    assert len(fold("a" * (LONGEST + 1))) == LONGEST


def test_rows_of_marks_are_cut_before_they_cost_time():
    assert len(fold("ก" + "\u0e48\u0e38" * 30_000)) < 100
