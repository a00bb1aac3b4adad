"""What of a table is an entry, what its columns mean, and what is asked instead of guessed."""

import datetime

import pytest

from jitco_portal.common.spreadsheets.shapes import Book, Cell, Row, Sheet, text_of
from organizations.queries.list_imports.headings import folded, meaning, table
from organizations.queries.list_imports.phones import phones_of, same_phones
from organizations.queries.list_imports.reading import ListRefused, read_list
from organizations.queries.list_imports.texts import ASKS, QUESTIONS, sentence

HEAD = ("STT", "Tên doanh nghiệp", "Số giấy phép", "Ngày cấp", "Địa chỉ", "Điện thoại")
ONE = (1, "Công ty Bạch Trúc", "12/GP", "31/12/2020", "5 Hàng Mây", "024 5550 1234")
TWO = (2, "Công ty Hồng Liên", "13/GP", "30/11/2020", "6 Hàng Mây", "024 5550 1235")


def cell(value):
    return value if isinstance(value, Cell) else Cell(text_of(value), value)


def sheet(*rows, name="Sheet1", hidden=(), **values):
    # Rows without any text are left out by whoever reads the file.
    shown = [Row(line, [cell(each) for each in row], line in hidden) for line, row in enumerate(rows, 1) if any(row)]
    return Sheet(name, shown, **values)


def read(*rows, kind="licences", answers=None, headings=None, **values):
    book = Book("xlsx", [sheet(*rows, **values)])
    return read_list(book, kind=kind, answers=answers or {}, headings=table() | (headings or {}))


def codes(questions):
    return [each.code for each in questions]


def fields(found):
    return [column.field for column in found.columns]


def test_headings_are_found_under_titles_and_what_is_no_entry_is_left_out():
    found = read(
        ("BỘ LAO ĐỘNG",),
        ("Danh sách doanh nghiệp được cấp giấy phép",),
        (),
        HEAD,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("I. Hà Nội",),
        ONE,
        HEAD,
        TWO,
        ("Tổng cộng", 2),
        ("Ghi chú: theo báo cáo",),
    )

    assert found.header_line == 4
    assert fields(found) == ["", "name", "number", "date", "address", "phones"]
    assert [(row.line, row.name, row.number, row.date) for row in found.rows] == [
        (7, "Công ty Bạch Trúc", "12/GP", "2020-12-31"),
        (9, "Công ty Hồng Liên", "13/GP", "2020-11-30"),
    ]
    assert found.notes[0].values["count"] == 5
    assert not found.asks
    assert not found.questions


def test_headings_over_two_rows_are_read_as_one():
    filled = Cell("Licence", "Licence", is_filled=True)

    found = read(("No", "Name", "Licence", filled), ("", "", "Number", "Date"), (1, "Agency A", "7", "2024-04"))

    assert fields(found) == ["", "name", "number", "date"]
    assert (found.rows[0].number, found.rows[0].date) == ("7", "2024-04")


def test_the_table_knows_headings_of_the_sending_countries():
    expected = {
        "Company Name": "name",
        "Date of issue": "date",
        "監理団体名": "name",
        "許可番号": "number",
        "許可年月日": "date",
        "所在地": "address",
        "Tên doanh nghiệp": "name",
        "TÊN DOANH NGHIỆP\n(Tiếng Anh)": "name_en",
        "Nama Perusahaan": "name",
        "Alamat": "address",
        "ที่อยู่": "address",
        "Хаяг": "address",
        "地址": "address",
        "ठेगाना": "address",
        "ঠিকানা": "address",
    }

    assert {text: (meaning(text, table()) or ("",))[0] for text in expected} == expected
    assert meaning("Favourite colour", table()) is None
    assert folded("  Ｎａｍｅ\nof Company:") == "name of company"


def test_dates_of_a_column_are_asked_about_unless_it_proves_their_order():
    unsure = read(HEAD, (1, "A Co", "1", "03/04/2024"), (2, "B Co", "2", "05/06/2024"))
    proved = read(HEAD, (1, "A Co", "1", "03/04/2024"), (2, "B Co", "2", "25/06/2024"))
    torn = read(HEAD, (1, "A Co", "1", "03/04/2024"), (2, "B Co", "2", "25/06/2024"), (3, "C Co", "3", "6/25/2024"))
    answered = read(HEAD, (1, "A Co", "1", "03/04/2024"), answers={"date_order": "mdy"})

    assert codes(unsure.asks) == codes(torn.asks) == ["date_order"]
    assert [row.date for row in unsure.rows] == ["", ""]
    assert [row.date for row in proved.rows] == ["2024-04-03", "2024-06-25"]
    assert not proved.asks
    assert answered.rows[0].date == "2024-03-04"


def test_a_cell_in_question_stays_blank_and_the_rest_of_its_row_is_read():
    error = Cell("#REF!", None, is_error=True)
    rows = [
        (1, "A Co", "1", "31/02/2024", "5 Hàng Mây"),
        (2, "B Co", "2", 45352),
        (3, "C Co", "3", error),
        (4, "D Co", "4", "1/3/24"),
        (5, "E Co", "5", datetime.date(2024, 3, 1)),
    ]

    found = read(HEAD, *rows)

    assert [codes(row.questions) for row in found.rows] == [
        ["no_date"],
        ["serial_date"],
        ["cell_error"],
        ["short_year"],
        [],
    ]
    assert [row.date for row in found.rows] == ["", "", "", "", "2024-03-01"]
    assert found.rows[0].address == "5 Hàng Mây"
    assert {row.questions[0].field for row in found.rows[:4]} == {"date"}


def test_hidden_rows_are_said_and_count_only_when_somebody_says_so():
    asked = read(HEAD, ONE, TWO, hidden=(3,))

    assert [row.is_hidden for row in asked.rows] == [False, True]
    assert codes(asked.questions) == ["hidden_rows"]
    assert [row.line for row in read(HEAD, ONE, TWO, hidden=(3,), answers={"hidden": "leave"}).rows] == [2]
    counted = read(HEAD, ONE, TWO, hidden=(3,), answers={"hidden": "count"})
    assert [row.is_hidden for row in counted.rows] == [False, False]
    assert not counted.questions


def test_unknown_headings_are_asked_about_and_the_answer_is_read():
    rows = [("Foo", "Bar"), ("Agency A", "7"), ("Agency B", "8")]

    assert codes(read(*rows).asks) == ["columns"]
    found = read(*rows, answers={"header": 1, "columns": {"1": "name", "2": "number"}})
    assert [(row.name, row.number) for row in found.rows] == [("Agency A", "7"), ("Agency B", "8")]
    assert fields(read(*rows, headings={"foo": "name", "bar": "number"})) == ["name", "number"]


def test_a_text_and_headings_without_rows_are_no_list():
    for rows in ([("Only a letter",)], [HEAD]):
        with pytest.raises(ListRefused) as refused:
            read(*rows)
        assert refused.value.question.code == "no_list"


def test_two_columns_of_one_meaning_are_asked_about_and_addresses_are_joined():
    rows = [("Name", "Date of issue", "Date of issue", "Address", "Address"), ("A Co", "2024", "2025", "5 Main", "X")]

    found = read(*rows)

    assert codes(found.asks) == ["two_columns"]
    assert found.rows[0].address == "5 Main, X"
    assert not read(*rows, answers={"columns": {"3": "date"}}).asks


def test_a_state_and_what_looks_like_a_formula_are_no_entries_without_a_word():
    head = ("Name", "Licence number", "Status")
    found = read(head, ("A Co", "1", "Active"), ("B Co", "2", "Suspended"), ("=cmd|' /C calc'!A0", "3", "Active"))

    assert [codes(row.questions) for row in found.rows] == [[], ["state_unknown"], []]
    assert found.rows[1].kind == "suspension"
    assert found.rows[2].refused.code == "odd_name"


def test_measures_and_permits_are_asked_of_which_kind_they_are():
    rows = [("Name", "Date"), ("A Co", "2024-03-01"), ("B Co", "2024-03-02")]

    for kind, answer in (("measures", {"measure": "revocation"}), ("permits", {"permit": "general"})):
        assert codes(read(*rows, kind=kind).asks) == [next(iter(answer))]
        found = read(*rows, kind=kind, answers=answer)
        assert not found.asks
        assert {row.kind for row in found.rows} == set(answer.values())


def test_several_sheets_are_asked_about():
    sheets = [sheet(HEAD, ONE, name="Hà Nội"), sheet(HEAD, TWO, name="Huế"), sheet(HEAD, ONE, name="Old")]
    sheets[2].is_hidden = True
    book = Book("xlsx", sheets)

    asked = read_list(book, kind="licences", answers={}, headings=table())
    chosen = read_list(book, kind="licences", answers={"sheet": "Huế"}, headings=table())

    assert codes(asked.asks) == ["sheet"]
    assert codes(asked.questions) == ["hidden_sheet"]
    assert [row.name for row in chosen.rows] == ["Công ty Hồng Liên"]
    assert not chosen.asks


def test_telephones_of_a_cell():
    expected = {
        "024 5550 1234 / 024 5550 1235": ["024 5550 1234", "024 5550 1235"],
        "024.5550.1234; 0905-555-123\n+84 24 5550 1236": ["024.5550.1234", "0905-555-123", "+84 24 5550 1236"],
        "4.62757018/04.62938048": ["4.62757018", "04.62938048"],
        "024-3773 0199/0200": ["024-3773 0199/0200"],
        "Tel: 03-5555-0100, Fax: 03-5555-0101": ["03-5555-0100"],
        "０３－５５５５－０１００": ["03-5555-0100"],
        "024 5550 1234 ext. 12": ["024 5550 1234 ext. 12"],
        "none": [],
    }

    assert {text: phones_of(text) for text in expected} == expected
    assert same_phones("024 5550 1234 / 0905 555 123") == same_phones("0905-555-123; (024) 5550.1234")


def test_every_question_is_a_sentence():
    found = read(HEAD, (1, "A Co", "1", "03/04/2024"), (2, "", "", "soon"), hidden=(2,))
    every = [*found.asks, *found.questions, *(each for row in found.rows for each in row.questions)]

    assert len(every) >= 3
    assert all("%(" not in sentence(question) for question in every)
    assert set(ASKS) <= set(QUESTIONS)
    assert sentence(found.asks[0]).startswith("The dates of “Ngày cấp” can be read in two ways: 03/04/2024.")


def test_the_day_of_a_state_is_not_the_day_of_a_licence():
    head = ("name_local", "approval_number", "listing_status", "status_on")
    found = read(head, ("A Co", "1", "operating", "2024-02"), ("B Co", "2", "suspended", "2024-02"))

    assert [(row.date, codes(row.questions)) for row in found.rows] == [("", []), ("", ["state_unknown"])]
