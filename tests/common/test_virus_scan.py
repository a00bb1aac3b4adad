"""Files go to clamd in its own words, and nothing is clean of which it did not say so."""

import socket
import struct
import threading
from contextlib import closing, contextmanager

import pytest
from django.core.files.base import ContentFile

from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable, TooLargeToScan, scan
from tests.common.made_files import zipped
from tests.scanner import SAMPLE_VIRUS, STREAM_MEGABYTES

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGE = bytes(3 * 1024 * 1024)


def _exactly(connection, size):
    found = b""
    while len(found) < size:
        piece = connection.recv(size - len(found))
        if not piece:
            raise EOFError
        found += piece
    return found


def _instream(connection, taken):
    """As clamd reads ``zINSTREAM``: pieces with their length before each, until one of no length."""
    assert _exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack(">I", _exactly(connection, 4))[0]:
        content += _exactly(connection, size)
    taken.append(content)
    return content


def says(answer):
    """Reads the whole file, then answers."""

    def serve(connection, taken):
        _instream(connection, taken)
        connection.sendall(answer)

    return serve


def finds_eicar(connection, taken):
    infected = EICAR in _instream(connection, taken)
    connection.sendall(b"stream: Eicar-Signature FOUND\0" if infected else b"stream: OK\0")


def cuts_off_after_the_beginning(answer):
    """Reads some bytes, answers and closes, while the file still comes."""

    def serve(connection, taken):
        _exactly(connection, 1000)
        connection.sendall(answer)
        # Else what was not read makes the system drop the answer too.
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1024 * 1024):
            pass

    return serve


def closes_at_once(connection, taken):
    _exactly(connection, 10)


@contextmanager
def clamd(serve, listening):
    """A scanner that answers one connection; the files that it was given."""
    taken, raised = [], []
    listening.listen(1)

    def run():
        try:
            connection, _address = listening.accept()
            with closing(connection):
                serve(connection, taken)
        except EOFError:
            pass
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield taken
    finally:
        listening.close()
        thread.join(timeout=10)
    assert raised == []


@contextmanager
def over_tcp(settings, serve):
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"
        with clamd(serve, listening) as taken:
            yield taken


@contextmanager
def over_a_socket_file(settings, serve, folder):
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(folder / "clamd.ctl"))
        settings.CLAMD = str(folder / "clamd.ctl")
        with clamd(serve, listening) as taken:
            yield taken


@pytest.fixture
def folder(tmp_path_factory):
    # The name of a socket may have a hundred characters.
    return tmp_path_factory.mktemp("c")


def test_without_a_scanner_a_file_goes_unscanned(settings):
    settings.CLAMD = ""

    assert scan(ContentFile(b"%PDF-1.7" + LARGE)) is False


@pytest.mark.parametrize("before", [0, 7, 65536 - 30, 65536, 65536 * 2 - 1], ids=str)
def test_the_test_virus_is_refused_without_a_scanner_wherever_it_stands(settings, before):
    settings.CLAMD = ""

    with pytest.raises(InfectedFile, match=r"^EICAR test file$"):
        scan(ContentFile(bytes(before) + EICAR + b"\n"))


def test_a_file_above_what_the_scanner_reads_is_not_called_clean(settings, folder):
    settings.CLAMD, settings.CLAMD_LARGEST = str(folder / "nobody.ctl"), len(LARGE) - 1

    with pytest.raises(TooLargeToScan):
        scan(ContentFile(LARGE))
    with pytest.raises(InfectedFile):
        scan(ContentFile(LARGE + EICAR))


@pytest.mark.parametrize(
    "said", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0"]
)
def test_the_scanner_may_say_that_it_did_not_read_it_all(settings, said):
    with over_tcp(settings, says(said)), pytest.raises(TooLargeToScan):
        scan(ContentFile(b"%PDF-1.7"))


# A real one -------------------------------------------------------------------------------------------


def test_a_real_scanner_decides(real_clamd, settings):
    settings.CLAMD = real_clamd

    assert scan(ContentFile(b"%PDF-1.7" + LARGE)) is True
    with pytest.raises(InfectedFile, match="Sample-Virus"):
        scan(ContentFile(LARGE + SAMPLE_VIRUS))
    with pytest.raises(InfectedFile, match="Eicar-Test"):
        scan(ContentFile(EICAR))


def test_a_real_scanner_looks_into_archives(real_clamd, settings):
    settings.CLAMD = real_clamd

    with pytest.raises(InfectedFile, match="Sample-Virus"):
        scan(ContentFile(zipped({"unit 1/text.txt": bytes(100_000) + SAMPLE_VIRUS})))


def test_a_real_scanner_says_that_a_file_is_too_large_for_it(real_clamd, settings):
    settings.CLAMD = real_clamd

    with pytest.raises(TooLargeToScan, match="size limit exceeded"):
        scan(ContentFile(bytes(STREAM_MEGABYTES * 1024 * 1024 + 1)))


@pytest.mark.parametrize("content", [b"%PDF-1.7", LARGE], ids=["small", "large"])
def test_a_clean_file_reaches_the_scanner_whole_and_is_left_at_its_beginning(settings, content):
    file = ContentFile(content)
    file.seek(5)

    with over_tcp(settings, finds_eicar) as taken:
        assert scan(file) is True

    assert (taken == [content], file.tell()) == (True, 0)


def test_a_scanner_may_listen_on_a_socket_file(settings, folder):
    with over_a_socket_file(settings, finds_eicar, folder) as taken:
        assert scan(ContentFile(b"%PDF-1.7")) is True

    assert taken == [b"%PDF-1.7"]


def test_a_virus_is_refused_by_its_name(settings):
    with over_tcp(settings, finds_eicar), pytest.raises(InfectedFile, match=r"^Eicar-Signature$"):
        scan(ContentFile(b"%PDF-1.7 " + EICAR))


def test_a_virus_is_refused_over_a_socket_file(settings, folder):
    with over_a_socket_file(settings, finds_eicar, folder), pytest.raises(InfectedFile):
        scan(ContentFile(EICAR))


@pytest.mark.parametrize(
    ("serve", "said"),
    [
        (says(b"INSTREAM size limit exceeded. ERROR\0"), "INSTREAM size limit exceeded. ERROR"),
        (says(b"UNKNOWN COMMAND\0"), "UNKNOWN COMMAND"),
        (says(b"stream: NOT OK\0"), "NOT OK"),
        (says(b""), "no answer"),
        # The answer may have gone on.
        (says(b"stream: OK"), "the line was cut"),
        (says(b"\xff" * 5000), "\ufffd" * 4096),
    ],
    ids=["too_large", "unknown", "not_ok", "nothing", "cut", "endless"],
)
def test_any_other_answer_is_no_answer(settings, serve, said):
    with over_tcp(settings, serve), pytest.raises(ScannerUnavailable) as error:
        scan(ContentFile(b"%PDF-1.7"))

    assert str(error.value)[: len(said)] == said


def test_the_scanner_says_why_it_cut_the_line(settings):
    serve = cuts_off_after_the_beginning(b"INSTREAM size limit exceeded. ERROR\0")
    with over_tcp(settings, serve), pytest.raises(ScannerUnavailable, match=r"^INSTREAM size limit exceeded\. ERROR$"):
        scan(ContentFile(LARGE))


def test_a_scanner_that_closes_early_has_found_nothing_clean(settings):
    with over_tcp(settings, closes_at_once), pytest.raises(ScannerUnavailable):
        scan(ContentFile(LARGE))


def test_ok_for_a_part_of_the_file_is_no_answer(settings, monkeypatch):
    def half(self, size=None):
        yield b"%PDF"
        raise BrokenPipeError

    monkeypatch.setattr(ContentFile, "chunks", half)

    with over_tcp(settings, cuts_off_after_the_beginning_of(18)), pytest.raises(ScannerUnavailable, match="cut"):
        scan(ContentFile(LARGE))


def cuts_off_after_the_beginning_of(size):
    def serve(connection, taken):
        _exactly(connection, size)
        connection.sendall(b"stream: OK\0")

    return serve


def test_a_scanner_that_is_named_and_not_there_refuses_the_file(settings, folder):
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = ContentFile(b"%PDF-1.7")

    for address in (f"127.0.0.1:{port}", str(folder / "nobody.ctl")):
        settings.CLAMD = address
        with pytest.raises(ScannerUnavailable):
            scan(file)

    assert file.read() == b"%PDF-1.7"


def test_a_scanner_that_does_not_answer_is_not_waited_for_long(settings, monkeypatch):
    monkeypatch.setattr("jitco_portal.common.virus_scan.TIMEOUT_SECONDS", 0.1)
    done = threading.Event()

    def sleeps(connection, taken):
        _instream(connection, taken)
        done.wait(10)

    with over_tcp(settings, sleeps):
        with pytest.raises(ScannerUnavailable, match="timed out"):
            scan(ContentFile(b"%PDF-1.7"))
        done.set()
