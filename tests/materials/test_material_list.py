"""The public list of materials: who sees what, in which order, what is found, and the files that it names."""

import csv
import datetime
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common.search.index import refresh_stale
from materials.models import EditionState, FileCare
from organizations.models import Organization
from tests import factories as make
from tests.materials.world import (
    make_edition,
    make_file,
    make_material,
    make_member,
    make_printed,
    make_share_key,
)

pytestmark = pytest.mark.django_db
LIST = "/en/materials/"
# What a list may cost a visitor.
VISITORS = 6


def titles(client, query="", language="en"):
    refresh_stale()
    page = client.get(f"/{language}/materials/{query}").content.decode()
    found = re.findall(r'class="row-title"><a href="/../materials/\d+/">(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def rows_of(client, query=""):
    refresh_stale()
    answer = client.get(f"{LIST}?format=json&{query}")
    return json.loads(b"".join(answer.streaming_content))["rows"]


def with_text(edition, text):
    FileCare.objects.filter(file__edition=edition).update(text=text)
    return edition


# Who sees what --------------------------------------------------------------------------------------------


def make_of_each_access():
    """By name of the access, each with a file; and what nobody but staff sees."""
    accesses = ("everybody", "members", "sending", "participants")
    made = {access: make_material(title_en=f"Lotus {access}", access=access) for access in accesses}
    for material in made.values():
        with_text(make_edition(material), "peony within the text")
    hidden = make_material(title_en="Lotus hidden", is_listed=False)
    with_text(make_edition(hidden), "peony within the text")
    with_text(make_edition(make_material(title_en="Lotus draft", is_listed=False), state=EditionState.DRAFT), "peony")
    return made


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("visitor", {"everybody"}),
        ("person", {"everybody"}),
        ("supervising", {"everybody", "members"}),
        ("sending", {"everybody", "members", "sending"}),
        ("key", {"everybody", "participants"}),
    ],
)
def test_list_grid_words_texts_and_files_hold_what_the_reader_may_see_and_no_more(client, reader, seen):
    made = make_of_each_access()
    key = make_share_key(made["participants"])
    users = {
        "person": make.make_user,
        "supervising": lambda: make_member(Organization.Kind.SUPERVISING).user,
        "sending": lambda: make_member().user,
    }
    if reader in users:
        client.force_login(users[reader]())
    query = f"&key={key.token}" if reader == "key" else ""
    expected = {f"Lotus {access}" for access in seen}

    assert set(titles(client, f"?{query}")) == expected
    assert set(titles(client, f"?q=lotus{query}")) == expected
    assert set(titles(client, f"?q=peony{query}")) == expected
    assert {row["title"] for row in rows_of(client, query)} == expected
    assert {row["title"] for row in rows_of(client, f"q=peony{query}")} == expected
    grid = client.get(f"{LIST}grid/?{query}").content.decode()
    assert {f"Lotus {access}" for access in [*made, "hidden", "draft"] if f"Lotus {access}" in grid} == expected
    assert client.get(f"{LIST}?{query}").context["page"].count == len(seen)


def test_the_file_addresses_of_a_reader_with_a_key_open_by_it(client):
    material, public = make_material(access="participants"), make_material()
    make_edition(material)
    make_edition(public)
    key = make_share_key(material)

    by_material = {row["material"]: row for row in rows_of(client, f"key={key.token}")}

    assert by_material[material.pk]["file_url"].endswith(f"?key={key.token}")
    assert "?" not in by_material[public.pk]["file_url"]


# What each row says ---------------------------------------------------------------------------------------


def test_languages_are_links_to_their_latest_edition_with_their_own_names_and_states(client):
    material = make_material()
    old = make_edition(material)
    vietnamese = make_edition(material, "vi", translation_of=old)
    new = make_edition(material)
    make_edition(material, "ur", state=EditionState.WITHDRAWN)
    make_edition(material, "th", state=EditionState.DRAFT)

    page = client.get(LIST).content.decode()

    links = re.findall(r'class="material-language" href="/en/materials/editions/(\d+)/"><span lang="(\w+)"', page)
    assert links[:2] == [(str(new.pk), "ja"), (str(vietnamese.pk), "vi")]
    assert [language for _pk, language in links] == ["ja", "vi", "ur"]
    assert re.findall(r'material-state material-state-(\w+)"', page) == ["stale", "withdrawn"]
    assert '<span lang="vi" dir="auto">Tiếng Việt</span>' in page


def test_a_title_known_from_a_source_says_that_no_file_is_here(client):
    make_material(form_en="Book", form_ja="書籍", source="JITCO", checked_on="2026-11-23")

    assert "Book · known from a source; no file here" in client.get(LIST).content.decode()


def test_the_newest_stands_first_or_they_stand_by_title(client):
    def published(title, days):
        made = make_material(title_en=title, title_ja=title)
        make_edition(made, published_at=timezone.now() - datetime.timedelta(days=days))

    published("Beta", 1)
    published("Alpha", 3)
    published("Gamma", 2)
    make_material(title_en="Aaa without an edition")

    assert titles(client) == ["Beta", "Gamma", "Alpha", "Aaa without an edition"]
    assert titles(client, "?order=title") == ["Aaa without an edition", "Alpha", "Beta", "Gamma"]


def test_pages_are_turned_by_key(client):
    for number in range(27):
        make_material(title_en=f"Book {number:02}")
    first = client.get(f"{LIST}?order=title")
    second = client.get(LIST + first.context["page"].next_url)

    seen = [[row.material.title for row in page.context["page"]] for page in (first, second)]
    assert seen == [[f"Book {number:02}" for number in range(25)], ["Book 25", "Book 26"]]


# Filters --------------------------------------------------------------------------------------------------


def test_each_filter_narrows_and_each_choice_says_what_it_leaves(client):
    programme, other_programme = make.make_programme(code="titp"), make.make_programme(code="esd")
    operation = make.make_operation("3-5-1")
    chosen = make_material(title_en="Chosen", kind="glossary", audiences=["teachers"], programme=programme)
    chosen.operations.add(operation)
    make_printed(make_edition(chosen, "vi"), price_member=0, price_general=0)
    other = make_material(title_en="Other", kind="manual", audiences=["sending"], programme=other_programme)
    make_edition(other, files=0)

    for query in ("kind=glossary", "language=vi", "audience=teachers", "programme=titp", "work=3-5", "printed=yes",
                  "printed=free", "here=on", f"work={operation.category.group}"):  # fmt: skip
        context = client.get(f"{LIST}?{query}").context
        assert [row.material.title for row in context["page"]] == ["Chosen"], query
        assert len(context["active_filters"]) == 1, query
    assert titles(client, "?kind=glossary&language=ja") == []
    page = client.get(LIST).content.decode()
    for choice in ("Glossary (1)", "Vietnamese (1)", "Japanese (1)", "Teachers of Japanese (1)", "can be ordered (1)",
                   "With a file here (1)"):  # fmt: skip
        assert choice in page, choice
    # A language of which only a withdrawn edition is left is not there.
    make_edition(other, "th", state=EditionState.WITHDRAWN)
    assert titles(client, "?language=th") == []


def test_what_holds_for_every_programme_holds_for_each(client):
    make.make_programme(code="titp")
    make_material(title_en="For all")
    make_material(title_en="For another", programme=make.make_programme(code="ssw"))

    assert titles(client, "?programme=titp") == ["For all"]


def test_a_filter_that_cannot_be_read_is_told_and_left_out(client):
    make_material(title_en="Here")

    page = client.get(f"{LIST}?kind=poem")

    assert titles(client, "?kind=poem") == ["Here"]
    assert 'class="error-summary' in page.content.decode()


# Words ----------------------------------------------------------------------------------------------------


def test_titles_come_before_texts_and_these_show_where_the_word_stands(client):
    by_text = make_material(title_en="Guide", title_ja="案内")
    text = "Before the work. " * 300 + "Put on the harness first. " + "After the work. " * 300
    with_text(make_edition(by_text, "en"), text)
    make_material(title_en="Harness and helmet", title_ja="安全帯")
    make_material(title_en="Nothing of it", title_ja="別")

    assert titles(client, "?q=harness") == ["Harness and helmet", "Guide"]
    page = client.get(f"{LIST}?q=harness").content.decode()
    assert re.search(r'In the text in English: <span lang="en">\s*…[^<]*Put on the <mark>harness</mark>', page)


def test_a_word_is_shown_in_a_text_that_writes_it_with_other_marks(client):
    with_text(make_edition(make_material(), "vi"), "Trước. " * 900 + "Luôn đội mũ bảo hộ khi làm việc.")
    refresh_stale()

    assert "<mark>mũ bảo hộ</mark>" in client.get(f"{LIST}?q=mu bao ho").content.decode()


def test_the_text_of_what_is_superseded_or_withdrawn_is_found_no_more(client):
    material = make_material(title_en="Rules", title_ja="規則")
    with_text(make_edition(material, "en"), "harness")
    assert titles(client, "?q=harness") == ["Rules"]

    with_text(make_edition(material, "en"), "helmet")
    assert titles(client, "?q=harness") == []
    with_text(make_edition(material, "en", state=EditionState.WITHDRAWN), "gloves")
    assert titles(client, "?q=gloves") == []
    assert titles(client, "?q=rules") == ["Rules"]


def test_a_misspelt_title_is_found_and_says_so(client):
    make_material(title_en="Pamphlet for everybody", title_ja="別")
    refresh_stale()

    page = client.get(f"{LIST}?q=pamflet").content.decode()

    assert "Found by a similar spelling" in page


@pytest.mark.parametrize("words", ["'", "%", "!!!", "\u200b", "a" * 300])
def test_words_without_a_letter_find_nothing_and_break_nothing(client, words):
    make_edition(make_material())

    assert client.get(LIST, {"q": words}).status_code == 200
    assert client.get(f"{LIST}grid/", {"q": words}).status_code == 200


# Files ----------------------------------------------------------------------------------------------------


def test_json_has_a_row_for_each_file_that_can_be_fetched(client):
    material = make_material(title_en="Book", title_ja="本")
    old = make_edition(material)
    draft = make_edition(
        material, "vi", state=EditionState.DRAFT, files=0, translation_of=old, version="2", dated="2026"
    )
    audio = make_file(draft, name="音声.mp3", type="audio/mpeg", pages=None, position=2, title_en="Audio")
    text = make_file(draft, position=1)
    draft.state, draft.published_at = EditionState.PUBLISHED, timezone.now()
    draft.save()
    new = make_edition(material)
    damaged = make_edition(material, "th")
    FileCare.objects.filter(file__edition=damaged).update(found="damaged", bad_since=timezone.now())
    make_edition(material, "id", state=EditionState.WITHDRAWN)
    make_material(title_en="Without a file")

    rows = rows_of(client)

    assert [(row["title"], row["language"], row["file_name"]) for row in rows] == [
        ("Book", "ja", new.files.get().name),
        ("Book", "vi", text.name),
        ("Book", "vi", audio.name),
    ]
    row = rows[2]
    assert row["file_url"] == f"http://testserver/en/materials/files/{audio.pk}/"
    assert (row["edition"], row["size"], row["sha256"], row["pages"]) == ("2", audio.size, audio.sha256, None)
    assert (row["translated_from"], row["older_than_source"], row["part"]) == ("ja", True, "Audio")
    assert {row["file_name"] for row in rows_of(client, "language=vi")} == {text.name, audio.name}


def test_csv_and_xlsx_have_the_same_columns_and_the_page_tells_them(client):
    make_edition(make_material())
    names = list(rows_of(client)[0])
    told = re.findall(r'<th scope="row"><code>(\w+)</code>', client.get(f"{LIST}columns/").content.decode())

    text = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == names == told
    assert client.get(f"{LIST}?format=xlsx").status_code == 200


# What it costs --------------------------------------------------------------------------------------------


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?q=japanesee", "?language=vi&work=construction&here=on"])
def test_one_row_costs_as_many_queries_as_three(client, query):
    make.make_programme(code="titp")

    def make_one():
        material = make_material()
        material.operations.add(make.make_operation(f"3-5-{material.pk % 90 + 1}"))
        edition = with_text(make_edition(material), "peony")
        make_edition(material, "vi", translation_of=edition)

    make_one()
    refresh_stale()
    costs = {address: queries_of(client, address) for address in (f"{LIST}{query}", f"{LIST}grid/{query}")}
    make_one()
    make_one()
    refresh_stale()

    assert {address: queries_of(client, address) for address in costs} == costs
    assert max(costs.values()) <= VISITORS
