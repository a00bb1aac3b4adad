"""Says of the PDF on its standard input how many pages it has and what is active in it. A program of its own.

It reads what strangers made with a large library in C: it may crash, run for ever or take all memory. So it runs beside
the portal with limits, knows nothing of it, and what it says is one line of JSON.
"""

import json
import re
import resource
import sys
from typing import Any

import pypdfium2
from pypdfium2 import raw

SECONDS = 60
BYTES_OF_MEMORY = 2 * 1024**3
# Names may be written with any of their letters as #xx.
ACTIVE = ("JavaScript", "Launch")
ATTACHED = ("EmbeddedFile", "EmbeddedFiles")
_OVERLAP = 64


def _pattern(names: tuple[str, ...]) -> re.Pattern[bytes]:
    def spelled(name: str) -> str:
        return "".join(f"(?:{each}|#{ord(each):02x}|#{ord(each):02X})" for each in name)

    return re.compile(rf"/(?:{'|'.join(map(spelled, names))})(?=[\s/<>\[\](){{}}%]|\Z)".encode())


class NameSearch:
    """Takes bytes in pieces and remembers which names were among them."""

    def __init__(self) -> None:
        self.patterns = {"active": _pattern(ACTIVE), "attachments": _pattern(ATTACHED)}
        self.found: set[str] = set()
        self.tail = b""

    def write(self, piece: bytes) -> int:
        seen = self.tail + bytes(piece)
        for what, pattern in self.patterns.items():
            if pattern.search(seen):
                self.found.add(what)
        self.tail = seen[-_OVERLAP:]
        return len(piece)


def read(path: str) -> dict[str, Any]:
    opened = raw.FPDF_LoadDocument(path.encode(), None)
    if not opened:
        return {"refused": "encrypted" if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD else "damaged"}
    document = pypdfium2.PdfDocument(opened)
    pages = len(document)
    try:
        for number in {0, pages - 1}:
            document[number].close()
    except (pypdfium2.PdfiumError, IndexError):
        return {"refused": "damaged"}
    search = NameSearch()
    # As it stands, with what was left over by earlier versions …
    with open(path, "rb") as file:
        while piece := file.read(1024 * 1024):
            search.write(piece)
    search.tail = b""
    # … and as the library understands it: each object written plainly, also those that were packed.
    try:
        document.save(search, flags=raw.FPDF_NO_INCREMENTAL)
    except pypdfium2.PdfiumError:
        return {"refused": "damaged"}
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        search.found.add("active")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        search.found.add("attachments")
    return {"pages": pages, "found": sorted(search.found)}


def main() -> None:
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: BYTES_OF_MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
    print(json.dumps(read("/dev/fd/0")))


if __name__ == "__main__":
    sys.exit(main())
