"""Asking clamd whether a file holds a virus, where an installation names one; else files go unscanned, and say so.

The test virus of EICAR is refused with a scanner and without: so whoever sends it sees that files are looked at.

The protocol is one exchange (``INSTREAM``: pieces with their length before each, a zero, one line back); the Python
packages for it were last released in 2014.
"""

from __future__ import annotations

import re
import socket
import struct
from contextlib import closing, suppress

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.file_refusals import REASONS

TIMEOUT_SECONDS = 120
# Written so that no scanner takes this file for it.
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
# "stream: OK" or "stream: Eicar-Test-Signature FOUND"
_CLEAN, _FOUND = "OK", "FOUND"
# How clamd says that it did not look at all of it: by the limit of a stream, or (AlertExceedsMax) of a file.
_TOO_LARGE = re.compile(r"size limit exceeded|^Heuristics\.Limits\.Exceeded")


class Scan(models.TextChoices):
    """What is said of a file that was taken."""

    CLEAN = "clean", _("scanned, no virus found")
    NOT_SCANNED = "not_scanned", _("not scanned for viruses")


class InfectedFile(Exception):
    """A virus was found, by the name that the scanner gives it; ``text`` is what whoever sent it is told."""

    text = REASONS["infected"]


class ScannerUnavailable(Exception):
    """A scanner is named and does not answer as one: the file is not taken."""

    text = _("Files cannot be checked for viruses now. Try again later.")


class TooLargeToScan(ScannerUnavailable):
    """The scanner looks at no file of this size: whoever takes it says that it was not scanned."""


class TestVirusSearch:
    """Finds the test virus in bytes that come in pieces; raises InfectedFile."""

    __test__ = False
    _tail = b""

    def begin(self) -> None:
        self._tail = b""

    def go_on(self, piece: bytes) -> None:
        if _TEST_VIRUS in piece or (self._tail and _TEST_VIRUS in self._tail + piece[: len(_TEST_VIRUS)]):
            raise InfectedFile("EICAR test file")
        kept = len(_TEST_VIRUS) - 1
        self._tail = piece[-kept:] if len(piece) >= kept else (self._tail + piece)[-kept:]


def scan(file: File) -> bool:
    """True where the scanner found nothing, False where no scanner is configured (``CLAMD``).

    Raises InfectedFile, ScannerUnavailable, TooLargeToScan. The file is read from its beginning and left there.
    """
    if not settings.CLAMD:
        _refuse_test_virus(file)
        return False
    if file.size > settings.CLAMD_LARGEST:
        # It would say that it found nothing of what it did not read.
        _refuse_test_virus(file)
        raise TooLargeToScan
    try:
        with closing(_connect(settings.CLAMD)) as connection:
            said = _exchange(connection, file)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error
    finally:
        file.seek(0)
    if _TOO_LARGE.search(said):
        _refuse_test_virus(file)
        raise TooLargeToScan(said)
    if said.endswith(_FOUND):
        raise InfectedFile(said.removesuffix(_FOUND).strip())
    if said != _CLEAN:
        raise ScannerUnavailable(said or "no answer")
    return True


def _refuse_test_virus(file: File) -> None:
    search = TestVirusSearch()
    file.seek(0)
    try:
        for piece in file.chunks(_PIECE):
            search.go_on(piece)
    finally:
        file.seek(0)


def _connect(address: str) -> socket.socket:
    """``/run/clamav/clamd.ctl`` or ``host:port``."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def _exchange(connection: socket.socket, file: File) -> str:
    """What the scanner says of the file, without "stream:"."""
    is_sent = False
    # A file above clamd's own limit is answered while it still comes, and the line is cut: the answer says why.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"zINSTREAM\0")
        file.seek(0)
        for piece in file.chunks(_PIECE):
            connection.sendall(struct.pack(">I", len(piece)) + piece)
        connection.sendall(struct.pack(">I", 0))
        is_sent = True
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    said = answer.rstrip(b"\0").decode("utf-8", errors="replace").removeprefix("stream:").strip()
    # Nothing is clean of which the scanner saw a part, or whose answer was cut.
    if said == _CLEAN and not (is_sent and answer.endswith(b"\0")):
        raise ScannerUnavailable("the line was cut")
    return said
