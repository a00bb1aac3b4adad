"""Dates as lists print them: what is certain is read as exact as it is, what is not is asked about."""

import datetime

import pytest

from organizations.queries.list_imports.dates import read_date

CERTAIN = {
    "2024-03-01": "2024-03-01",
    "2024/3/1": "2024-03-01",
    "２０２４／０３／０１": "2024-03-01",
    "2024年3月1日": "2024-03-01",
    "2024-04": "2024-04",
    "2024年4月": "2024-04",
    "04/2024": "2024-04",
    "2024": "2024",
    "2024年": "2024",
    "20240301": "2024-03-01",
    "31/12/2024": "2024-12-31",
    "12/31/2024": "2024-12-31",
    "05.05.2024": "2024-05-05",
    "ngày 01 tháng 3 năm 2024": "2024-03-01",
    "Tháng 3 năm 2024": "2024-03",
    "1 Maret 2024": "2024-03-01",
    "17 Agustus 2023": "2023-08-17",
    "1 March 2024": "2024-03-01",
    "March 1, 2024": "2024-03-01",
    "1st Mar 2024": "2024-03-01",
    "03-May-2024": "2024-05-03",
    "Sept. 2023": "2023-09",
    "1 มีนาคม 2567": "2024-03-01",
    "๑ มีนาคม พ.ศ. ๒๕๖๗": "2024-03-01",
    "1 มี.ค. 2567": "2024-03-01",
    "31/12/2567": "2024-12-31",
    "令和5年4月1日": "2023-04-01",
    "令和元年5月1日": "2019-05-01",
    "平成29年6月": "2017-06",
    "R5.4.1": "2023-04-01",
    "H29.6.6": "2017-06-06",
    "": "",
    "-": "",
    "Không": "",
}
ASKED = {
    "03/04/2024": "two_ways",
    "1/3/24": "short_year",
    "45352": "serial_date",
    "31/02/2024": "no_date",
    "2023-02-29": "no_date",
    "2024-13": "no_date",
    "平成31年5月1日": "no_date",
    "令和元年4月30日": "no_date",
    "0204-03-01": "no_date",
    "soon": "no_date",
    "32 March 2024": "no_date",
    "13/13/2024": "no_date",
}


def test_what_is_certain_is_read_as_exact_as_it_is():
    assert {text: read_date(text).iso for text in CERTAIN} == CERTAIN
    assert {text: read_date(text).code for text in CERTAIN} == dict.fromkeys(CERTAIN, "")


def test_what_is_not_certain_is_asked_and_stays_blank():
    assert {text: read_date(text).code for text in ASKED} == ASKED
    assert {read_date(text).iso for text in ASKED} == {""}


@pytest.mark.parametrize(("order", "iso"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04"), ("", "")])
def test_an_order_decides_what_can_be_read_in_two_ways(order, iso):
    assert read_date("03/04/2024", order=order).iso == iso


def test_a_cell_proves_the_order_of_its_column():
    proofs = {text: read_date(text).proves for text in ("31/12/2024", "12/31/2024", "05/05/2024", "03/04/2024")}

    assert proofs == {"31/12/2024": "dmy", "12/31/2024": "mdy", "05/05/2024": "", "03/04/2024": ""}


def test_dates_and_numbers_of_the_sheet_itself():
    day = datetime.date(2024, 3, 1)

    assert read_date("1/3/2024", day).iso == read_date("", datetime.datetime(2024, 3, 1, 9, 30)).iso == "2024-03-01"
    assert read_date("45352", 45352).code == read_date("45352.0", 45352.0).code == "serial_date"
    assert read_date("2024", 2024).iso == "2024"


def test_a_span_gives_its_start_and_its_end():
    for text in ("01/01/2024 - 31/12/2026", "2024-01-01 ~ 2026-12-31", "13/1/2024 to 14/1/2024"):
        read = read_date(text, order="dmy")
        assert read.iso < read.until, text
