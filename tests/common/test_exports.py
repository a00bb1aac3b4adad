"""Lists as files: the three formats, formulas, flat memory, and the database left to others meanwhile.

``SOAK=1`` takes the full 100,000 rows.
"""

import csv
import datetime
import io
import json
import os
import tempfile
import threading
import tracemalloc

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.functions import Left
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from jitco_portal.common import exports
from jitco_portal.common.exports import Column, asked_format, batches_of, export
from jitco_portal.common.partial_dates import PartialDate

ROWS = 100_000 if os.environ.get("SOAK") else 20_000
DAY = datetime.date(2026, 11, 27)
FORMULAS = ["=1+1", "+84 24", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "\x00=1"]


def exported(fmt, rows, *columns, **values):
    """The file of rows that are tuples, one column for each part."""
    columns = columns or [Column(f"c{at}", "", lambda row, at=at: row[at]) for at in range(len(rows[0]))]
    values = {"name": "sample-list", "day": DAY, "columns": columns, "batches": [rows], **values}
    return export(fmt=fmt, **values)


def body(response):
    return b"".join(response.streaming_content)


def csv_rows(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"), newline="")))


def cells(response):
    return list(load_workbook(io.BytesIO(body(response)))["rows"].iter_rows())


@pytest.mark.parametrize(
    ("query", "fmt"), [("", None), ("?format=", None), ("?format=csv", "csv"), ("?format=XLSX", "xlsx")]
)
def test_the_format_stands_in_the_address(query, fmt):
    assert asked_format(RequestFactory().get(f"/{query}")) == fmt


def test_another_format_is_refused():
    with pytest.raises(exports.UnknownFormat):
        asked_format(RequestFactory().get("/?format=pdf"))


@pytest.mark.parametrize(
    ("fmt", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_file_bears_the_list_and_its_day(fmt, content_type):
    response = exported(fmt, [("a",)])

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="sample-list-2026-11-27.{fmt}"'


def test_csv_is_utf8_with_a_mark_and_ends_its_lines_as_the_standard_says():
    rows = [("Công ty", 'say "x", y', True, DAY, PartialDate(2024, 2), ["vi", "ja"], None, 3)]

    assert (
        body(exported("csv", rows))
        == ('\ufeffc0,c1,c2,c3,c4,c5,c6,c7\r\nCông ty,"say ""x"", y",true,2026-11-27,2024-02,vi; ja,,3\r\n').encode()
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_puts_an_apostrophe_before_what_could_be_a_formula(text):
    assert csv_rows(exported("csv", [(text, [text, "b"])]))[1] == [f"'{text}", f"'{text}; b"]


@pytest.mark.parametrize("text", ["1-2", "a=b", "許1706000144", "a@example.org", "'quoted'"])
def test_csv_leaves_other_texts_as_they_are(text):
    assert csv_rows(exported("csv", [(text,)]))[1] == [text]


@pytest.mark.parametrize("text", [*FORMULAS[:8], "#N/A", "#REF!", "="])
def test_a_workbook_holds_a_formula_as_text(text):
    [_head, (cell, after)] = cells(exported("xlsx", [(text, "plain")]))

    # XML knows no lone carriage return: readers make a line feed of it.
    assert (cell.data_type, cell.value.replace("\r", "\n")) == ("s", text.replace("\r", "\n"))
    assert (after.data_type, after.value) == ("s", "plain")


def test_a_workbook_keeps_the_kinds_of_values_and_its_head_stays():
    response = exported("xlsx", [("\x00\x1f\uffff名", True, DAY, PartialDate(2024), ["vi", "ja"], None, 3, "")])
    sheet = load_workbook(io.BytesIO(body(response)))["rows"]

    [head, row] = sheet.iter_rows(values_only=True)
    assert head == ("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7")
    assert row == ("\ufffd\ufffd\ufffd名", True, datetime.datetime(2026, 11, 27), "2024", "vi; ja", None, 3, None)
    assert sheet.freeze_panes == "A2"


def test_json_is_one_object_with_the_rows_as_objects():
    rows = [("=1", True, DAY, PartialDate(2024), ["vi"], None, 3, "")]
    found = json.loads(body(exported("json", rows, about={"programme": "titp"})))

    row = {"c0": "=1", "c1": True, "c2": "2026-11-27", "c3": "2024", "c4": ["vi"], "c5": None, "c6": 3, "c7": None}
    assert found == {
        "list": "sample-list",
        "on": "2026-11-27",
        "programme": "titp",
        "columns": [f"c{at}" for at in range(8)],
        "rows": [row],
    }


@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx"])
def test_a_list_without_rows_has_its_columns(fmt):
    response = exported(fmt, [], Column("name", "", str), batches=[])

    if fmt == "json":
        found = json.loads(body(response))
        assert (found["columns"], found["rows"]) == (["name"], [])
    else:
        rows = csv_rows(response) if fmt == "csv" else [[cell.value for cell in row] for row in cells(response)]
        assert rows == [["name"]]


def test_values_are_in_the_language_of_the_page_whatever_the_thread_speaks_later():
    spoken = Column("language", "", lambda row: translation.get_language())
    with translation.override("ja"):
        response = exported("csv", [1, 2], spoken, batches=[[1], [2]])

    with translation.override("en"):
        assert csv_rows(response) == [["language"], ["ja"], ["ja"]]
        assert translation.get_language() == "en"


def test_a_workbook_that_cannot_be_finished_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken():
        yield [("a",)]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        body(exported("xlsx", [("a",)], batches=broken()))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx"])
def test_memory_stays_flat_however_long_the_list(fmt):
    def peak(number):
        batches = ([(f"名前 {start + at}", start + at) for at in range(500)] for start in range(0, number, 500))
        tracemalloc.start()
        try:
            for _chunk in exported(fmt, [("", 0)], batches=batches):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(500)  # what is imported and compiled on the first use
    short, long = peak(2_000), peak(ROWS)

    print(f"{fmt}: peak {short / 1024:.0f} kB for 2,000 rows, {long / 1024:.0f} kB for {ROWS:,}")
    assert long < short * 1.5 + 100_000


# Batches ------------------------------------------------------------------------------------------


@pytest.fixture
def groups():
    """Rows without a history, so that many are made at once; the first part of their order is often the same."""

    def make(number):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO auth_group (name) SELECT md5(n::text) FROM generate_series(1, %s) n", [number])
        return Group.objects.annotate(initial=Left("name", 1))

    return make


@pytest.mark.django_db
@pytest.mark.parametrize("order", [["initial", "pk"], ["-initial", "pk"], ["initial", "-pk"], ["-pk"]])
@pytest.mark.parametrize("size", [1, 7, 20, 21, 100])
def test_batches_come_in_the_order_of_the_page(groups, order, size):
    rows = groups(20)

    found = list(batches_of(rows, order=order, size=size))

    assert [row for batch in found for row in batch] == list(rows.order_by(*order))
    assert {len(batch) for batch in found[:-1]} <= {size}
    assert all(found)


@pytest.mark.django_db
def test_a_long_list_comes_whole_and_in_order(groups):
    rows = groups(ROWS)

    keys = [row.pk for batch in batches_of(rows, order=["initial", "-pk"]) for row in batch]

    assert len(keys) == ROWS
    assert keys == list(rows.order_by("initial", "-pk").values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_batch_is_one_query_without_offset(groups, django_assert_num_queries):
    rows = groups(20)

    with django_assert_num_queries(3) as found:
        list(batches_of(rows, order=["initial", "pk"], size=8))

    assert not [query for query in found if "OFFSET" in query["sql"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx"])
def test_no_connection_is_held_while_bytes_go_out(groups, fmt):
    rows = groups(1_200)
    response = exported(fmt, [], Column("name", "", lambda row: row.name), batches=batches_of(rows, order=["pk"]))

    held = [connection.connection is not None for _chunk in response]

    assert held
    assert not any(held)


@pytest.mark.django_db(transaction=True)
def test_a_connection_taken_after_the_view_is_given_back_before_the_first_byte(groups):
    groups(3)
    response = exported("csv", [("a",)])
    assert Group.objects.count() == 3
    assert connection.connection is not None

    next(iter(response))

    assert connection.connection is None


@pytest.mark.django_db(transaction=True)
def test_more_slow_downloads_than_connections_leave_the_database_to_others(groups):
    rows = groups(1_200)
    downloads = 2 * settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]
    begun, may_end = threading.Barrier(downloads + 1), threading.Event()
    lengths = []

    def download():
        response = exported("csv", [], Column("name", "", lambda row: row.name), batches=batches_of(rows, order=["pk"]))
        chunks = iter(response)
        first = next(chunks) + next(chunks)
        begun.wait(timeout=60)
        may_end.wait(timeout=60)
        lengths.append((first + b"".join(chunks)).count(b"\r\n"))

    threads = [threading.Thread(target=download) for _number in range(downloads)]
    for thread in threads:
        thread.start()
    # Every download has sent its first rows and waits for its reader.
    begun.wait(timeout=60)
    count = Group.objects.count()
    may_end.set()
    for thread in threads:
        thread.join()

    assert count == 1_200
    assert lengths == [1_201] * downloads
