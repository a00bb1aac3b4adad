"""Files that people send: known by their content, bounded, and handed out so that no browser runs them."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory

from jitco_portal.common.uploads import LARGEST_PAPER, BoundedUploadHandler, PaperField, private_file, shown_name

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)
GIF = b"GIF89a" + bytes(40)
ZIP = b"PK\x03\x04" + bytes(40)
HTML = b"<!doctype html><script>alert(1)</script>"


def cleaned(content, name="paper.pdf", content_type="application/pdf"):
    return PaperField().clean(SimpleUploadedFile(name, content, content_type))


def refusal(content, name="paper.pdf"):
    with pytest.raises(ValidationError) as error:
        cleaned(content, name)
    return error.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
    ids=["pdf", "png", "jpeg"],
)
def test_a_paper_is_taken_by_what_it_holds_whatever_its_name(content, kind):
    found = cleaned(content, name="letter.exe", content_type="text/html")

    assert (found.type, found.name, found.size) == (kind, "letter.exe", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.file.read() == content


@pytest.mark.parametrize("content", [GIF, ZIP, HTML, b"x", b" " + PDF], ids=["gif", "zip", "html", "text", "shifted"])
def test_another_content_is_refused_whatever_its_name(content):
    assert refusal(content, "letter.pdf") == "wrong_type"


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


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("証明書.pdf", "証明書.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_one_short_line_without_a_path(given, shown):
    assert shown_name(given) == shown


@pytest.mark.django_db
def test_a_private_file_is_saved_and_never_run():
    answer = private_file(file=ContentFile(PDF), name="証明書.pdf", content_type="application/pdf")

    headers = {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%A8%BC")
