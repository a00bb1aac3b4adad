"""By what an organization is found, in whatever spelling, and how well each answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.search.ranks import Rank
from organizations.models import ListEntry, Organization, OrganizationName, SendingOrganization
from organizations.queries.found_by import describe
from tests import factories as make

pytestmark = pytest.mark.django_db

LOCAL = {"name_local": "Công ty Cổ phần Thương mại Quốc tế Đông Á Hoàng Long", "name_en": ""}
DONG_A = {"name_local": "Công ty TNHH Đông Á", "name_en": "Dong A Company Limited"}
HOANG_LONG = {"name_local": "Công ty Cổ phần Hoàng Long", "name_en": "Hoang Long JSC", "short_name": "HLC"}
LOTUS = {"name_en": "Lotus Manpower Supply Co., Ltd"}
ASIA = {"name_en": "Golden Asia Human Resources"}
KANJI = {"name_en": "", "name_ja": "国際桜商事株式会社"}
TWO_KANJI = {"name_en": "", "name_ja": "東海国際協力"}
BEIJING = {"name_en": "Beijing Service", "name_local": "北京国际经济合作有限公司"}
TWO_OFFICES = {
    "name_en": "Lotus",
    "phone": "+84 (0)24 3774 1000 / 3774 1001",
    "website": "https://www.lotus-hr.com.vn/en",
}
PLACE = {"name_en": "Lotus", "address": "12 Trang Tien Street, Ha Noi", "address_ja": "ハノイ市チャンティエン通り"}


@pytest.mark.parametrize(
    ("names", "typed", "rank"),
    [
        # The name as it is written, whatever the marks, the width, the form of its letters.
        (HOANG_LONG, "Công ty Cổ phần Hoàng Long", Rank.EXACT),
        (HOANG_LONG, "hoang long", Rank.EXACT),
        (HOANG_LONG, "HOÀNG LONG", Rank.EXACT),
        (HOANG_LONG, "Hoáng Lòng", Rank.EXACT),
        (HOANG_LONG, "hoa\u0300ng long", Rank.EXACT),
        (HOANG_LONG, "ｈｏａｎｇ　ｌｏｎｇ", Rank.EXACT),
        (HOANG_LONG, "hoanglong", Rank.EXACT),
        (HOANG_LONG, "hoang-long", Rank.EXACT),
        (HOANG_LONG, "Hoang Long Joint Stock Company", Rank.EXACT_CORE),
        (HOANG_LONG, "CTCP Hoàng Long", Rank.EXACT_CORE),
        (HOANG_LONG, "株式会社Hoang Long", Rank.EXACT_CORE),
        (HOANG_LONG, "hlc", Rank.EXACT),
        (DONG_A, "đông á", Rank.EXACT),
        (DONG_A, "dong a", Rank.EXACT),
        (DONG_A, "Cty TNHH Đông Á", Rank.EXACT_CORE),
        (LOCAL, "TM QT Dong A Hoang Long", Rank.EXACT_CORE),
        (LOCAL, "thuong mai quoc te dong a hoang long", Rank.EXACT),
        (ASIA, "Golden Asia HR", Rank.EXACT),
        # Old and new kanji, short and full, half width.
        (KANJI, "國際櫻商事", Rank.EXACT),
        (KANJI, "国際桜商事", Rank.EXACT),
        (KANJI, "㈱国際桜商事", Rank.EXACT_CORE),
        (BEIJING, "北京国際経済合作", Rank.EXACT),
        ({"name_en": "", "name_ja": "ホアン・ロン・ガイド"}, "ﾎｱﾝﾛﾝｶﾞｲﾄﾞ", Rank.EXACT),
        ({"name_en": "", "name_ja": "ホアン・ロン"}, "ほあんろん", Rank.EXACT),
        ({"name_en": "", "name_ja": "コーポレート・ビィナ"}, "コポレートビイナ", Rank.EXACT_CORE),
        # Kana: of a reading that is held, and of one that is made by rule.
        ({"name_en": "Lotus", "name_kana": "ロータス・ジャパン"}, "ロータスジャパン", Rank.EXACT),
        (HOANG_LONG, "ホアンロン", Rank.EXACT),
        (DONG_A, "ドンアー", Rank.EXACT_CORE),
        (HOANG_LONG, "ホアングロング", Rank.SOUNDS),
        # Numbers in other spellings.
        (TWO_OFFICES, "024 3774 1000", Rank.EXACT_CORE),
        (TWO_OFFICES, "+84-24-37741000", Rank.EXACT_CORE),
        (TWO_OFFICES, "0084 24 3774 1001", Rank.EXACT_CORE),
        (TWO_OFFICES, "０２４３７７４１０００", Rank.EXACT_CORE),
        (TWO_OFFICES, "3774 1000", Rank.INSIDE),
        (TWO_OFFICES, "lotus-hr.com.vn", Rank.EXACT_CORE),
        (TWO_OFFICES, "http://lotus-hr.com.vn/contact?x=1", Rank.EXACT_CORE),
        (TWO_OFFICES, "info@lotus-hr.com.vn", Rank.EXACT_CORE),
        # Initials, beginnings, words.
        (LOTUS, "lms", Rank.INITIALS),
        (LOTUS, "L.M.S.", Rank.INITIALS),
        (LOTUS, "lotus man", Rank.BEGINS),
        (LOTUS, "lot", Rank.BEGINS),
        (LOTUS, "lotusmanpow", Rank.BEGINS),
        (KANJI, "国際", Rank.BEGINS),
        (LOTUS, "manpower lotus", Rank.WORDS),
        (LOTUS, "supply lotus manp", Rank.WORDS),
        (LOTUS, "manpower supply", Rank.WORDS),
        # Inside, glued, spaced, two kanji.
        (LOTUS, "manpowersupply", Rank.INSIDE),
        (LOTUS, "otus", Rank.INSIDE),
        (LOTUS, "man power sup ply", Rank.INSIDE),
        (TWO_KANJI, "国際", Rank.INSIDE),
        (TWO_KANJI, "協力 東海", Rank.INSIDE),
        # A name with something else that is said of the organization.
        (PLACE, "Lotus Ha Noi", Rank.ANYWHERE),
        (PLACE, "lotus vietnam", Rank.ANYWHERE),
        (PLACE, "ロータス ハノイ", Rank.ANYWHERE),
        (PLACE, "lotus ベトナム", Rank.ANYWHERE),
        (PLACE, "lotus vn", Rank.ANYWHERE),
        (PLACE, "lotus hanoi", Rank.ANYWHERE),
        (PLACE, "trang tien", Rank.ANYWHERE),
        (PLACE, "チャンティエン", Rank.ANYWHERE),
        (TWO_OFFICES, "bamboo 024 37741000", Rank.EXACT_CORE),
        # One error: a letter too many, too few, another, two in the wrong order.
        (LOTUS, "lotus manpowerr supply", Rank.CLOSE),
        (LOTUS, "lotus manpwer supply", Rank.CLOSE),
        (LOTUS, "lotus manpover supply", Rank.CLOSE),
        (LOTUS, "lotus manopwer supply", Rank.CLOSE),
        (HOANG_LONG, "hoang lomg", Rank.CLOSE),
        (LOTUS, "ロータス マンパウー", Rank.CLOSE),
        (KANJI, "国際松商事", Rank.CLOSE),
        (KANJI, "国際商事", Rank.CLOSE),
        (KANJI, "国際桜桜商事", Rank.CLOSE),
        # Two errors; all words but one.
        (LOTUS, "lotus manpoverr supply", Rank.DISTANT),
        (LOTUS, "lotis manpowr supply", Rank.DISTANT),
        (LOTUS, "lotus manpower supply zzyyxx", Rank.PARTLY),
        (LOTUS, "lotus manpower zzyyxx", None),
        # Long names that begin alike are two names.
        ({"name_en": "Manpower Supply " * 8 + "Alpha"}, "Manpower Supply " * 8 + "Alpha", Rank.EXACT),
        ({"name_en": "Manpower Supply " * 8 + "Alpha"}, "Manpower Supply " * 8 + "Beta", None),
        # Something else.
        (LOTUS, "bamboo", None),
        (LOTUS, "lotus bamboo", None),
        (KANJI, "山田組", None),
        ({"name_en": "", "name_ja": "国際大桜丸商事"}, "国際松商事", None),
        (HOANG_LONG, "hoang lam", None),
        (TWO_OFFICES, "024 9999 1000", None),
    ],
)
def test_an_organization_is_found_as_well_as_the_words_answer(names, typed, rank):
    vietnam = make.make_country(code="VN", name_en="Viet Nam", name_ja="ベトナム", name_kana="ベトナム")
    organization = make.make_organization(vietnam, **names)
    make.make_organization(vietnam, name_en="Tre Xanh", name_ja="竹林")
    refresh_stale()

    hits = Search(typed, "sending").hits(limit=25)

    assert [(hit.object_id, hit.rank) for hit in hits] == ([] if rank is None else [(organization.pk, rank)])


# Everything that is said of an organization -----------------------------------------------------------


@pytest.fixture
def sending():
    country = make.make_country(code="VN", name_en="Viet Nam", name_ja="ベトナム", name_kana="ベトナム")
    organization = make.make_organization(country, name_en="Lotus", contact_name="Nguyen Van Contact")
    SendingOrganization.objects.filter(pk=organization.pk).update(licence_number="123/LDTBXH-GP")
    office = make.make_counterpart(country)
    make.make_approval(organization, office, number="SL-0456")
    edition = make.make_list_edition(office, organization)
    ListEntry.objects.filter(edition=edition).update(printed_name="LOTUSS HUMAN POWER", number="No. 8899")
    for kind, name in (("former", "Hoa Sen Xanh"), ("alias", "蓮華人材")):
        OrganizationName.objects.create(organization=organization, kind=kind, name=name, **make.SOURCE)
    organization.operations.add(make.make_operation("1-1-1", name_en="Greenhouse farming", name_ja="施設園芸"))
    refresh_stale()
    return organization


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("hoa sen xanh", Rank.EXACT),
        ("蓮華人材", Rank.EXACT),
        ("Lotuss Human Power", Rank.EXACT),
        ("vn-{number}", Rank.EXACT_CORE),
        ("123 ldtbxh gp", Rank.EXACT_CORE),
        ("１２３／ＬＤＴＢＸＨ－ＧＰ", Rank.EXACT_CORE),
        ("sl 0456", Rank.EXACT_CORE),
        ("no8899", Rank.EXACT_CORE),
        ("lotus greenhouse", Rank.ANYWHERE),
        ("lotus 施設園芸", Rank.ANYWHERE),
        ("耕種農業 lotus", Rank.ANYWHERE),
        ("lotus crop farming", Rank.ANYWHERE),
        ("lotus 1-1-1", Rank.ANYWHERE),
        ("viet nam", Rank.ANYWHERE),
        # The contact is shown to few.
        ("nguyen van contact", None),
    ],
)
def test_a_sending_organization_is_found_by_all_that_is_public(sending, typed, rank):
    words = typed.format(number=sending.public_id.partition("-")[2])

    hits = Search(words, "sending").hits(limit=25)

    assert [(hit.object_id, hit.rank) for hit in hits] == ([] if rank is None else [(sending.pk, rank)])


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("東海みらい", Rank.EXACT),
        ("東海みらい協同組合", Rank.EXACT),
        ("(協)東海みらい", Rank.EXACT_CORE),
        ("許1706000144", Rank.EXACT_CORE),
        ("1706-000144", Rank.EXACT_CORE),
        ("許可番号　１７０６０００１４４", Rank.EXACT_CORE),
        ("000144", Rank.INSIDE),
        ("東海みらい 愛知", Rank.ANYWHERE),
        ("東海みらい aichi", Rank.ANYWHERE),
        ("愛知県", Rank.ANYWHERE),
    ],
)
def test_a_supervising_organization_is_found_by_its_permit_and_prefecture(typed, rank):
    organization = make.make_supervising(name_ja="東海みらい協同組合", prefecture="愛知県")
    make.make_permit(organization, number="許1706000144")
    make.make_supervising(name_ja="北国協同組合", prefecture="北海道")
    refresh_stale()

    hits = Search(typed, "supervising").hits(limit=25)

    assert [(hit.object_id, hit.rank) for hit in hits] == [(organization.pk, rank)]


def test_a_better_answer_comes_first_and_beside_the_very_name_no_other_spelling():
    names = ("Lotus Group", "Blue Lotus", "Lotus", "Lotus Co., Ltd", "Bluelotus", "Lotos")
    made = {make.make_organization(name_en=name).pk: name for name in names}
    refresh_stale()

    found = [made[hit.object_id] for hit in Search("Lotus", "sending").hits(limit=25)]

    assert set(found[:2]) == {"Lotus", "Lotus Co., Ltd"}
    assert found[2:] == ["Lotus Group", "Blue Lotus", "Bluelotus"]


def test_two_kinds_are_two_lists(sending):
    assert Search("Lotus", "supervising").hits(limit=25) == []
    assert describe([sending.pk], kind=Organization.Kind.SUPERVISING) == {}
    assert describe([sending.pk, 10**9], kind=Organization.Kind.SENDING).keys() == {sending.pk}


def test_many_are_described_in_as_many_queries_as_one(sending, fill):
    more = [make.make_organization(sending.country) for _number in range(5)]
    fill(more[0], rows=3)
    counts = []
    for ids in ([sending.pk], [sending.pk, *(each.pk for each in more)]):
        with CaptureQueriesContext(connection) as captured:
            described = describe(ids, kind=Organization.Kind.SENDING)
        counts.append(len(captured))
        assert described.keys() == set(ids)

    assert counts == [8, 8]
