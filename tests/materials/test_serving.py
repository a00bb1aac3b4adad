"""Files as readers get them: from gunicorn, from nginx by the settings that ship, and from a real S3 server.

``make test`` takes 10 MB, ``make soak`` 200 MB, over a line that breaks three times.
"""

import contextlib
import datetime
import hashlib
import io
import os
import random
import shutil
import socket
import subprocess
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.conf import settings as portal_settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from jitco_portal.common import archives
from jitco_portal.common.archives import Archive, delete_old_archives
from jitco_portal.common.s3 import s3_storage
from materials.models import Access, EditionFile
from tests.file_servers import KEYS, WEED, BreakingLine, Served, gunicorn, highest_memory, nginx, s3_server
from tests.machine import find_nginx
from tests.materials.world import make_edition, make_material, make_share_key
from tests.soak import SOAK

# For tests that come by it through fixtures asked for by name too: only then is there a database of the tests.
pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024
SIZE = (200 if SOAK else 10) * MEGABYTE
MOST_MEMORY = 150 * MEGABYTE
# What one download holds at a time in the gunicorn of these tests, and what it takes to fill all buffers on the way.
STALL_SECONDS = 6
MORE_THAN_BUFFERS = 8 * MEGABYTE

needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine (Debian: curl)")
needs_nginx = pytest.mark.skipif(not find_nginx(), reason="no nginx on this machine (Debian: nginx-light)")
needs_s3 = pytest.mark.skipif(not WEED.exists(), reason="no SeaweedFS for this machine")


@dataclass(frozen=True)
class Way:
    """One of the three: where the portal is reached, the line that breaks, and the portal's process if it has one."""

    url: str
    line: BreakingLine
    pid: int | None = None

    def address(self, name, *args, query=""):
        # Where the portal itself sends the bytes, it is reached over the line.
        return self.url + reverse(f"materials:{name}", args=args) + query


@pytest.fixture(scope="module")
def content():
    return random.Random(7).randbytes(SIZE)


# Django ---------------------------------------------------------------------------------------------------


def database_url():
    found = {
        name: quote(connection.settings_dict[name], safe="") for name in ("USER", "PASSWORD", "NAME", "HOST", "PORT")
    }
    # The embedded server listens in a folder.
    host, folder = (
        ("", f"?host={found['HOST']}") if connection.settings_dict["HOST"].startswith("/") else (found["HOST"], "")
    )
    port = f":{found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{found['USER']}:{found['PASSWORD']}@{host}{port}/{found['NAME']}{folder}"


@pytest.fixture(scope="module")
def web(django_db_setup, tmp_path_factory):
    """One connection to the database and four threads: one download, and pages beside it."""
    folder = tmp_path_factory.mktemp("web")
    with gunicorn(
        folder,
        database=database_url(),
        static=Path(portal_settings.STATIC_ROOT),
        threads=4,
        DATABASE_POOL_SIZE="1",
        DOWNLOAD_STALL_SECONDS=str(STALL_SECONDS),
    ) as served:
        yield served, folder


@pytest.fixture
def by_django(transactional_db, web, settings):
    served, folder = web
    settings.MEDIA_ROOT = folder / "media"
    line = BreakingLine(served.url)
    yield Way(line.url, line, served.pid)
    line.close()


@contextlib.contextmanager
def portal_with(portal, folder, **environment):
    """In the process of the tests, which is quick; under soak in its own, whose memory is looked at."""
    if not SOAK:
        yield Served(portal, None)
        return
    static = Path(portal_settings.STATIC_ROOT)
    with gunicorn(folder, database=database_url(), static=static, DATABASE_POOL_SIZE="4", **environment) as served:
        yield served


# nginx ----------------------------------------------------------------------------------------------------


@pytest.fixture
def by_nginx(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "web" / "media"
    settings.X_ACCEL_LOCATION = "/protected/"
    with (
        portal_with(portal, tmp_path / "web", X_ACCEL_LOCATION="/protected/") as web,
        nginx(tmp_path / "nginx", portal=web.url, media=settings.MEDIA_ROOT) as served,
    ):
        line = BreakingLine(served.url)
        yield Way(line.url, line, web.pid)
        line.close()


# S3 -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("s3") / "weed") as served:
        yield served


@pytest.fixture
def by_s3(storage, portal, settings, tmp_path):
    line = BreakingLine(storage.url, only=b"response-content-disposition=")
    settings.S3_BUCKET = "portal"
    settings.S3_LINK_SECONDS = 2
    made = s3_storage("portal", link_seconds=2, S3_ENDPOINT_URL=line.url, S3_REGION="", **KEYS)
    settings.STORAGES = {**settings.STORAGES, "default": made}
    variables = {"S3_BUCKET": "portal", "S3_ENDPOINT_URL": line.url, "S3_LINK_SECONDS": "2", **KEYS}
    with portal_with(portal, tmp_path / "web", **variables) as web:
        yield Way(web.url, line, web.pid)
    line.close()


# Breaking off and going on --------------------------------------------------------------------------------


def curl(address, *more):
    command = ["curl", "--silent", "--show-error", "--fail", "--location", "--max-time", "60", *more, address]
    return subprocess.run(command, capture_output=True, check=False)


def download_over_three_breaks(way, address, size, path):
    """How curl ended each time; it goes on with ``--continue-at -`` where it stopped."""
    way.line.breaks[:] = [size * 3 // 10, size * 3 // 10, size * 2 // 10]
    ends = [curl(address, "--continue-at", "-", "--output", str(path)).returncode for _number in range(4)]
    assert (way.line.broken, way.line.breaks) == (3, [])
    return ends


@needs_curl
@pytest.mark.parametrize(
    "way",
    ["by_django", pytest.param("by_nginx", marks=needs_nginx), pytest.param("by_s3", marks=needs_s3)],
)
def test_a_download_that_breaks_three_times_is_resumed_to_the_right_bytes(way, request, content, tmp_path):
    """The file, and then the archive of it and another; in the process that serves the memory stays flat."""
    way = request.getfixturevalue(way)
    edition = make_edition(content=content)
    file = edition.files.get()
    small = make_edition(edition.material, "vi").files.get()
    found, archive = tmp_path / "file", tmp_path / "all.zip"

    ends = download_over_three_breaks(way, way.address("file_download", file.pk), file.size, found)

    # 18: the transfer ended before its end.
    assert ends == [18, 18, 18, 0]
    assert hashlib.sha256(found.read_bytes()).hexdigest() == file.sha256
    way.line.broken = 0
    address = way.address("archive", query=f"?file={file.pk}&file={small.pk}")
    assert download_over_three_breaks(way, address, SIZE, archive) == [18, 18, 18, 0]
    with zipfile.ZipFile(archive) as opened:
        digests = {hashlib.sha256(opened.read(each)).hexdigest() for each in opened.namelist()[1:]}
    assert digests == {file.sha256, small.sha256}
    if way.pid:
        assert highest_memory(way.pid) < MOST_MEMORY


# gunicorn -------------------------------------------------------------------------------------------------


class Stalled:
    """A reader who asks for a file and then takes nothing of it."""

    def __init__(self, url, address):
        host, port = url.removeprefix("http://").split(":")
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect((host, int(port)))
        self.socket.sendall(f"GET {address.removeprefix(url)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        self.head = self.socket.recv(200)

    def is_cut_off(self):
        """After all that was on its way to it."""
        self.socket.settimeout(30)
        taken = 0
        try:
            while chunk := self.socket.recv(65536):
                taken += len(chunk)
        except ConnectionResetError:
            pass
        self.socket.close()
        return taken < MORE_THAN_BUFFERS


def status_of(url, **headers):
    try:
        answer = build_opener(Quiet).open(Request(url, headers=headers), timeout=20)
    except HTTPError as error:
        answer = error
    with answer:
        answer.read()
        return answer.status, answer.headers


class Quiet(HTTPRedirectHandler):
    """Redirects are looked at, not followed."""

    def redirect_request(self, *_arguments):
        return None


def test_a_slow_reader_holds_neither_pages_nor_the_database_and_none_for_ever(by_django, web):
    """There is one connection to the database: a download that held it would hold up every page."""
    url = web[0].url
    file = make_edition(content=b"x" * MORE_THAN_BUFFERS).files.get()
    address = url + reverse("materials:file_download", args=[file.pk])
    page = f"{url}/ja/countries/"
    assert status_of(page)[0] == 200  # the first page of a process takes its time
    slow = Stalled(url, address)
    assert slow.head.startswith(b"HTTP/1.1 200 OK")

    found = [status_of(each)[0] for each in (address, page, page, address)]

    assert found == [503, 200, 200, 503]
    assert status_of(address)[1]["Retry-After"] == "20"
    assert _in_the_end(address) == 200
    assert slow.is_cut_off()
    # Its place is free too after a reader who goes away in the middle.
    gone = Stalled(url, address)
    assert gone.head.startswith(b"HTTP/1.1 200 OK")
    gone.socket.close()
    assert _in_the_end(address) == 200


def _in_the_end(address):
    """The status once there is a place, or after a long while."""
    deadline = time.monotonic() + 60
    while (found := status_of(address)[0]) == 503 and time.monotonic() < deadline:
        time.sleep(0.3)
    return found


# Within one process: what the thread holds ----------------------------------------------------------------


def test_no_connection_is_held_while_bytes_go_out(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edition = make_edition(files=2)

    for name, args in (("file_download", [edition.files.first().pk]), ("edition_archive", [edition.pk])):
        answer = Client().get(reverse(f"materials:{name}", args=args))
        chunks = iter(answer.streaming_content)
        next(chunks)
        assert connection.connection is None
        answer.close()


def test_no_connection_is_held_while_an_archive_is_put_together(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT, settings.X_ACCEL_LOCATION = tmp_path, "/protected/"
    edition, held = make_edition(files=2), []
    put_together = Archive._put_together

    def looked_at(archive, name):
        held.append(connection.connection)
        put_together(archive, name)

    monkeypatch.setattr(Archive, "_put_together", looked_at)

    answer = Client().get(reverse("materials:edition_archive", args=[edition.pk]))

    assert ("X-Accel-Redirect" in answer, held) == (True, [None])


# nginx ----------------------------------------------------------------------------------------------------


def told(headers, *names):
    return {name: headers[name] for name in names}


@needs_nginx
def test_what_the_portal_says_of_a_file_comes_through_nginx(by_nginx):
    file = make_edition(content=b"0123456789" * 20).files.get()
    address = by_nginx.address("file_download", file.pk)
    told_by_django = Client().get(reverse("materials:file_download", args=[file.pk]))
    names = ("ETag", "Last-Modified", "Repr-Digest", "Content-Disposition", "Content-Type", "Content-Language")
    names += ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control", "Referrer-Policy")
    names += ("X-Robots-Tag", "X-Frame-Options")

    status, headers = status_of(address, **{"Accept-Encoding": "gzip"})

    assert status == 200
    assert told(headers, *names) == told(told_by_django, *names)
    assert told(headers, "Content-Length", "Content-Encoding", "Accept-Ranges") == {
        "Content-Length": "200",
        "Content-Encoding": None,
        "Accept-Ranges": "bytes",
    }
    assert len(headers.get_all("ETag")) == len(headers.get_all("Last-Modified")) == 1


@needs_nginx
def test_nginx_weighs_ranges_and_conditions_as_the_portal_does(by_nginx):
    file = make_edition(content=b"0123456789" * 20).files.get()
    address = by_nginx.address("file_download", file.pk)
    etag, date = f'"{file.sha256}"', status_of(address)[1]["Last-Modified"]
    # The time of the file on the disk says nothing.
    os.utime(default_storage.path(file.file.name), (2_000_000_000, 2_000_000_000))
    cases = [
        ({"Range": "bytes=5-9"}, 206, "bytes 5-9/200"),
        ({"Range": "bytes=-5"}, 206, "bytes 195-199/200"),
        ({"Range": "bytes=200-"}, 416, "bytes */200"),
        ({"Range": "bytes=0-1,5-6"}, 200, None),
        ({"Range": "bytes=5-", "If-Range": etag}, 206, "bytes 5-199/200"),
        ({"Range": "bytes=5-", "If-Range": '"other"'}, 200, None),
        ({"Range": "bytes=5-", "If-Range": date}, 206, "bytes 5-199/200"),
        ({"Range": "bytes=5-", "If-Range": "Thu, 01 Jan 2026 00:00:00 GMT"}, 200, None),
        ({"If-None-Match": etag}, 304, None),
        ({"If-None-Match": '"other"'}, 200, None),
        ({"If-Modified-Since": date}, 304, None),
        ({"If-Match": etag}, 200, None),
        ({"If-Match": etag, "Range": "bytes=5-9"}, 206, "bytes 5-9/200"),
        ({"If-Match": '"other"'}, 412, None),
        ({"If-Unmodified-Since": date}, 200, None),
    ]

    found = []
    for headers, _status, _part in cases:
        status, answered = status_of(address, **headers)
        found.append((headers, status, answered["Content-Range"]))

    assert found == cases


@needs_nginx
def test_nobody_gets_at_a_file_of_nginx_but_through_the_portal(by_nginx):
    edition = make_edition(make_material(access=Access.PARTICIPANTS))
    file, key = edition.files.get(), make_share_key(edition.material)

    assert status_of(f"{by_nginx.url}/protected/{file.file.name}")[0] == 404
    assert status_of(f"{by_nginx.url}/en/../protected/{file.file.name}")[0] == 404
    assert status_of(by_nginx.address("file_download", file.pk))[0] == 404
    assert status_of(by_nginx.address("file_download", file.pk, query=f"?key={key.token}"))[0] == 200


@needs_nginx
@needs_curl
def test_a_reader_saves_a_file_under_its_name(by_nginx, tmp_path):
    file = make_edition().files.get()
    head = curl(by_nginx.address("file_download", file.pk), "--head").stdout.decode()

    assert f"filename*=UTF-8''{quote(file.name, safe='')}" in head
    assert f"Content-Length: {file.size}\r\n" in head
    curl(
        by_nginx.address("file_download", file.pk),
        "--remote-header-name",
        "--remote-name",
        "--output-dir",
        str(tmp_path),
    )
    assert [each.stat().st_size for each in tmp_path.glob("*.pdf")] == [file.size]


# S3 -------------------------------------------------------------------------------------------------------


@needs_s3
def test_a_signed_address_lives_for_its_time_and_is_given_to_nobody_else(by_s3):
    edition = make_edition(make_material(access=Access.PARTICIPANTS), content=b"only for participants")
    file, key = edition.files.get(), make_share_key(edition.material)
    stranger = by_s3.address("file_download", file.pk)
    assert status_of(stranger)[0] == 404

    status, headers = status_of(f"{stranger}?key={key.token}")
    given = headers["Location"]

    assert (status, headers["Cache-Control"]) == (302, "private, no-store")
    fetched, answered = status_of(given, Range="bytes=5-7")
    assert (fetched, answered["Content-Range"], answered["Content-Type"]) == (206, "bytes 5-7/21", "application/pdf")
    assert f"filename*=UTF-8''{quote(file.name, safe='')}" in answered["Content-Disposition"]
    # Without its signature, for another file, or changed, it opens nothing.
    other = make_edition(make_material(access=Access.PARTICIPANTS)).files.get()
    refused = [
        given.partition("?")[0],
        given.replace(file.file.name, other.file.name),
        given.replace("Expires=2", "Expires=9"),
    ]
    assert [status_of(each)[0] for each in refused] == [403, 403, 403]
    time.sleep(3.1)
    assert status_of(given)[0] == 403


@needs_s3
@needs_curl
def test_head_pictures_and_private_files_work_with_s3_too(by_s3):
    """A picture of a page comes from the portal itself: pages load nothing from another host."""
    from tests.materials.test_downloads import make_preview

    file = make_edition(content=b"some bytes").files.get()
    preview = make_preview(file)

    head = curl(by_s3.address("file_download", file.pk), "--head").stdout.decode()
    picture = curl(by_s3.address("file_preview", preview.file_id, 1))

    assert f"Content-Length: {file.size}\r\n" in head
    assert picture.stdout == b"RIFF picture"
    assert EditionFile.objects.get().file.read() == b"some bytes"


@needs_s3
def test_files_in_the_storage_are_open_to_nobody_and_written_over_by_nothing(by_s3):
    one = default_storage.save("of-tests/name", io.BytesIO(b"one"))
    two = default_storage.save("of-tests/name", io.BytesIO(b"two"))

    assert one != two
    assert default_storage.open(one).read() == b"one"
    assert status_of(default_storage.url(one).partition("?")[0])[0] == 403


@needs_s3
def test_an_archive_in_the_storage_goes_when_it_is_old(by_s3, monkeypatch):
    edition = make_edition(files=2)
    location = status_of(by_s3.address("edition_archive", edition.pk))[1]["Location"]

    delete_old_archives()
    assert status_of(location)[0] == 200
    monkeypatch.setattr(archives, "KEPT", datetime.timedelta(minutes=-1))
    delete_old_archives()

    assert status_of(location)[0] == 404
    # Asked for again, it is put together again.
    assert status_of(status_of(by_s3.address("edition_archive", edition.pk))[1]["Location"])[0] == 200
