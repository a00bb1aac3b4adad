"""Addresses at which files are handed out: who gets what, and what is counted."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common import archives
from jitco_portal.common.download_slots import slots
from materials.models import Access, Download, EditionReader, EditionState, FileCare, FilePreview
from organizations.models import Organization
from tests.factories import make_staff, make_user
from tests.materials.world import make_edition, make_file, make_material, make_member, make_share_key

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    assert slots.taken == 0


@pytest.fixture
def visitor():
    return Client(headers={"User-Agent": BROWSER})


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def get(client, address, *args, query="", **headers):
    answer = client.get(reverse(f"materials:{address}", args=args) + query, headers=headers)
    answer.bytes = body(answer)
    return answer


def logged_in(user):
    client = Client(headers={"User-Agent": BROWSER})
    client.force_login(user)
    return client


def make_preview(file, content=b"RIFF picture"):
    preview = FilePreview(
        file=file, page=1, width=10, height=10, size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )
    preview.image.save("1", io.BytesIO(content), save=False)
    preview.save()
    return preview


def addresses(edition):
    """Every address by which bytes of an edition of one file leave the portal."""
    file = edition.files.get()
    return {
        "permanent": ("file_download", [file.pk], ""),
        "latest": ("latest_file", [edition.material_id, edition.language], ""),
        "edition's archive": ("edition_archive", [edition.pk], ""),
        "archive": ("archive", [], f"?file={file.pk}"),
        "preview": ("file_preview", [file.pk, 1], ""),
    }


def statuses(client, edition, more=""):
    return {
        name: get(client, address, *args, query=query + (more and f"{'&' if query else '?'}{more}")).status_code
        for name, (address, args, query) in addresses(edition).items()
    }


def make_readable(access=Access.EVERYBODY, **values):
    edition = make_edition(make_material(access=access, **values))
    make_preview(edition.files.get())
    return edition


OPEN = {"permanent": 200, "latest": 302, "edition's archive": 200, "archive": 200, "preview": 200}
CLOSED = dict.fromkeys(OPEN, 404)


# Who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("access", [Access.MEMBERS, Access.SENDING, Access.PARTICIPANTS])
def test_a_stranger_gets_404_by_every_address_and_hears_of_no_log_in(visitor, access):
    edition = make_readable(access)

    assert statuses(visitor, edition) == CLOSED
    assert statuses(logged_in(make_user()), edition) == CLOSED
    assert statuses(logged_in(make_staff()), edition) == CLOSED


def test_what_is_for_everybody_is_handed_out_to_everybody(visitor):
    assert statuses(visitor, make_readable()) == OPEN


def test_members_get_what_is_for_them_and_no_more():
    sending, supervising = make_member(), make_member(kind=Organization.Kind.SUPERVISING)
    for_members, for_sending = make_readable(Access.MEMBERS), make_readable(Access.SENDING)

    assert [statuses(logged_in(sending.user), each) for each in (for_members, for_sending)] == [OPEN, OPEN]
    assert [statuses(logged_in(supervising.user), each) for each in (for_members, for_sending)] == [OPEN, CLOSED]


def test_a_link_for_participants_opens_its_materials_without_cookies(visitor, settings):
    edition, other = make_readable(Access.PARTICIPANTS), make_readable(Access.PARTICIPANTS)
    key = make_share_key(edition.material)

    assert statuses(visitor, edition, f"key={key.token}") == OPEN
    assert statuses(visitor, other, f"key={key.token}") == CLOSED
    assert statuses(visitor, edition, f"key={key.token}x") == CLOSED
    assert settings.SESSION_COOKIE_NAME not in visitor.cookies


@pytest.mark.parametrize("change", [{"is_listed": False}, {"access": Access.MEMBERS}])
def test_what_is_taken_from_the_list_is_gone_at_once(visitor, change):
    edition = make_readable()
    for name, value in change.items():
        setattr(edition.material, name, value)
    edition.material.save()

    assert statuses(visitor, edition) == CLOSED


def test_drafts_are_for_staff_who_may_see_them(visitor):
    file = make_file()
    staff = make_staff(is_superuser=True)

    assert get(visitor, "file_download", file.pk).status_code == 404
    assert get(logged_in(staff), "file_download", file.pk).status_code == 200


def test_one_file_that_is_not_for_the_reader_closes_the_archive(visitor):
    public, hidden = make_readable().files.get(), make_readable(Access.MEMBERS).files.get()

    assert get(visitor, "archive", query=f"?file={public.pk}&file={hidden.pk}").status_code == 404


@pytest.mark.parametrize("query", ["", "?file=", "?file=x", "?file=99999999999999999999", "?file=0", "?file=1&file=y"])
def test_an_archive_of_nothing_is_none(visitor, query):
    assert get(visitor, "archive", query=query).status_code == 404


def test_who_ticked_nothing_is_asked_to_by_the_boxes(visitor):
    edition = make_edition(make_material(access=Access.PARTICIPANTS), files=2)
    material, key = edition.material, make_share_key(edition.material)

    answer = get(visitor, "archive", query=f"?of={material.pk}&key={key.token}")

    assert (answer.status_code, answer["Location"]) == (
        *(302, f"{material.get_absolute_url()}?ticked=nothing&key={key.token}#languages"),
    )
    page = visitor.get(answer["Location"]).content.decode()
    assert page.index("Tick at least one file.") < page.index('type="checkbox"')
    # One press then ticks them all, also without scripts; and the button leads back here.
    link = f"?ticked=all&amp;key={key.token}#languages"
    assert (link in page, f'name="of" value="{material.pk}"' in page) == (True, True)
    page = visitor.get(f"{material.get_absolute_url()}?ticked=all&key={key.token}").content.decode()
    assert (page.count(" checked>"), "Tick at least" in page) == (2, False)


def test_a_ticked_file_that_cannot_be_had_leads_to_what_there_is_and_nothing_is_said_of_it(visitor):
    edition, hidden = make_readable(), make_readable(Access.MEMBERS).files.get()
    query = f"?of={edition.material_id}&file={edition.files.get().pk}"

    answers = [get(visitor, "archive", query=f"{query}&file={each}") for each in (hidden.pk, 10**9, "x")]

    address = f"{edition.material.get_absolute_url()}?ticked=not_all#languages"
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, address)}
    assert "please tick again" in visitor.get(address).content.decode()
    closed = f"?of={hidden.edition.material_id}&file={hidden.pk}"
    assert visitor.get(get(visitor, "archive", query=closed)["Location"]).status_code == 404


# What is handed out ---------------------------------------------------------------------------------------


def test_a_file_comes_with_its_bytes_name_and_checksum(visitor):
    edition = make_edition()
    file = edition.files.get()

    answer = get(visitor, "file_download", file.pk)

    assert hashlib.sha256(answer.bytes).hexdigest() == file.sha256
    assert (answer["ETag"], answer["Content-Type"]) == (f'"{file.sha256}"', "application/pdf")
    assert "filename*=UTF-8''%E6%97%A5%E6%9C%AC%E8%AA%9E" in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        "public, max-age=300", "no-referrer", "noindex",
    )  # fmt: skip


def test_what_is_restricted_is_kept_by_no_shared_cache(visitor):
    edition = make_readable(Access.PARTICIPANTS)
    key = make_share_key(edition.material)

    assert (
        "public"
        not in get(visitor, "file_download", edition.files.get().pk, query=f"?key={key.token}")["Cache-Control"]
    )
    member = logged_in(make_member().user)
    assert "private" in get(member, "file_download", make_edition().files.get().pk)["Cache-Control"]


def test_the_latest_address_leads_to_the_newest_edition_and_carries_the_key(visitor):
    old = make_edition(make_material(access=Access.PARTICIPANTS), "vi")
    new = make_edition(old.material, "vi")
    key = make_share_key(old.material)

    answer = get(visitor, "latest_file", old.material_id, "vi", query=f"?key={key.token}")

    assert answer["Location"] == reverse("materials:file_download", args=[new.files.get().pk]) + f"?key={key.token}"
    assert get(visitor, "latest_file", old.material_id, "ja").status_code == 404
    # The old one stays where it is.
    assert get(visitor, "file_download", old.files.get().pk, query=f"?key={key.token}").status_code == 200


def test_the_latest_of_several_files_is_their_archive(visitor):
    edition = make_edition(files=2)

    answer = get(visitor, "latest_file", edition.material_id, "ja")

    assert answer["Location"] == reverse("materials:edition_archive", args=[edition.pk])


def test_an_archive_has_its_files_behind_a_list_of_them(visitor, settings):
    settings.SITE_URL = "https://portal.example"
    one, two = make_edition(files=2), make_edition(files=1)
    files = [*one.files.order_by("pk"), two.files.get()]
    query = "?" + "&".join(f"file={file.pk}" for file in reversed(files))

    answer = get(visitor, "archive", query=query)

    opened = zipfile.ZipFile(io.BytesIO(answer.bytes))
    assert opened.testzip() is None
    names = opened.namelist()
    folders = [f"{file.edition.material.title_en} (ja, {file.edition.version})" for file in files]
    assert names == ["MANIFEST.txt", *(f"{folder}/{file.name}" for folder, file in zip(folders, files, strict=True))]
    assert [hashlib.sha256(opened.read(name)).hexdigest() for name in names[1:]] == [file.sha256 for file in files]
    manifest = opened.read("MANIFEST.txt").decode()
    for file in files:
        said = (
            file.sha256,
            f"{file.size} bytes",
            one.material.title_ja,
            f"https://portal.example/en/materials/files/{file.pk}/",
        )
        assert [each for each in said if each not in manifest] == []
    # In the other language, and in another order: the same bytes, and a part of them.
    with translation.override("ja"):
        again = get(visitor, "archive", query="?" + "&".join(f"file={file.pk}" for file in files), Range="bytes=500-")
    assert (again.status_code, again.bytes, again["ETag"]) == (206, answer.bytes[500:], answer["ETag"])


# Within one transaction all would happen at the same moment.
@pytest.mark.django_db(transaction=True)
def test_an_archive_keeps_its_bytes_when_a_title_changes(visitor):
    """Who has half of it by now may go on, also with a program that does not ask whether it is still the same."""
    material = make_material(title_en="Before")
    edition = make_edition(material, files=2)
    before = get(visitor, "edition_archive", edition.pk)
    material.title_en, material.title_ja = "A longer title than before", "別の題名"
    material.save()
    later = make_edition(material, "vi", files=2)

    rest = get(visitor, "edition_archive", edition.pk, Range="bytes=700-")

    assert (rest.bytes, rest["ETag"]) == (before.bytes[700:], before["ETag"])
    assert b"Title / \xe9\xa1\x8c\xe5\x90\x8d: Before /" in before.bytes
    assert b": A longer title than before / " in get(visitor, "edition_archive", later.pk).bytes


def test_programs_that_know_ascii_only_and_readers_of_languages_are_told_what_a_file_is(visitor):
    material = make_material(title_en="Words: safety/first")
    edition = make_edition(material, "vi", version="2", files=2)

    answer = get(visitor, "file_download", edition.files.last().pk)

    assert 'filename="Words - safety_first (vi, 2) 2.pdf"' in answer["Content-Disposition"]
    assert answer["Content-Language"] == "vi"
    both = f"?file={edition.files.first().pk}&file={make_edition(material).files.get().pk}"
    assert get(visitor, "archive", query=both)["Content-Language"] == "ja, vi"


def test_an_archive_costs_the_same_queries_for_one_file_and_for_three(visitor, django_assert_num_queries):
    small, large = make_edition(files=1), make_edition(files=3)
    get(visitor, "edition_archive", small.pk)  # the salt of the day

    for edition in (small, large):
        with django_assert_num_queries(7):
            assert (
                get(visitor, "edition_archive", edition.pk, **{"User-Agent": BROWSER + str(edition.pk)}).status_code
                == 200
            )


def test_more_than_an_archive_holds_gets_a_page_that_says_so(visitor, monkeypatch):
    edition = make_edition(files=2)
    monkeypatch.setattr(archives, "LARGEST", sum(file.size for file in edition.files.all()) - 1)

    answer = get(visitor, "edition_archive", edition.pk)
    assert (answer.status_code, "too large for one archive" in answer.bytes.decode()) == (413, True)
    monkeypatch.setattr(archives, "MOST_FILES", 1)
    query = "?" + "&".join(f"file={file.pk}" for file in edition.files.all())
    assert get(visitor, "archive", query=query).status_code == 413


@pytest.mark.parametrize("found", [FileCare.Found.DAMAGED, FileCare.Found.MISSING])
def test_a_bad_file_gets_a_page_and_so_does_an_archive_with_it(visitor, found):
    edition = make_edition(files=2)
    bad = edition.files.first()
    FileCare.objects.filter(file=bad).update(found=found, bad_since=timezone.now())

    for address, args in (("file_download", [bad.pk]), ("edition_archive", [edition.pk])):
        answer = get(visitor, address, *args)
        assert (answer.status_code, "cannot be handed out" in answer.bytes.decode()) == (503, True)
    assert get(visitor, "file_download", edition.files.last().pk).status_code == 200
    assert Download.objects.filter(file=bad).count() == 0


def test_a_file_that_is_shorter_or_gone_is_not_begun(visitor):
    short, gone = make_edition().files.get(), make_edition().files.get()
    with open(default_storage.path(short.file.name), "r+b") as file:
        file.truncate(10)
    default_storage.delete(gone.file.name)

    assert [get(visitor, "file_download", each.pk).status_code for each in (short, gone)] == [503, 503]


def test_a_withdrawn_edition_tells_why_and_what_to_use_instead(visitor):
    edition = make_edition(state=EditionState.WITHDRAWN, withdrawn_because_en="A fee was wrong.")
    edition.successor = make_edition(edition.material)
    edition.save()
    # Access holds for the notice too.
    hidden = make_edition(make_material(access=Access.MEMBERS), state=EditionState.WITHDRAWN)

    answer = get(visitor, "file_download", edition.files.get().pk)

    assert answer.status_code == 410
    page = answer.bytes.decode()
    assert [each in page for each in ("A fee was wrong.", edition.successor.get_absolute_url())] == [True, True]
    assert get(visitor, "file_download", hidden.files.get().pk).status_code == 404
    assert get(visitor, "latest_file", hidden.material_id, "ja").status_code == 404
    assert get(visitor, "edition_archive", edition.pk).status_code == 404


def test_too_many_downloads_get_a_page_in_the_language_of_the_reader(visitor, settings):
    settings.DOWNLOAD_SLOTS = 0
    file = make_edition().files.get()

    answer = visitor.get(f"/ja/materials/files/{file.pk}/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert [each.name for each in answer.templates][:1] == ["503.html"]
    assert Download.objects.count() == 0


def test_the_picture_of_a_page_is_shown_and_asked_for_again_by_its_tag(visitor):
    preview = make_preview(make_edition().files.get())

    answer = get(visitor, "file_preview", preview.file_id, 1)

    assert (answer.bytes, answer["Content-Type"]) == (b"RIFF picture", "image/webp")
    assert answer["Content-Disposition"].startswith("inline")
    assert get(visitor, "file_preview", preview.file_id, 1, **{"If-None-Match": answer["ETag"]}).status_code == 304
    assert get(visitor, "file_preview", preview.file_id, 2).status_code == 404
    assert Download.objects.count() == 0


def test_an_address_without_a_language_leads_to_the_file(visitor):
    file = make_edition().files.get()

    answer = visitor.get(f"/materials/files/{file.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/en/materials/files/{file.pk}/")


# By others than Django ------------------------------------------------------------------------------------


def test_the_web_server_is_told_where_a_file_lies(visitor, settings):
    settings.X_ACCEL_LOCATION = "/protected/"
    edition = make_edition(files=2)
    file = edition.files.first()

    answer = get(visitor, "file_download", file.pk, Range="bytes=5-")

    assert (answer.status_code, answer["X-Accel-Redirect"], answer.bytes) == (200, f"/protected/{file.file.name}", b"")
    assert (answer["ETag"], slots.taken) == (f'"{file.sha256}"', 0)
    # What it would judge by a tag of its own, we answer ourselves.
    asked = get(visitor, "file_download", file.pk, **{"If-Match": answer["ETag"]})
    assert ("X-Accel-Redirect" in asked, len(asked.bytes)) == (False, file.size)


def test_an_archive_is_put_together_for_the_web_server(visitor, settings):
    edition = make_edition(files=2)
    streamed = get(visitor, "edition_archive", edition.pk)
    settings.X_ACCEL_LOCATION = "/protected/"

    answer = get(visitor, "edition_archive", edition.pk)

    name = answer["X-Accel-Redirect"].removeprefix("/protected/")
    assert (default_storage.open(name).read(), answer["ETag"]) == (streamed.bytes, streamed["ETag"])


def test_a_look_at_an_archive_puts_nothing_together_and_tells_its_size(visitor, settings):
    edition = make_edition(files=2)
    streamed = get(visitor, "edition_archive", edition.pk)
    settings.X_ACCEL_LOCATION = "/protected/"

    answer = visitor.head(reverse("materials:edition_archive", args=[edition.pk]))

    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(streamed.bytes)))
    assert not default_storage.exists(archives.FOLDER)


def test_an_archive_for_which_the_disk_has_no_room_is_sent_by_the_portal(visitor, settings, monkeypatch):
    settings.X_ACCEL_LOCATION = "/protected/"
    monkeypatch.setattr(archives, "LEFT_FREE", 2**62)

    answer = get(visitor, "edition_archive", make_edition(files=2).pk)

    assert ("X-Accel-Redirect" in answer, zipfile.ZipFile(io.BytesIO(answer.bytes)).testzip()) == (False, None)


def test_whoever_asks_for_an_archive_while_others_are_put_together_comes_again(visitor, settings, monkeypatch):
    settings.X_ACCEL_LOCATION = "/protected/"
    monkeypatch.setattr(archives, "PATIENCE", 0.01)
    edition = make_edition(files=2)

    with archives._turn_of("0"), archives._turn_of("1"):
        answer = get(visitor, "edition_archive", edition.pk)

    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert Download.objects.count() == 0


# Counting -------------------------------------------------------------------------------------------------


def test_a_download_counts_when_it_begins_and_who_is_logged_in_is_told_of_the_next_edition(visitor):
    file = make_edition().files.get()
    member = make_member()

    get(visitor, "file_download", file.pk, Range="bytes=5-")
    get(visitor, "file_download", file.pk, **{"If-None-Match": f'"{file.sha256}"'})
    visitor.head(reverse("materials:file_download", args=[file.pk]))
    get(visitor, "file_download", file.pk, **{"Sec-Purpose": "prefetch;prerender"})
    assert Download.objects.count() == 0
    get(visitor, "file_download", file.pk)
    get(visitor, "file_download", file.pk, Range="bytes=0-10")
    get(logged_in(member.user), "file_download", file.pk)

    assert sorted(Download.objects.values_list("reader_kind", flat=True)) == ["sending", "visitor"]
    assert list(EditionReader.objects.values_list("user", "edition")) == [(member.user.pk, file.edition_id)]
