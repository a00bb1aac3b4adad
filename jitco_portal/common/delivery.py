"""Handing out a stored file, to whom was decided before: whole or in parts, by one of three ways.

- With ``S3_BUCKET`` the reader is sent to the storage, by an address that lives for minutes.
- With ``X_ACCEL_LOCATION`` the web server before us (nginx) sends the bytes; ``deploy/nginx.conf`` goes with it.
- Else Django sends them, in flat memory and without a connection to the database, by as many threads at a time as
  ``download_slots`` allows; whoever comes then is asked to come again.

A file never changes under its name, so its checksum is its tag, and every part can be joined to every other.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol, TypeVar
from urllib.parse import quote

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from jitco_portal.common.byte_ranges import ByteRange, RangeNotSatisfiable, asked_range
from jitco_portal.common.download_slots import Line, Slot, slots
from jitco_portal.common.error_pages import busy
from jitco_portal.common.exports import give_back_connections
from jitco_portal.common.networks import network_of

Answer = TypeVar("Answer", bound=HttpResponseBase)
CHUNK = 32 * 1024
# How long a cache may show a public file without asking again; then it asks by the tag.
PUBLIC_SECONDS = 300
RETRY_SECONDS = 20
# Less from the beginning is a look at the file, as programs take it first, and no download.
COUNTED_FROM = 64 * 1024
# What the web server asks of a file itself, and would answer by tags of its own.
_NOT_FOR_NGINX = ("If-Match", "If-Unmodified-Since")


class NotWhole(Exception):
    """The file is missing, or not as long as it was when it came: not one byte of it is handed out."""


class Busy(Exception):
    """It cannot be had just now, but soon."""


class Source(Protocol):
    """What can be handed out: a stored file, or an archive that is made while it is sent."""

    @property
    def name(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def etag(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def modified(self) -> datetime.datetime: ...
    @property
    def is_public(self) -> bool: ...
    @property
    def inline(self) -> bool: ...
    @property
    def plain_name(self) -> str:
        """What to call it in ASCII, where little of the name is left in it."""

    @property
    def languages(self) -> str:
        """Of its text, as codes with commas between; blank where nothing is known of it."""

    @property
    def is_stored(self) -> bool:
        """Whether it lies in the storage already; else ``kept`` takes its time."""

    def check(self) -> None:
        """Raise NotWhole where it cannot be handed out."""

    def kept(self) -> StoredFile | None:
        """It as a file of the storage, which others than Django can send; None where there is no room for it.

        Raises Busy.
        """

    def chunks(self, part: ByteRange) -> Generator[bytes]: ...


@dataclass(frozen=True)
class StoredFile:
    """A file of the storage under a name that is given once; ``sha256`` is blank where it was never computed."""

    stored_as: str
    name: str
    content_type: str
    size: int
    modified: datetime.datetime
    sha256: str = ""
    # Whether everybody may see it: then caches may hold it.
    is_public: bool = False
    # Shown within a page, as the picture of a page is; else it is saved.
    inline: bool = False
    given_etag: str = ""
    plain_name: str = ""
    languages: str = ""
    is_stored = True

    @property
    def etag(self) -> str:
        told = self.sha256 or hashlib.sha256(f"{self.stored_as} {self.size}".encode()).hexdigest()
        return self.given_etag or f'"{told}"'

    def check(self) -> None:
        """By the length alone, which costs nothing; checksums are compared at night."""
        if not settings.S3_BUCKET:
            try:
                found = os.stat(default_storage.path(self.stored_as)).st_size
            except OSError as error:
                raise NotWhole(self.stored_as) from error
            if found != self.size:
                raise NotWhole(self.stored_as)

    def kept(self) -> StoredFile:
        return self

    def chunks(self, part: ByteRange) -> Generator[bytes]:
        with default_storage.open(self.stored_as, "rb") as file:
            file.seek(part.start)
            left = part.length
            while left:
                chunk = file.read(min(CHUNK, left))
                if not chunk:
                    raise NotWhole(self.stored_as)
                left -= len(chunk)
                yield chunk


def deliver(
    request: HttpRequest, source: Source, *, started: Callable[[], None] | None = None
) -> HttpResponseBase:  # fmt: skip
    """The answer to GET and HEAD; raises NotWhole. ``started`` is called where a download begins at the first byte."""
    source.check()
    if request.method == "HEAD" and not source.is_stored:
        # For a look at it nothing is put together.
        return _judged(request, source)
    try:
        return _delivered(request, source, started)
    except Busy:
        return _busy(request)


def _delivered(request: HttpRequest, source: Source, started: Callable[[], None] | None) -> HttpResponseBase:
    if settings.S3_BUCKET:
        kept = _kept(source)
        if kept is None:
            raise Busy
        return _sent_to_storage(request, kept, started)
    judged = _judged(request, source)
    if judged.status_code != 200:
        return judged
    modified = int(source.modified.timestamp())
    try:
        part = asked_range(request, size=source.size, etag=source.etag, modified=modified)
    except RangeNotSatisfiable:
        return _not_satisfiable(source)
    started = started if _begins(request, part, source.size) else None
    if settings.X_ACCEL_LOCATION and not any(name in request.headers for name in _NOT_FOR_NGINX):
        kept = _kept(source)
        if kept is not None:
            return _by_web_server(kept, started)
    return _by_ourselves(request, source, part, started)


def _begins(request: HttpRequest, part: ByteRange | None, size: int) -> bool:
    if request.method != "GET":
        return False
    return part is None or (part.start == 0 and part.length >= min(COUNTED_FROM, size))


def _kept(source: Source) -> StoredFile | None:
    if not source.is_stored:
        # To put it together takes as long as it takes to read it all.
        give_back_connections()
    return source.kept()


def deliver_small(request: HttpRequest, source: StoredFile) -> HttpResponseBase:
    """For what stands within a page and may come from no other host: never by S3's own address, and without a slot."""
    if not settings.S3_BUCKET and settings.X_ACCEL_LOCATION:
        return deliver(request, source)
    source.check()
    answer = _judged(request, source)
    if answer.status_code == 200 and request.method == "GET":
        try:
            answer.content = b"".join(source.chunks(ByteRange(0, source.size)))
        except FileNotFoundError as error:
            raise NotWhole(source.stored_as) from error
    return answer


def kept_file(request: HttpRequest, file: FieldFile, *, name: str, content_type: str) -> HttpResponseBase:
    """What a row holds that somebody sent us, to whom was decided before; 404 where it is gone."""
    if not file:
        raise Http404("no file is kept")
    try:
        stored = StoredFile(
            stored_as=file.name or "",
            name=name,
            content_type=content_type,
            size=file.size,
            modified=default_storage.get_modified_time(file.name or ""),
        )
        return deliver(request, stored)
    except (FileNotFoundError, NotWhole) as error:
        raise Http404("the file is gone") from error


# The three ways -------------------------------------------------------------------------------------------


def _sent_to_storage(
    request: HttpRequest, source: StoredFile, started: Callable[[], None] | None
) -> HttpResponseBase:  # fmt: skip
    try:
        part = asked_range(request, size=source.size, etag=source.etag, modified=int(source.modified.timestamp()))
    except RangeNotSatisfiable:
        started = None
    else:
        started = started if _begins(request, part, source.size) else None
    if started:
        started()
    # The address holds for the method that it was signed for.
    url = default_storage.url(  # type: ignore[call-arg]
        source.stored_as,
        parameters={
            "ResponseContentDisposition": disposition(source.name, inline=source.inline, plain=source.plain_name),
            **({"ResponseContentLanguage": source.languages} if source.languages else {}),
            "ResponseContentType": source.content_type,
            "ResponseCacheControl": "private",
        },
        expire=settings.S3_LINK_SECONDS,
        http_method=request.method,
    )
    answer = HttpResponseRedirect(url)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _by_web_server(source: StoredFile, started: Callable[[], None] | None) -> HttpResponseBase:
    """It looks at the range itself; what it would leave out of our headers, ``deploy/nginx.conf`` takes over."""
    if started:
        started()
    answer = _described(HttpResponse(), source)
    answer["X-Accel-Redirect"] = settings.X_ACCEL_LOCATION + quote(source.stored_as)
    # The length is that of the file, which the web server says.
    del answer["Content-Length"]
    return answer


def _by_ourselves(
    request: HttpRequest, source: Source, part: ByteRange | None, started: Callable[[], None] | None
) -> HttpResponseBase:
    if request.method == "HEAD":
        return _described(HttpResponse(), source)
    slot = slots.take(network_of(get_adapter().get_client_ip(request) or ""))
    if slot is None:
        raise Busy
    if started:
        started()
    sent = part or ByteRange(0, source.size)
    sending = _Sending(source.chunks(sent), Line(request.META), slot)
    streamed = _described(StreamingHttpResponse(sending, status=200 if part is None else 206), source)
    streamed["Content-Length"] = str(sent.length)
    # A web server before us takes it at the pace of the reader, and gathers none of it on its disk.
    streamed["X-Accel-Buffering"] = "no"
    if part is not None:
        streamed["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{source.size}"
    return streamed


def _busy(request: HttpRequest) -> HttpResponse:
    answer = busy(request)
    answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


class _Sending:
    """The bytes on their way. Closed by the server in every case, also in the middle, and its slot with it."""

    def __init__(self, chunks: Generator[bytes], line: Line, slot: Slot) -> None:
        self._chunks, self._line, self._slot = chunks, line, slot
        self._has_begun = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._has_begun:
            # What ran after the view (the session is saved there) may have taken a connection again.
            give_back_connections()
            self._has_begun = True
        chunk = next(self._chunks)
        self._line.wait()
        return chunk

    def close(self) -> None:
        self._chunks.close()
        self._slot.close()


def _judged(request: HttpRequest, source: Source) -> HttpResponse:
    """By the conditions of the request: not modified, or not what was asked for; else the head of the answer."""
    whole = _described(HttpResponse(), source)
    answer = get_conditional_response(request, source.etag, int(source.modified.timestamp()), whole) or whole
    if answer.status_code == 304:
        # The length of what was not sent again; else a middleware says nought, which a cache might take over.
        answer["Content-Length"] = str(source.size)
    return answer


# What an answer says --------------------------------------------------------------------------------------


def _described(answer: Answer, source: Source) -> Answer:
    """A stranger's file, to be saved and never shown as a page of ours."""
    answer["Content-Type"] = source.content_type
    answer["Content-Length"] = str(source.size)
    answer["Content-Disposition"] = disposition(source.name, inline=source.inline, plain=source.plain_name)
    if source.languages:
        answer["Content-Language"] = source.languages
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = source.etag
    answer["Last-Modified"] = http_date(source.modified.timestamp())
    if source.sha256:
        answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(source.sha256)).decode()}:"
    answer["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if source.is_public else "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _not_satisfiable(source: Source) -> HttpResponse:
    answer = HttpResponse(status=416, content_type="text/plain; charset=utf-8")
    answer["Content-Range"] = f"bytes */{source.size}"
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = source.etag
    return answer


def disposition(name: str, *, inline: bool = False, plain: str = "") -> str:
    """RFC 6266: the name in any script, and for programs that know ASCII only what of it they can read.

    Where that is less than half of its letters, they get ``plain``.
    """
    kind = "inline" if inline else "attachment"
    in_ascii = _in_ascii(name)
    if in_ascii == name:
        return f'{kind}; filename="{name}"'
    if plain and 2 * _letters(in_ascii) < _letters(unicodedata.normalize("NFC", name)):
        in_ascii = _in_ascii(plain)
    return f"{kind}; filename=\"{in_ascii}\"; filename*=UTF-8''{quote(name, safe='')}"


def _letters(name: str) -> int:
    return sum(unicodedata.category(each)[0] in "LN" for each in PurePath(name).stem)


def _in_ascii(name: str) -> str:
    ending = PurePath(name).suffix
    stem = name.removesuffix(ending)
    plain, dotted = (
        re.sub(r'[^ -~]|["\\%/;]', "", unicodedata.normalize("NFKD", each)).strip() for each in (stem, ending)
    )
    if not re.search(r"[A-Za-z0-9]", plain):
        plain = "file"
    return re.sub(r" +", " ", plain) + dotted
