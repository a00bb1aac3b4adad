"""Files that people send: known by their content, bounded."""

import hashlib
import io
import os
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from jitco_portal.common.file_types import PDF as PDF_TYPE
from jitco_portal.common.file_types import ZIP as ZIP_TYPE
from jitco_portal.common.uploads import LARGEST_PAPER, BoundedUploadHandler, PaperField, delete_strays, shown_name
from tests.common.made_files import EICAR, office, picture, zipped

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = picture("PNG")
JPEG = picture("JPEG")
GIF = b"GIF89a" + bytes(40)
ZIP = zipped()
HTML = b"<!doctype html><script>alert(1)</script>"


def cleaned(content, name="paper.pdf", content_type="application/pdf"):
    return PaperField().clean(SimpleUploadedFile(name, content, content_type))


def refusal(content, name="paper.pdf"):
    with pytest.raises(ValidationError) as error:
        cleaned(content, name)
    return error.value.code


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [(PDF, "application/pdf", "letter.pdf"), (PNG, "image/png", "letter.png"), (JPEG, "image/jpeg", "letter.jpg")],
    ids=["pdf", "png", "jpeg"],
)
def test_a_paper_is_taken_by_what_it_holds_and_named_by_it(content, kind, name):
    found = cleaned(content, name="letter.exe", content_type="text/html")

    kept = found.file.read()
    assert (found.type, found.name, found.size) == (kind, name, len(kept))
    assert (found.sha256, found.crc32) == (hashlib.sha256(kept).hexdigest(), zlib.crc32(kept))


def test_a_pdf_is_kept_byte_for_byte():
    assert cleaned(PDF).file.read() == PDF


def test_a_photograph_is_kept_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Secret camera", 6
    exif.get_ifd(0x8825)[1] = "N"
    photograph = picture("JPEG", (40, 20), exif=exif, comment=b"Secret comment", xmp=b"Secret place")
    assert photograph.count(b"Secret") == 3

    kept = cleaned(photograph).file.read()

    assert (b"Secret" in kept, b"Exif" in kept, Image.open(io.BytesIO(kept)).size) == (False, False, (20, 40))


def test_a_picture_is_kept_without_the_texts_and_the_archive_behind_it():
    texts = PngInfo()
    texts.add_text("Author", "Secret author")
    made = picture("PNG", pnginfo=texts) + zipped({"secret.txt": b"Secret"})

    kept = cleaned(made).file.read()

    assert (b"Secret" in kept, b"PK" in kept) == (False, False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (GIF, "wrong_type"),
        (ZIP, "wrong_type"),
        (HTML, "wrong_type"),
        (b"x", "wrong_type"),
        (b" " + PDF, "wrong_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
        (office(), "wrong_type"),
        (b"MZ" + bytes(100), "wrong_type"),
        (EICAR, "infected"),
        (PDF + EICAR, "infected"),
        (PNG + EICAR, "infected"),
        (PDF + HTML, "mixed"),
        (PDF + bytes(5000) + b"%%EOF" + ZIP, "mixed"),
        (PNG[:50], "damaged"),
        (picture("PNG", (10_000, 6_000), mode="1"), "picture_too_large"),
    ],
    # Not by the bytes: an archive holds the time at which it was made, and each worker makes its own.
    ids=lambda each: each if isinstance(each, str) else f"{each[:4]!r} of {len(each)}",
)
def test_what_is_no_sound_paper_is_refused_whatever_its_name(content, code):
    assert refusal(content, "letter.pdf") == code


def test_an_empty_and_a_missing_file_are_refused():
    assert refusal(b"") == "empty"
    with pytest.raises(ValidationError) as error:
        PaperField().clean(None)
    assert error.value.code == "required"


def test_ten_megabytes_are_taken_and_one_byte_more_is_not():
    assert cleaned(PDF + bytes(LARGEST_PAPER - len(PDF))).size == LARGEST_PAPER
    assert refusal(PDF + bytes(LARGEST_PAPER - len(PDF) + 1)) == "too_large"


def test_what_is_sent_beyond_the_limit_is_dropped_while_it_arrives(settings):
    boundary = "b0undary"
    content = PDF + bytes(LARGEST_PAPER + 5 * 1024 * 1024)
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="evidence"; filename="big.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{boundary}--\r\n".encode()
    )
    request = RequestFactory().generic("POST", "/", body, f"multipart/form-data; boundary={boundary}")

    file = request.FILES["evidence"]

    assert LARGEST_PAPER < file.size <= LARGEST_PAPER + 2 * BoundedUploadHandler.chunk_size
    assert [handler.__class__ for handler in request.upload_handlers][:2] == [
        BoundedUploadHandler,
        MemoryFileUploadHandler,
    ]


class Objects(FileSystemStorage):
    """As S3 has it: there are names, and no folders."""

    def exists(self, name):
        return os.path.isfile(self.path(name))


@pytest.mark.django_db
def test_what_no_row_knows_is_deleted_where_folders_are_no_objects(settings, tmp_path):
    stored = {"BACKEND": f"{__name__}.Objects", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    delete_strays("papers", known=set())
    for name in ("known", "stray"):
        Objects(tmp_path).save(f"papers/{name}", ContentFile(b"x"))
        os.utime(tmp_path / "papers" / name, (0, 0))

    delete_strays("papers", known={"papers/known"})

    assert os.listdir(tmp_path / "papers") == ["known"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\letter.pdf", "letter.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("in\u202efdp.exe", "infdp.exe"),
        ("in\0voice.pdf", "invoice.pdf"),
        ("កម្មវិធី\u200bភាសា.pdf", "កម្មវិធីភាសា.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1", "_com1"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("letter.pdf. . ", "letter.pdf"),
        ("a\u3000b\u2028c.pdf", "a b c.pdf"),
        ("字" * 5000 + ".pdf", "字" * 78 + ".pdf"),
        ("e\u0301t\u00e9.pdf", "\u00e9t\u00e9.pdf"),
        ("証明書.pdf", "証明書.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_one_short_line_without_a_path(given, shown):
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        ("letter.exe", PDF_TYPE, "letter.pdf"),
        ("letter.PDF", PDF_TYPE, "letter.pdf"),
        ("rules 2.0", PDF_TYPE, "rules 2.0.pdf"),
        ("lesson.pdf.html", PDF_TYPE, "lesson.pdf"),
        ("letter", PDF_TYPE, "letter.pdf"),
        ("教材.docx", ZIP_TYPE, "教材.zip"),
        ("字" * 200, PDF_TYPE, "字" * 78 + ".pdf"),
    ],
)
def test_a_name_ends_as_its_type_does(given, kind, shown):
    assert shown_name(given, kind) == shown
