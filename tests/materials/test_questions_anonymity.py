"""What of a thread must not stand in what is published, in any spelling; and what may."""

import pytest

from materials.queries.questions_anonymity import Known, known_of, traces_by_field, traces_in
from materials.services import enquiries_desk
from tests import factories as make
from tests.materials import asking
from tests.materials.asking import ask, staff

KNOWN = Known(
    organization=[
        "Công ty Mẫu Hoa Sen",
        "Sample Lotus Cooperation Co., Ltd",
        "サンプル・ロータス協同組合",
        "LOTUS",
        "vn-0042",
    ],
    people=["Tran Minh Sample", "山田 太郎", "Park Ji"],
    addresses=["binh@example.org"],
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # The organization in every spelling, with its legal form and without.
        ("As Sample Lotus Cooperation Co., Ltd asked.", "Sample Lotus Cooperation Co., Ltd"),
        ("as SAMPLE  LOTUS\ncooperation asked", "Sample Lotus Cooperation Co., Ltd"),
        ("of SampleLotusCooperation", "Sample Lotus Cooperation Co., Ltd"),
        ("cong ty mau hoa sen", "Công ty Mẫu Hoa Sen"),
        ("Công ty Mẫu Hoa Sen", "Công ty Mẫu Hoa Sen"),
        ("サンプルロータス協同組合の質問", "サンプル・ロータス協同組合"),
        ("Ｌｏｔｕｓ was told", "LOTUS"),
        ("The organization VN-0042", "vn-0042"),
        ("vn0042", "vn-0042"),
        # People: whole names in either order, and parts of them that are written as names.
        ("Tran Minh Sample wrote", "Tran Minh Sample"),
        ("Sample Minh Tran wrote", "Tran Minh Sample"),
        ("Mr. Minh wrote", "Tran Minh Sample"),
        ("MINH wrote", "Tran Minh Sample"),
        ("山田太郎さん", "山田 太郎"),
        ("山田さんの質問", "山田 太郎"),
        ("Ji Park wrote", "Park Ji"),
        # Ways to reach somebody.
        ("write to BINH@example.org", "binh@example.org"),
        ("write to other.one@mail.example.com", "other.one@mail.example.com"),
        ("ｏｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "one@example.com"),
        ("call 03-4306-1111", "03-4306-1111"),
        ("call ０３（４３０６）１１１１", "03(4306)1111"),
        ("call +84 24 3824 9517", "+84 24 3824 9517"),
        ("call 0901234567", "0901234567"),
    ],
)
def test_what_leads_to_somebody_is_found(text, words):
    assert words in [each.words for each in traces_in(text, KNOWN)]


SAO_MAI = Known(
    organization=["Công ty Cổ phần Sao Mai Manpower", "Sao Mai Manpower Co., Ltd", "サオマイ人材"],
    people=["Nguyễn Văn Minh", "山田太郎"],
    addresses=["minh@saomai.vn"],
    domains=["saomai.vn"],
)
NAME, PERSON = "Sao Mai Manpower Co., Ltd", "Nguyễn Văn Minh"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # What is its own of a name, whatever letters it is written with.
        ("As Sao Mai asked", NAME),
        ("as sao mai asked", NAME),
        ("SaoMai", NAME),
        ("サオマイの質問", "サオマイ人材"),
        ("Sao&nbsp;Mai Manpower", NAME),
        ("S&#97;o M&#97;i Manpower", NAME),
        ("S**ao** Mai", NAME),
        ("Sаo Mаi", NAME),
        ("S a o M a i", NAME),
        ("S.a.o M-a-i", NAME),
        ("[the site](https://example.org/sao%20mai)", NAME),
        # People, as they are written in small letters, in kana, and without a space.
        ("minh asked", PERSON),
        ("nguyễn asked", PERSON),
        ("ミンさんの質問", PERSON),
        ("グエン・バン・ミン", PERSON),
        ("山田", "山田太郎"),
        ("山田さん", "山田太郎"),
        ("太郎さん", "山田太郎"),
        # Ways to reach somebody.
        ("minh (at) saomai.vn", "minh@saomai.vn"),
        ("someone [at] mail [dot] example [dot] com", "someone@mail.example.com"),
        ("someone at mail dot example dot com", "someone@mail.example.com"),
        ("see saomai.vn", "saomai.vn"),
        ("https://www.SaoMai.vn/en", "saomai.vn"),
        ("０９０ー１２３４ー５６７８", "090ー1234ー5678"),
        ("090 – 1234 – 5678", "090 – 1234 – 5678"),
        ("090/1234/5678", "090/1234/5678"),
        ("090−1234−5678", "090−1234−5678"),
        ("**090**-1234&#45;5678", "090-1234-5678"),
    ],
)
def test_disguises_hide_nobody(text, words):
    assert words in [each.words for each in traces_in(text, SAO_MAI)]


@pytest.mark.parametrize(
    "text",
    [
        "A manpower company of Vietnam, and the human resources of a cooperative.",
        "日本の人材会社と国際協同組合、見本の書類",
        "I said so: may I? A sao, the mai of May.",
        "Between 2019-2020-2021 and 01/04/2027-31/03/2030 (2027/04/01–2030/03/31)",
        "ベトナムのセンターでミーティング。コンピューターのメモリー",
        "https://www.moj.go.jp/isa/applications/2026/10/15/123456789.html of jitco.or.jp",
        "Look at the site dot by dot.",
        "Act **No. 89** &amp; *Article* 25 — A/B/C, 3/4 of 10/20/30",
    ],
)
def test_words_that_many_share_pass(text):
    assert traces_in(text, SAO_MAI) == []


def test_a_name_of_shared_words_alone_is_found_whole():
    known = Known(organization=["Vietnam Manpower Co., Ltd"], people=["Jasmin Sample (sample)"])

    assert traces_in("The manpower of Vietnam", known) == []
    assert len(traces_in("Vietnam Manpower was told", known)) == 1
    assert traces_in("A Sample of it, サンプル", known) == []
    assert len(traces_in("Jasmin Sample", known)) == len(traces_in("Ms. Jasmin", known)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A sending organization of Vietnam may not take a deposit.",
        "The sample is in the park; a minute later it was gone.",
        "組合の実習生は山に登りました。",
        "From 1 April 2027 (2027-04-01) until 2030-03-31, 120,000 yen, 1,000,000 VND, 12 months.",
        "2027-04-01 2030-03-31 2031.01.01",
        "Article 25, Act No. 89 of 2016, Order No. 112/2021/ND-CP, 69/2020/QH14",
        "平成28年法律第89号、主務省令第25条、2026年11月28日",
        "Form 1-10, 2-1 and 3-12; see https://www.otit.go.jp/files/user/docs/240401200.pdf",
        "A cooperation of a lotus farmer",
        "",
    ],
)
def test_what_leads_to_nobody_passes(text):
    known = Known(KNOWN.organization[:3] + KNOWN.organization[4:], KNOWN.people, KNOWN.addresses)

    assert traces_in(text, known) == []


@pytest.mark.django_db
def test_names_of_the_organization_and_of_everybody_in_the_thread_are_known():
    member = asking.make_asker(
        short_name="SLC",
        name_ja="見本送出",
        website="https://www.slc.example/en",
        contact_name="Le Thi Sample",
        contact_email="le@mail.slc.example",
    )
    make.make_name(member.organization, name="Older Sample Name")
    enquiry = ask(member)
    who = staff(name="Sato Hanako", email="sato@jitco.example")
    enquiries_desk.answer(enquiry=enquiry, by=who, text="Yes")
    other = asking.make_asker()
    ask(other)

    known = known_of(enquiry)

    assert {"SLC", "見本送出", "Older Sample Name", member.organization.public_id} <= set(known.organization)
    assert known.people == [member.user.name, "Sato Hanako", "Le Thi Sample"]
    assert known.addresses == [member.user.email, "sato@jitco.example", "le@mail.slc.example"]
    assert known.domains == ["slc.example", "mail.slc.example"]
    assert other.organization.public_id not in known.organization


def test_every_text_is_looked_at_and_a_text_without_a_thread_for_ways_to_reach_somebody():
    values = {"question_en": "Of vn-0042?", "answer_ja": "電話 03-4306-1111", "source": "LOTUS", "answer_en": "No."}
    values["source_url"] = "https://example.org/?of=vn-0042"

    assert list(traces_by_field(values, KNOWN)) == ["question_en", "answer_ja", "source", "source_url"]
    assert list(traces_by_field(values, known_of(None))) == ["answer_ja"]
