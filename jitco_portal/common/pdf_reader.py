"""Says of the PDF on its standard input how many pages it has and what is active in it. A program of its own.

It reads what strangers made with a large library in C: it may crash, run for ever or take all memory. So it runs beside
the portal with limits, knows nothing of it, and what it says is one line of JSON.
"""

import json
import re
import resource
import sys
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

SECONDS = 60
BYTES_OF_MEMORY = 2 * 1024**3
ACTIONS = ("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition", "RichMediaExecute", "Movie")
FILMS = ("RichMedia", "Movie")
ATTACHED = ("EmbeddedFile", "EmbeddedFiles", "FileAttachment")
_NOT_MORE = rb"(?=[\s/<>\[\](){}%]|\Z)"
_OVERLAP = 64
_AT_ONCE = 1024 * 1024
# How the library writes; neither a string nor a name holds one of the two ends.
_STRING = rb"\((?:[^()\\]|\\.)*+(?:\)|\Z)"
_NEXT_END = re.compile(_STRING + rb"|(?P<end>>>stream\r\n|\r\nendobj\r\n)", re.DOTALL)
_AFTER_STREAM = b"\r\nendstream\r\nendobj\r\n"
_HEX = rb"(?<!<)<[0-9A-Fa-f]*>"
_STRINGS = re.compile(_STRING + b"|" + _HEX, re.DOTALL)
_INNERMOST = re.compile(rb"<<([^<>]*)>>")
_NUMBER = re.compile(rb"(\d+) \d+ obj\s")
_LENGTH = re.compile(rb"/Length\s*(\d+)(?!\d| \d+ R)")
# Short names mean something in their place only: fonts and pictures may bear the same.
_WORTH_A_LOOK = re.compile(rb"/(?:OpenAction|GoTo|AA|EF|JS|XFA|F|UF|DOS|Mac|Unix)(?![A-Za-z0-9])|\A\s*\[")
_NAMED_FILE = re.compile(rb"/(?:F|UF|DOS|Mac|Unix)\s*(" + _STRING + b"|" + _HEX + b")", re.DOTALL)
_ELSEWHERE = re.compile(rb"[\\/]{2}|(?!file:///[^/\\])[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_OPENING = re.compile(rb"/OpenAction\s*(?:(\d+) \d+ R|(?=<<))")
_TRIGGERS = re.compile(rb"/AA\s*<<\s*/(?:E|X|D|U|Fo|Bl|P[OCVI]|O|C|K|F|V|W[CSP]|D[SP])(?![A-Za-z0-9])")
_TRIGGERS_APART = re.compile(rb"/AA\s*\d")
_ACTS = re.compile(rb"/(?:Type\s*/(?:Catalog|Pages?|Annot)|Subtype|FT|T|Rect|MediaBox|Parent|Kids)(?![A-Za-z0-9])")
_FILES_OF_ONE = re.compile(rb"/EF\s*<<\s*/(?:F|UF|DOS|Mac|Unix)\s*\d+ \d+ R")
_FILES = re.compile(rb"/EF\s*[\d{]")
_FILE = re.compile(rb"/(?:Type\s*/(?:Filespec|F)(?![A-Za-z0-9])|(?:F|UF|DOS|Mac|Unix|Desc)\s*\(|AFRelationship)")
_SCRIPT = re.compile(rb"/JS\s*[\d(]")
_ACTION = re.compile(rb"/S\s*/")
_FORM_OF_SCRIPTS = re.compile(rb"/XFA\s*[\[\d(]")
_LEADS_ON = re.compile(rb"/S\s*/GoTo(?![A-Za-z0-9])")
_LEADS_ANYWHERE = re.compile(rb"/S\s*/(?!GoTo(?![A-Za-z0-9]))|/Next(?![A-Za-z0-9])")


def _spelled(*names: str) -> bytes:
    """Names may be written with any of their letters as #xx."""
    each = ("".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names)
    return f"/(?:{'|'.join(each)})".encode() + _NOT_MORE


def _plain(*names: str) -> re.Pattern[bytes]:
    return re.compile(f"/(?:{'|'.join(names)})".encode() + _NOT_MORE)


# In all bytes: with what stands beside them, for texts and pictures may hold the name alone.
_ANYWHERE = {
    "active": (
        _spelled("S") + rb"\s*" + _spelled(*ACTIONS),
        _spelled("JavaScript") + rb"\s*(?:\d|<<|\[)",
        _spelled("Subtype") + rb"\s*" + _spelled(*FILMS),
    ),
    "attachments": (
        _spelled("Type", "Subtype") + rb"\s*" + _spelled(*ATTACHED),
        _spelled("EmbeddedFiles") + rb"\s*(?:\d|<<)",
    ),
}
# In an object without its strings.
_IN_OBJECTS = {"active": _plain(*ACTIONS, *FILMS), "attachments": _plain(*ATTACHED)}


class NameSearch:
    """Takes bytes in pieces and remembers what was among them that acts or brings a file."""

    def __init__(self) -> None:
        self.patterns = {what: re.compile(b"|".join(parts)) for what, parts in _ANYWHERE.items()}
        self.found: set[str] = set()
        self.tail = b""

    def write(self, piece: bytes) -> int:
        seen = self.tail + bytes(piece)
        for what, pattern in self.patterns.items():
            if pattern.search(seen):
                self.found.add(what)
        self.tail = seen[-_OVERLAP:]
        return len(piece)


class ObjectSearch:
    """Takes what the library writes, object by object, and remembers what acts, fetches or brings a file.

    A link that somebody follows may lead anywhere. What opening a page or the file does, may only turn to a page.
    """

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.is_whole = True
        self.buffer, self.waiting = b"", []  # type: bytes, list[bytes]
        self.waiting_length = self.searched = self.passed_by = 0
        # The objects that are done at the opening, and those that only lead to a page.
        self.opening: set[int] = set()
        self.harmless: set[int] = set()

    def write(self, piece: bytes) -> int:
        self.waiting.append(bytes(piece))
        self.waiting_length += len(piece)
        if self.waiting_length >= _AT_ONCE:
            self._go_on()
        return len(piece)

    def close(self) -> None:
        self._go_on()
        if self.passed_by:
            self.is_whole = False
        if self.opening - self.harmless:
            self.found.add("active")

    def _go_on(self) -> None:
        self.buffer += b"".join(self.waiting)
        self.waiting, self.waiting_length = [], 0
        begins = 0
        while self.is_whole:
            if self.passed_by:
                ends = begins + self.passed_by
                if len(self.buffer) < ends:
                    self.passed_by, begins = ends - len(self.buffer), len(self.buffer)
                    break
                # Else what follows would be passed by unseen.
                self.is_whole = self.buffer[ends - len(_AFTER_STREAM) : ends] == _AFTER_STREAM
                begins, self.passed_by = ends, 0
            end = self._end_of_object(begins)
            if end is None:
                break
            text = self.buffer[begins : end.start()]
            begins = self.searched = end.end()
            if end["end"] == _ENDS_OBJECT:
                self._look_at(text)
                continue
            text += b">>"
            self._look_at(text)
            length = _LENGTH.search(_own_texts(_STRINGS.sub(b"()", text))[-1])
            self.passed_by = (int(length[1]) if length else 0) + len(_AFTER_STREAM)
        self.buffer = self.buffer[begins:]
        self.searched = max(0, self.searched - begins)

    def _end_of_object(self, begins: int) -> re.Match[bytes] | None:
        """Strings on the way are passed by; one that is not at its end is looked at again when more has come."""
        for each in _NEXT_END.finditer(self.buffer, max(begins, self.searched)):
            if each["end"]:
                return each
            if not each[0].endswith(b")"):
                self.searched = each.start()
                return None
            self.searched = each.end()
        # Its end may be written half.
        self.searched = max(begins, self.searched, len(self.buffer) - len(_ENDS_OBJECT))
        return None

    def _look_at(self, text: bytes) -> None:
        begins = _NUMBER.search(text)
        number, text = (int(begins[1]), text[begins.end() :]) if begins else (0, text)
        named = {what: pattern for what, pattern in _IN_OBJECTS.items() if pattern.search(text)}
        if not named and not _WORTH_A_LOOK.search(text):
            return
        if any(_ELSEWHERE.match(_said(each[1])) for each in _NAMED_FILE.finditer(text)):
            self.found.add("active")
        bare = _STRINGS.sub(b"()", text)
        self.found |= {what for what, pattern in named.items() if pattern.search(bare)}
        dictionaries = _own_texts(bare)
        if bare.lstrip().startswith(b"[") or _only_leads_on(dictionaries[-1] if dictionaries else b""):
            self.harmless.add(number)
        for each in _OPENING.finditer(bare):
            if each[1]:
                self.opening.add(int(each[1]))
            elif not _only_leads_on(_dictionary_at(bare, each.end())):
                self.found.add("active")
        if _TRIGGERS.search(bare):
            self.found.add("active")
        if _FILES_OF_ONE.search(bare):
            self.found.add("attachments")
        for own in dictionaries:
            if (_SCRIPT.search(own) and _ACTION.search(own)) or _FORM_OF_SCRIPTS.search(own):
                self.found.add("active")
            if _TRIGGERS_APART.search(own) and _ACTS.search(own):
                self.found.add("active")
            if _FILES.search(own) and _FILE.search(own):
                self.found.add("attachments")


_ENDS_OBJECT = b"\r\nendobj\r\n"


def _own_texts(bare: bytes) -> list[bytes]:
    """Each dictionary without those inside of it, the outermost last."""
    found: list[bytes] = []

    def take(each: re.Match[bytes]) -> bytes:
        found.append(each[1])
        return b"{}"

    while True:
        bare, count = _INNERMOST.subn(take, bare)
        if not count:
            return found or [b""]


def _dictionary_at(bare: bytes, begins: int) -> bytes:
    """The dictionary that begins there, without those inside of it."""
    depth = 0
    for each in re.finditer(rb"<<|>>", bare[begins:]):
        depth += 1 if each[0] == b"<<" else -1
        if not depth:
            return _own_texts(bare[begins : begins + each.end()])[-1]
    return b""


def _only_leads_on(own: bytes) -> bool:
    return bool(_LEADS_ON.search(own)) and not _LEADS_ANYWHERE.search(own)


def _said(string: bytes) -> bytes:
    """What a string says, in one byte for a letter where it has them."""
    if string.startswith(b"<"):
        digits = string[1:-1]
        said = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        said = re.sub(rb"\\(.)", rb"\1", string[1:-1], flags=re.DOTALL)
    return said.removeprefix(b"\xfe\xff").removeprefix(b"\xff\xfe").replace(b"\0", b"").strip()


def read(file: BinaryIO) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return {"refused": "encrypted" if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD else "damaged"}
    pages = len(document)
    try:
        for number in {0, pages - 1}:
            document[number].close()
    except (pypdfium2.PdfiumError, IndexError):
        return {"refused": "damaged"}
    names, objects = NameSearch(), ObjectSearch()
    # As it stands, with what was left over by earlier versions …
    file.seek(0)
    while piece := file.read(1024 * 1024):
        names.write(piece)
    # … and as the library understands it: each object written plainly, also those that were packed or encrypted.
    try:
        document.save(objects, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return {"refused": "damaged"}
    objects.close()
    if not objects.is_whole:
        return {"refused": "damaged"}
    found = names.found | objects.found
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        found.add("active")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        found.add("attachments")
    return {"pages": pages, "found": sorted(found)}


def fence_in() -> None:
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: BYTES_OF_MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        # Of files it has what it was given: no other can be opened, and no line to another machine.
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def main() -> None:
    fence_in()
    print(json.dumps(read(sys.stdin.buffer.raw)))


if __name__ == "__main__":
    sys.exit(main())
