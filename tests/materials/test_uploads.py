"""Files of editions coming in: at once and part by part, with nothing left of what is refused."""

import datetime
import hashlib
import json
import os
import time
import zlib

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common import pictures
from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER
from jitco_portal.common.file_refusals import Busy, FileRefused
from jitco_portal.common.uploads import check_file
from materials.models import EditionFile, EditionState, FileCare, Scan, Upload
from materials.queries.taken_files import MATERIAL_FILES, why_refused
from materials.services import finishing, publishing, resumable, uploads
from tests import factories as make
from tests.common import made_files as made
from tests.materials.desk import address, log_in_staff, text
from tests.materials.world import make_edition
from tests.scanner import SAMPLE_VIRUS, STREAM_MEGABYTES

pytestmark = pytest.mark.usefixtures("at_desk")
PDF = made.pdf(pages=2)
PIECES = [PDF[:1000], PDF[1000:1001], PDF[1001:]]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, monkeypatch):
    """Where files may lie; ``left()`` says which do."""
    settings.UPLOADS = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", settings.FILE_UPLOAD_TEMP_DIR)

    def left() -> list[str]:
        return sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file())

    return left


def make_draft():
    return make_edition(state=EditionState.DRAFT, files=0)


def begun(draft=None, *, content=PDF, by=None, **values):
    values = {"name": "日本語.pdf", "size": len(content), **values}
    return resumable.begin(edition=draft or make_draft(), by=by or make.make_staff(), **values)


def sent(upload, content=PDF):
    return resumable.append(upload=upload, offset=0, data=[content])


@pytest.fixture
def finished(django_capture_on_commit_callbacks):
    """``finished(upload)`` as the worker does it; what became of it."""

    def finish(upload):
        with django_capture_on_commit_callbacks(execute=True):
            finishing.finish(upload_pk=upload.pk)
        upload.refresh_from_db()
        return upload

    return finish


@pytest.fixture
def deferred():
    """What the worker was given in this test; tests that commit leave theirs behind."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))

    def given(task):
        jobs = ProcrastinateJob.objects.filter(task_name=task).exclude(pk__in=before)
        return [each.args for each in jobs.order_by("pk")]

    return given


CHECK = "materials.upload_tasks.check_upload"


def reason(upload) -> str:
    return json.loads(upload.refused_because)[0]


# Into an edition --------------------------------------------------------------------------------------


def test_a_file_is_taken_with_its_checksums_and_read_in_the_background(own_media, deferred):
    draft = make_draft()
    checked = check_file(SimpleUploadedFile("教材.pdf", PDF), MATERIAL_FILES)

    file = uploads.take_file(edition=draft, by=None, checked=checked, title_en="Part 1")

    assert (file.name, file.type, file.size, file.pages) == ("教材.pdf", "application/pdf", len(PDF), 2)
    assert (file.sha256, file.crc32) == (hashlib.sha256(PDF).hexdigest(), zlib.crc32(PDF))
    assert (file.scan, file.title_en, file.position) == (Scan.NOT_SCANNED, "Part 1", 1)
    assert (file.care.found, file.care.preparation) == (FileCare.Found.WHOLE, FileCare.Preparation.WAITING)
    path = own_media / "materials" / str(file.key)
    assert (path.read_bytes(), oct(path.stat().st_mode & 0o777)) == (PDF, "0o600")
    assert deferred("materials.tasks.prepare_file") == [{"file_pk": file.pk}]


def test_files_of_an_edition_stand_in_the_order_in_which_they_came():
    draft = make_draft()
    for number in range(3):
        checked = check_file(SimpleUploadedFile("a.pdf", made.pdf(text=f"Part {number}")), MATERIAL_FILES)
        uploads.take_file(edition=draft, by=None, checked=checked)

    assert list(draft.files.values_list("position", flat=True)) == [1, 2, 3]


def test_the_same_file_twice_and_a_file_of_what_is_published_are_refused(folders):
    draft = make_draft()
    checked = check_file(SimpleUploadedFile("a.pdf", PDF), MATERIAL_FILES)
    uploads.take_file(edition=draft, by=None, checked=checked)
    before = folders()

    with pytest.raises(uploads.SameFile):
        uploads.take_file(edition=draft, by=None, checked=checked)
    with pytest.raises(uploads.NotADraft):
        uploads.take_file(edition=make_edition(files=0), by=None, checked=checked)

    assert (EditionFile.objects.count(), folders()) == (1, before)


def test_no_bytes_stay_where_the_row_is_refused(folders):
    checked = check_file(SimpleUploadedFile("a.pdf", PDF), MATERIAL_FILES)

    with pytest.raises(DatabaseError):
        uploads.take_file(edition=make_draft(), by=None, checked=checked, title_en="x" * 101)

    assert folders() == []


def test_bytes_that_no_row_knows_go_at_night(own_media):
    draft = make_draft()
    checked = check_file(SimpleUploadedFile("a.pdf", PDF), MATERIAL_FILES)
    kept = uploads.take_file(edition=draft, by=None, checked=checked)
    for name, days in (("old", 3), ("young", 0)):
        (own_media / "materials" / name).write_bytes(b"left behind")
        os.utime(own_media / "materials" / name, (time.time() - days * 86400,) * 2)

    uploads.delete_stray_files()

    assert {each.name for each in (own_media / "materials").iterdir()} == {str(kept.key), "young"}


# Scanned ----------------------------------------------------------------------------------------------


def test_a_real_scanner_decides_over_files_of_editions(real_clamd, settings):
    settings.CLAMD = real_clamd
    clean = check_file(SimpleUploadedFile("a.pdf", PDF), MATERIAL_FILES)
    infected = check_file(SimpleUploadedFile("a.pdf", made.pdf(text=SAMPLE_VIRUS.decode())), MATERIAL_FILES)
    too_large = check_file(SimpleUploadedFile("a.mp4", made.mp4(sound=STREAM_MEGABYTES * 1024 * 1024)), MATERIAL_FILES)

    assert (uploads.scanned(clean), uploads.scanned(too_large)) == (Scan.CLEAN, Scan.NOT_SCANNED)
    with pytest.raises(FileRefused) as error:
        uploads.scanned(infected)
    assert error.value.code == "infected"


def test_an_upload_is_scanned_before_it_is_taken(real_clamd, settings, finished, folders):
    settings.CLAMD = real_clamd
    infected = made.pdf(text=SAMPLE_VIRUS.decode())

    clean, refused = begun(), begun(content=infected)
    sent(clean)
    sent(refused, infected)

    assert finished(clean).file.scan == Scan.CLEAN
    assert (finished(refused).state, reason(refused)) == (Upload.State.REFUSED, "infected")
    assert folders() == [f"media/materials/{clean.file.key}"]


# Part by part -----------------------------------------------------------------------------------------


def test_a_file_that_came_in_parts_is_the_file(finished, folders):
    upload, offset = begun(sha256=hashlib.sha256(PDF).hexdigest().upper(), title_ja="第1部"), 0
    for piece in PIECES:
        assert resumable.append(upload=upload, offset=offset, data=[piece]).received == offset + len(piece)
        offset += len(piece)
    assert folders() == [f"uploads/{upload.key}.part"]

    file = finished(upload).file

    assert (upload.state, file.name, file.title_ja, file.file.read()) == ("taken", "日本語.pdf", "第1部", PDF)
    assert (file.sha256, folders()) == (hashlib.sha256(PDF).hexdigest(), [f"media/materials/{file.key}"])


def test_what_is_on_its_way_is_for_nobody_else_on_this_machine(settings):
    sent(begun())

    assert [oct(each.stat().st_mode & 0o777) for each in settings.UPLOADS.iterdir()] == ["0o600"]
    assert oct(settings.UPLOADS.stat().st_mode & 0o777) == "0o700"


def test_the_last_part_has_the_file_checked(deferred):
    upload = begun()

    resumable.append(upload=upload, offset=0, data=[PDF[:-1]])
    assert deferred(CHECK) == []
    resumable.append(upload=upload, offset=len(PDF) - 1, data=[PDF[-1:]])

    assert deferred(CHECK) == [{"upload_pk": upload.pk}]


def test_parts_come_in_their_order_and_no_more_than_was_said(settings):
    upload = begun()
    resumable.append(upload=upload, offset=0, data=[PDF[:100]])

    for offset in (0, 99, 101):
        with pytest.raises(resumable.OffsetConflict) as error:
            resumable.append(upload=upload, offset=offset, data=[b"x"])
        assert error.value.received == 100
    with pytest.raises(resumable.MoreThanSaid):
        resumable.append(upload=upload, offset=100, data=[PDF[100:], b"x"])
    upload.refresh_from_db()
    assert (upload.received, (settings.UPLOADS / f"{upload.key}.part").read_bytes()) == (100, PDF[:100])

    resumable.append(upload=upload, offset=100, data=[PDF[100:]])
    with pytest.raises(resumable.Closed):
        resumable.append(upload=upload, offset=len(PDF), data=[b"x"])


def test_bytes_that_a_dead_process_left_are_written_over(settings, finished):
    upload = begun()
    resumable.append(upload=upload, offset=0, data=[PDF[:100]])
    with (settings.UPLOADS / f"{upload.key}.part").open("ab") as part:
        part.write(b"written, and never committed" * 500)

    resumable.append(upload=upload, offset=100, data=[PDF[100:]])

    assert finished(upload).file.sha256 == hashlib.sha256(PDF).hexdigest()


REFUSED = {
    "other sha256": (PDF, {"sha256": "0" * 64}, "other_sha256"),
    "page": (b"<!doctype html><script>alert(1)</script>", {}, "wrong_type"),
    "bomb": (made.quoting_bomb(), {"name": "units.zip"}, "zip_overlap"),
    "cut off": (PDF[:-100], {}, "damaged"),
    "virus": (made.EICAR, {}, "infected"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_no_bytes(name, finished, folders):
    content, values, code = REFUSED[name]
    upload = begun(content=content, **values)
    sent(upload, content)

    assert (finished(upload).state, reason(upload), upload.file) == (Upload.State.REFUSED, code, None)
    assert (folders(), EditionFile.objects.count()) == ([], 0)
    assert "%(" not in why_refused(upload)


def test_a_picture_for_which_there_is_no_turn_now_is_checked_later(monkeypatch, finished):
    monkeypatch.setattr("jitco_portal.common.uploads.PATIENCE_SECONDS", 0.01)
    picture = made.picture("PNG")
    upload = begun(content=picture)
    sent(upload, picture)

    with pictures._one_at_a_time, pytest.raises(Busy):
        finished(upload)

    assert finished(upload).state == Upload.State.TAKEN


def test_an_upload_for_an_edition_that_was_published_meanwhile_is_refused(finished, folders):
    upload = begun()
    sent(upload)
    upload.edition.published_at, upload.edition.state = timezone.now(), EditionState.PUBLISHED
    upload.edition.save()

    assert (finished(upload).state, reason(upload)) == (Upload.State.REFUSED, "not_a_draft")
    assert (folders(), EditionFile.objects.count()) == ([], 0)


def test_the_same_bytes_once_more_and_lost_ones_are_refused(settings, finished):
    draft = make_draft()
    first, second, lost = begun(draft), begun(draft), begun(draft)
    for upload in (first, second, lost):
        sent(upload)
    (settings.UPLOADS / f"{lost.key}.part").write_bytes(PDF[:50])

    assert [finished(upload).state for upload in (first, second, lost)] == ["taken", "refused", "refused"]
    assert (reason(second), reason(lost), EditionFile.objects.count()) == ("same_file", "lost", 1)


def test_a_check_that_is_asked_twice_takes_a_file_once(finished):
    upload = begun()
    sent(upload)
    resumable.check_again(upload=upload)

    finished(upload)
    finished(upload)

    assert (EditionFile.objects.count(), upload.state) == (1, "taken")
    with pytest.raises(resumable.Closed):
        resumable.check_again(upload=upload)


def test_nothing_is_begun_that_cannot_end(monkeypatch):
    staff, draft = make.make_staff(), make_draft()

    with pytest.raises(resumable.TooLarge):
        begun(draft, size=10 * 1024**3)
    with pytest.raises(uploads.NotADraft):
        begun(make_edition())
    monkeypatch.setattr(resumable, "LEFT_FREE", 10**18)
    with pytest.raises(resumable.NoRoom):
        begun(draft)
    monkeypatch.undo()
    monkeypatch.setattr(resumable, "MOST_OPEN", 1)
    begun(draft, by=staff)
    with pytest.raises(resumable.TooManyUploads):
        begun(draft, by=staff)
    begun(draft, by=make.make_staff())

    assert Upload.objects.count() == 2


def test_what_nobody_sends_any_more_goes_at_night(settings, django_capture_on_commit_callbacks):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=8)):
        abandoned = begun()
        resumable.append(upload=abandoned, offset=0, data=[PDF[:10]])
    under_way = begun()
    resumable.append(upload=under_way, offset=0, data=[PDF[:10]])
    for name, days in (("stray.part", 3), ("young.part", 0)):
        (settings.UPLOADS / name).write_bytes(b"left behind")
        os.utime(settings.UPLOADS / name, (time.time() - days * 86400,) * 2)

    with django_capture_on_commit_callbacks(execute=True):
        resumable.delete_abandoned_uploads()

    assert {each.name for each in settings.UPLOADS.iterdir()} == {f"{under_way.key}.part", "young.part"}
    assert list(Upload.objects.all()) == [under_way]


def test_a_check_that_was_lost_is_asked_for_again_at_night(deferred):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=2)):
        upload = begun()
        sent(upload)

    resumable.delete_abandoned_uploads()

    assert deferred(CHECK) == [{"upload_pk": upload.pk}] * 2


# At the desk ------------------------------------------------------------------------------------------


def pages_of(draft, upload=None):
    key = [upload.key] if upload else []
    return address("edition_upload_parts" if upload else "edition_upload", draft.pk, *key)


def patch(client, url, content, offset, **headers):
    return client.patch(
        url, content, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(offset), **headers}
    )


def test_an_editor_adds_a_small_file(client):
    log_in_staff(client, EDITOR)
    draft = make_draft()

    answer = client.post(
        pages_of(draft), {"upload": SimpleUploadedFile("../../lesson.exe", PDF), "title_en": "Part 1"}, follow=True
    )

    file = draft.files.get()
    assert (file.name, file.title_en, "The file is added." in text(answer)) == ("lesson.pdf", "Part 1", True)
    assert "not scanned for viruses" in text(answer)


HOSTILE = {
    "EICAR": ("eicar.com", made.EICAR, "infected"),
    "EICAR in a ZIP file": ("a.zip", made.zipped({"a.txt": made.EICAR}), "infected"),
    "bomb": ("a.zip", made.lying_bomb(), "zip_bomb"),
    "page named as a PDF": ("lesson.pdf", b"<!doctype html><script>alert(1)</script>", "wrong_type"),
    "page in a PDF": ("lesson.pdf", b"%PDF-1.7\n<script>alert(1)</script>" + PDF, "mixed"),
    "drawing": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "wrong_type"),
    "path in a ZIP file": ("a.zip", made.zipped({"../../a.txt": b"x"}), "zip_path"),
    "password": ("a.zip", made.encrypted_zip(), "encrypted"),
    "macro": ("a.docx", made.office(extra={"word/vbaProject.bin": b"x"}), "macros"),
    "pixels": ("a.png", made.picture("PNG", (10_000, 6_000), mode="1"), "picture_too_large"),
    "cut off": ("a.pdf", PDF[:-100], "damaged"),
    "empty": ("a.pdf", b"", "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_beside_its_field_and_leaves_nothing(client, name, folders):
    log_in_staff(client, EDITOR)
    draft = make_draft()
    file_name, content, code = HOSTILE[name]

    answer = client.post(pages_of(draft), {"upload": SimpleUploadedFile(file_name, content), "title_en": "Part 1"})

    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), errors.as_data()["upload"][0].code) == (200, ["upload"], code)
    assert (errors["upload"][0] in text(answer), 'value="Part 1"' in answer.content.decode()) == (True, True)
    assert (folders(), EditionFile.objects.count(), Upload.objects.count()) == ([], 0, 0)


def test_a_name_may_be_anything_and_is_harmless(client):
    log_in_staff(client, EDITOR)
    names = {
        "字" * 5000 + ".pdf": "字" * 78 + ".pdf",
        "in\u202efdp.exe": "infdp.pdf",
        "a\0b.pdf": "ab.pdf",
        "CON": "_CON.pdf",
    }
    for number, name in enumerate(names):
        draft = make_draft()
        client.post(pages_of(draft), {"upload": SimpleUploadedFile(name, made.pdf(text=f"{number}"))})
        assert draft.files.get().name == names[name]


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("name", "../../etc/passwd", "without folders"),
        ("name", "C:\\temp\\a.pdf", "without folders"),
        ("name", "in\u202efdp.exe", "without folders"),
        ("name", "a\0b.pdf", "Null characters"),
        ("name", "x" * 5000, "at most 200 characters"),
        ("size", str(10 * 1024**3), "No file may be larger than 1 GB."),
        ("size", "0", "greater than or equal to 1"),
        ("sha256", "abc", "64 digits"),
    ],
)
def test_what_is_said_of_a_large_file_is_looked_at_before_its_bytes(client, folders, field, value, part):
    log_in_staff(client, EDITOR)
    said = {"name": "lesson.pdf", "size": "12000000", "title_en": "Part 1", field: value}

    answer = client.post(address("edition_upload_begin", make_draft().pk), said)

    assert (list(answer.context["begin_form"].errors), part in text(answer)) == ([field], True)
    assert (folders(), Upload.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "typed",
    ["26,214,962", " 26 214 962 bytes", "26\u202f214\u202f962 B", "２６，２１４，９６２　バイト", "26.214.962"],
)
def test_bytes_are_taken_as_the_properties_of_a_file_show_them(client, typed):
    log_in_staff(client, EDITOR)

    client.post(address("edition_upload_begin", make_draft().pk), {"name": "lesson.pdf", "size": typed})

    assert Upload.objects.get().size == 26_214_962


@pytest.mark.parametrize("typed", ["26.2 MB", "26,21", "1,0000", "26,214,962 MB", "-1,000"])
def test_a_size_that_is_no_number_of_bytes_is_refused(client, typed):
    log_in_staff(client, EDITOR)

    answer = client.post(address("edition_upload_begin", make_draft().pk), {"name": "lesson.pdf", "size": typed})

    assert list(answer.context["begin_form"].errors) == ["size"]
    assert f'value="{typed}"' in answer.content.decode()


def test_a_short_part_that_does_not_end_a_large_file_is_refused_at_once(client):
    log_in_staff(client, EDITOR)
    draft = make_draft()
    start = {"name": "lesson.pdf", "size": str(12 * 1024 * 1024)}
    page = client.post(address("edition_upload_begin", draft.pk), start).url

    answer = client.post(page, {"offset": 0, "part": SimpleUploadedFile("part2", b"x" * 2000)})

    assert "The next part has exactly 10,485,760 bytes, this one 2,000." in text(answer)
    assert Upload.objects.get().received == 0


def test_a_request_of_ten_gigabytes_is_refused_before_it_is_read(client, folders):
    log_in_staff(client, EDITOR)

    answer = client.post(
        pages_of(make_draft()),
        b"--b\r\n",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(10 * 1024**3),
    )

    assert (answer.status_code, "This is too much at once" in text(answer), folders()) == (413, True, [])


def test_a_large_file_comes_by_plain_forms(client, finished, folders):
    log_in_staff(client, EDITOR)
    draft = make_draft()
    answer = client.post(
        address("edition_upload_begin", draft.pk), {"name": "lesson.pdf", "size": str(len(PDF)), "title_ja": "第1部"}
    )
    upload = Upload.objects.get()
    assert answer.url == pages_of(draft, upload)

    def send(offset, content):
        sent_file = SimpleUploadedFile("xaa", content)
        return text(client.post(answer.url, {"offset": offset, "part": sent_file}, follow=True))

    assert "Part 1 (of 10 MB each)" in text(client.get(answer.url))
    assert "The part has arrived." in send(0, PDF[:1500])
    assert "This part has arrived already" in send(0, PDF[:1500])
    assert "This is more than the file was said to have." in send(1500, PDF)
    assert "has arrived, and is being checked" in send(1500, PDF[1500:])
    assert "<title>A large file on its way" in client.get(answer.url).content.decode()
    page = client.get(pages_of(draft, finished(upload))).content.decode()
    assert ("It is a file of the edition now." in page, "<title>A large file |" in page) == (True, True)

    assert (draft.files.get().title_ja, folders()) == ("第1部", [f"media/materials/{upload.file.key}"])


def test_pieces_of_a_script_are_taken_as_tus_has_it(client):
    log_in_staff(client, EDITOR)
    draft = make_draft()
    answer = client.post(
        address("edition_upload_begin", draft.pk),
        {"name": "lesson.pdf", "size": str(len(PDF))},
        headers={"Accept": "application/json"},
    )
    url, upload = answer.json()["address"], Upload.objects.get()
    assert (answer.status_code, url) == (201, pages_of(draft, upload))

    def told(response):
        return response.status_code, response.headers.get("Upload-Offset")

    assert told(client.head(url)) == (200, "0")
    assert told(patch(client, url, PDF[:1000], 0)) == (204, "1000")
    # The answer was lost: it comes once more, and is told from where to go on.
    assert told(patch(client, url, PDF[:1000], 0)) == (409, "1000")
    assert told(patch(client, url, PDF[1000:] + b"x", 1000)) == (413, "1000")
    assert told(client.patch(url, b"x", content_type="application/json")) == (415, None)
    assert told(patch(client, url, b"x", "-1")) == (400, None)
    assert told(patch(client, url, b"x", "9" * 30)) == (400, None)
    assert told(client.head(url)) == (200, "1000")
    assert told(patch(client, url, PDF[1000:], 1000)) == (204, str(len(PDF)))
    assert client.head(url).headers["Upload-State"] == "open"


def test_errors_are_told_to_scripts_in_words(client):
    log_in_staff(client, EDITOR)

    answer = client.post(
        address("edition_upload_begin", make_draft().pk),
        {"name": "a/b.pdf", "size": "5"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, answer.json()) == (
        400,
        {"errors": ["Enter the name alone, without folders or hidden signs."]},
    )


def test_a_script_needs_the_token_of_the_page(client):
    staff = log_in_staff(client, EDITOR)
    client.handler.enforce_csrf_checks = True
    upload = begun(by=staff)

    answer = patch(client, pages_of(upload.edition, upload), PDF, 0)

    upload.refresh_from_db()
    assert (answer.status_code, upload.received) == (403, 0)


def test_an_upload_is_stopped_with_its_bytes(client, folders, django_capture_on_commit_callbacks):
    staff = log_in_staff(client, EDITOR)
    upload = begun(by=staff)
    resumable.append(upload=upload, offset=0, data=[PDF[:10]])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("edition_upload_stop", upload.edition_id, upload.key))

    assert (folders(), Upload.objects.count()) == ([], 0)
    assert patch(client, pages_of(upload.edition, upload), PDF[10:], 10).status_code == 404


def test_bytes_are_sent_by_whoever_began_and_publishers_may_stop_what_nobody_sends(client):
    mine = begun(by=log_in_staff(client, EDITOR))
    theirs = begun(mine.edition, content=PDF + b" ")
    parts, checked, stopped = (
        address(f"edition_upload_{name}", theirs.edition_id, theirs.key) for name in ("parts", "check", "stop")
    )

    def by_others():
        page = client.get(parts)
        assert page.status_code == 200
        answers = [patch(client, parts, PDF, 0), client.post(parts), client.post(checked)]
        return (
            [each.status_code for each in answers],
            stopped in page.content.decode(),
            'name="part"' in page.content.decode(),
        )

    assert by_others() == ([403, 403, 403], False, False)
    assert client.post(stopped).status_code == 403
    assert patch(client, pages_of(mine.edition, mine), PDF, 0).status_code == 204
    theirs.refresh_from_db()
    assert theirs.received == 0
    log_in_staff(client, PUBLISHER)
    assert by_others() == ([403, 403, 302], True, False)
    assert client.post(stopped).status_code == 302
    assert list(Upload.objects.all()) == [mine]


def test_what_is_on_its_way_when_the_edition_is_published_ends_with_it(
    client, folders, django_capture_on_commit_callbacks
):
    draft = make_edition(state=EditionState.DRAFT)
    upload = begun(draft, by=log_in_staff(client, EDITOR))
    resumable.append(upload=upload, offset=0, data=[PDF[:10]])
    files = set(folders())

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(edition=draft, by=make.make_staff())

    upload.refresh_from_db()
    assert (upload.state, reason(upload)) == (Upload.State.REFUSED, "not_a_draft")
    assert [each.rpartition("/")[2] for each in files - set(folders())] == [f"{upload.key}.part"]
    page = client.get(pages_of(draft, upload))
    assert "published meanwhile" in text(page)
    assert address("edition_upload", draft.pk) + '"' not in page.content.decode()
    assert patch(client, pages_of(draft, upload), PDF[10:], 10).status_code in (409, 410)
    with django_capture_on_commit_callbacks(execute=True):
        away = client.post(address("edition_upload_stop", draft.pk, upload.key), follow=True)
    assert (away.status_code, Upload.objects.count()) == (200, 0)


def test_nobody_without_the_right_learns_of_an_upload(client):
    upload = begun()
    edition, other = upload.edition, make_draft()
    pages = [
        ("get", pages_of(edition)),
        ("post", address("edition_upload_begin", edition.pk)),
        *((method, pages_of(edition, upload)) for method in ("get", "head", "post", "patch")),
        ("post", address("edition_upload_stop", edition.pk, upload.key)),
        ("post", address("edition_upload_check", edition.pk, upload.key)),
    ]

    def answers():
        return {getattr(client, method)(url).status_code for method, url in pages}

    assert answers() == {302}
    log_in_staff(client, AUDITOR)
    assert answers() == {404}
    log_in_staff(client, EDITOR)
    assert client.get(pages_of(other, upload)).status_code == 404
    assert client.get(pages_of(make_edition())).status_code == 404
    assert client.get(pages_of(edition, upload)).status_code == 200


def test_the_page_asks_as_little_for_many_uploads_as_for_one(client, django_assert_max_num_queries):
    staff = log_in_staff(client, EDITOR)
    draft = make_draft()
    counts = []
    for number in (1, 2):
        for _each in range(number):
            begun(draft, by=staff)
        with django_assert_max_num_queries(30) as asked:
            client.get(pages_of(draft))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_refusal_is_told_in_the_readers_language(client, finished):
    staff = log_in_staff(client, EDITOR)
    upload = begun(by=staff, content=b"<html>" * 10)
    sent(upload, b"<html>" * 10)

    page = text(client.get(pages_of(finished(upload).edition, upload)))

    assert "Files of this type are not taken, whatever their name." in page.replace("&#x27;", "'")
