"""Files as they come, and as somebody may make them: each maker with what is to come of it.

Makers give the bytes. ``EXPECTED`` says for each: how the preview ends, what is read of the rows, or what is said.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import xlwt

from tests.soak import SOAK

HEAD = ["Tên doanh nghiệp", "Số giấy phép", "Ngày cấp", "Địa chỉ", "Điện thoại"]
ONE = ["Công ty Bạch Trúc", "1/GP", "2024-04", "5 Hàng Mây", "024 5550 1234"]
TWO = ["Công ty Hồng Liên", "2/GP", "2023-11-30", "6 Hàng Mây", "024 5550 1235"]
JAPANESE = (
    "名称,許可番号,許可年月日,所在地,電話番号\n"
    "見本協同組合,許1706000144,令和5年4月1日,東京都港区芝浦一丁目,03-5550-1234\n"
)
BOTH = [
    {"name": ONE[0], "number": "1/GP", "date": "2024-04", "address": "5 Hàng Mây", "phones": ["024 5550 1234"]},
    {"name": TWO[0], "number": "2/GP", "date": "2023-11-30", "address": "6 Hàng Mây", "phones": ["024 5550 1235"]},
]
IN_JAPANESE = [
    {
        "name": "見本協同組合",
        "number": "許1706000144",
        "date": "2023-04-01",
        "address": "東京都港区芝浦一丁目",
        "phones": ["03-5550-1234"],
    }
]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@dataclass(frozen=True)
class Expected:
    """``rows``: what each row says, by the keys that matter; None where there are too many to write down."""

    make: Callable[[], bytes]
    outcome: str = "rows"
    rows: list[dict[str, Any]] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    # A piece of what is said of the file (message and questions), and one of the questions of rows.
    says: str = ""
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    # Goes through the service of the pages as well.
    is_small: bool = True


EXPECTED: dict[str, Expected] = {}


def expected(outcome: str = "rows", **values: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        EXPECTED[make.__name__] = Expected(make, outcome, **values)
        return make

    return keep


# How files are put together ------------------------------------------------------------------------


def text(*rows: list[str], separator: str = ",", end: str = "\n") -> str:
    return "".join(separator.join(row) + end for row in rows)


def workbook(fill: Callable[[Any], Any]) -> bytes:
    made, content = openpyxl.Workbook(), io.BytesIO()
    fill(made.active)
    made.save(content)
    return content.getvalue()


def table(*rows: list[Any], head: list[str] | None = None) -> bytes:
    return workbook(lambda sheet: [sheet.append(row) for row in (head or HEAD, *rows)])


def repacked(content: bytes, changes: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes]) -> bytes:
    held, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            made.writestr(part, changes.get(part, bytes)(held.read(part)))
        for part, data in more.items():
            made.writestr(part, data)
    return new.getvalue()


def raw_sheet(
    rows: bytes, *, before: bytes = b"", after: bytes = b"", changes: dict | None = None, **more: bytes
) -> bytes:
    """A workbook whose sheet is written by hand: what no library writes."""
    sheet = b"<worksheet %s>%s<sheetData>%s</sheetData>%s</worksheet>" % (MAIN, before, rows, after)
    return repacked(table(ONE), {SHEET: lambda _held: sheet, **(changes or {})}, more)


def cell(place: str, said: str, *, formula: str = "") -> bytes:
    if formula:
        return f'<c r="{place}" t="str"><f>{formula}</f><v>{said}</v></c>'.encode()
    return f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'.encode()


def raw_row(number: int, values: list[str], **formulas: str) -> bytes:
    cells = [
        cell(f"{letter}{number}", said, formula=formulas.get(letter, ""))
        for letter, said in zip("ABCDE", values, strict=False)
    ]
    return b'<row r="%d">%s</row>' % (number, b"".join(cells))


def old_workbook(fill: Callable[[Any, Any], Any]) -> bytes:
    made, content = xlwt.Workbook(), io.BytesIO()
    fill(made, made.add_sheet("List"))
    made.save(content)
    return content.getvalue()


# Encodings -----------------------------------------------------------------------------------------


@expected(rows=BOTH)
def utf_8() -> bytes:
    return text(HEAD, ONE, TWO).encode()


@expected(rows=BOTH)
def utf_8_with_a_mark() -> bytes:
    return text(HEAD, ONE, TWO).encode("utf-8-sig")


@expected(rows=BOTH)
def utf_16_little_end_first() -> bytes:
    return b"\xff\xfe" + text(HEAD, ONE, TWO).encode("utf-16-le")


@expected(rows=BOTH)
def utf_16_big_end_first() -> bytes:
    return b"\xfe\xff" + text(HEAD, ONE, TWO).encode("utf-16-be")


@expected(rows=BOTH)
def utf_16_little_end_first_without_a_mark() -> bytes:
    return text(HEAD, ONE, TWO).encode("utf-16-le")


@expected(rows=BOTH)
def utf_16_big_end_first_without_a_mark() -> bytes:
    return text(HEAD, ONE, TWO).encode("utf-16-be")


@expected("error", says="cannot be read in the encoding", answers=("encoding=utf-16",))
def utf_16_with_half_a_sign() -> bytes:
    return b"\xff\xfe" + text(HEAD, ONE).encode("utf-16-le") + b"\x00\xd8,\x00"


@expected(rows=IN_JAPANESE)
def cp932() -> bytes:
    return JAPANESE.encode("cp932")


@expected(rows=IN_JAPANESE)
def euc_jp() -> bytes:
    return JAPANESE.encode("euc_jp")


@expected(rows=IN_JAPANESE)
def iso_2022_jp() -> bytes:
    return JAPANESE.encode("iso2022_jp")


@expected("ask", says="does not tell its encoding")
def an_encoding_that_may_be_several() -> bytes:
    return "Tên,Số giấy phép\nCông ty Mẫu,1\n".replace("ố", "ô").replace("ấ", "â").replace("ẫ", "â").encode("cp1252")


@expected(rows=[{"name": "Cong ty Mâu", "number": "1"}], answers=("encoding=cp1252",))
def an_encoding_that_is_answered() -> bytes:
    return "Name,Licence number\nCong ty Mâu,1\n".encode("cp1252")


@expected("error", says="cannot be read in the encoding", answers=("encoding=unicode_escape",))
def an_encoding_that_is_none() -> bytes:
    return text(HEAD, ["Cong ty \\ud800", *ONE[1:]]).encode("ascii", "ignore")


@expected("error", says="This is no table")
def zero_bytes() -> bytes:
    return text(HEAD, ONE).encode().replace(b"5 H", b"5\0H")


# Text ----------------------------------------------------------------------------------------------


@expected(rows=BOTH)
def tabs() -> bytes:
    return text(HEAD, ONE, TWO, separator="\t").encode()


@expected(rows=BOTH)
def semicolons() -> bytes:
    return text(HEAD, ONE, TWO, separator=";").encode()


@expected(rows=[{"line": 2, **BOTH[0]}, {"line": 4, **BOTH[1]}])
def line_ends_of_three_kinds() -> bytes:
    return (text(HEAD, end="\r\n") + text(ONE, end="\r") + "\r\n" + text(TWO, end="\n")).encode()


@expected("error", says="a quotation mark is opened")
def a_quotation_mark_that_is_never_closed() -> bytes:
    return text(HEAD, ONE, ['"Công ty', *TWO[1:]], ONE).encode()


@expected("error", says="more than 20,000 rows", is_small=False)
def a_hundred_thousand_rows() -> bytes:
    return text(HEAD).encode() + b"".join(b"A Co %d,%d/GP,2024,x,\n" % (each, each) for each in range(100_000))


@expected("error", says="more than 20,000 rows", is_small=False)
def one_row_too_many() -> bytes:
    return text(HEAD).encode() + b"".join(b"A Co %d,%d/GP,2024,x,\n" % (each, each) for each in range(20_000))


@expected("error", says="more than 200 columns", is_small=False)
def a_line_of_a_million_commas() -> bytes:
    return text(HEAD, ONE).encode() + b"," * 1_000_000 + b"\n"


@expected("error", says="32,767 characters", is_small=False)
def a_cell_of_a_million_signs() -> bytes:
    return text(HEAD, ["x" * 1_000_000, *ONE[1:]]).encode()


@expected(
    "rows with questions",
    rows=[{"name": "", "number": "1/GP", "address": "", "result": "new"}],
    asks=("longer than 300", "longer than 500"),
)
def cells_longer_than_what_is_kept() -> bytes:
    return text(HEAD, ["A Co " * 100, "1/GP", "2024", "x" * 600, ""]).encode()


@expected("error", says="This file is empty")
def nothing_at_all() -> bytes:
    return b""


@expected("error", says="holds no cell with text")
def line_ends_alone() -> bytes:
    return b"\r\n,,,\r\n\r\n"


@expected("error", says="No list was found")
def headings_alone() -> bytes:
    return text(HEAD).encode()


@expected("ask", says="Two columns may be")
def one_heading_twice() -> bytes:
    return text([HEAD[0], *HEAD], ["A Co", *ONE]).encode()


@expected("ask", says="No heading was found")
def no_heading_at_all() -> bytes:
    return text(ONE, TWO).encode()


@expected(rows=[{"line": 1, "name": ONE[0]}, {"line": 2, "name": TWO[0]}], answers=("column.1=name", "column.2=number"))
def no_heading_but_columns_by_hand() -> bytes:
    return text(ONE, TWO).encode()


@expected(counts={"rows": 3, "new": 2, "duplicates": 1}, says="repeat")
def a_row_twice() -> bytes:
    return text(HEAD, ONE, TWO, ONE).encode()


@expected("rows with questions", counts={"rows": 2, "doubtful": 2}, asks=("with different names: lines 2, 3",))
def one_number_under_two_names() -> bytes:
    return text(HEAD, ONE, [TWO[0], *ONE[1:]]).encode()


@expected("rows with questions", is_small=False, counts={"doubtful": 3000 if SOAK else 1500}, asks=("lines 2, 3, 4",))
def one_number_under_thousands_of_names() -> bytes:
    """Of which each row must not name all others."""
    names = [f"A{chr(97 + each % 26)}{each} Co" for each in range(3000 if SOAK else 1500)]
    return text(HEAD, *([name, "1/GP", "2024", "", ""] for name in names)).encode()


@expected(is_small=False, counts={"new": 19_000 if SOAK else 2500})
def one_name_under_thousands_of_numbers() -> bytes:
    """Which must not be compared each with each."""
    return text(
        HEAD, *([ONE[0], f"{each}/GP", "2024", "", ""] for each in range(1000, 20_000 if SOAK else 3500))
    ).encode()


# Cells ---------------------------------------------------------------------------------------------


@expected("ask", says="can be read in two ways")
def dates_that_can_be_read_in_two_ways() -> bytes:
    return text(HEAD, [*ONE[:2], "03/04/2024", *ONE[3:]], [*TWO[:2], "05/06/2024", *TWO[3:]]).encode()


@expected(rows=[{"date": "2024-03-04"}], answers=("date_order=mdy",))
def dates_whose_order_is_answered() -> bytes:
    return text(HEAD, [*ONE[:2], "03/04/2024", *ONE[3:]]).encode()


@expected(
    "rows with questions",
    rows=[{"date": ""}] * 7,
    asks=("“31/02/2024”", "“2023-02-29”", "“平成31年5月1日”", "“45352”", "“1/3/24”", "“0000-00-00”", "“999999"),
)
def dates_that_never_were() -> bytes:
    days = ("31/02/2024", "2023-02-29", "平成31年5月1日", "45352", "1/3/24", "0000-00-00", "9" * 32_000)
    return text(HEAD, *([f"Công ty {'BCDGHKL'[at]}", f"{at}/GP", day] for at, day in enumerate(days))).encode()


@expected("rows with questions", rows=[{"date": ""}] * 20, asks=("is no date",), is_small=False)
def dates_of_no_end() -> bytes:
    """Patterns that try each way to part such a text need the square of its length."""
    return text(
        HEAD, *([f"Công ty {chr(66 + at)}", f"{at}/GP", "1 a" + " ." * 16_000 + "z"] for at in range(20))
    ).encode()


@expected(
    rows=[
        {"date": date}
        for date in ("2024-04-01", "2023-04-01", "2019-05", "2017-06-06", "2024-04-14", "2024-03-01", "2024-04-01")
    ]
)
def dates_of_other_calendars() -> bytes:
    days = (
        "1 เมษายน 2567",
        "令和5年4月1日",
        "令和元年5月",
        "H29.6.6",
        "๑๔/๔/๒๕๖๗",
        "ngày 01 tháng 3 năm 2024",
        "２０２４年４月１日",
    )
    names = "BCDGHKL"
    rows = [[f"Công ty {names[at]}", f"{at}/GP", day] for at, day in enumerate(days)]
    return text(HEAD, *rows).encode()


@expected(rows=[{"phones": ["024 5550 1234", "+84 28 5550 1235", "0912 555 123"]}])
def telephones_in_one_cell() -> bytes:
    return text(
        HEAD, [*ONE[:4], '"Tel: ０２４ ５５５０ １２３４\n+84 28 5550 1235; 0912 555 123 / Fax: 024 5550 9999"']
    ).encode()


@expected(counts={"rows": 1, "new": 1}, is_small=False)
def thousands_of_telephones_in_one_cell() -> bytes:
    return text(HEAD, [*ONE[:4], "/".join(f"{each:07d}" for each in range(4000))]).encode()


@expected(rows=[{"name": "Công ty Bạch Trúc", "number": "1/GP", "address": "5 Hàng Mây, Hà Nội"}])
def wrapped_cells() -> bytes:
    return text(HEAD, ['"Công ty\r\n  Bạch\nTrúc"', "1/GP", "2024", '"5 Hàng Mây,\nHà Nội"', ""]).encode()


@expected(rows=[{"name": "Công ty Bạch Trúc", "number": "1/GP"}])
def wrapped_cells_as_a_workbook_writes_them() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + raw_row(2, ["Công ty_x000D_\nBạch Trúc", "1/_x0000_GP", "2024"]))


@expected(rows=[{"name": "Công ty Bạch Trúc", "number": "12/GP", "result": "new"}, {"name": "สหกรณ์"}])
def signs_that_nobody_sees() -> bytes:
    """A mark of direction turns what stands behind it, and a space of no width makes another name of one."""
    name = "\u202eCông\u200b ty \u2066Bạch\u00ad Trúc\u2069\ufeff\u200d"
    return text(HEAD, [name, "\u200e1\u200b2/GP", "2024"], ["ส\u200bหกรณ์", "3/GP", "2024"]).encode()


@expected(
    "rows with questions",
    rows=[{"name": "", "number": "1/GP"}, {"result": "refused"}],
    counts={"refused": 1},
    asks=("neither a name",),
)
def names_of_controls() -> bytes:
    return text(HEAD, ["\x01\x02\x07\x1b", "1/GP", "2024"], ["\x01\x7f", "\x02", "2024"]).encode()


@expected("rows with questions", counts={"refused": 4, "new": 1}, asks=("begins as a formula",))
def names_that_are_formulas() -> bytes:
    names = ("=cmd|' /C calc'!A0", "@SUM(1)", "\u200b\t=1+1", "+1+1", "-2+3")
    return text(HEAD, *([name, f"{at}/GP", "2024", "", ""] for at, name in enumerate(names))).encode()


@expected("rows with questions", counts={"refused": 2}, asks=("“=1+1” is no name", "“=1” is no name"))
def formulas_where_a_number_stands_for_the_name() -> bytes:
    return text(HEAD, ["", "=1+1", "2024"], ["...", "＝1", "2024"]).encode()


@expected(rows=[BOTH[0], BOTH[1]])
def rows_counted_by_figures_in_circles() -> bytes:
    return text(["STT", *HEAD], ["①", *ONE], ["②", *TWO]).encode()


@expected(rows=[BOTH[0]])
def a_counter_of_no_end() -> bytes:
    return text(["STT", *HEAD], ["9" * 5000, *ONE]).encode()


# Workbooks -----------------------------------------------------------------------------------------


@expected(rows=BOTH)
def a_plain_workbook() -> bytes:
    return table(ONE, TWO)


@expected(rows=[{**BOTH[0], "line": 5, "number": "0007", "date": "2024-04-01"}])
def headings_over_two_rows_under_titles() -> bytes:
    def fill(sheet: Any) -> None:
        sheet.append(["BỘ LAO ĐỘNG"])
        sheet.append(["Danh sách doanh nghiệp"])
        sheet.append(["Tên doanh nghiệp", "Giấy phép", None, "Địa chỉ", "Điện thoại"])
        sheet.append([None, "Số giấy phép", "Ngày cấp"])
        sheet.append([ONE[0], 7, datetime.date(2024, 4, 1), *ONE[3:]])
        sheet["B5"].number_format = "0000"
        for area in ("A1:E1", "A2:E2", "A3:A4", "B3:C3", "D3:D4", "E3:E4"):
            sheet.merge_cells(area)

    return workbook(fill)


@expected(rows=[{**BOTH[0]}, {**BOTH[1], "address": "5 Hàng Mây"}])
def merged_cells_among_the_rows() -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEAD, ONE, [*TWO[:3], None, TWO[4]]):
            sheet.append(row)
        sheet.merge_cells("D2:D3")

    return workbook(fill)


@expected(rows=BOTH)
def formulas_with_their_results() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + raw_row(2, ONE, A="B9&amp;C9", B="1+1") + raw_row(3, TWO, E="E2"))


@expected(
    "rows with questions",
    rows=[{"name": "", "number": "1/GP"}, {"name": TWO[0], "number": ""}],
    asks=("a formula without a result", "(#REF!)"),
)
def formulas_without_results_and_errors() -> bytes:
    error = b'<row r="3">%s<c r="B3" t="e"><f>A1</f><v>#REF!</v></c></row>' % cell("A3", TWO[0])
    return raw_sheet(raw_row(1, HEAD) + raw_row(2, ["", "1/GP"], A="Other!A1") + error)


@expected("rows with questions", rows=[BOTH[0], {**BOTH[1], "result": "doubtful"}], says="hidden in the sheet: 3")
def hidden_rows_columns_and_sheets() -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEAD, ONE, TWO):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True
        other = sheet.parent.create_sheet("Old")
        other.append(HEAD)
        other.append(["Công ty Cũ", "9/GP", "2001", "", ""])
        other.sheet_state = "veryHidden"

    return workbook(fill)


@expected(rows=[BOTH[0]], answers=("hidden=leave",))
def a_hidden_row_that_is_left() -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEAD, ONE, TWO):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True

    return workbook(fill)


@expected(rows=[{"number": "0012", "phones": ["0245550123"]}, {"number": "12345", "date": "2024-04-01"}])
def numbers_as_text_and_texts_as_numbers() -> bytes:
    return table(
        [ONE[0], "0012", "2024", "", "０２４５５５０１２３"],
        [TWO[0], "１２３４５", datetime.datetime(2024, 4, 1), "", None],
    )


@expected("ask", says="Several sheets look like a list: “..\\..\\windows”, “'; DROP TABLE x; --”")
def sheets_called_like_paths() -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEAD, ONE):
            sheet.append(row)
        other = sheet.parent.create_sheet("List")
        for row in (HEAD, TWO):
            other.append(row)

    names = {
        b'name="Sheet"': b'name="..\\..\\windows"',
        b'name="List"': b'name="\'; DROP TABLE x; --"',
    }

    def renamed(held: bytes) -> bytes:
        for name, other in names.items():
            held = held.replace(name, other)
        return held

    return repacked(workbook(fill), {"xl/workbook.xml": renamed}, {})


@expected("error", says="holds no cell with text")
def a_sheet_that_lies_outside_the_file() -> bytes:
    def outside(held: bytes) -> bytes:
        assert b"/xl/worksheets/sheet1.xml" in held
        return held.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")

    return repacked(table(ONE), {"xl/_rels/workbook.xml.rels": outside}, {})


@expected(rows=[BOTH[0]])
def macros_are_not_run() -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    changes = {"[Content_Types].xml": lambda held: held.replace(kind, with_macros)}
    return repacked(table(ONE), changes, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"})


@expected(rows=BOTH)
def an_old_workbook() -> bytes:
    def fill(_made: Any, sheet: Any) -> None:
        day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
        for at, row in enumerate((HEAD, ONE, TWO)):
            for column, said in enumerate(row):
                if said == "2023-11-30":
                    sheet.write(at, column, datetime.date(2023, 11, 30), day)
                else:
                    sheet.write(at, column, said)

    return old_workbook(fill)


@expected(
    "rows with questions",
    rows=[{"name": ONE[0], "number": "1/GP"}, {"result": "doubtful"}],
    says="hidden in the sheet: 3",
)
def an_old_workbook_with_zero_bytes_and_hidden_rows() -> bytes:
    def fill(_made: Any, sheet: Any) -> None:
        for at, row in enumerate((HEAD, ["Công ty\0 Bạch\1 Trúc", "1\0/GP"], TWO)):
            for column, said in enumerate(row):
                sheet.write(at, column, said)
        sheet.row(2).hidden = True

    return old_workbook(fill)


# Bombs ---------------------------------------------------------------------------------------------


@expected("error", says="larger than 50 MB", is_small=False)
def a_bomb_that_tells_its_size() -> bytes:
    return repacked(table(ONE), {}, {"xl/worksheets/sheet9.xml": b" " * 53_000_000})


@expected("error", says="This file is damaged", is_small=False)
def a_bomb_that_tells_a_smaller_size() -> bytes:
    """The sizes of a part stand in its own head and in the list at the end: both say 1,000."""
    content = bytearray(repacked(table(ONE), {}, {"xl/worksheets/sheet9.xml": b" " * 3_000_000}))
    real = (3_000_000).to_bytes(4, "little")
    assert content.count(real) == 2
    return bytes(content.replace(real, (1000).to_bytes(4, "little")))


@expected(rows=[BOTH[0]])
def a_bomb_within_a_bomb_is_left_packed() -> bytes:
    inner = repacked(table(ONE), {}, {"x.bin": b"0" * 3_000_000})
    return repacked(table(ONE), {}, {"xl/embeddings/inner.xlsx": inner})


@expected("error", says="defines words of its own")
def words_that_grow() -> bytes:
    return repacked(table(ONE), {SHEET: lambda held: _entities() + held}, {})


@expected("error", says="defines words of its own")
def words_that_grow_in_a_part_of_another_name() -> bytes:
    strings = b"%s<sst %s><si><t>&h;</t></si></sst>" % (_entities(), MAIN)
    override = b'<Override PartName="/xl/x.bin" ContentType="%s"/></Types>' % STRINGS
    changes = {"[Content_Types].xml": lambda held: held.replace(b"</Types>", override)}
    return repacked(table(ONE), changes, {"xl/x.bin": strings})


def _entities() -> bytes:
    words = b"".join(b'<!ENTITY %c "%s">' % (98 + each, b"&%c;" % (97 + each) * 10) for each in range(7))
    return b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%s]>' % words


@expected("error", says="This file is damaged")
def a_row_that_no_sheet_has() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + raw_row(2_000_000_000, ONE))


@expected(rows=[{**BOTH[0], "line": 1_048_576}])
def a_row_far_below() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + raw_row(1_048_576, ONE))


@expected("error", says="more than 200 columns")
def a_column_far_out() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + b'<row r="2">%s</row>' % cell("ZZZ2", "A Co"))


@expected("error", says="more than 200 columns", is_small=False)
def empty_cells_without_end() -> bytes:
    return raw_sheet(raw_row(1, HEAD) + b'<row r="2">' + b"<c/>" * (6_000_000 if SOAK else 300_000) + b"</row>")


@expected("error", says="32,767 characters", is_small=False)
def attributes_without_end() -> bytes:
    attributes = b" ".join(b'a%d="1"' % each for each in range(1_000_000 if SOAK else 60_000))
    return raw_sheet(raw_row(1, HEAD) + b"<row " + attributes + b"/>")


@expected("error", says="This file is damaged", is_small=False)
def formats_without_end() -> bytes:
    more = b"<xf/>" * 310_000 + b"</cellXfs>"
    return repacked(table(ONE), {"xl/styles.xml": lambda held: held.replace(b"</cellXfs>", more)}, {})


@expected("error", says="This file is damaged")
def one_sheet_under_a_hundred_names() -> bytes:
    def named(held: bytes) -> bytes:
        begin = held.index(b"<sheet ")
        end = held.index(b"/>", begin) + 2
        one = held[begin:end]
        names = [one.replace(b'name="Sheet"', b'name="S%d"' % each) for each in range(100)]
        return held[:begin] + b"".join(names) + held[end:]

    return repacked(table(ONE), {"xl/workbook.xml": named}, {})


@expected(rows=BOTH, is_small=False)
def a_hundred_thousand_merged_areas() -> bytes:
    areas = b"<mergeCells>" + b'<mergeCell ref="G1:H2"/>' * 100_000 + b"</mergeCells>"
    return raw_sheet(raw_row(1, HEAD) + raw_row(2, ONE) + raw_row(3, TWO), after=areas)


@expected("error", says="1,000,000 cells", is_small=False)
def more_merged_areas_than_a_sheet_needs() -> bytes:
    areas = b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 200_001 + b"</mergeCells>"
    return raw_sheet(raw_row(1, HEAD) + raw_row(2, ONE), after=areas)


@expected("error", says="larger than 50 MB", is_small=False)
def merged_areas_over_one_another_in_an_old_workbook() -> bytes:
    def fill(_made: Any, sheet: Any) -> None:
        for at in range(200):
            sheet.write(at, 0, "x")
            sheet.write(at, 199, "y")
        sheet.merged_ranges.extend([(0, 199, 0, 199)] * (3000 if SOAK else 60))

    return old_workbook(fill)


# Other files under the name of a table --------------------------------------------------------------


@expected("error", says="protected by a password")
def a_workbook_with_a_password() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


@expected("error", says="This file is damaged")
def an_old_workbook_that_is_none() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8


@expected("error", says="This file is damaged")
def a_workbook_that_was_not_copied_to_its_end() -> bytes:
    content = table(ONE, TWO)
    return content[: len(content) * 2 // 3]


@expected("error", says="This is no table")
def an_archive_that_is_no_workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("../../etc/cron.d/x", text(HEAD, ONE))
    return content.getvalue()


@expected("error", says="This is no table")
def a_paper() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@expected("error", says="This is no table")
def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"


@expected("error", says="This is a web page")
def a_web_page() -> bytes:
    cells = "".join(f"<td>{each}</td>" for each in ONE)
    return f"\n<html><head><meta charset=utf-8></head><table><tr>{cells}</tr></table></html>".encode()


@expected("error", says="This is a web page")
def a_web_page_of_two_bytes_each() -> bytes:
    return "\ufeff<html><table><tr><td>Công ty</td></tr></table></html>".encode("utf-16-be")
