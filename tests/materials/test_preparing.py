"""Text and pictures of pages: read apart from the worker, so that a file made to harm ends nothing of ours."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from materials import reading_process
from materials.models import EditionState, FileCare, FilePreview
from materials.services import preparing
from materials.services.draft_files import remove_file
from tests.materials.world import make_edition, make_file

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def pdf(*pages: str, box: str = "0 0 595 842") -> bytes:
    """A small real PDF, a page for each text."""
    contents = [f"BT /F1 24 Tf 60 700 Td ({text}) Tj ET".encode() for text in pages]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, each in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return archive(**{"word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'})


def prepared(content: bytes, type_: str = "application/pdf") -> FileCare:
    file = make_file(content=content, type=type_)
    preparing.prepare_file(file_pk=file.pk)
    return FileCare.objects.get(pk=file.pk)


def pictures(file) -> set[str]:
    folder = Path(default_storage.path(f"previews/{file.key}"))
    return {f"previews/{file.key}/{each.name}" for each in folder.iterdir()} if folder.exists() else set()


# What is read -------------------------------------------------------------------------------------------


def test_a_pdf_gives_its_text_and_pictures_of_its_first_pages():
    care = prepared(pdf(*(f"Words of lesson {number}" for number in range(1, 13))))

    assert (care.preparation, care.text.splitlines()[0], care.text.splitlines()[-1]) == (
        FileCare.Preparation.DONE,
        "Words of lesson 1",
        "Words of lesson 12",
    )
    previews = list(care.file.previews.all())
    assert [each.page for each in previews] == list(range(1, 11))
    with previews[0].image.open() as opened:
        image = Image.open(opened)
        assert (image.format, image.size) == ("WEBP", (previews[0].width, previews[0].height))
    assert (previews[0].width, previews[0].size) == (700, default_storage.size(previews[0].image.name))


def test_text_of_an_asian_language_is_found():
    sample = Path(reading_process.__file__).parent / "samples" / "files" / "lesson-ja.pdf"

    care = prepared(sample.read_bytes())

    assert care.preparation == FileCare.Preparation.DONE
    assert "日本語" in care.text or "見本" in care.text


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        (DOCX, docx("One &amp; two", "三")),
        (
            PPTX,
            archive(
                **{
                    "ppt/slides/slide1.xml": f'<a xmlns:a="{DRAWING}"><a:p><a:t>One &amp; two</a:t></a:p></a>',
                    "ppt/slides/slide2.xml": f'<a xmlns:a="{DRAWING}"><a:p><a:t>三</a:t></a:p></a>',
                }
            ),
        ),
    ],
    ids=["docx", "pptx"],
)
def test_an_office_document_gives_its_text(type_, content):
    care = prepared(content, type_)

    assert (care.preparation, care.text) == (FileCare.Preparation.NONE, "One & two\n三")


def test_a_sound_has_nothing_to_read():
    care = prepared(b"ID3" + bytes(100), "audio/mpeg")

    assert (care.preparation, care.text, care.file.previews.count()) == (FileCare.Preparation.NONE, "", 0)
    assert care.prepared_at


def test_texts_are_cleaned_and_bounded(monkeypatch):
    pieces = ["a\0b\x07 c\ud800", "hyphen\ufffe\r\nated", " \n ", "\ue000"]
    assert reading_process.clean(iter(pieces)) == "a b c\nhyphenated"

    monkeypatch.setattr(reading_process, "MOST_LETTERS", 10)
    assert reading_process.clean(iter(["abcdef", "ghijkl", "never"])) == "abcdef\nghi"


def test_a_page_of_a_strange_size_is_no_large_picture():
    care = prepared(pdf("Strip", box="0 0 14400 3"))

    picture = care.file.previews.get()
    assert (picture.width, picture.height) == (700, 1)


# What cannot be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        ("application/pdf", b"%PDF-1.7\nthis is none"),
        ("application/pdf", pdf("cut off")[:200]),
        (DOCX, b"PK\x03\x04 this is none"),
        (DOCX, archive(**{"other.xml": "<a/>"})),
        (DOCX, archive(**{"word/document.xml": "<a><b>"})),
    ],
    ids=["no pdf", "cut off", "no archive", "no document", "no end"],
)
def test_a_damaged_file_is_marked_and_nothing_is_kept(type_, content):
    care = prepared(content, type_)

    assert (care.preparation, care.text, pictures(care.file)) == (FileCare.Preparation.FAILED, "", set())


@pytest.mark.parametrize(
    "harm",
    ["import os; os.abort()", "bytearray(3 * 1024**3)", "while True: pass"],
    ids=["crashes", "takes all memory", "never ends"],
)
def test_a_reader_that_dies_or_never_ends_costs_the_file_its_preview_and_nothing_else(harm, monkeypatch):
    """The process as it is, but for what a library does with a file that was made to harm."""
    run = subprocess.run

    def harmed(command, **options):
        program = "import materials.reading_process as p; p.MOST_SECONDS = 1\n"
        program += f"def harm(*args):\n    {harm}\np.read = harm\np.main()"
        return run([command[0], "-c", program], **options)

    monkeypatch.setattr(subprocess, "run", harmed)

    assert prepared(pdf("text")).preparation == FileCare.Preparation.FAILED


def test_the_reader_knows_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not to be known")
    given = {}
    run = subprocess.run

    def seen(command, **options):
        given.update(options["env"])
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", seen)
    prepared(pdf("text"))

    assert given == {"PYTHONUTF8": "1"}


def test_bytes_that_are_missing_cannot_be_read():
    file = make_file(content=pdf("text"))
    default_storage.delete(file.file.name)

    preparing.prepare_file(file_pk=file.pk)

    assert FileCare.objects.get(pk=file.pk).preparation == FileCare.Preparation.FAILED


# Anew -----------------------------------------------------------------------------------------------------


def test_made_anew_the_pictures_take_the_place_of_the_old():
    file = make_file(content=pdf("one", "two"))
    preparing.prepare_file(file_pk=file.pk)
    # As a worker leaves it that is killed between the two.
    default_storage.save(f"previews/{file.key}/9", io.BytesIO(b"left behind"))

    preparing.prepare_file(file_pk=file.pk)

    assert pictures(file) == set(FilePreview.objects.filter(file=file).values_list("image", flat=True))
    assert len(pictures(file)) == 2


def test_pictures_of_a_file_that_is_gone_go_in_the_night(django_capture_on_commit_callbacks):
    kept, gone = make_file(content=pdf("kept")), make_file(content=pdf("gone"))
    for file in (kept, gone):
        preparing.prepare_file(file_pk=file.pk)
    assert gone.edition.state == EditionState.DRAFT
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=gone)

    preparing.delete_stray_previews()

    assert (len(pictures(kept)), pictures(gone)) == (1, set())


def test_one_job_reads_all_that_waits_and_passes_by_what_was_read():
    first, second, third = (make_file(content=pdf(f"file {number}")) for number in range(3))
    FileCare.objects.filter(pk=second.pk).update(preparation=FileCare.Preparation.DONE, text="read before")

    preparing.prepare_waiting(file_pk=second.pk, until=lambda: False)

    texts = dict(FileCare.objects.values_list("pk", "text"))
    assert texts == {first.pk: "file 0", second.pk: "read before", third.pk: "file 2"}


def test_one_job_reads_its_own_file_also_where_the_time_is_up():
    first, second = make_file(content=pdf("first")), make_file(content=pdf("second"))

    preparing.prepare_waiting(file_pk=second.pk, until=lambda: True)

    texts = dict(FileCare.objects.values_list("pk", "text"))
    assert texts == {first.pk: "", second.pk: "second"}


def test_a_file_removed_before_its_turn_is_passed_by():
    preparing.prepare_file(file_pk=make_edition().pk + 1_000_000)

    assert FilePreview.objects.count() == 0
