"""The grid, a material's page and an edition's: what is the latest, what is out of date, and who may see it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jitco_portal.common.search.index import refresh_stale
from materials.models import (
    Access,
    DownloadFigure,
    Edition,
    EditionReader,
    EditionState,
    FileCare,
    FilePreview,
    Material,
)
from materials.queries.grid import grid_of, needing_work, of_language
from materials.queries.lists import with_row_values
from materials.queries.panels import account_panel
from organizations.models import Organization
from tests import factories as make
from tests.accessibility import serious_problems
from tests.materials.world import (
    make_edition,
    make_file,
    make_material,
    make_member,
    make_printed,
    make_question,
    make_share_key,
)
from tests.soak import LOOKS

pytestmark = pytest.mark.django_db
# What a profile may cost a visitor.
VISITORS = 14


def text_of(client, address):
    page = client.get(address).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def sentence(client, edition):
    page = client.get(edition.get_absolute_url()).content.decode()
    return re.search(r'class="edition-sentence">([^<]*)<', page)[1]


def withdraw(edition, **values):
    values = {"withdrawn_because_en": "A table was wrong.", "withdrawn_because_ja": "表の誤り", **values}
    Edition.objects.filter(pk=edition.pk).update(state="withdrawn", withdrawn_at=timezone.now(), **values)


# The grid -------------------------------------------------------------------------------------------------


def make_one_of_each_state():
    """One title with every state; another where all is well; a third that nothing is here of."""
    material = make_material(title_en="Mixed", wanted_languages=["ja", "vi", "id", "my"])
    first = make_edition(material)
    make_edition(material, "vi", translation_of=first)
    make_edition(material)
    withdraw(make_edition(material, "th"))
    make_edition(material, "id", state=EditionState.DRAFT)
    fine = make_material(title_en="Fine", wanted_languages=["ja"])
    make_edition(fine)
    make_material(title_en="Known from a source")
    return material, fine


def test_each_cell_of_the_grid_says_its_state_in_a_word_and_a_shape(client):
    make_one_of_each_state()

    page = client.get("/en/materials/grid/").content.decode()

    [row] = [part for part in page.split("<tr>") if ">Mixed<" in part]
    cells = r'<td class="grid-cell [\w-]+" data-label="(\w+)">.*?material-state-(\w+)"'
    states = dict(re.findall(cells, row, re.DOTALL))
    assert states == {
        "Japanese": "current",
        "Vietnamese": "stale",
        "Thai": "withdrawn",
        "Indonesian": "missing",
        "Burmese": "missing",
    }
    assert row.count("<svg") == len(states)
    assert "Known from a source" not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    [fine] = [part for part in page.split("<tr>") if ">Fine<" in part]
    assert re.findall(r"material-state-(\w+)", fine) == ["current"] + ["none"] * 4


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Fine", "Mixed"]),
        ("?show=attention", ["Mixed"]),
        ("?show=stale", ["Mixed"]),
        ("?show=missing", ["Mixed"]),
        ("?language=ja", ["Fine", "Mixed"]),
        ("?language=ja&show=attention", []),
        ("?language=vi&show=stale", ["Mixed"]),
        ("?language=id&show=missing", ["Mixed"]),
        ("?language=th&show=attention", ["Mixed"]),
        ("?language=th&show=missing", []),
        ("?q=mixed", ["Mixed"]),
    ],
)
def test_the_grid_shows_only_what_is_asked_for(client, query, shown):
    make_one_of_each_state()
    refresh_stale()

    rows = client.get(f"/en/materials/grid/{query}").context["grid"].rows

    assert [row.material.title for row in rows] == shown


def test_a_translation_of_a_withdrawn_edition_is_marked():
    material = make_material()
    source = make_edition(material)
    make_edition(material, "vi", translation_of=source)
    withdraw(source)

    [row] = grid_of(with_row_values(needing_work(of_language(Material.objects.all(), "vi"), show="stale"))).rows

    assert [(cell.language, cell.state) for cell in row.cells] == [("ja", "withdrawn"), ("vi", "stale")]


# A material -----------------------------------------------------------------------------------------------


def test_the_page_of_a_material_tells_what_it_is_and_all_its_editions(client):
    operation = make.make_operation("3-5-1", name_en="Formwork")
    material = make_material(
        kind="glossary",
        audiences=["trainees", "teachers"],
        programme=make.make_programme(code="titp", name_en="Technical Intern Training Program"),
        wanted_languages=["ja", "th"],
        source="JITCO catalogue",
        source_url="https://example.org/catalogue",
        checked_on="2026-11-20",
    )
    material.operations.add(operation)
    wrong = make_edition(material, version="first")
    withdraw(wrong)
    make_edition(material, version="second")
    latest = make_edition(material, version="third", dated="2026-10")
    Edition.objects.filter(pk=wrong.pk).update(successor=latest)
    make_printed(latest)

    text = text_of(client, material.get_absolute_url())

    for told in (
        "Glossary", "Trainees, teachers of Japanese", "Technical Intern Training Program", "Formwork 3-5-1",
        "JITCO catalogue", "checked on 20 November 2026", "edition third , Japanese October 2026 latest edition",
        "ไทย Thai missing", f"PDF · {latest.files.get().size} bytes · 1 page",
        "Earlier editions", "edition second", "A table was wrong.",
        "A printed copy costs JPY 500",
    ):  # fmt: skip
        assert told in text, told
    assert re.search(
        rf"edition first , Japanese November 2026 withdrawn .* Use instead: {re.escape(str(latest))}", text
    )


def test_a_title_without_an_edition_names_its_source_and_says_that_no_file_is_here(client):
    material = make_material(source="Catalogue", checked_on="2026-11-20")

    assert "No file is here: the title is known from the source named above." in text_of(
        client, material.get_absolute_url()
    )


def test_ticked_files_of_several_languages_are_asked_for_as_one_archive_without_a_script(client):
    material = make_material()
    japanese, vietnamese = make_edition(material), make_edition(material, "vi")
    key = make_share_key(material)
    page = client.get(f"{material.get_absolute_url()}?key={key.token}").content.decode()

    form = page.partition('<form method="get" action="/en/materials/archive.zip">')[2].partition("</form>")[0]
    ticks = [int(pk) for pk in re.findall(r'type="checkbox" name="file" value="(\d+)"', form)]
    assert ticks == [japanese.files.get().pk, vietnamese.files.get().pk]
    assert f'<input type="hidden" name="key" value="{key.token}">' in form
    assert client.get("/en/materials/archive.zip", {"file": ticks}).status_code == 200


def test_search_engines_are_told_of_public_materials_only(client):
    public, members = make_material(), make_material(access=Access.MEMBERS)
    sample = make_material(is_sample=True)
    edition = make_edition(public)
    for each in (members, sample):
        make_edition(each)
    client.force_login(make_member().user)

    page = client.get(public.get_absolute_url()).content.decode()
    assert 'itemtype="https://schema.org/LearningResource"' in page
    assert f'<meta itemprop="sha256" content="{edition.files.get().sha256}">' in page
    assert "noindex" not in page
    for each in (members, sample):
        page = client.get(each.get_absolute_url()).content.decode()
        assert "itemtype" not in page
        assert '<meta name="robots" content="noindex">' in page


def test_the_sitemap_names_what_everybody_may_read(client):
    public = make_edition()
    old = public
    current = make_edition(public.material)
    hidden = [make_edition(make_material(access=access)) for access in ("members", "sending", "participants")]
    hidden += [make_edition(make_material(is_listed=False)), make_edition(make_material(is_sample=True)), old]
    answer, draft = make_question(), make_question(state="draft", published_at=None)

    text = "".join(
        client.get(f"/sitemap-{part}.xml").content.decode() for part in ("materials", "editions", "questions")
    )

    for row in (public.material, current, answer):
        assert f"<loc>http://testserver{row.get_absolute_url()}</loc>" in text
    for row in (*hidden, *(each.material for each in hidden[:-1]), draft):
        assert row.get_absolute_url() not in text


# An edition -----------------------------------------------------------------------------------------------


def test_the_first_sentence_says_whether_this_edition_is_the_one_to_use(client):
    material = make_material(title_en="Book")
    first = make_edition(material, version="1", dated="2025-03")
    vietnamese = make_edition(material, "vi", translation_of=first)
    assert sentence(client, first) == "This is the latest edition in Japanese."
    assert sentence(client, vietnamese) == (
        "This is the latest edition in Vietnamese, translated from the Japanese edition of March 2025."
    )

    second = make_edition(material, version="2", dated="2026-05")
    assert sentence(client, first) == "A newer edition in Japanese has appeared, of May 2026."
    assert (
        f'href="{second.get_absolute_url()}">Book (Japanese, edition 2)'
        in client.get(first.get_absolute_url()).content.decode()
    )
    assert sentence(client, vietnamese) == (
        "This is the latest edition in Vietnamese, but older than its source: the Japanese text has a newer edition of"
        " May 2026."
    )

    withdraw(second)
    assert sentence(client, first) == "The edition in Japanese that followed this one was withdrawn."
    assert sentence(client, second).startswith("Withdrawn on ")
    text = text_of(client, second.get_absolute_url())
    assert "A table was wrong." in text
    assert "No other edition in Japanese takes its place at present." in text


def test_a_translation_of_what_was_withdrawn_says_so(client):
    material = make_material()
    source = make_edition(material)
    translation = make_edition(material, "vi", translation_of=source)
    withdraw(source)

    assert sentence(client, translation) == (
        "This is the latest edition in Vietnamese, but the Japanese edition that it was translated from was withdrawn."
    )


def test_a_withdrawn_edition_keeps_its_page_names_its_successor_and_hands_out_nothing(client):
    edition = make_edition()
    successor = make_edition(edition.material, "en")
    withdraw(edition, successor=successor)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert f'Use instead: <a href="{successor.get_absolute_url()}">' in page
    assert edition.files.get().get_absolute_url() not in page
    assert edition.files.get().sha256 not in page
    assert "The files of a withdrawn edition are not handed out any more." in page


def test_a_successor_that_the_reader_may_not_see_is_not_named(client):
    edition = make_edition()
    secret = make_edition(make_material(title_en="Secret book", access=Access.SENDING))
    withdraw(edition, successor=secret)
    addresses = (edition.get_absolute_url(), edition.material.get_absolute_url())

    assert not any("Secret book" in client.get(address).content.decode() for address in addresses)
    client.force_login(make_member().user)
    assert all("Secret book" in client.get(address).content.decode() for address in addresses)


def test_the_files_stand_with_size_pages_time_checksum_scan_previews_and_addresses(client):
    edition = make_edition(make_material(title_en="Book"), "vi", files=2)
    first, second = edition.files.all()
    for page in (1, 2):
        FilePreview.objects.create(file=first, page=page, image="x", width=70, height=99, size=1, sha256="0" * 64)
    DownloadFigure.objects.create(file=first, day="2026-10-01", reader_kind="visitor", count=7)

    page = client.get(edition.get_absolute_url()).content.decode()
    text = text_of(client, edition.get_absolute_url())

    for told in (first.sha256, second.sha256, "not scanned for viruses", "a few seconds", "Downloaded 7 times.",
                 "sha256sum",
                 f"http://testserver/en/materials/editions/{edition.pk}/",
                 f"http://testserver/en/materials/{edition.material_id}/latest/vi/"):  # fmt: skip
        assert told in text, told
    assert f'href="/en/materials/editions/{edition.pk}/all.zip"' in page
    images = re.findall(r'<img src="([^"]+)" width="70" height="99" loading="lazy" [^>]*alt="([^"]+)"', page)
    assert images == [(f"/en/materials/files/{first.pk}/pages/{n}/", f"Page {n} of “Book”") for n in (1, 2)]


@pytest.mark.parametrize("found", ["damaged", "missing"])
def test_a_damaged_file_is_not_offered_and_the_page_says_whom_to_ask(client, found):
    edition = make_edition(files=2)
    bad, good = edition.files.all()
    FileCare.objects.filter(file=bad).update(found=found, bad_since=timezone.now())

    for address in (edition.get_absolute_url(), edition.material.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "This file is damaged here and is not handed out until it is mended." in page
        assert f'href="{good.get_absolute_url()}"' in page
        assert f'href="{bad.get_absolute_url()}"' not in page
        assert "/en/materials/enquiries/new/?topic=materials" in page
        assert f'name="file" value="{bad.pk}"' not in page
        assert "all.zip" not in page


# The address of the latest --------------------------------------------------------------------------------


def test_the_latest_address_leads_to_the_latest_edition_and_is_not_kept(client):
    material = make_material()
    make_edition(material, "vi")
    latest = make_edition(material, "vi")
    address = f"/en/materials/{material.pk}/latest/vi/"

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, latest.get_absolute_url())
    assert "no-store" in answer["Cache-Control"]
    withdraw(latest)
    assert client.get(address)["Location"] == latest.get_absolute_url()


def test_a_language_without_an_edition_leads_to_the_material_which_says_so(client):
    material = make_material()
    make_edition(material)
    make_edition(material, "vi", state=EditionState.DRAFT)

    answer = client.get(f"/en/materials/{material.pk}/latest/vi/", follow=True)

    assert answer.redirect_chain == [(f"{material.get_absolute_url()}?missing=vi", 302)]
    assert "There is no edition of this material in Vietnamese yet." in answer.content.decode()
    odd = client.get(f"/en/materials/{material.pk}/latest/xx/", follow=True)
    assert "There is no edition" not in odd.content.decode()
    assert "There is no edition" not in client.get(f"{material.get_absolute_url()}?missing=ja").content.decode()


@pytest.mark.parametrize("language", ["%00", "v%00", "VI", "vi%0a", "japanese"])
def test_what_can_be_no_language_has_no_address(client, language):
    material = make_edition(language="vi").material

    for more in ("", "file/"):
        assert client.get(f"/en/materials/{material.pk}/latest/{language}/{more}").status_code == 404


# Who may see it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "seen_by"),
    [
        ("everybody", {"visitor", "person", "supervising", "sending", "key", "staff"}),
        ("members", {"supervising", "sending", "key", "staff"}),
        ("sending", {"sending", "key", "staff"}),
        ("participants", {"key", "staff"}),
    ],
)
def test_pages_answer_whom_the_material_is_for_and_404_to_others(client, access, seen_by):
    edition = make_edition(make_material(access=access))
    draft = make_edition(edition.material, "vi", state=EditionState.DRAFT)
    unlisted = make_edition(make_material(access=access, is_listed=False))
    key = make_share_key(edition.material, unlisted.material)
    addresses = [
        edition.material.get_absolute_url(),
        edition.get_absolute_url(),
        f"/en/materials/{edition.material_id}/latest/ja/",
        f"/en/materials/{edition.material_id}/latest/vi/",
    ]
    for_staff = [draft.get_absolute_url(), unlisted.get_absolute_url(), unlisted.material.get_absolute_url()]
    readers = {
        "visitor": None,
        "person": make.make_user(),
        "supervising": make_member(Organization.Kind.SUPERVISING).user,
        "sending": make_member().user,
        "key": None,
        "staff": make.make_staff(is_superuser=True),
    }
    seen, seen_for_staff = {}, {}
    for name, user in readers.items():
        client.logout()
        if user:
            client.force_login(user)
        query = {"key": key.token} if name == "key" else {}
        seen[name] = {client.get(address, query).status_code for address in addresses}
        if name in ("sending", "key", "staff"):
            seen_for_staff[name] = {client.get(address, query).status_code for address in for_staff}

    assert seen == {name: {200, 302} if name in seen_by else {404} for name in readers}
    assert seen_for_staff == {"sending": {404}, "key": {404}, "staff": {200}}


def test_a_draft_does_not_tell_of_itself_on_the_pages_of_others(client):
    material = make_material()
    edition = make_edition(material)
    draft = make_edition(material, version="secret-7", state=EditionState.DRAFT)
    make_edition(material, "vi", version="secret-8", state=EditionState.DRAFT)

    for address in (material.get_absolute_url(), edition.get_absolute_url(), "/en/materials/", "/en/materials/grid/"):
        page = client.get(address).content.decode()
        assert "secret-" not in page
        assert draft.get_absolute_url() not in page
    assert sentence(client, edition) == "This is the latest edition in Japanese."


# Panels ---------------------------------------------------------------------------------------------------


def test_a_country_shows_texts_in_its_languages_and_answers_that_hold_for_it(client):
    country = make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    make_edition(language="vi")
    make_edition(make_material(access=Access.MEMBERS), "vi")
    make_question(question_en="Which visa?", country=country)
    make_question(question_en="Draft?", country=country, state="draft", published_at=None)

    text = text_of(client, country.get_absolute_url())

    assert "1 material in Vietnamese" in text
    assert "Which visa?" in text
    assert "Draft?" not in text
    assert "Materials and answers" not in text_of(client, f"{country.get_absolute_url()}?on=2026-01-01")


def test_a_person_sees_first_what_of_their_downloads_is_out_of_date():
    user = make_member().user
    current, old, gone = make_edition(), make_edition(), make_edition()
    hidden, both = make_edition(make_material(access=Access.PARTICIPANTS)), make_edition()
    newer_of_both = make_edition(both.material)
    make_edition(old.material)
    withdraw(gone)
    for minute, edition in enumerate((gone, old, both, newer_of_both, current, hidden)):
        at = timezone.now().replace(minute=minute)
        EditionReader.objects.create(user=user, edition=edition, at=at)
    EditionReader.objects.create(user=make.make_user(), edition=make_edition(), at=timezone.now())

    with CaptureQueriesContext(connection) as queries:
        read = account_panel(user).context["read"]

    assert [(each.edition, each.is_out_of_date) for each in read] == [
        (old, True), (gone, True), (current, False), (newer_of_both, False),
    ]  # fmt: skip
    assert len(queries) == 2
    assert account_panel(make.make_user()) is None


def test_a_person_sees_what_they_downloaded_by_a_link_for_participants_while_it_is_open(client):
    edition = make_edition(make_material(access=Access.PARTICIPANTS, title_en="For few (sample)"))
    key, user = make_share_key(edition.material, title="Seminar in Hue (sample)"), make.make_user()
    EditionReader.objects.create(user=user, edition=edition, share_key=key, at=timezone.now())
    client.force_login(user)

    page = text_of(client, reverse("account_overview"))

    assert "For few (sample)" in page
    assert "To see it, open your link for participants first: Seminar in Hue (sample)" in page
    key.ended_at = timezone.now()
    key.save()
    assert "For few (sample)" not in text_of(client, reverse("account_overview"))


# What it costs --------------------------------------------------------------------------------------------


def test_many_editions_cost_as_many_queries_as_one(client):
    material = make_material()
    source = make_edition(material)
    make_printed(source)
    withdraw(make_edition(material, "th", successor=source))
    FilePreview.objects.create(file=source.files.get(), page=1, image="x", width=1, height=1, size=1, sha256="0" * 64)
    addresses = (material.get_absolute_url(), source.get_absolute_url())

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    few = costs()
    for language in ("vi", "id", "my"):
        make_edition(material, language, translation_of=source, files=2)
        withdraw(make_edition(material, language, successor=source))
        make_printed(make_edition(material, language, translation_of=source))

    assert costs() == few
    assert max(few) <= VISITORS


# For everybody's eyes and hands ---------------------------------------------------------------------------


def test_pages_keep_nobody_out(portal, new_context):
    material, _fine = make_one_of_each_state()
    edition = Edition.objects.heads().get(material=material, language="vi")
    make_printed(edition)
    make_file(make_edition(material, "my", state=EditionState.DRAFT, files=0))
    addresses = ("/materials/", "/materials/grid/", material.get_absolute_url()[3:], edition.get_absolute_url()[3:])

    for language, width in LOOKS:
        tab = new_context(width=width).new_page()
        for address in addresses:
            tab.goto(f"{portal}/{language}{address}")
            assert serious_problems(tab) == [], address
            wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide, address
