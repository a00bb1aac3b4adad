"""Files for everybody: all types are known by what they hold, and nothing hostile comes through."""

import io
import subprocess
import sys
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jitco_portal.common import pdf_checks, pictures, uploads, zip_checks
from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.uploads import check_file
from materials.queries.taken_files import MATERIAL_FILES
from tests.common import made_files as made

MEBIBYTE = 1024 * 1024


def check(content, name="lesson"):
    return check_file(SimpleUploadedFile(name, content), MATERIAL_FILES)


def refusal(content):
    with pytest.raises(FileRefused) as error:
        check(content)
    # The words are there for every code, with all that they name.
    assert "%(" not in error.value.text
    return error.value.code


TAKEN = {
    "lesson.pdf": made.pdf(pages=3),
    "lesson.docx": made.office("docx", {"word/media/image1.emz": b"\x1f\x8b" + bytes(20)}),
    "lesson.xlsx": made.office("xlsx"),
    "lesson.pptx": made.office("pptx", {"ppt/embeddings/sheet.xlsx": made.office("xlsx")}),
    "lesson.zip": made.zipped({"教材/第1課.txt": b"text", "unit.docx": made.office(), "empty/": b""}),
    "lesson.mp3": made.mp3(title=b"Lesson"),
    "lesson.m4a": made.mp4(b"M4A "),
    "lesson.wav": made.wav(),
    "lesson.ogg": made.OGG,
    "lesson.mp4": made.mp4(),
    "lesson.webm": made.WEBM,
    "lesson.jpg": made.picture("JPEG"),
    "lesson.png": made.picture("PNG"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_each_type_is_known_by_what_it_holds(name):
    found = check(TAKEN[name])

    assert (found.name, found.pages) == (name, 3 if name == "lesson.pdf" else None)


def _attached():
    file = b"<< /Type /Filespec /F (a.txt) /EF << /F 12 0 R >> >>"
    stream = b"<< /Length 2 >>\nstream\nhi\nendstream"
    return made.pdf(
        b"<< /Names [(a.txt) 11 0 R] >>", file, stream, catalog=b"/Names << /EmbeddedFiles 10 0 R >>", packed=False
    )


OPENS_ITSELF = b"/OpenAction 10 0 R"
STREAM = b"<< /Length 2 >>\nstream\nMZ\nendstream"
PDFS = {
    "script": (made.pdf(made.SCRIPT, catalog=OPENS_ITSELF), "active"),
    "script spelled otherwise": (
        made.pdf(made.SCRIPT.replace(b"/JavaScript", b"/J#61vaScr#69pt"), catalog=OPENS_ITSELF),
        "active",
    ),
    "script that nothing leads to": (made.pdf(made.SCRIPT.replace(b"/JavaScript", b"/J#61vaScript")), "active"),
    "script in a packed object": (made.pdf(made.SCRIPT, catalog=OPENS_ITSELF, packed=True), "active"),
    "program": (made.pdf(b"<< /S /Launch /F (cmd.exe) >>", catalog=OPENS_ITSELF, packed=True), "active"),
    "file inside": (_attached(), "attachments"),
    "file inside without its type": (
        made.pdf(b"<< /S /Stamp /FS << /F (a.exe) /EF << /F 11 0 R >> >> >>", STREAM, catalog=b"/X 10 0 R"),
        "attachments",
    ),
    "file inside, named apart": (
        made.pdf(b"<< /UF (a.exe) /EF 11 0 R >>", b"<< /F 12 0 R >>", STREAM, catalog=b"/X 10 0 R", packed=False),
        "attachments",
    ),
    "file on a page": (made.pdf(b"<< /Subtype /FileAttachment >>", catalog=b"/X 10 0 R", packed=True), "attachments"),
    **{
        f"{name} when it opens": (made.pdf(action, catalog=OPENS_ITSELF, packed=packed), "active")
        for packed, name, action in (
            (True, "address", b"<< /S /URI /URI (http://www.example.org) >>"),
            (False, "other file", b"<< /S /GoToR /F (a.pdf) /D [0 /Fit] >>"),
            (True, "sending", b"<< /S /SubmitForm /F (a) >>"),
            (False, "reading", b"<< /S /ImportData /F (a) >>"),
            (True, "page and then an address", b"<< /S /GoTo /D [0 /Fit] /Next << /S /URI /URI (http://a) >> >>"),
        )
    },
    "address within what opens": (made.pdf(catalog=b"/OpenAction << /S /URI /URI (/S/GoTo) >>"), "active"),
    "address behind a wrong length": (
        made.pdf(
            b"<< /A << /Length 90 >> /Length 2 >>\nstream\nhi\nendstream",
            b"<< /S /URI /URI (http://a) >>",
            catalog=b"/X 10 0 R /OpenAction 11 0 R",
        ),
        "active",
    ),
    "address when it is closed": (
        made.pdf(b"<< /WC << /S /URI /URI (http://a) >> >>", catalog=b"/AA 10 0 R"),
        "active",
    ),
    "address when a page is turned": (made.pdf(catalog=b"/AA << /O << /S /URI /URI (http://a) >> >>"), "active"),
    "file on another machine": (
        made.pdf(rb"<< /S /GoToR /F (\\\\host\\a.pdf) >>", catalog=b"/X 10 0 R", packed=True),
        "active",
    ),
    "the same in other letters": (made.pdf(b"<< /S /GoToR /F <feff005c005c0068> >>", catalog=b"/X 10 0 R"), "active"),
    "form with scripts": (made.pdf(catalog=b"/AcroForm << /Fields [] /XFA [(a) 4 0 R] >>"), "active"),
    "script of a film": (made.pdf(b"<< /S /Other /JS (x) >>", catalog=b"/X 10 0 R", packed=True), "active"),
    "cut off": (made.pdf(pages=3)[:-200], "damaged"),
    "nothing in it": (b"%PDF-1.7\n%%EOF\n", "damaged"),
    "password": (made.encrypted_pdf(), "encrypted"),
    "archive behind": (made.pdf() + made.zipped(), "mixed"),
    "page in its head": (b"%PDF-1.7\n<HTML><script>alert(1)</script>\n" + made.pdf(), "mixed"),
    "page before it": (b"<html>" + made.pdf(), "wrong_type"),
    "virus": (made.pdf() + made.EICAR, "infected"),
}


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_that_is_not_sound_or_does_something_is_refused(name):
    content, code = PDFS[name]

    assert refusal(content) == code


def test_a_packed_pdf_without_a_script_is_taken():
    assert check(made.pdf(b"<< /Author (Sample) >>", catalog=b"/Sample 10 0 R", packed=True)).pages == 1


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr("jitco_portal.common.pdf_checks.MOST_PAGES", 2)

    assert refusal(made.pdf(pages=3)) == "too_many_pages"


def test_a_reader_that_crashes_or_never_ends_has_read_nothing(monkeypatch, tmp_path):
    for program in ("import os; os.abort()", "while True: pass", "print('{')"):
        reader = tmp_path / "reader.py"
        reader.write_text(program, encoding="ascii")
        monkeypatch.setattr("jitco_portal.common.pdf_checks._READER", reader)
        monkeypatch.setattr("jitco_portal.common.pdf_checks.SECONDS", 0.3)

        assert refusal(made.pdf()) == "damaged"


@pytest.mark.parametrize("what", ["open('/etc/hostname')", "socket.socket()"])
def test_a_reader_of_pdfs_reaches_no_other_file_and_no_other_machine(what):
    program = f"import runpy, socket, sys; runpy.run_path(sys.argv[1])['fence_in'](); {what}"

    ran = subprocess.run([sys.executable, "-c", program, str(pdf_checks._READER)], capture_output=True, check=False)

    assert b"Too many open files" in ran.stderr


TEMPLATE, LINKS = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
ZIPS = {
    "one file many times": (made.overlapping_bomb(), "zip_overlap"),
    "files that quote each other": (made.quoting_bomb(), "zip_overlap"),
    "more than it says": (made.lying_bomb(), "zip_bomb"),
    "packed a thousand times": (made.zipped({"a.txt": bytes(40 * MEBIBYTE)}), "zip_bomb"),
    "in an Office file": (made.office(extra={"word/media/a.png": bytes(40 * MEBIBYTE)}), "zip_bomb"),
    "in an Office file in it": (
        made.zipped({"a.docx": made.office(extra={"word/media/a.png": bytes(40 * MEBIBYTE)})}),
        "zip_bomb",
    ),
    "too many files": (made.many_entries(10_001), "zip_entries"),
    "archive in it": (made.zipped({"a.dat": made.zipped()}), "zip_nested"),
    "other archive in it": (made.zipped({"a.dat": b"7z\xbc\xaf\x27\x1c" + bytes(20)}), "zip_nested"),
    "password": (made.encrypted_zip(), "encrypted"),
    "up": (made.zipped({"../a.txt": b"x"}), "zip_path"),
    "up by the other stroke": (made.zipped({"a\\..\\..\\b.txt": b"x"}), "zip_path"),
    "up with a blank": (made.zipped({"a/.. /b.txt": b"x"}), "zip_path"),
    "from the root": (made.zipped({"/etc/passwd": b"x"}), "zip_path"),
    "on a drive": (made.zipped({"C:a.txt": b"x"}), "zip_path"),
    "on another machine": (made.zipped({"\\\\host\\a.txt": b"x"}), "zip_path"),
    "link": (made.linked_zip(), "zip_path"),
    "unusual": (made.zipped(method=14), "zip_method"),
    "program": (made.zipped({"readme": b"MZ" + bytes(100)}), "zip_program"),
    "script": (made.zipped({"lesson.pdf.JS": b"x"}), "zip_program"),
    "app": (made.zipped({"META-INF/MANIFEST.MF": b"x", "a.txt": b""}), "zip_program"),
    "virus": (made.zipped({"a.txt": bytes(300_000) + made.EICAR}), "infected"),
    "virus in an Office file in it": (
        made.zipped({"a.docx": made.office(extra={"word/a.txt": made.EICAR})}),
        "infected",
    ),
    "old macros in it": (made.zipped({"a.doc": made.old_office("_VBA_PROJECT")}), "macros"),
    "macros in it": (made.zipped({"a.docx": made.office(extra={"word/vbaProject.bin": b"x"})}), "macros"),
    "second name that leads up": (made.named_twice("a.txt", "../a.txt"), "zip_path"),
    "second name of a program": (made.named_twice("a.txt", "a.exe"), "zip_program"),
    "second name that is there": (
        made.joined(made.named_twice("a.txt", "b.txt"), made.zipped({"b.txt": b"x"}, method=0)),
        "zip_overlap",
    ),
    "names but for their case": (made.zipped({"a.txt": b"x", "A.TXT": b"y"}), "zip_overlap"),
    "names but for a dot": (made.zipped({"a/b.txt": b"x", "a./b.txt.": b"y"}), "zip_overlap"),
    "device": (made.zipped({"a/con.txt": b"x"}), "zip_name"),
    "turned name": (made.zipped({"a\u202etxt.exe.txt": b"x"}), "zip_name"),
    "archive behind something": (made.zipped({"a.dat": bytes(100) + made.zipped()}), "zip_nested"),
    "empty archive": (made.zipped({"a.dat": made.zipped({})}), "zip_nested"),
    "PDF with a script": (made.zipped({"a.txt": made.pdf(made.SCRIPT, catalog=OPENS_ITSELF, packed=True)}), "zip_pdf"),
    "PDF with a password": (made.zipped({"a.pdf": made.encrypted_pdf()}), "zip_pdf"),
    "Office file with a template from elsewhere": (
        made.zipped({"a.docx": made.office(extra={TEMPLATE: made.relations(("attachedTemplate", "http://a/b.dotm"))})}),
        "office_fetches",
    ),
    "cut off": (made.zipped()[:-30], "damaged"),
    "something before it": (made.zipped({"a.txt": b"x"})[:30] + made.zipped(), "damaged"),
    "something behind it": (made.zipped() + b"<script>", "damaged"),
    "wrong checksum": (made.zipped({"a.txt": b"x" * 50}, method=0).replace(b"xx", b"yy", 1), "damaged"),
    "no files": (made.zipped({}), "empty"),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_file_that_could_harm_is_refused(name):
    content, code = ZIPS[name]

    assert refusal(content) == code


OTHERS = {
    "macros": (made.office(extra={"word/vbaProject.bin": b"x"}), "macros"),
    "macros by their type": (
        made.office(content_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "controls": (made.office(extra={"word/activeX/activeX1.bin": b"x"}), "macros"),
    **{
        f"{kind} from {target}": (made.office(extra={LINKS: made.relations((kind, target))}), "office_fetches")
        for kind, target in (
            ("attachedTemplate", "http://example.org/a.dotm"),
            ("attachedTemplate", "\\\\host\\a.dotx"),
            ("attachedTemplate", "file:///%5C%5Chost/a.dotx"),
            ("attachedTemplate", "file://host/a.dotx"),
            ("oleObject", "mhtml:http://example.org/a.html!x"),
            ("frame", "//host/a.htm"),
            ("image", "\\\\host\\a.png"),
        )
    },
    "template from elsewhere in UTF-16": (
        made.office(
            extra={
                TEMPLATE: made.relations(("attachedTemplate", "http://a/b.dotm"))
                .decode()
                .replace("UTF-8", "UTF-16")
                .encode("utf-16")
            }
        ),
        "office_fetches",
    ),
    "template from elsewhere by an entity": (
        made.office(
            extra={
                TEMPLATE: made.relations(("attachedTemplate", "&amp;x;"))
                .replace(b"&amp;", b"&")
                .replace(b"<Relationships", b"<!DOCTYPE x [<!ENTITY x 'http://a/b.dotm'>]><Relationships")
            }
        ),
        "damaged",
    ),
    "field that starts a program": (made.office(main=made.words("DDEAUTO c:\\\\a.exe x")), "office_starts"),
    "the same in pieces": (made.office(main=made.words(" d", "DE", "auto c:\\\\a.exe")), "office_starts"),
    "the same with no beginning": (made.office(main=made.words("DDE a b", begins=False)), "office_starts"),
    "field that fetches": (made.office(main=made.words('INCLUDETEXT "\\\\\\\\host\\\\a"')), "office_fetches"),
    "table that starts a program": (
        made.office(
            "xlsx", {"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'}
        ),
        "office_starts",
    ),
    "program in an Office file": (made.office(extra={"word/media/a.exe": b"x"}), "office_inside"),
    "file packed in an Office file": (
        made.office(extra={"word/embeddings/oleObject1.bin": made.old_office("\1Ole10Native")}),
        "office_inside",
    ),
    "page packed in an Office file": (
        made.office(extra={LINKS: made.relations(("aFChunk", "/word/a.mht"), mode="Internal")}),
        "office_inside",
    ),
    "old Office file": (made.old_office("WordDocument"), "old_office"),
    "Office file with a password": (made.old_office("EncryptedPackage"), "encrypted"),
    "OpenDocument": (made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "wrong_type"),
    "page": (b"<!doctype html><script>alert(1)</script>", "wrong_type"),
    "drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "wrong_type"),
    "program": (b"MZ" + bytes(1000), "wrong_type"),
    "script": (b"#!/bin/sh\necho", "wrong_type"),
    "page that begins as sound": (b"\xff\xfb<script>alert(1)</script>", "wrong_type"),
    "page named as sound": (b"ID3\x04\0\0\0\0\0\0<script>alert(1)</script>", "mixed"),
    "film that was cut off": (made.mp4()[:-10], "damaged"),
    "sound without sound": (b"ID3\x04\0\0\0\0\0\x05title" + b"no sound at all", "damaged"),
    "virus": (made.EICAR, "infected"),
    "picture that takes too much": (made.claimed_png(7000, 7000), "picture_too_large"),
    "bomb of pixels": (made.picture("PNG", (10_000, 6_000), mode="1"), "picture_too_large"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_that_are_not_what_they_seem_are_refused(name):
    content, code = OTHERS[name]

    assert refusal(content) == code


def test_a_zip_file_with_many_pdfs_is_not_looked_through(monkeypatch):
    content = made.zipped({"a.pdf": made.pdf(), "b.pdf": made.pdf(pages=2)})
    assert check(content).type == "application/zip"

    for limit in ("MOST_PDFS", "SECONDS_FOR_PDFS"):
        with monkeypatch.context() as patch:
            patch.setattr(zip_checks, limit, 1 if limit == "MOST_PDFS" else 0)
            assert refusal(content) == "zip_pdfs"


def test_a_large_photograph_is_read_at_half_its_size(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 64 * 48 * 8 - 1)

    found = [pictures.redrawn(io.BytesIO(made.picture("JPEG", size)))[2] for size in ((64, 47), (64, 48), (48, 64))]

    assert found == [(64, 47), (32, 24), (24, 32)]


def test_a_photograph_in_many_scans_needs_room_for_all_of_them(monkeypatch):
    def size_of(**options):
        try:
            return pictures.redrawn(io.BytesIO(made.picture("JPEG", (64, 48), subsampling=0, **options)))[2]
        except FileRefused as error:
            return error.code

    found = []
    for most in (64 * 48 * 14, 64 * 48 * 8, 64 * 48 * 8 - 1, 64 * 48 * 8 - 64 * 48 + 1):
        monkeypatch.setattr(pictures, "MOST_BYTES", most)
        found.append((size_of(), size_of(progressive=True)))

    assert found == [
        ((64, 48), (64, 48)),
        ((64, 48), (32, 24)),
        ((32, 24), "picture_too_large"),
        ((32, 24), "picture_too_large"),
    ]


def test_a_picture_waits_for_others_for_a_while_and_can_be_sent_again(monkeypatch):
    monkeypatch.setattr(uploads, "PATIENCE_SECONDS", 0.01)
    with pictures._one_at_a_time:
        assert refusal(made.picture("PNG")) == "busy"

    for _number in range(2):
        assert check(made.picture("PNG")).type == "image/png"
        assert refusal(made.picture("PNG")[:50]) == "damaged"


def test_each_type_has_its_own_limit(monkeypatch):
    class Larger(SimpleUploadedFile):
        """Says its size, as a file on disk does, without being read."""

        claimed = 0

        @property
        def size(self):
            return self.claimed

        @size.setter
        def size(self, value):
            pass

    file = Larger("a.pdf", made.pdf())
    codes = {}
    for megabytes in (201, 10 * 1024):
        file.claimed = megabytes * MEBIBYTE
        with pytest.raises(FileRefused) as error:
            check_file(file, MATERIAL_FILES)
        codes[megabytes] = (error.value.code, error.value.values["limit"].replace("\xa0", " "))

    assert codes == {201: ("too_large", "200.0 MB"), 10 * 1024: ("too_large", "1.0 GB")}


def test_a_zip_file_is_looked_through_in_flat_memory():
    content = made.zipped({f"{number}.wav": bytes(8 * MEBIBYTE) for number in range(4)}, method=0)
    budget = zip_checks.Budget(100, 64 * MEBIBYTE)
    file = SimpleUploadedFile("sounds.zip", content)
    tracemalloc.start()

    zip_checks.check_zip(file, len(content), budget)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (budget.unpacked, most < 2 * MEBIBYTE) == (32 * MEBIBYTE, True)


def test_any_flipped_or_missing_byte_of_a_zip_file_ends_in_an_answer():
    content = made.zipped({"a.txt": b"text " * 10, "b/c.txt": b"more"})
    for at in range(len(content)):
        for changed in (content[:at], content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]):
            try:
                check(changed)
            except FileRefused:
                continue
