"""Tables of others: read right or refused with the reason, whatever their name."""

import datetime
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlwt

from jitco_portal.common.spreadsheets import Cell, SpreadsheetRefused, open_book, shapes

TABLE = "許可番号,名称\n許1706000144,見本協同組合\n"
READ = [["許可番号", "名称"], ["許1706000144", "見本協同組合"]]


@pytest.fixture
def kept(tmp_path):
    def keep(content):
        path = tmp_path / "list.xls"
        path.write_bytes(content)
        return path

    return keep


def texts(book, sheet=0):
    return [[cell.text for cell in row.cells] for row in book.sheets[sheet].rows]


def refusal(path, **options):
    with pytest.raises(SpreadsheetRefused) as refused:
        open_book(path, **options)
    assert str(refused.value.text)
    return refused.value.code


def workbook(fill):
    made, content = openpyxl.Workbook(), io.BytesIO()
    fill(made.active)
    made.save(content)
    return content.getvalue()


def repacked(content, name, change, **more):
    """The file with one part changed, and others added."""
    held, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            made.writestr(part, change(held.read(part)) if part == name else held.read(part))
        for part, data in more.items():
            made.writestr(part, data)
    return new.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp", "utf-32"]
)
def test_a_text_is_read_in_the_encoding_that_it_tells(kept, encoding):
    assert texts(open_book(kept(TABLE.encode(encoding)))) == READ


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_the_sign_between_the_cells_is_found(kept, separator):
    assert texts(open_book(kept(TABLE.replace(",", separator).encode()))) == READ


def test_quoted_cells_may_hold_line_ends_and_the_rows_tell_their_lines(kept):
    book = open_book(kept(b'name,address\r\n\r\nA,"Hanoi\r\nVietnam"\r\nB,Hue\r\n'))

    rows = [(row.number, [cell.text for cell in row.cells]) for row in book.sheets[0].rows]
    assert rows == [(1, ["name", "address"]), (3, ["A", "Hanoi\r\nVietnam"]), (5, ["B", "Hue"])]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("名称,编号\n样本公司,1\n", "gb18030"), ("Tên,So\nCông ty Ðai,1\n", "cp1252")],
    ids=["zh", "vi"],
)
def test_an_encoding_that_could_be_another_is_asked_for(kept, text, encoding):
    path = kept(text.encode(encoding))

    assert refusal(path) == "encoding"
    assert texts(open_book(path, encoding=encoding))[0] == text.split()[0].split(",")
    assert refusal(path, encoding="utf-8") == "not_in_encoding"
    assert refusal(path, encoding="no such") == "not_in_encoding"


REFUSED = {
    "empty": b"",
    "no_rows": b"\n\n,,\n",
    "wrong_type": b"%PDF-1.7\n",
    "web_page": b"\xef\xbb\xbf\n<html><table><tr><td>A</td></tr></table>",
    "cell_too_long": b"a,b\n" + b"x" * 1_000_000 + b",1\n",
    "too_many_rows": b"a,b\n" + b"x,1\n" * 100_000,
    "too_many_columns": b"a," * 300 + b"b\n",
    "open_quote": b'name,number\n"A,1\nB,2\n',
    "damaged": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_table_is_refused_with_the_reason(kept, code):
    assert refusal(kept(REFUSED[code])) == code


def test_a_damaged_old_file_a_picture_and_a_password_are_refused(kept):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

    assert refusal(kept(ole + b"junk")) == "damaged"
    assert refusal(kept(ole + "EncryptedPackage".encode("utf-16-le"))) == "encrypted"
    assert refusal(kept(b"\x89PNG\r\n\x1a\n")) == "wrong_type"
    assert refusal(kept(b"a,b\n\0\0\1\2,")) == "wrong_type"


def test_a_workbook_tells_merged_areas_hidden_parts_and_formulas_without_a_result(kept):
    def fill(sheet):
        sheet.append(["Licence", None, "Name", "Since"])
        sheet.merge_cells("A1:B1")
        sheet.append([7, True, "A", datetime.date(2024, 4, 1)])
        sheet.append([1.0, 12.5, "=C2", "x"])
        sheet.append(["", None, None, None])
        sheet.append(["hidden"])
        sheet["A2"].number_format = "0000"
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["B"].hidden = True

    sheet = open_book(kept(workbook(fill))).sheets[0]

    assert [(row.number, row.is_hidden) for row in sheet.rows] == [(1, False), (2, False), (3, False), (5, True)]
    assert [cell.text for cell in sheet.rows[0].cells] == ["Licence", "Licence", "Name", "Since"]
    assert [cell.is_filled for cell in sheet.rows[0].cells] == [False, True, False, False]
    assert [cell.text for cell in sheet.rows[1].cells] == ["0007", "TRUE", "A", "2024-04-01"]
    assert [cell.text for cell in sheet.rows[2].cells] == ["1", "12.5", "", "x"]
    assert sheet.rows[2].cells[2] == Cell(is_formula=True, is_error=True)
    assert sheet.hidden_columns == {1}


def test_a_workbook_with_too_much_in_it_is_refused_before_it_is_kept(kept):
    small = workbook(lambda sheet: sheet.append(["a"]))
    part = "xl/worksheets/sheet1.xml"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (each, each) for each in range(1, 20_003))
    far = b'<row r="1"><c r="ZZ1"><v>1</v></c></row>'

    def sheet_of(data):
        return lambda held: held[: held.index(b"<sheetData")] + b"<sheetData>" + data + b"</sheetData></worksheet>"

    assert refusal(kept(repacked(small, part, sheet_of(rows)))) == "too_many_rows"
    assert refusal(kept(repacked(small, part, sheet_of(far)))) == "too_many_columns"
    assert (
        refusal(kept(repacked(small, part, lambda held: held, **{"xl/media/a.bin": b"0" * 53_000_000}))) == "too_large"
    )
    entity = b'<!DOCTYPE a [<!ENTITY a "aaaa">]>'
    assert refusal(kept(repacked(small, part, lambda held: entity + held))) == "entities"
    assert refusal(kept(repacked(small, part, lambda held: held[:-20]))) == "damaged"
    assert refusal(kept(small[: len(small) // 2])) == "damaged"
    assert refusal(kept(repacked(small, "xl/workbook.xml", lambda held: b"<a/>"))) in ("damaged", "no_rows")


def test_a_million_empty_rows_are_no_rows(kept):
    def fill(sheet):
        sheet.append(["a", "b"])
        sheet.append(["1", "2"])
        sheet.cell(row=1_048_576, column=3).number_format = "0"

    assert texts(open_book(kept(workbook(fill)))) == [["a", "b"], ["1", "2"]]


def test_rows_far_below_are_read_and_rows_that_no_sheet_has_are_refused(kept):
    """Neither takes longer than the rows that are there: the gap between them is not walked through."""
    small = workbook(lambda sheet: sheet.append(["a"]))
    part = "xl/worksheets/sheet1.xml"

    def sheet_of(row, after=b""):
        cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="%d"><c r="A%d"><v>2</v></c></row>' % (row, row)
        end = b"</sheetData>" + after + b"</worksheet>"
        return repacked(small, part, lambda held: held[: held.index(b"<sheetData")] + b"<sheetData>" + cells + end)

    merged = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 3000 + b"</mergeCells>"
    for content in (sheet_of(1_048_576), sheet_of(1_048_576, merged)):
        rows = open_book(kept(content)).sheets[0].rows
        assert (rows[0].number, rows[0].cells[0].text, rows[1].number) == (1, "1", 1_048_576)
    for row in (2_000_000_000, 0):
        assert refusal(kept(sheet_of(row))) == "damaged"


def test_lines_of_commas_and_lines_of_nothing_are_refused_before_any_cell_is_made(kept):
    tracemalloc.start()
    try:
        assert refusal(kept(b"," * 20_000_000)) == "too_many_columns"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 40_000_000
    assert refusal(kept(b"a,b\n" + b"\n" * 1_100_000)) == "too_many_rows"


def test_more_cells_than_a_memory_should_hold_are_refused(kept, monkeypatch):
    monkeypatch.setattr(shapes, "MOST_CELLS", 5)
    table = workbook(lambda sheet: [sheet.append(["a", "b", "c"]) for _number in range(2)])

    assert refusal(kept(b"a,b,c\nd,e,f\n")) == "too_many_cells"
    assert refusal(kept(table)) == "too_many_cells"
    assert len(open_book(kept(b"a,b,c\nd,e\n")).sheets[0].rows) == 2


def test_utf_16_without_a_mark_may_hold_the_space_of_japanese(kept):
    text = "番号,名称\n1,見本　協同組合\n2,第二　組合\n"

    assert texts(open_book(kept(text.encode("utf-16-le"))))[1] == ["1", "見本　協同組合"]
    assert texts(open_book(kept(text.encode("utf-16-be"))))[2] == ["2", "第二　組合"]


def test_a_file_of_an_old_excel_tells_the_same(kept):
    made, content = xlwt.Workbook(), io.BytesIO()
    sheet = made.add_sheet("List")
    sheet.write_merge(0, 0, 0, 1, "Licence")
    sheet.write(0, 2, "Since")
    sheet.write(1, 0, 7, xlwt.easyxf(num_format_str="0000"))
    sheet.write(1, 1, "A")
    sheet.write(1, 2, datetime.date(2024, 4, 1), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(2, 1, "hidden")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    made.add_sheet("Old").write(0, 0, "x")
    made.get_sheet(1).visibility = 1
    made.save(content)

    book = open_book(kept(content.getvalue()))

    assert (book.kind, [(each.name, each.is_hidden) for each in book.sheets]) == (
        "xls",
        [("List", False), ("Old", True)],
    )
    assert texts(book) == [["Licence", "Licence", "Since"], ["0007", "A", "2024-04-01"], ["", "hidden"]]
    assert [row.is_hidden for row in book.sheets[0].rows] == [False, False, True]
    assert (book.sheets[0].rows[0].cells[1].is_filled, book.sheets[0].hidden_columns) == (True, {1})
    assert refusal(kept(content.getvalue()[:1500])) == "damaged"
