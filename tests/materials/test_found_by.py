"""The entries of materials in the search: which words find them, and that every change is followed."""

import pytest

from jitco_portal.common.models.search import SearchEntry
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.search.sources import sources
from materials.models import Edition, EditionState, FileCare, Material, QuestionAnswer
from materials.models.derived import MATERIAL_KIND, QUESTION_KIND, TEXT_KIND
from materials.queries.found_by import readable_text
from tests import factories as make
from tests.materials.world import make_edition, make_file, make_material, make_question

pytestmark = pytest.mark.django_db


def found(words, kind=MATERIAL_KIND):
    refresh_stale()
    return [hit.object_id for hit in Search(words, kind).hits(limit=25)]


def with_text(text, language="ja", material=None, **values):
    """The file of an edition published with this text."""
    edition = make_edition(material, language, **values)
    file = edition.files.get()
    FileCare.objects.filter(file=file).update(text=text)
    return file


@pytest.mark.parametrize(
    "words",
    [
        *(
            "formwork",
            "型枠",
            "かたわく用語",
            "glossary",
            "用語集",
            "Vietnamese",
            "ベトナム語",
            "Tiếng Việt",
            "tieng viet",
        ),
        *("trainees", "carpenters", "大工", "Formwork operation", "型枠工事", "PDF on CD"),
    ],
)
def test_a_material_is_found_by_what_its_page_tells(words):
    operation = make.make_operation("3-5-1", name_en="Formwork operation", name_ja="型枠工事作業")
    material = make_material(
        kind="glossary",
        title_en="Terms of formwork",
        title_ja="かたわく用語",
        summary_en="For carpenters.",
        summary_ja="大工のことば",
        form_en="PDF on CD",
        audiences=["trainees"],
    )
    material.operations.add(operation)
    make_edition(material, "vi")
    make_material(title_en="Another", title_ja="別", summary_en="", summary_ja="", audiences=["sending"])

    assert found(words) == [material.pk]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("first page\nsecond page about scaffolds", "scaffolds"),
        ("x" * 50 + " " + "filler " * 15_000 + "scaffold", "scaffold"),
        ("安全帯を必ず使 用してください。", "使用してください"),
        ("足場の点検", "点検"),
        ("ヘルメットを かぶる", "へるめっと"),
        ("ต้องสวมหมวกนิรภัยเสมอ", "หมวกนิรภัย"),
        ("ត្រូវពាក់មួកសុវត្ថិភាព", "មួក"),
        ("Luôn đội mũ bảo hộ", "mu bao ho"),
    ],
)
def test_a_word_within_the_text_of_a_file_finds_it(text, words):
    file = with_text(text)
    with_text("something else altogether")

    assert found(words, TEXT_KIND) == [file.pk]


def test_only_texts_of_current_editions_are_held():
    material = make_material()
    old = with_text("an old rule", material=material)
    draft = make_edition(material, state=EditionState.DRAFT).files.get()
    FileCare.objects.filter(file=draft).update(text="an old rule in a draft")
    assert found("rule", TEXT_KIND) == [old.pk]

    new = with_text("a new rule", material=material)
    assert found("rule", TEXT_KIND) == [new.pk]

    Edition.objects.filter(pk=new.edition_id).update(
        state="withdrawn", withdrawn_at="2026-11-28T00:00Z", withdrawn_because_en="a", withdrawn_because_ja="b"
    )
    assert found("rule", TEXT_KIND) == []
    assert found(material.title_en) == [material.pk]


def test_an_answer_is_found_by_its_question_topic_country_and_text():
    country = make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    answer = make_question(
        question_en="Who pays for the flight?",
        question_ja="航空券は誰が払いますか",
        answer_en="The **implementing** organization.",
        topic="fees",
        country=country,
    )
    make_question()

    for words in ("flight", "航空券", "implementing", "fees and contracts", "ベトナム"):
        assert found(words, QUESTION_KIND) == [answer.pk], words


def test_every_change_of_a_word_is_followed():
    operation = make.make_operation("3-5-1")
    material, other = make_material(), make_material()
    material.operations.add(operation)
    country = make.make_country()
    question = make_question(country=country)
    file = with_text("a", material=material)
    refresh_stale()

    def marked(write):
        write()
        kinds = {(entry.kind, entry.object_id) for entry in SearchEntry.objects.filter(is_stale=True)}
        refresh_stale()
        return {(kind, pk) for kind, pk in kinds if kind in (MATERIAL_KIND, TEXT_KIND, QUESTION_KIND)}

    of_material, of_text, of_question = (MATERIAL_KIND, material.pk), (TEXT_KIND, file.pk), (QUESTION_KIND, question.pk)

    def saved(row, **values):
        return lambda: type(row).objects.filter(pk=row.pk).update(**values)

    draft = make_edition(material, "vi", state=EditionState.DRAFT, files=0)
    make_file(draft)
    refresh_stale()
    assert marked(saved(material, title_en="New")) == {of_material}
    assert marked(saved(material, source="x", checked_on="2026-11-01")) == set()
    assert marked(saved(operation, name_ja="別の作業")) == {of_material}
    assert marked(saved(operation.category, name_ja="別の職種")) == {of_material}
    assert marked(lambda: other.operations.add(operation)) == {(MATERIAL_KIND, other.pk)}
    assert marked(saved(country, name_en="Elsewhere")) == {of_question}
    assert marked(saved(question, answer_ja="別の答え")) == {of_question}
    assert marked(lambda: FileCare.objects.filter(file=file).update(text="b")) == {of_text}
    assert marked(lambda: FileCare.objects.filter(file=file).update(checked_at="2026-11-28T00:00Z")) == set()
    published = marked(saved(draft, state="published", published_at="2026-11-28T00:00Z"))
    assert published == {of_material, (TEXT_KIND, draft.files.get().pk)}


def test_the_sources_name_every_row():
    material, question = make_material(), make_question()
    file = with_text("a", material=material)
    make_edition(material, "vi")
    every = {kind: list(source.all_ids()) for kind, source in sources().items()}

    assert every[MATERIAL_KIND] == list(Material.objects.values_list("pk", flat=True))
    assert every[QUESTION_KIND] == [question.pk] == list(QuestionAnswer.objects.values_list("pk", flat=True))
    assert every[TEXT_KIND] == [file.pk]


def test_lines_are_joined_as_their_script_is_written():
    assert readable_text("安全 帯 と\nsafety \n belt を") == "安全帯と safety belt を"
