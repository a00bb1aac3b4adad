"""Which bytes of a file a request asks for (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import parse_http_date_safe

_ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,40})-([0-9]{0,40})[ \t]*", re.IGNORECASE)


class RangeNotSatisfiable(Exception):
    """None of the bytes that were asked for is in the file."""


@dataclass(frozen=True)
class ByteRange:
    """From ``start`` up to before ``end``."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def asked_range(request: HttpRequest, *, size: int, etag: str, modified: int) -> ByteRange | None:
    """The range to be sent, None where the whole file is; raises RangeNotSatisfiable.

    Several ranges get the whole file, as do ranges of a file that is another by now (If-Range), of another unit, or
    that cannot be read: whoever asks for a part has to take the whole too.
    """
    if request.method != "GET" or not _is_the_same(request, etag=etag, modified=modified):
        return None
    given = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if given is None:
        return None
    first, last = given.groups()
    if not first:
        return _last_bytes(last, size)
    start, end = int(first), int(last) + 1 if last else size
    if end <= start and last:
        return None
    if start >= size:
        raise RangeNotSatisfiable
    return ByteRange(start, min(end, size))


def _last_bytes(count: str, size: int) -> ByteRange | None:
    if not count:
        return None
    length = min(int(count), size)
    if length == 0:
        raise RangeNotSatisfiable
    return ByteRange(size - length, size)


def _is_the_same(request: HttpRequest, *, etag: str, modified: int) -> bool:
    """If-Range: by a strong tag or the exact date. A part of one file must never be joined to a part of another."""
    known = request.headers.get("If-Range", "").strip()
    if not known:
        return True
    if known.startswith(('"', "W/")):
        return known == etag
    return parse_http_date_safe(known) == modified
