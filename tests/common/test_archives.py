"""Archives whose bytes follow from their files, at any place of them."""

import datetime
import io
import os
import threading
import time
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st

from jitco_portal.common import archives
from jitco_portal.common.archives import Archive, Entry, delete_old_archives, safe_names
from jitco_portal.common.byte_ranges import ByteRange
from jitco_portal.common.delivery import Busy, NotWhole, StoredFile

AT = datetime.datetime(2026, 11, 23, 15, 30, 10, tzinfo=datetime.UTC)
LARGE = 5 * 1024**3


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def entry(name, content):
    stored = default_storage.save("of-tests/one", ContentFile(content))
    file = StoredFile(stored, name, "application/pdf", len(content), AT, zlib.crc32(content).to_bytes(32).hex())
    return Entry(name, len(content), zlib.crc32(content), AT, file=file)


def text(name, content):
    return Entry(name, len(content), zlib.crc32(content), AT, content=content)


def whole(archive):
    return b"".join(archive.chunks(ByteRange(0, archive.size)))


CONTENTS = {
    "MANIFEST.txt": b"what is in it",
    "日本語/教材.pdf": b"%PDF" * 20_000,
    "empty.txt": b"",
    "b.mp3": b"sound" * 9,
}


def make():
    entries = [
        text(name, content) if name == "MANIFEST.txt" else entry(name, content) for name, content in CONTENTS.items()
    ]
    return Archive("all.zip", entries)


def test_an_archive_is_opened_by_others_with_names_times_and_bytes():
    archive = make()

    opened = zipfile.ZipFile(io.BytesIO(whole(archive)))

    assert opened.testzip() is None
    assert {each.filename: opened.read(each) for each in opened.infolist()} == CONTENTS
    # 00:30 of the next day in Japan.
    assert {each.date_time for each in opened.infolist()} == {(2026, 11, 24, 0, 30, 10)}


def test_the_same_files_make_the_same_bytes_and_other_files_another_tag():
    one, again = make(), make()
    other = Archive("all.zip", [*one.entries[:-1], text("b.mp3", b"sound" * 8 + b"other")])

    assert (whole(one), one.size, one.etag) == (whole(again), len(whole(again)), again.etag)
    assert (other.size, other.etag == one.etag) == (one.size, False)


@given(st.data())
@settings(max_examples=30)
def test_any_part_is_what_the_whole_has_there(data):
    archive = make()
    start = data.draw(st.integers(0, archive.size - 1))
    end = data.draw(st.integers(start + 1, archive.size))

    assert b"".join(archive.chunks(ByteRange(start, end))) == whole(archive)[start:end]


def test_nothing_before_a_part_is_read():
    archive = make()
    os.unlink(default_storage.path(archive.entries[1].file.stored_as))

    behind = archive._starts[4]
    last = b"".join(archive.chunks(ByteRange(behind, archive.size)))

    assert (last[:4], last[-22:-18], len(last)) == (b"PK\x03\x04", b"PK\x05\x06", archive.size - behind)
    with pytest.raises(FileNotFoundError):
        whole(archive)
    with pytest.raises(NotWhole):
        archive.check()


def test_archives_beyond_four_gigabytes_are_laid_out_in_zip64(tmp_path):
    """The bytes of the large file are a hole on the disk: only the layout is read."""
    default_storage.save("of-tests/small", ContentFile(b"small"))
    large = StoredFile("of-tests/large", "large.mp4", "video/mp4", LARGE, AT, "00" * 32)
    archive = Archive("a.zip", [Entry("large.mp4", LARGE, 7, AT, file=large), entry("last.txt", b"behind it")])
    found = tmp_path / "a.zip"
    with found.open("wb") as file:
        for part, start in zip(archive._parts, archive._starts, strict=True):
            file.seek(start)
            if isinstance(part, bytes):
                file.write(part)
            elif part.size < LARGE:
                file.write(b"behind it")

    with zipfile.ZipFile(found) as opened:
        assert [(each.filename, each.file_size, each.CRC) for each in opened.infolist()] == [
            ("large.mp4", LARGE, 7),
            ("last.txt", 9, zlib.crc32(b"behind it")),
        ]
        assert opened.read("last.txt") == b"behind it"
    assert found.stat().st_size == archive.size


def test_names_are_taken_by_every_system_and_none_twice():
    given = [
        "a.pdf",
        "A.pdf",
        "../../etc/passwd",
        "con.txt",
        'x<>:"|?*.pdf',
        "dot. ",
        "か\u3099.pdf",
        "が.pdf",
        "\u202egp.exe",
        "com¹.pdf",
        "می\u200cخواهم.pdf",
    ]

    assert safe_names(given) == [
        *("a.pdf", "A (2).pdf", "_/_/etc/passwd", "_con.txt", "x_______.pdf", "dot", "が.pdf", "が (2).pdf", "gp.exe"),
        *("_com¹.pdf", "می\u200cخواهم.pdf"),
    ]
    assert len(safe_names(["あ" * 400 + ".pdf"])[0].encode()) < 500


# Put together, for others to send -------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_archive_is_put_together_once_and_goes_when_nobody_asks_for_it(settings, time_machine):
    time_machine.move_to(AT)
    archive = make()

    kept = archive.kept()
    path = default_storage.path(kept.stored_as)
    first = os.stat(path)
    archive.kept()

    assert (kept.etag, kept.size) == (archive.etag, archive.size)
    assert default_storage.open(kept.stored_as).read() == whole(archive)
    assert (os.stat(path).st_ino, oct(first.st_mode & 0o777)) == (first.st_ino, "0o600")
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    time_machine.move_to(AT + archives.KEPT)
    delete_old_archives()
    assert os.path.exists(path)
    time_machine.move_to(AT + archives.KEPT + datetime.timedelta(seconds=1))
    delete_old_archives()
    assert not os.path.exists(path)


def test_who_asks_at_the_same_time_waits_and_it_is_put_together_once(monkeypatch):
    built, found, ready = [], [], threading.Barrier(3)
    entries, put_together = make().entries, Archive._put_together

    def slowly(archive, name):
        built.append(name)
        time.sleep(0.1)
        put_together(archive, name)

    def ask():
        ready.wait()
        found.append(Archive("all.zip", entries).kept())

    monkeypatch.setattr(Archive, "_put_together", slowly)
    threads = [threading.Thread(target=ask) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(built), [each.stored_as for each in found]) == (1, built * 3)


def test_who_waits_too_long_for_a_turn_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(archives, "PATIENCE", 0.01)
    archive = make()

    with archives._turn_of(archive._digest), pytest.raises(Busy):
        archive.kept()
    assert archive.kept() is not None


@pytest.mark.parametrize("bound", ["MOST_KEPT", "MOST_BYTES"])
def test_archives_have_bounds_together_and_what_was_not_used_for_longest_goes_first(monkeypatch, bound):
    asked = [Archive("a.zip", [entry("a.txt", bytes(1000 + number))]) for number in range(4)]
    monkeypatch.setattr(archives, bound, 2 if bound == "MOST_KEPT" else 2 * asked[-1].size)

    paths = []
    for number, archive in enumerate(asked[:2]):
        paths.append(default_storage.path(archive.kept().stored_as))
        os.utime(paths[-1], (AT.timestamp() + number, AT.timestamp() + number))
    asked[0].kept()
    for archive in asked[2:]:
        paths.append(default_storage.path(archive.kept().stored_as))
        if archive is asked[2]:
            assert [os.path.exists(path) for path in paths] == [True, False, True]

    assert sum(map(os.path.exists, paths)) == 2


def test_where_the_disk_has_no_room_nothing_is_put_together(monkeypatch):
    monkeypatch.setattr(archives, "LEFT_FREE", 2**62)

    assert make().kept() is None
    assert archives._kept_now() == []


def test_an_archive_that_cannot_be_finished_leaves_nothing_behind():
    archive = make()
    default_storage.delete(archive.entries[1].file.stored_as)

    with pytest.raises(FileNotFoundError):
        archive.kept()

    assert [name for name in default_storage.listdir(archives.FOLDER)[1] if ".zip" in name] == []


def test_the_night_finds_no_archives_on_a_new_installation():
    delete_old_archives()
