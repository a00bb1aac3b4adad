"""Legal forms set aside, and shortened words brought to one form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jitco_portal.common.search.legal_forms import abbreviated, without_legal_form
from jitco_portal.common.search.plain import plain


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("株式会社山田", "山田"),
        ("山田商事株式会社 東京支店", "山田商事 東京支店"),
        ("(株)山田", "山田"),
        ("山田㈱", "山田"),
        ("有限会社福", "福"),
        ("協同組合福", "福"),
        ("国際交流事業協同組合", "国際交流"),
        ("一般社団法人 国際", "国際"),
        ("（公財）国際", "国際"),
        ("NPO法人あい", "あい"),
        ("山田商工会議所", "山田商工会議所"),
        ("ホアンロン・ジョイント・ストック・カンパニー", "ほあんろん"),
        ("Công ty Cổ phần Đại Á", "dai a"),
        ("CTCP Đại Á", "dai a"),
        ("Cty CP Đại Á", "dai a"),
        ("CÔNG TY TNHH MTV Sao Mai", "sao mai"),
        ("Công ty TNHH một thành viên Sao Mai", "sao mai"),
        ("Tổng công ty Sao Mai - Công ty cổ phần", "sao mai"),
        ("Công ty Cổ phần Tập đoàn Sao Mai", "sao mai"),
        ("Tổng công ty Cơ khí Sao Mai – CTCP", "co khi sao mai"),
        ("LOTUS CO., LTD", "lotus"),
        ("LOTUS CO., JSC", "lotus"),
        ("LOTUS., JSC", "lotus"),
        ("Lotus Joint Stock Company", "lotus"),
        ("Lotus International Corporation", "lotus international"),
        ("Lotus (Pvt) Ltd.", "lotus"),
        ("M/S Lotus Private Limited", "lotus"),
        ("Lotus Group", "lotus group"),
        ("PT. Bina Karya Tbk", "bina karya"),
        ("LPK Bina", "bina"),
        ("Lotus GmbH", "lotus"),
        ("上海对外劳务有限责任公司", "上海対外労務"),
        ("บริษัท ลัคกี้ จำกัด (มหาชน)", "ลัคกี้"),
        ("ບໍລິສັດ ລາວ ຈຳກັດ", "ລາວ"),
        ("Шилмэл ХХК", "шилмэл"),
        ("মেসার্স কেএম লিঃ", "কেএম"),
        ("नेपाल प्रा. लि.", "नेपाल"),
        ("Joint Stock Company", "joint stock company"),
        ("株式会社", "株式会社"),
        ("PT", "pt"),
        ("", ""),
    ],
)
def test_without_legal_form(written, name):
    assert without_legal_form(plain(written)) == name


@pytest.mark.parametrize(
    "ways",
    [
        ("Thương mại và Dịch vụ Sao Mai", "TM & DV Sao Mai", "TMDV Sao Mai", "thuong mai dich vu sao mai"),
        ("Xuất nhập khẩu Sao Mai", "XNK Sao Mai"),
        ("Xuất khẩu lao động", "XKLĐ"),
        ("Hợp tác quốc tế", "HTQT"),
        ("Đầu tư Xây dựng", "ĐT XD"),
        ("CTY CP Phát triển Sao Mai", "CTY CP PT Sao Mai"),
        ("Sao Mai Việt Nam", "Sao Mai Vietnam", "Sao Mai VN"),
        ("Sao Mai TP. Hồ Chí Minh", "Sao Mai TP.HCM", "Sao Mai Ho Chi Minh City"),
        ("Lotus International", "Lotus Int'l", "LOTUS INTL"),
        ("Import Export", "Import and Export", "Im-Ex", "IMPEX"),
        ("Human Resources Development", "Human Resource Development", "HRD"),
        ("Training Centre", "Training Center"),
        ("Cooperation", "Co-operation", "Coop"),
        ("Lotus Labour Service", "Lotus Labor Services", "Lotus Labour Svc"),
    ],
)
def test_ways_to_shorten_meet(ways):
    assert {abbreviated(plain(way)) for way in ways} == {abbreviated(plain(ways[0]))}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("DT JSC", "dt jsc"),
        ("PT Sumber", "pt sumber"),
        ("Đầu tư Sao Mai", "dtu sao mai"),
        ("Thương mại và Dịch vụ", "tm dv"),
        ("CP HN City", "cp hanoi"),
        ("va", "va"),
        ("", ""),
    ],
)
def test_abbreviated(written, key):
    assert abbreviated(plain(written)) == key


PIECES = (
    "cp dt pt xd va tm dv tmdv xkld viet nam ho chi minh city human resources hrd thuong mai xuat nhap khau tp hn "
    "cong ty import and export"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=10))
@example(["cp", "hn", "city"])
def test_abbreviated_twice_is_abbreviated_once(words):
    once = abbreviated(" ".join(words))

    assert abbreviated(once) == once


def test_a_chain_of_phrases_is_shortened_to_its_end():
    assert abbreviated("hanoi" + " city" * 4_000) == "hanoi"


@given(st.text())
def test_any_text_has_a_name(text):
    words = plain(text)

    assert bool(without_legal_form(words)) == bool(abbreviated(words)) == bool(words)
    assert abbreviated(abbreviated(words)) == abbreviated(words)
