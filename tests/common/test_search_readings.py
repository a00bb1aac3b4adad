"""Kana of romanized names by rule, and the key under which both meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jitco_portal.common.search.plain import glued
from jitco_portal.common.search.readings import readings, sound


@pytest.mark.parametrize(
    ("name", "country", "kana"),
    [
        ("Công ty Cổ phần Hoàng Long", "VN", ["ほあん ろん"]),
        ("Thành Công", "VN", ["たいん こん", "たん こん"]),
        ("Nguyễn", "VN", ["ぐえん"]),
        ("Việt Nam", "VN", ["べとなむ"]),
        ("LMK Việt Nam", "VN", ["えるえむけー べとなむ"]),
        ("VINACO.,JSC", "VN", ["びなこ"]),
        ("TECHSIMEX CO., LTD", "VN", ["てくしめっくす"]),
        ("MAILINH", "VN", ["まいりん"]),
        ("Đại Dương", "VN", ["だい ずおん", "だい ゆおん"]),
        ("DUNG", "VN", ["どぅん", "ずん"]),
        ("Nhật Quỳnh", "VN", ["にゃっと くいん"]),
        ("Bina Karya Sukses", "ID", ["びな かりゃ すくせす"]),
        ("International Human Resources", "", ["いんたーなしょなる ひゅーまん りそーすず"]),
        ("Fujisan", "ID", ["ふじさん"]),
        ("株式会社山田", "JP", []),
        ("", "", []),
    ],
)
def test_readings(name, country, kana):
    assert readings(name, country) == kana


@given(st.text(), st.sampled_from(["", "VN", "ID", "JP"]))
def test_readings_of_any_text(text, country):
    found = readings(text, country)

    assert len(found) == len(set(found)) <= 4
    assert all(set(reading) <= {chr(code) for code in range(0x3041, 0x3097)} | {" ", "ー"} for reading in found)


@given(st.text(alphabet="aeiouybcdđghklmnpqrstvxwzfj-' ", max_size=30), st.sampled_from(["", "VN", "ID"]))
def test_readings_of_any_letters(text, country):
    assert all(readings(text, country))
    assert set(sound(text)) <= set("abcdefghijklmnopqrstuvwxyz ")


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("ホアンロン", "Hoàng Long"),
        ("ビナコ", "VINACO"),
        ("テクシメックス", "Techsimex"),
        ("ベトナム", "Viet Nam"),
        ("ヒューマンリソース", "Human Resource"),
        ("グエン", "Nguyễn"),
        ("チャン", "Trần"),
        ("ズオン", "Dương"),
        ("クアンチュン", "Quang Trung"),
        ("タインコン", "Thành Công"),
        ("フジサン", "Fujisan"),
        ("バンドン", "Bandung"),
        ("インターナショナル", "international"),
    ],
)
def test_sounds_equal(kana, latin):
    assert glued(sound(kana)) == glued(sound(latin))


@pytest.mark.parametrize(("text", "key"), [("国際", ""), ("", ""), ("ビナコ・ハノイ", "binako hanoi"), ("123", "")])
def test_sound(text, key):
    assert sound(text) == key


@given(st.text())
def test_sound_of_any_text(text):
    assert set(sound(text)) <= set("abcdefghijklmnopqrstuvwxyz ")
