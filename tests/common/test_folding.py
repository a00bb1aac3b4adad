"""One folded form of a name, whatever the script's form, case or marks."""

import pytest

from jitco_portal.common.folding import fold


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
        ("মেসার্স", fold("মেসার্স")),
    ],
)
def test_folded(written, folded):
    assert fold(written) == folded


def test_folding_twice_is_folding_once():
    for text in ["Đặng Thị", "ｶﾞｷﾞ", "İstanbul", "ﬁ", "①"]:
        assert fold(fold(text)) == fold(text)
