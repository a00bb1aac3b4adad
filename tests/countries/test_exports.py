"""The list of countries as a file: the rows of the page, in its order, on its day."""

import csv
import gzip
import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/en/countries/"


@pytest.fixture(autouse=True)
def countries():
    """Three countries that differ in what is signed, and a fictional one."""
    titp = make.make_programme(position=1)
    make.make_programme(code="ssw", short_en="SSW", short_ja="特定技能", position=2)
    for code, name, kana in [
        ("VN", "Viet Nam", "ベトナム"),
        ("PH", "Philippines", "フィリピン"),
        ("LA", "Laos", "ラオス"),
    ]:
        make.make_country(code=code, name_en=name, name_kana=kana)
    make.make_country(code="XS", name_en="Samplestan", name_kana="アミホン", is_sample=True)
    vietnam, laos = make.make_country(code="VN"), make.make_country(code="LA")
    make.make_moc(vietnam, titp, effective_on="2017-06", others_refused_from="2018-09-01")
    make.make_moc(vietnam, titp, signed_on="2010", ended_on="2012")
    make.make_rd(laos, titp, ended_on="2020-01-31")


def exported(client, query, language="en"):
    response = client.get(f"/{language}/countries/?format=json&{query}")
    return json.loads(b"".join(response.streaming_content))["rows"]


def codes_on_page(client, query, language="en"):
    page = client.get(f"/{language}/countries/?{query}").content.decode()
    return [code.upper() for code in re.findall(r'<th scope="row"><a href="/../countries/(..)/', page)]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"VN", "PH", "LA", "XS"}),
        ("sort=-name", {"VN", "PH", "LA", "XS"}),
        ("sort=moc_titp", {"VN", "PH", "LA", "XS"}),
        ("sort=-refused&c=vn", {"VN", "PH", "LA", "XS"}),
        ("rd=ended", {"LA"}),
        ("rd=ended&on=2019-01-01", set()),
        ("moc_titp=signed", {"VN"}),
        ("q=phil", {"PH"}),
    ],
)
def test_the_file_has_the_rows_of_the_page_in_its_order(client, language, query, codes):
    rows = exported(client, query, language)

    assert [row["code"] for row in rows] == codes_on_page(client, query, language)
    assert {row["code"] for row in rows} == codes


def test_the_three_formats_hold_the_same(client):
    rows = exported(client, "")
    text = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")
    workbook = b"".join(client.get(f"{LIST}?format=xlsx").streaming_content)

    head, *lines = csv.reader(io.StringIO(text))
    assert head == list(rows[0])
    assert [line[0] for line in lines] == [row["code"] for row in rows]
    sheet = list(load_workbook(io.BytesIO(workbook))["rows"].iter_rows(values_only=True))
    assert list(sheet[0]) == head
    assert [list(line[:4]) for line in sheet[1:]] == [line[:4] for line in lines]


def test_a_row_tells_each_paper_as_it_stood_on_the_day(client):
    [row] = [row for row in exported(client, "on=2017-06-10") if row["code"] == "VN"]

    assert {name: row[name] for name in row if name.startswith("moc_titp")} == {
        "moc_titp_state": "signed",
        "moc_titp_signed_on": "2017-06-06",
        "moc_titp_effective_on": "2017-06",
        "moc_titp_force": "not_known",
        "moc_titp_ended_on": None,
        "moc_titp_checked_on": "2026-11-01",
        "moc_titp_papers": 1,
    }
    assert (row["moc_ssw_state"], row["moc_ssw_signed_on"], row["moc_ssw_papers"]) == ("nothing", None, 0)
    assert (row["rd_state"], row["titp_others_refused_from"], row["on"]) == ("nothing", "2018-09-01", "2017-06-10")
    assert (row["division"], row["sources"], row["is_sample"]) == (None, 1, False)
    assert row["url"] == "http://127.0.0.1:8000/en/countries/vn/"


def test_the_values_are_the_same_in_both_languages_but_for_the_address(client):
    in_english, in_japanese = (
        {row.pop("code"): row for row in exported(client, "", language)} for language in ("en", "ja")
    )

    assert in_japanese["VN"].pop("url").endswith("/ja/countries/vn/")
    assert in_english["VN"].pop("url").endswith("/en/countries/vn/")
    assert in_english["VN"] == in_japanese["VN"]


def test_the_file_names_the_day_that_was_asked_for(client):
    response = client.get(f"{LIST}?on=2019-01-01&format=csv")

    assert response["Content-Disposition"] == 'attachment; filename="sending-countries-2019-01-01.csv"'


def test_the_page_leads_to_its_files_without_its_ticks(client):
    page = client.get(f"{LIST}?q=phil&c=vn").content.decode()

    assert re.findall(r'href="(\?[^"]*format=[^"]*)"', page) == [
        f"?q=phil&amp;format={fmt}" for fmt in ("csv", "xlsx", "json")
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_another_format_gets_the_page_for_bad_requests(client, language):
    response = client.get(f"/{language}/countries/?format=pdf")

    assert response.status_code == 400
    assert response.templates[0].name == "400.html"


def test_a_compressed_file_is_still_a_stream(client):
    response = client.get(f"{LIST}?format=csv", headers={"accept-encoding": "gzip"})

    assert (response.streaming, response["Content-Encoding"]) == (True, "gzip")
    text = gzip.decompress(b"".join(response.streaming_content)).decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["code", "LA", "PH", "VN", "XS"]


def test_a_file_for_somebody_who_is_logged_in_is_kept_by_no_cache(client):
    client.force_login(make.make_user())

    assert client.get(f"{LIST}?format=csv")["Cache-Control"] == "private, no-store"
