"""Whether a PDF can be read by everybody and does nothing by itself; asked of a program beside us (``pdf_reader``)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File

from jitco_portal.common.file_refusals import FileRefused

MOST_PAGES = 3000
_READER = Path(__file__).with_name("pdf_reader.py")
SECONDS = 120
# Where readers look for the end; some programs write a line more.
_END_WITHIN = 2048


def refuse_other_ends(file: File, size: int) -> None:
    """Refuse a PDF that goes on as an archive, which unpackers open and readers pass over in silence."""
    file.seek(max(0, size - 70_000))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(b"%%EOF")
    if b"PK\x05\x06" in tail[end + 5 if end >= 0 else 0 :]:
        raise FileRefused("mixed")


def pages_of(file: File | IO[bytes], size: int, *, seconds: float = SECONDS) -> int:
    """How many pages it has. Raises FileRefused: damaged, encrypted, too_many_pages, active, attachments."""
    file.seek(max(0, size - _END_WITHIN))
    if b"%%EOF" not in file.read():
        raise FileRefused("damaged")
    said = _said_of(file, min(SECONDS, seconds))
    if refused := said.get("refused"):
        raise FileRefused(refused)
    if said["pages"] > MOST_PAGES:
        raise FileRefused("too_many_pages", most=f"{MOST_PAGES:,}")
    if said["found"]:
        raise FileRefused(said["found"][0])
    return said["pages"]


def _said_of(file: File | IO[bytes], seconds: float) -> dict[str, Any]:
    with ExitStack() as opened:
        path = getattr(file, "temporary_file_path", None)
        given: IO[bytes]
        if path:
            given = opened.enter_context(open(path(), "rb"))
        elif isinstance(file, File):
            given = opened.enter_context(tempfile.TemporaryFile())
            file.seek(0)
            for piece in file.chunks():
                given.write(piece)
            given.flush()
        else:
            # One that the system knows, as it comes from an archive.
            given = file
        given.seek(0)
        try:
            answer = subprocess.run(
                [sys.executable, "-I", str(_READER)],
                stdin=given,
                capture_output=True,
                check=True,
                timeout=seconds,
                env={},
                cwd="/",
            )
            said: dict[str, Any] = json.loads(answer.stdout)
        except (subprocess.SubprocessError, ValueError) as error:
            # It crashed, or took more than it may.
            raise FileRefused("damaged") from error
    file.seek(0)
    return said
