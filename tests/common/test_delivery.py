"""One way to hand out a stored file: ranges, conditions, headers, slots."""

import base64
import datetime
import gzip
import hashlib
import socket
import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.middleware.common import CommonMiddleware
from django.test import RequestFactory
from django.utils.http import http_date

from jitco_portal.common import delivery
from jitco_portal.common.byte_ranges import ByteRange, RangeNotSatisfiable, asked_range
from jitco_portal.common.compression import PageCompressionMiddleware
from jitco_portal.common.delivery import NotWhole, StoredFile, deliver, disposition
from jitco_portal.common.download_slots import Line, slots

CONTENT = bytes(range(256)) * 400
SHA256 = hashlib.sha256(CONTENT).hexdigest()
AT = datetime.datetime(2026, 11, 23, 9, 0, 0, 500, tzinfo=datetime.UTC)
ETAG = f'"{SHA256}"'
DATE = http_date(AT.timestamp())
ELSE = '"of another file"'
LATER, EARLIER = (http_date(AT.timestamp() + each) for each in (3600, -3600))


@pytest.fixture
def file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("of-tests/one", ContentFile(CONTENT))
    return StoredFile(name, "日本語 1.pdf", "application/pdf", len(CONTENT), AT, SHA256, is_public=True)


def get(file, method="get", address="127.0.0.1", **headers):
    request = getattr(RequestFactory(), method)(
        "/", headers={name.replace("_", "-"): each for name, each in headers.items()}, REMOTE_ADDR=address
    )
    return deliver(request, file)


def body(answer):
    try:
        return answer.getvalue()
    finally:
        answer.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 100)),
        ("bytes=99-", (99, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=10-1000", (10, 100)),
        ("bytes=-1", (99, 100)),
        ("bytes=-1000", (0, 100)),
        ("BYTES= 5-6 ", (5, 7)),
        ("bytes=100-", "416"),
        ("bytes=100-200", "416"),
        ("bytes=99999999999999999999999999-", "416"),
        ("bytes=-0", "416"),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=0-1;", None),
        ("bytes=٣-", None),
        ("pages=1-2", None),
        ("bytes 0-1", None),
        ("", None),
    ],
)
def test_one_range_is_read_and_what_is_none_gets_the_whole(given, expected):
    request = RequestFactory().get("/", headers={"Range": given})

    try:
        found = asked_range(request, size=100, etag=ETAG, modified=0)
    except RangeNotSatisfiable:
        found = "416"

    assert found == (ByteRange(*expected) if isinstance(expected, tuple) else expected)


def test_a_file_comes_whole_with_all_that_is_to_be_known_of_it(file):
    answer = get(file)

    assert body(answer) == CONTENT
    assert (answer.status_code, dict(answer.headers)) == (
        200,
        {
            "Content-Type": "application/pdf",
            "Content-Length": "102400",
            "Content-Disposition": disposition(file.name),
            "Accept-Ranges": "bytes",
            "ETag": ETAG,
            "Last-Modified": DATE,
            "Repr-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()}:",
            "Cache-Control": "public, max-age=300",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Accel-Buffering": "no",
        },
    )


def test_a_part_says_which_it_is(file):
    answer = get(file, Range="bytes=1000-70000")

    assert body(answer) == CONTENT[1000:70001]
    assert (answer.status_code, answer["Content-Range"], answer["Content-Length"]) == (
        206,
        "bytes 1000-70000/102400",
        "69001",
    )


def test_bytes_behind_the_end_are_refused_with_the_length(file):
    answer = get(file, Range="bytes=102400-")

    assert (answer.status_code, answer["Content-Range"], answer.content) == (416, "bytes */102400", b"")


@pytest.mark.parametrize(
    ("known", "status"),
    [(ETAG, 206), (ELSE, 200), (f"W/{ETAG}", 200), (DATE, 206), (LATER, 200), (EARLIER, 200), ("nonsense", 200)],
)
def test_a_part_of_another_file_is_never_sent(file, known, status):
    assert get(file, Range="bytes=5-", If_Range=known).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": ETAG}, 304),
        ({"If_None_Match": f"{ELSE}, W/{ETAG}"}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": ELSE}, 200),
        ({"If_None_Match": ELSE, "If_Modified_Since": LATER}, 200),
        ({"If_None_Match": ETAG, "Range": "bytes=5-"}, 304),
        ({"If_Modified_Since": DATE}, 304),
        ({"If_Modified_Since": EARLIER}, 200),
        ({"If_Match": ETAG}, 200),
        ({"If_Match": "*"}, 200),
        ({"If_Match": ELSE}, 412),
        ({"If_Match": f"W/{ETAG}"}, 412),
        ({"If_Match": ELSE, "Range": "bytes=5-"}, 412),
        ({"If_Unmodified_Since": DATE}, 200),
        ({"If_Unmodified_Since": EARLIER}, 412),
    ],
)
def test_conditions_are_weighed_in_their_order(file, headers, status):
    assert get(file, **headers).status_code == status


def test_what_is_not_sent_again_keeps_its_length(file):
    """As RFC 9110 8.6 has it: the length that a 200 would have said, or none, and never nought."""
    answer = CommonMiddleware(lambda request: get(file, If_None_Match=ETAG))(RequestFactory().get("/"))

    assert (answer.status_code, answer["Content-Length"], answer.content) == (304, "102400", b"")


def test_head_says_the_same_and_sends_nothing(file):
    answer = get(file, "head", Range="bytes=5-")

    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, "102400", b"")
    assert slots.taken == 0


def test_a_file_says_its_language_and_is_called_something_where_its_name_cannot_be_read(file):
    named = StoredFile(**{**vars(file), "name": "日本語 2.pdf", "languages": "vi", "plain_name": "Words (vi, 2).pdf"})

    answer = get(named, "head")

    assert answer["Content-Language"] == "vi"
    assert answer["Content-Disposition"].startswith('attachment; filename="Words (vi, 2).pdf"; filename*=UTF-8')
    # Most of the letters of this one are there.
    assert 'filename="Tai lieu 2.pdf"' in disposition("Tài liệu 2.pdf", plain="Words.pdf")


@pytest.mark.parametrize("change", [{"size": len(CONTENT) + 1}, {"stored_as": "of-tests/none"}])
def test_what_is_not_whole_is_not_begun(file, change):
    with pytest.raises(NotWhole):
        get(StoredFile(**{**vars(file), **change}))


def test_files_go_out_as_they_are_and_pages_compressed(file):
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    page, sent = (
        PageCompressionMiddleware(lambda _request, each=each: each)(request)
        for each in (HttpResponse("text " * 200), deliver(request, file))
    )

    assert (gzip.decompress(page.content)[:4], "Content-Encoding" in sent) == (b"text", False)
    assert body(sent) == CONTENT


@pytest.mark.parametrize(
    ("asked", "counts"),
    [("", 1), ("bytes=0-", 1), ("bytes=0-70000", 1), ("bytes=0-0", 0), ("bytes=0-60000", 0), ("bytes=1-", 0)],
)
def test_a_look_at_the_first_bytes_is_no_download(file, asked, counts):
    started = []

    deliver(RequestFactory().get("/", headers={"Range": asked}), file, started=lambda: started.append(1)).close()

    assert len(started) == counts


# Slots ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_more_readers_than_slots_are_asked_to_come_again(file, settings):
    settings.DOWNLOAD_SLOTS = 2
    going_on = [get(file, address="203.0.113.1"), get(file, address="203.0.113.2")]

    refused = get(file)
    going_on[0].close()
    again = get(file)

    assert [each.status_code for each in (*going_on, refused, again)] == [200, 200, 503, 200]
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("20", "no-store")
    assert "Many downloads are going on" in refused.content.decode()
    for answer in (*going_on, again):
        answer.close()
        answer.close()
    assert slots.taken == 0


@pytest.mark.django_db
@pytest.mark.parametrize("network", ["203.0.113.1", "2001:db8:1:2::{}"])
def test_one_network_has_half_of_the_slots_and_leaves_the_others(file, settings, network):
    settings.DOWNLOAD_SLOTS = 5

    taken = [get(file, address=network.format(number)) for number in range(4)]
    other = get(file, address="203.0.113.2")

    assert [each.status_code for each in (*taken, other)] == [200, 200, 200, 503, 200]
    for answer in (*taken, other):
        answer.close()
    assert slots.taken == 0


def test_an_answer_that_was_lost_on_the_way_gives_its_slot_back(file):
    answer = get(file)
    assert slots.taken == 1

    del answer

    assert slots.taken == 0


def test_a_reader_who_takes_nothing_is_let_go(settings):
    settings.DOWNLOAD_STALL_SECONDS = 0.2
    ours, theirs = socket.socketpair()
    line = Line({"gunicorn.socket": ours})

    def send():
        for _number in range(1000):
            line.wait()
            ours.sendall(b"x" * delivery.CHUNK)

    with pytest.raises((ConnectionResetError, TimeoutError)):
        send()
    theirs.close()
    ours.close()


def test_a_reader_who_takes_slowly_is_served(settings):
    settings.DOWNLOAD_STALL_SECONDS = 5
    ours, theirs = socket.socketpair()
    line = Line({"gunicorn.socket": ours})
    taken = []

    def read():
        while chunk := theirs.recv(100_000):
            taken.append(len(chunk))

    reader = threading.Thread(target=read)
    reader.start()
    for _number in range(50):
        line.wait()
        ours.sendall(b"x" * delivery.CHUNK)
    ours.close()
    reader.join()
    theirs.close()

    assert sum(taken) == 50 * delivery.CHUNK


# Names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("guide.pdf", 'attachment; filename="guide.pdf"'),
        ("two words.pdf", 'attachment; filename="two words.pdf"'),
        ("教材.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E6%95%99%E6%9D%90.pdf"),
        ("Đơn vị.docx", "attachment; filename=\"on vi.docx\"; filename*=UTF-8''%C4%90%C6%A1n%20v%E1%BB%8B.docx"),
        ('a"b\\c%41;.pdf', "attachment; filename=\"abc41.pdf\"; filename*=UTF-8''a%22b%5Cc%2541%3B.pdf"),
    ],
)
def test_names_come_in_any_script(name, expected):
    assert disposition(name) == expected
