"""Names as plain words, and the forms made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jitco_portal.common.search.plain import glued, is_kana, is_kanji, kana_key, plain


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Co.,Ltd", "co ltd"),
        ("VINACO.,JSC", "vinaco jsc"),
        ("J.S.C.", "jsc"),
        ("J. S. C. Lotus", "jsc lotus"),
        ("P.T. Bina", "pt bina"),
        ("TP.HCM", "tp hcm"),
        ("Lotus Int'l", "lotus intl"),
        ("Abey’s", "abeys"),
        ("TM & DV", "tm dv"),
        ("エコ・プロジェクト協同組合", "えこ ぷろじぇくと協同組合"),
        ("㈱山田", "株 山田"),
        ("মেসার্স কেএম ইন্টারন্যাশনাল", "মেসার্স কেএম ইন্টারন্যাশনাল"),
        ("ក្រុមហ៊ុន (ខ្មែរ)", "ក្រុមហ៊ុន ខ្មែរ"),
        ("မြန်မာ ကုမ္ပဏီ။", "မြန်မာ ကုမ္ပဏီ"),
        ("ไทย-ญี่ปุ่น", "ไทย ญี่ปุ่น"),
        ("a_b", "a b"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_plain(written, words):
    assert plain(written) == words


@given(st.text())
def test_plain_twice_is_plain_once(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet=".,'’ aB. がガ\u3099é1\u0e38", max_size=12))
def test_plain_twice_is_plain_once_for_dots_and_marks(text):
    assert plain(plain(text)) == plain(text)


def test_glued():
    assert glued("viet nam") == glued("vietnam") == "vietnam"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ロータス", "ろたす"),
        ("ヴィナコ", "ビナコ"),
        ("ヴァン", "バン"),
        ("ホーチミン", "ほちみん"),
        ("ティエン", "テイエン"),
        ("ニャット", "にやつと"),
        ("ぢづを", "じずお"),
        ("ｶﾞｰﾙ", "がる"),
    ],
)
def test_kana_meet(one, other):
    assert kana_key(one) == kana_key(other)


def test_kana_key_keeps_what_is_no_kana():
    assert kana_key("Lotus 協同組合") == "lotus 協同組合"


def test_scripts():
    assert [character for character in "漢々〇𠮷あアーｱaｰ한!" if is_kanji(character)] == ["漢", "々", "〇", "𠮷"]
    assert [character for character in "漢あアーｱａa" if is_kana(character)] == ["あ", "ア", "ー", "ｱ"]
