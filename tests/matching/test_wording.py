"""Words that may choose people by what a law forbids to choose by are pointed at, ordinary words are not."""

import pytest

from matching.queries.wording import Ground, warnings_in, warnings_of
from tests import factories as make
from tests.matching.match_world import make_match_request
from tests.matching.world import make_pair


def grounds(text):
    return {warned.ground for warned in warnings_in(text)}


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Six men for the night shift.", Ground.SEX),
        ("We want female trainees.", Ground.SEX),
        ("Women only", Ground.SEX),
        ("No boys, please.", Ground.SEX),
        ("Gender: male", Ground.SEX),
        ("Aged 20 to 25", Ground.AGE),
        ("18-25 years old", Ground.AGE),
        ("twenty year-olds", Ground.AGE),
        ("between 20 and 30 years of age", Ground.AGE),
        ("Under 30, healthy", Ground.AGE),
        ("Age limit 25", Ground.AGE),
        ("Young people preferred", Ground.AGE),
        ("No Muslims", Ground.CREED),
        ("Any religion but one", Ground.CREED),
        ("Good-looking staff", Ground.LOOKS),
        ("Height 165 cm or more", Ground.LOOKS),
        ("taller than 170 cm", Ground.LOOKS),
        ("no tattoos", Ground.LOOKS),
        ("Unmarried trainees", Ground.FAMILY),
        ("Must be single", Ground.FAMILY),
        ("single women", Ground.FAMILY),
        ("without children", Ground.FAMILY),
        ("not pregnant", Ground.FAMILY),
        ("Kinh people only", Ground.ORIGIN),
        ("No ethnic minorities", Ground.ORIGIN),
    ],
)
def test_english_words_that_name_a_ground_are_found(text, ground):
    assert ground in grounds(text)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("男性６名を希望します", Ground.SEX),
        ("女子のみ", Ground.SEX),
        ("性別：女", Ground.SEX),
        ("男３名、女３名", Ground.SEX),
        ("20代の方", Ground.AGE),
        ("１８歳から３０歳まで", Ground.AGE),
        ("18〜25才", Ground.AGE),
        ("年齢制限あり", Ground.AGE),
        ("若い人を希望", Ground.AGE),
        ("三十歳未満", Ground.AGE),
        ("イスラム教徒は不可", Ground.CREED),
        ("宗教を問う", Ground.CREED),
        ("身長165cm以上", Ground.LOOKS),
        ("容姿端麗", Ground.LOOKS),
        ("入れ墨のない方", Ground.LOOKS),
        ("独身の方", Ground.FAMILY),
        ("既婚者は不可", Ground.FAMILY),
        ("妊娠していない方", Ground.FAMILY),
        ("少数民族を除く", Ground.ORIGIN),
    ],
)
def test_japanese_words_that_name_a_ground_are_found(text, ground):
    assert ground in grounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "A single room for each, with images of it in the file.",
        "Housing for 6 people: single beds, a double kitchen.",
        "Single-storey dormitory, women's dormitory and men's dormitory apart.",
        "We manage the average stage of the package, with wages paid monthly.",
        "Lunch at a pretty low price; the village looks forward to you.",
        "Overtime of under 20 hours a month, never over 45 hours.",
        "Under 10 minutes on foot; over 30 employees; below 15 kg to carry.",
        "Wages over 1500 yen an hour, raised under the 36 Agreement.",
        "Lessons on the history of the company, its faithful service and a race for the bus.",
        "Good faith in all talks.",
        "Working at heights with a full harness; height of the shelves: 2 m.",
        "Our company began forty years ago; older machines are renewed. Houses aged 20 years or less.",
        "Storage, coverage, language and wage rules; the management engages a coach.",
        "A mentor, a foreman and a German teacher; human resources.",
        "Talks with children of the school once a year.",
        "Salary slips are given in the trainee's language. Sextant parts are made here.",
        "Handsome premises are not needed; the appearance of the welds is checked.",
        "A slimline desk, a beautiful garden, an attractive bonus.",
    ],
)
def test_ordinary_english_sentences_are_left_alone(text):
    assert warnings_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "個室（6畳）、家賃は月2万円です。",
        "男女別の寮があります。女子寮と男子寮、男性用トイレ、女性用更衣室あり。",
        "勤続20年の指導員が10名います。",
        "外見検査（溶接部）を行います。製品の外見を確かめます。",
        "部品の重量は20kg以下、体重計の製造です。",
        "時給1,200円、代休あり、年代物の機械はありません。",
        "仏教寺院の近くです。",
        "子どもたちとの交流会、出産祝金の制度があります。",
        "結婚式場の調理です。",
        "25代目の社長が面接します。",
    ],
)
def test_ordinary_japanese_sentences_are_left_alone(text):
    assert warnings_in(text) == []


def test_each_word_is_pointed_at_once_in_the_order_of_the_text():
    found = [(warned.ground, warned.words) for warned in warnings_in("Unmarried women, women under 30, no women.")]

    assert found == [(Ground.FAMILY, "Unmarried"), (Ground.SEX, "women"), (Ground.AGE, "under 30")]


def test_words_in_two_languages_are_found_in_one_text():
    assert grounds("Trainees 男性のみ, no Muslims") == {Ground.SEX, Ground.CREED}


def test_a_long_text_is_read_at_once():
    assert warnings_in("a " * 100_000 + "under " * 10_000 + "20" * 10_000) == []


@pytest.mark.django_db
def test_all_free_texts_of_a_request_are_read():
    pair = make_pair()
    request = make_match_request(
        pair.supervising,
        by=make.make_user(),
        pair=pair,
        training_wishes="Manners, also for women.",
        conditions="Single room. 20代。",
    )

    found = [(warned.field, str(warned.label), warned.words) for warned in warnings_of(request)]

    assert found == [
        ("training_wishes", "what the training should hold", "women"),
        ("conditions", "work, wages and housing", "20代"),
    ]
