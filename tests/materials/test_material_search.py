"""Materials and answers in the search of the whole site, also for readers who opened a link for participants."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.search.index import refresh_stale
from materials.models import Access, Edition, FileCare
from tests import factories as make
from tests.materials.world import make_edition, make_material, make_member, make_question, make_share_key

pytestmark = pytest.mark.django_db


def found(client, words, language="en"):
    """The rows by the anchor of their group: title, what it is about, and what answered."""
    refresh_stale()
    groups = client.get(f"/{language}/search/", {"q": words}).context["groups"]

    def text(segments):
        return "".join(segment.text for segment in segments)

    return {group.anchor: [(text(row.title), row.about, text(row.text)) for row in group.rows] for group in groups}


def with_text(edition, text):
    FileCare.objects.filter(file__edition=edition).update(text=text)
    return edition


def test_materials_are_found_by_title_and_by_the_text_of_a_file(client):
    material = make_material(title_en="Safety first", title_ja="安全第一", kind="handbook", summary_en="Read it.")
    with_text(make_edition(material, "vi"), "Luôn đội mũ bảo hộ.")
    make_material()

    about = "handbook · Vietnamese"
    assert found(client, "safety") == {"materials": [("Safety first", about, "Read it.")]}
    assert found(client, "mũ bảo hộ") == {"materials": [("Safety first", about, "Luôn đội mũ bảo hộ.")]}
    page = client.get("/en/search/?q=mũ bảo hộ").content.decode()
    assert re.search(r'In the text in Vietnamese: <span lang="vi">\s*Luôn đội <mark>mũ bảo hộ</mark>', page)
    assert 'href="/en/materials/?q=m%C5%A9+b%E1%BA%A3o+h%E1%BB%99"' in page


def test_a_place_in_a_text_is_announced_in_the_language_of_its_file_and_no_other(client):
    """The one of an earlier title, in another language, does not stand for it."""
    with_text(make_edition(make_material(title_en="A first one"), "en"), "Put on the kabuto first.")
    with_text(make_edition(make_material(title_en="Words for safety"), "vi"), "kabuto là mũ bảo hộ.")

    refresh_stale()

    [group] = client.get("/en/search/?q=kabuto").context["groups"]

    assert [row.label for row in group.rows] == ["In the text in English", "In the text in Vietnamese"]


def test_what_holds_the_word_comes_before_names_that_are_only_like_it(client):
    make.make_organization(name_en="Helmit Manpower", name_ja="ヘルミト人材")
    with_text(make_edition(make_material(title_en="Guide", title_ja="案内"), "en"), "Put on the helmet first.")
    refresh_stale()

    groups = client.get("/en/search/?q=helmet").context["groups"]

    assert [(group.anchor, group.rows[0].is_close) for group in groups] == [("materials", False), ("sending", True)]


def test_a_withdrawn_edition_is_said_beside_the_title(client):
    edition = make_edition(make_material(title_en="Safety first"))
    Edition.objects.filter(pk=edition.pk).update(
        state="withdrawn", withdrawn_at=edition.published_at, withdrawn_because_en="a", withdrawn_because_ja="b"
    )

    [(title, about, _text)] = found(client, "safety")["materials"]

    assert (title, about) == ("Safety first", "textbook · Japanese (withdrawn)")


@pytest.mark.parametrize("words", ["lotus", "peony"])
def test_what_is_for_others_is_not_found_but_by_whom_it_is_for(client, words):
    for access in Access:
        material = make_material(title_en=f"Lotus {access.value}", access=access)
        with_text(make_edition(material), "A peony.")
    shared = material
    with_text(make_edition(make_material(title_en="Lotus hidden", is_listed=False)), "A peony.")
    token = make_share_key(shared).token

    def titles():
        return {title.removeprefix("Lotus ") for title, *_rest in found(client, words).get("materials", [])}

    assert titles() == {"everybody"}
    client.get(f"/en/materials/shared/{token}/")
    assert titles() == {"everybody", "participants"}
    client.force_login(make_member().user)
    assert titles() == {"everybody", "members", "sending", "participants"}


def test_answers_are_found_with_the_place_that_answers_and_drafts_are_not(client):
    country = make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    make_question(
        question_en="Who pays the ticket?",
        answer_en=f"{'Much before. ' * 30}The **airline** is paid by the employer.",
        topic="fees",
        country=country,
    )
    make_question(question_en="An airline?", state="draft", published_at=None)
    make_question(question_en="Another airline?", state="withdrawn")

    [(title, about, text)] = found(client, "airline")["questions"]

    assert (title, about) == ("Who pays the ticket?", "fees and contracts · Vietnam")
    assert "The airline is paid by the employer." in text


def test_three_of_each_cost_as_many_queries_as_one(client):
    def make_one():
        with_text(make_edition(make_material(title_en="Lotus book")), "lotus")
        make_question(question_en="A lotus?")

    def cost():
        refresh_stale()
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/search/?q=lotus")
        return len(queries)

    make_one()
    one = cost()
    make_one()
    make_one()

    assert cost() == one
