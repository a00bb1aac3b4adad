"""Tables of others: read right or refused with the reason, whatever their name."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from jitco_portal.common.spreadsheets import Cell, SpreadsheetRefused, open_book

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
