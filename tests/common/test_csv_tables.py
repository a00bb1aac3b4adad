"""Tables from files: all or nothing, and every fault with its file, line and column."""

import pghistory
import pytest

from countries.models import Agreement, Counterpart, Country, CountryFigure, Programme
from jitco_portal.common.csv_tables.files import TablesRefused
from jitco_portal.common.csv_tables.tables import By, Table, load_at_once, load_tables

pytestmark = pytest.mark.django_db

COUNTRIES = (
    "code,name_en,name_ja,name_kana,division,division_source_url,official_list_url,tile_row,tile_column,next_review_on"
)
VIETNAM = "VN,Vietnam,ベトナム,ベトナム,,,,3,6,2027-02-28"
LAOS = "LA,Laos,ラオス,ラオス,,,,3,5,"
FIGURES = "country,kind,counted_on,number,is_approximate,note_en,note_ja,source,source_url,source_on,checked_on"
AGREEMENTS = (
    "country,kind,programmes,state,counterpart,signed_on,effective_on,list_published_on,others_refused_from,ended_on,"
    "note_en,note_ja,source,source_url,source_on,checked_on"
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def write(folder, name, *lines, encoding="utf-8", end="\r\n"):
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def countries(folder, *rows, header=COUNTRIES, **options):
    path = write(folder, "countries.csv", header, *rows, **options)
    return Table(Country, ("code",), path, fixed={"is_sample": False})


def figures(folder, *rows):
    path = write(folder, "figures.csv", FIGURES, *rows)
    return Table(CountryFigure, ("country", "kind", "counted_on"), path, {"country": By("code")})


def agreements(folder, *rows):
    path = write(folder, "agreements.csv", AGREEMENTS, *rows)
    return Table(
        Agreement,
        ("country", "kind", "programmes", "counterpart", "signed_on"),
        path,
        {"country": By("code"), "programmes": By("code"), "counterpart": By("name_en", within="country")},
        loose_identity=("country", "kind", "programmes"),
    )


def counts(report):
    return report.added, report.changed, report.unchanged


def problems(*tables):
    with pytest.raises(TablesRefused) as refusal:
        load_tables(tables)
    return [str(problem) for problem in refusal.value.problems]


def programmes():
    rows = [
        {
            "code": code,
            "name_en": code,
            "name_ja": code,
            "short_en": code,
            "short_ja": code,
            "new_plans_from": "2017-11-01",
            "source": "Sample",
            "checked_on": "2026-11-01",
        }
        for code in ("titp", "ssw")
    ]
    return Table(Programme, ("code",), rows)


def test_a_table_is_added_then_unchanged_then_changed(folder):
    moved = VIETNAM.replace("3,6", "3,7")

    assert [counts(each) for each in load_tables([countries(folder, VIETNAM, LAOS)])] == [(2, 0, 0)]
    assert [counts(each) for each in load_tables([countries(folder, VIETNAM, LAOS)])] == [(0, 0, 2)]
    assert [counts(each) for each in load_tables([countries(folder, moved, LAOS)])] == [(0, 1, 1)]

    assert Country.objects.get(code="VN").tile_column == 7


def test_a_row_without_change_writes_no_history(folder):
    load_tables([countries(folder, VIETNAM)])
    before = Country.pgh_event_model.objects.count()

    load_tables([countries(folder, VIETNAM)])

    assert (before, Country.pgh_event_model.objects.count()) == (1, 1)


def test_the_history_names_the_command(folder):
    load_at_once("load_something", lambda: load_tables([countries(folder, VIETNAM)]))

    assert Country.pgh_event_model.objects.get().pgh_context.metadata == {"command": "load_something"}


def test_rows_that_only_the_database_has_are_told_and_left(folder):
    load_tables([countries(folder, VIETNAM, LAOS)])

    report = load_tables([countries(folder, VIETNAM)])[0]

    assert (counts(report), report.only_in_database) == ((0, 0, 1), ["Laos"])
    assert Country.objects.count() == 2


def test_what_a_person_edited_in_the_portal_stands(folder):
    load_tables([countries(folder, VIETNAM)])
    with pghistory.context(user=1, url="/admin/"):
        Country.objects.update(official_list_url="https://example.org/list")

    report = load_tables([countries(folder, VIETNAM)])[0]

    assert (counts(report), report.kept) == ((0, 0, 0), ["Vietnam"])
    assert Country.objects.get().official_list_url == "https://example.org/list"


def test_a_column_that_may_be_blank_may_be_absent_and_then_says_nothing(folder):
    load_tables([countries(folder, VIETNAM)])
    header, row = COUNTRIES.rpartition(",")[0], VIETNAM.rpartition(",")[0]

    assert counts(load_tables([countries(folder, row, header=header)])[0]) == (0, 0, 1)
    assert str(Country.objects.get().next_review_on) == "2027-02-28"


@pytest.mark.parametrize("options", [{"encoding": "utf-8-sig"}, {"end": "\n"}, {"end": "\r\n\r\n"}])
def test_byte_order_mark_line_ends_and_blank_lines_do_not_matter(folder, options):
    assert counts(load_tables([countries(folder, VIETNAM, LAOS, **options)])[0]) == (2, 0, 0)


def test_columns_may_stand_in_any_order(folder):
    names, cells = COUNTRIES.split(","), VIETNAM.split(",")

    assert counts(load_tables([countries(folder, ",".join(cells[::-1]), header=",".join(names[::-1]))])[0]) == (1, 0, 0)


def test_many_related_rows_stand_in_one_cell(folder):
    rows = ["VN,rd,titp ssw,signed,,2019-11-25,,,,,,,Sample,,,2026-11-23"]

    load_tables([programmes(), countries(folder, VIETNAM), agreements(folder, *rows)])
    report = load_tables([agreements(folder, rows[0].replace("titp ssw", "ssw titp"))])[0]

    assert {each.code for each in Agreement.objects.get().programmes.all()} == {"titp", "ssw"}
    assert counts(report) == (0, 0, 1)


def test_a_day_found_later_changes_the_row_and_adds_none(folder):
    row = "VN,moc,titp,signed,,{},,,,,,,Sample,,,2026-11-23"
    load_tables([programmes(), countries(folder, VIETNAM), agreements(folder, row.format(""))])

    report = load_tables([agreements(folder, row.format("2017-06-06"))])[0]

    assert counts(report) == (0, 1, 0)
    assert str(Agreement.objects.get().signed_on) == "2017-06-06"


def test_a_second_agreement_beside_the_first_is_added(folder):
    row = "VN,moc,titp,signed,,{},,,,,,,Sample,,,2026-11-23"
    load_tables([programmes(), countries(folder, VIETNAM), agreements(folder, row.format("2017-06-06"))])

    report = load_tables([agreements(folder, row.format("2017-06-06"), row.format("2024-01-01"))])[0]

    assert counts(report) == (1, 0, 1)


def test_offices_are_named_within_their_country(folder):
    offices = [
        {"country": code, "name_en": "Ministry of Labour", "source": "Sample", "checked_on": "2026-11-01"}
        for code in ("VN", "LA")
    ]
    table = Table(Counterpart, ("country", "name_en"), offices, {"country": By("code")})
    row = "LA,moc,titp,signed,Ministry of Labour,2017,,,,,,,Sample,,,2026-11-23"

    load_tables([programmes(), countries(folder, VIETNAM, LAOS), table, agreements(folder, row)])

    assert Agreement.objects.get().counterpart.country.code == "LA"


# Refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("VN,Vietnam,ベトナム,ベトナム,,,,3,6,2027-02-30", "column next_review_on: “2027-02-30” value has"),
        ("VN,Vietnam,ベトナム,ベトナム,,,,three,6,", "column tile_row: “three” value must be an integer."),
        ("VN,Vietnam,ベトナム,ベトナム,,,,-3,6,", "column tile_row: Ensure this value is greater than or equal to 0."),
        ("VN,Vietnam,ベトナム,ベトナム,,,example,3,6,", "column official_list_url: Enter a valid URL."),
        ("vn,Vietnam,ベトナム,ベトナム,,,,3,6,", "column code: Enter two capital letters"),
        (f"VN,{'V' * 101},ベトナム,ベトナム,,,,3,6,", "column name_en: Ensure this value has at most 100 characters"),
        (",Vietnam,ベトナム,ベトナム,,,,3,6,", "column code: This column cannot be blank."),
        ("VN,Vietnam,ベトナム,ベトナム,fourth,,,3,6,", "column division: Value 'fourth' is not a valid choice."),
        ("VN,Viet\x00nam,ベトナム,ベトナム,,,,3,6,", "column name_en: holds a NUL character"),
    ],
)
def test_a_bad_row_is_told_with_line_and_column(folder, row, told):
    faults = problems(countries(folder, LAOS, row))

    assert [fault[: len(f"countries.csv, line 3, {told}")] for fault in faults] == [f"countries.csv, line 3, {told}"]
    assert Country.objects.count() == 0


def test_a_row_that_is_too_short_is_told_beside_other_faults(folder):
    faults = problems(countries(folder, "VN,Vietnam,ベトナム,ベトナム", LAOS.replace("LA", "L1")))

    assert faults == [
        "countries.csv, line 2: 4 cells where the header has 10 columns",
        "countries.csv, line 3, column code: Enter two capital letters (ISO 3166-1 alpha-2).",
    ]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (COUNTRIES + ",capital", "column capital: unknown column; known are"),
        (COUNTRIES.replace("name_kana,", ""), "column name_kana: the header lacks this column"),
        (COUNTRIES + ",code", "column code: the header names this column twice"),
    ],
)
def test_unknown_missing_and_double_columns_are_refused(folder, header, told):
    faults = problems(countries(folder, VIETNAM, header=header))

    assert [fault[: len(f"countries.csv, line 1, {told}")] for fault in faults] == [f"countries.csv, line 1, {told}"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "countries.csv: the file is empty; its first line names the columns"),
        (COUNTRIES.encode("utf-16"), "countries.csv, line 1: is not UTF-8 text; save it as CSV UTF-8"),
        (f"{COUNTRIES}\nベ".encode("cp932"), "countries.csv, line 2: is not UTF-8 text; save it as CSV UTF-8"),
        (COUNTRIES.encode() + b'\n"VN,Vietnam', "countries.csv, line 2: cannot be read as CSV: unexpected end of data"),
    ],
)
def test_a_file_that_is_no_table_is_refused(folder, content, told):
    table = countries(folder)
    table.source.write_bytes(content)

    assert problems(table) == [told]


def test_a_missing_file_is_refused(folder):
    table = Table(Country, ("code",), folder / "none.csv")

    assert problems(table) == ["none.csv: cannot be read: No such file or directory"]


def test_two_rows_with_one_identity_are_refused(folder):
    faults = problems(countries(folder, VIETNAM, LAOS, VIETNAM))

    assert faults == ["countries.csv, line 4, column code: VN stands in line 2 already"]


def test_a_row_that_breaks_a_constraint_is_refused_by_its_column(folder):
    row = "VN,moc,titp,signed,,2019-11-25,2018-01-01,,,,,,Sample,,,2026-11-23"

    faults = problems(programmes(), countries(folder, VIETNAM), agreements(folder, row))

    assert faults == ["agreements.csv, line 2, column effective_on: The end lies before the start."]


def test_lines_are_counted_within_cells_too(folder):
    row = 'VN,moc,titp,signed,,2019,,,,,"two\r\nlines",,Sample,,,2026-11-23'
    bad = "VN,moc,none,signed,,2019,,,,,,,Sample,,,2026-11-23"

    faults = problems(programmes(), countries(folder, VIETNAM), agreements(folder, row, bad))

    assert faults == ["agreements.csv, line 4, column programmes: “none” is not known here as a programme."]


def test_all_bad_rows_of_all_tables_are_told_and_nothing_is_changed(folder):
    good = "LA,trainees,2024,10,false,,,Sample,,,2026-11-23"
    nowhere = good.replace("LA", "XX")
    never = good.replace("2024", "2024-13").replace("false", "maybe")

    faults = problems(
        countries(folder, LAOS, "V1,Vietnam,ベトナム,ベトナム,,,,3,6,"), figures(folder, good, nowhere, never)
    )

    assert faults == [
        "countries.csv, line 3, column code: Enter two capital letters (ISO 3166-1 alpha-2).",
        "figures.csv, line 3, column country: “XX” is not known here as a country.",
        "figures.csv, line 4, column counted_on: Enter a date as 2024, 2024-02 or 2024-02-29.",
        "figures.csv, line 4, column is_approximate: “maybe” is neither yes nor no.",
    ]
    assert (Country.objects.count(), CountryFigure.objects.count()) == (0, 0)


def test_a_row_is_not_blamed_for_naming_a_bad_row(folder):
    figure = "VN,trainees,2024,10,no,,,Sample,,,2026-11-23"

    faults = problems(countries(folder, "VN,Vietnam,ベトナム,Vietnam,,,,3,6,"), figures(folder, figure))

    assert faults == ["countries.csv, line 2, column name_kana: Enter katakana only."]


def test_fifty_faults_are_told_and_the_others_counted(folder):
    with pytest.raises(TablesRefused) as refusal:
        load_tables([countries(folder, *["bad"] * 53)])

    lines = str(refusal.value).splitlines()
    assert (len(lines), lines[-2:]) == (52, ["… and 3 more.", "Nothing was changed."])
