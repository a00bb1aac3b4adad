"""Small real files of all types that we take, and hostile ones made from them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*extra: bytes, pages: int = 1, catalog: bytes = b"", text: str = "Sample", packed: bool = False) -> bytes:
    """A PDF with a table of its objects; ``extra`` are objects from number 10 on, also within a packed stream."""
    content = b"BT /F1 24 Tf 72 700 Td (%s) Tj ET" % text.encode()
    kids = b" ".join(b"%d 0 R" % (100 + number) for number in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        3: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number in range(pages):
        objects[100 + number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            b" /Resources << /Font << /F1 4 0 R >> >> >>"
        )
    inner = {10 + number: each for number, each in enumerate(extra)}
    if not packed:
        objects |= inner
    else:
        places, body = [], b""
        for number, each in inner.items():
            places.append(b"%d %d" % (number, len(body)))
            body += each + b"\n"
        head = b" ".join(places) + b" "
        stream = zlib.compress(head + body)
        objects[50] = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
            len(inner),
            len(head),
            len(stream),
            stream,
        )
    made, where = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, each in sorted(objects.items()):
        where[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    if packed:
        return made + _table_as_stream(where, inner, len(made))
    size = max(where) + 1
    table = b"".join(
        b"%010d 00000 n \n" % where[number] if number in where else b"0000000000 65535 f \n" for number in range(size)
    )
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n" % size + table + trailer


def _table_as_stream(where: dict, inner: dict, at: int) -> bytes:
    number = max(where) + 1
    rows = b""
    for each in range(number + 1):
        if each in inner:
            rows += struct.pack(">BIH", 2, 50, list(inner).index(each))
        elif each in where or each == number:
            rows += struct.pack(">BIH", 1, where.get(each, at), 0)
        else:
            rows += struct.pack(">BIH", 0, 0, 65535)
    stream = zlib.compress(rows)
    return (
        b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, number + 1, len(stream), stream, at)
    )


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def zipped(files: dict[str, bytes] | None = None, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as made:
        for name, each in (files if files is not None else {"unit 1/text.txt": b"Good morning. " * 20}).items():
            made.writestr(name, each)
    return content.getvalue()


_PART = "application/vnd.openxmlformats-officedocument."


def office(
    kind: str = "docx", extra: dict[str, bytes] | None = None, content_type: str = "", main: bytes = b"<x/>"
) -> bytes:
    part, word = {
        "docx": ("word/document.xml", "wordprocessingml.document"),
        "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
        "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
    }[kind]
    content_type = content_type or f"{_PART}{word}.main+xml"
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )
    return zipped({"[Content_Types].xml": types.encode(), part: main, **(extra or {})})


def picture(kind: str = "PNG", size: tuple[int, int] = (32, 24), mode: str = "RGB", **options) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else None).save(content, kind, **options)
    return content.getvalue()


def mp3(frames: int = 4, title: bytes = b"") -> bytes:
    # 128 kbit/s at 44,100 Hz: 417 bytes
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    head = b"ID3\x04\x00\x00" + bytes([0, 0, len(title) >> 7, len(title) & 0x7F]) + title if title else b""
    return head + frame * frames


def wav(samples: int = 400) -> bytes:
    sound = bytes(samples)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    data = form + struct.pack("<4sI", b"data", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WAVE" + data


def mp4(brand: bytes = b"isom", sound: int = 2000) -> bytes:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", len(content) + 8, name) + content

    return box(b"ftyp", brand + b"\0\0\2\0" + brand + b"mp41") + box(b"moov", bytes(200)) + box(b"mdat", b"\1" * sound)


OGG = b"OggS\0\2" + bytes(22) + b"\x01\x1eOpusHead" + bytes(40)
WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + bytes(60)


# Bombs ------------------------------------------------------------------------------------------------


def _local(name: bytes, packed: bytes, size: int, crc: int) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0) + name


def _listed(name: bytes, packed: int, size: int, crc: int, at: int) -> bytes:
    return (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, packed, size, len(name), 0, 0, 0, 0, 0, at)
        + name
    )


def _end(count: int, length: int, at: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, at, 0)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def overlapping_bomb(entries: int = 250, size: int = 1024 * 1024) -> bytes:
    """After David Fifield, with full overlap: each name of the list leads to the one file that is there."""
    content = bytes(size)
    packed, crc = deflated(content), zlib.crc32(content)
    body = _local(b"a", packed, size, crc) + packed
    listed = b"".join(_listed(b"a", len(packed), size, crc, 0) for _number in range(entries))
    return body + listed + _end(entries, len(listed), len(body))


def quoting_bomb(files: int = 20, size: int = 1024 * 1024) -> bytes:
    """After David Fifield, with quoted headers: each file holds the headers of all that follow, and the same kernel."""
    kernel = bytes(size)
    packed_kernel, body, listed = deflated(kernel), b"", []
    # Built from the last file to the first.
    following, crc_of, size_of = b"", zlib.crc32(kernel), size
    parts = [(b"%03d" % files, packed_kernel, size_of, crc_of)]
    chain, content = _local(parts[0][0], packed_kernel, size_of, crc_of) + packed_kernel, kernel
    for number in range(files - 1, 0, -1):
        header = chain[: 30 + 3]
        quoted = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header
        content = header + content
        packed = quoted + chain[33:]
        name = b"%03d" % number
        parts.append((name, packed, len(content), zlib.crc32(content)))
        chain = _local(name, packed, len(content), zlib.crc32(content)) + packed
    body, at = chain, 0
    for name, packed, each_size, crc in reversed(parts):
        listed.append(_listed(name, len(packed), each_size, crc, at))
        # The next header stands quoted in this file: behind this one's header and the five bytes of the quote.
        at += 33 + 5
    joined = b"".join(listed)
    return body + following + joined + _end(len(parts), len(joined), len(body))


def lying_bomb(size: int = 30 * 1024 * 1024) -> bytes:
    """Says that it unpacks to a thousand bytes."""
    content = bytes(size)
    packed, crc = deflated(content), zlib.crc32(content)
    body = _local(b"a.txt", packed, 1000, crc) + packed
    listed = _listed(b"a.txt", len(packed), 1000, crc, 0)
    return body + listed + _end(1, len(listed), len(body))


def many_entries(count: int) -> bytes:
    packed, crc = deflated(b""), 0
    body, listed = b"", []
    for number in range(count):
        name = b"%d" % number
        listed.append(_listed(name, len(packed), 0, crc, len(body)))
        body += _local(name, packed, 0, crc) + packed
    joined = b"".join(listed)
    return body + joined + _end(count & 0xFFFF, len(joined), len(body))


def encrypted_zip() -> bytes:
    made = bytearray(zipped({"secret.txt": b"secret"}))
    made[6] |= 1
    made[made.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def linked_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        entry = zipfile.ZipInfo("link")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    return content.getvalue()


def old_office(*words: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(word.encode("utf-16-le") for word in words)


def encrypted_pdf() -> bytes:
    """Says that it is encrypted, with keys that no empty password opens."""
    made = pdf(
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    return made.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Encrypt 10 0 R /ID [<41><41>] >>")


# What honest programs write, and what could hide in it --------------------------------------------------

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(*pairs: tuple[str, str], mode: str = "External") -> bytes:
    """A part of an Office file that names others: (type, target)."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target) in enumerate(pairs)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{each}</Relationships>'
    ).encode()


def words(*runs: str, begins: bool = True) -> bytes:
    """The main part of a DOCX with one field, whose words stand in several runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    field = mark.format("begin") + inner + mark.format("separate") + "<w:r><w:t>1</w:t></w:r>" + mark.format("end")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body><w:p>{field if begins else inner}</w:p></w:body></w:document>'
    ).encode()


def named_twice(name: str, second: str) -> bytes:
    """A ZIP file with one entry that has a second name beside it, as Info-ZIP writes it."""
    content, raw = io.BytesIO(), second.encode()
    with zipfile.ZipFile(content, "w") as made:
        entry = zipfile.ZipInfo("x" * len(name.encode("cp932")))
        # Its real name is put in below, in the letters of an older Windows.
        field = struct.pack("<BL", 1, zlib.crc32(name.encode("cp932"))) + raw
        entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
        made.writestr(entry, "text")
    return content.getvalue().replace(b"x" * len(name.encode("cp932")), name.encode("cp932"))


def joined(first: bytes, second: bytes) -> bytes:
    """One ZIP file of two with one entry each."""
    bodies, lists = [], []
    for content in (first, second):
        length, at = struct.unpack_from("<2L", content, len(content) - 10)
        listed = bytearray(content[at : at + length])
        struct.pack_into("<L", listed, 42, sum(map(len, bodies)))
        bodies.append(content[:at])
        lists.append(bytes(listed))
    body, listed = b"".join(bodies), b"".join(lists)
    return body + listed + _end(2, len(listed), len(body))


def claimed_png(width: int, height: int, colours: int = 6) -> bytes:
    """Says of itself that it is so large; its pixels would follow."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", len(content), name) + content + struct.pack(">I", zlib.crc32(name + content))

    header = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
