"""Numbers of permits and telephones, and hosts, as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jitco_portal.common.search.numbers import number_key, telephone_forms, telephones, web_host, with_area_of_today


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("許 1706-000144", "1706000144"),
        ("許1706000144", "1706000144"),
        ("許可番号 許1706000144", "1706000144"),
        ("１７０６０００１４４", "1706000144"),
        ("123/LĐTBXH-GP", "123ldtbxhgp"),
        ("", ""),
    ],
)
def test_number_key(written, key):
    assert number_key(written) == key


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("04.62757018/04.62938048", ["0462757018", "0462938048"]),
        ("(+84.4) 37100 382/375 86114", ["84437100382", "84437586114"]),
        ("024-3836 1973; 0912 345 678", ["02438361973", "0912345678"]),
        ("+81 (0)3-1234-5678", ["81312345678"]),
        ("０３－１２３４－５６７８", ["0312345678"]),
        ("04.37868890/91/92", ["0437868890", "0437868891", "0437868892"]),
        ("+84 56.3522166 – +84 56.3522931", ["84563522166", "84563522931"]),
        ("024 3754 9693 ext 12", ["02437549693"]),
        ("03-1234-5678（内線 21）", ["0312345678"]),
        ("none", []),
        ("", []),
    ],
)
def test_telephones(cell, numbers):
    assert telephones(cell) == numbers


@pytest.mark.parametrize(
    ("digits", "forms"),
    [
        ("0462757018", ["462757018"]),
        ("84462757018", ["462757018", "84462757018"]),
        ("0084462757018", ["462757018", "84462757018"]),
        ("84 (0)4 62757018", ["462757018", "840462757018"]),
        ("084246281616", ["246281616", "84246281616"]),
        ("81312345678", ["312345678", "81312345678"]),
        ("0849123456", ["849123456"]),
        ("4.35641095", ["435641095"]),
        ("0", []),
        ("", []),
    ],
)
def test_telephone_forms(digits, forms):
    assert telephone_forms(digits) == forms


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://www.Lotus.com.vn/about?x=1", "lotus.com.vn"),
        ("info@lotus.com.vn", "lotus.com.vn"),
        ("WWW.lotus.com.vn", "lotus.com.vn"),
        ("ｗｗｗ．lotus．jp", "lotus.jp"),
        ("http://user:word@lotus.jp:8080/x", "lotus.jp"),
        ("mailto:info@lotus.vn", "lotus.vn"),
        ("lotus", ""),
        ("Co.,Ltd", ""),
        ("U.S.A.", ""),
        ("3.14", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_web_host(written, host):
    assert web_host(written) == host


@given(st.text())
def test_any_text_is_taken(text):
    assert number_key(number_key(text)) == number_key(text)
    assert all(number.isdigit() for number in telephones(text))
    assert all(form.isdigit() for form in telephone_forms(text))
    assert web_host(web_host(text)) == web_host(text)


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ("435409108", "2435409108"),
        ("838123456", "2838123456"),
        ("313836611", "2253836611"),
        ("3203123456", "2203123456"),
        ("2435409108", ""),
        ("43540910", ""),
        ("", ""),
    ],
)
def test_vietnamese_numbers_got_other_area_codes_in_2017(before, since):
    assert with_area_of_today(before) == since
