"""Parts of Office files that fetch something, start something or hide something as soon as the file is opened.

A link that somebody follows may lead anywhere, a picture may lie at a web site; all else must be in the file itself,
or on the reader's own disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote
from xml.parsers import expat

from jitco_portal.common.file_refusals import FileRefused

# Names of elements stand in each part as they are; only parts with one of these are read as XML.
_WORTH_READING = re.compile(rb"instrText|fldSimple|ddeLink|Relationship[\s>]")
_LONGEST_WORD = 64
_BY_HAND = {"hyperlink"}
_FROM_THE_WEB = {"image", "video", "audio", "media"}
_PACKED_IN = {"afchunk"}
_STARTS = re.compile(r"\W*DDE(AUTO)?\b", re.IGNORECASE)
_FETCHES = re.compile(
    r"\W*(INCLUDEPICTURE|INCLUDETEXT|LINK|RD|DATABASE|IMPORT)\b[^\\/]*[\s\"“„](\\{2,}|//|file://[^/])", re.IGNORECASE
)
_NAMESPACE_END = " "


class WorthReading:
    """Finds in pieces whether a part must be read as XML."""

    def __init__(self) -> None:
        self.found = False
        self._tail = b""

    def go_on(self, piece: bytes) -> None:
        # Without the zeros UTF-16 is as good as UTF-8 here.
        seen = self._tail + piece.replace(b"\0", b"")
        self.found = self.found or bool(_WORTH_READING.search(seen))
        self._tail = seen[-_LONGEST_WORD:]


def check_part(pieces: Iterable[bytes]) -> None:
    """Read a part as XML, in flat memory. Raises FileRefused: damaged, office_fetches, office_starts, office_inside."""
    reader = _Reader()
    try:
        for piece in pieces:
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefused("damaged") from error
    for field in reader.fields:
        _check_field("".join(field))


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=_NAMESPACE_END)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        # No Office file has one: entities could hide what is searched.
        self.parser.StartDoctypeDeclHandler = self.refuse
        # What fields say, the innermost last: their words may stand in many pieces.
        self.fields: list[list[str]] = [[]]
        self.is_in_words = False

    def begin(self, name: str, values: dict[str, str]) -> None:
        match name.rpartition(_NAMESPACE_END)[2]:
            case "Relationship":
                _check_relation(values.get("Type", ""), values.get("Target", ""))
            case "ddeLink":
                raise FileRefused("office_starts")
            case "fldSimple":
                _check_field(_value(values, "instr"))
            case "instrText":
                self.is_in_words = True
            case "fldChar":
                kind = _value(values, "fldCharType")
                if kind == "begin":
                    self.fields.append([])
                elif kind == "end" and len(self.fields) > 1:
                    _check_field("".join(self.fields.pop()))

    def end(self, name: str) -> None:
        if name.rpartition(_NAMESPACE_END)[2] == "instrText":
            self.is_in_words = False

    def text(self, words: str) -> None:
        if self.is_in_words:
            self.fields[-1].append(words)

    def refuse(self, *_said: object) -> None:
        raise FileRefused("damaged")


def _value(values: dict[str, str], wanted: str) -> str:
    return next((value for name, value in values.items() if name.rpartition(_NAMESPACE_END)[2] == wanted), "")


def _check_field(words: str) -> None:
    if _STARTS.match(words):
        raise FileRefused("office_starts")
    if _FETCHES.match(words):
        raise FileRefused("office_fetches")


def _check_relation(kind: str, target: str) -> None:
    kind = kind.rpartition("/")[2].lower()
    if kind in _PACKED_IN:
        raise FileRefused("office_inside")
    if kind in _BY_HAND or not _is_elsewhere(target):
        return
    if kind in _FROM_THE_WEB and re.match(r"https?://", target.strip(), re.IGNORECASE):
        return
    raise FileRefused("office_fetches")


def _is_elsewhere(target: str) -> bool:
    """Whether it is neither in the file nor on the disk of whoever opens it.

    Templates and workbooks that an author had at hand are named in many honest files: C:\\…, file:///C:\\….
    """
    target = unquote(target).replace("\\", "/").strip().lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]+):", target)
    if scheme and scheme[1] != "file":
        return True
    path = target[scheme.end() :] if scheme else target
    if re.match(r"/*[a-z]:/", path):
        return False
    return bool(re.match(r"//(?!/[^/])", path)) if scheme else path.startswith("//")
