"""The shell's preview: one shape of JSON, a status for each outcome, never a traceback, nothing written."""

import json

import pytest
from django.core.management import call_command

from countries.models import Counterpart
from organizations.models import ListImport, Organization
from tests import factories as make

pytestmark = pytest.mark.django_db

ROW_KEYS = ["line", "result", "name", "name_en", "number", "date", "address", "phones", "questions", "changes"]
TABLE = "Tên doanh nghiệp,Số giấy phép,Ngày cấp,Địa chỉ,Điện thoại\n"


@pytest.fixture
def office():
    country = make.make_country(code="VN")
    return make.make_counterpart(country, name_en="Department of Sample Labour", abbreviation="DSL")


@pytest.fixture
def shown(capsys, tmp_path, office):
    """``shown(text, …)``: the status and what was printed for a file of this text."""

    def show(content, *more, as_json=True, **words):
        path = tmp_path / "list.csv"
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        programme = make.make_programme().code
        stated = {
            "country": "vn",
            "programme": programme,
            "kind": "approvals",
            "issuer": "DSL",
            "published": "2026-11-01",
        }
        options = [f"--{name}={value}" for name, value in (stated | words).items()]
        status = 0
        try:
            call_command("preview_list", str(path), *options, *more, *(["--json"] if as_json else []))
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr().out
        return status, json.loads(printed) if as_json else printed

    return show


def test_prints_the_shape_and_writes_nothing(shown, office):
    gone = make.make_organization(office.country, name_local="Công ty TNHH Kim Sơn Lĩnh")
    make.make_approval(gone, office, number="7/GP", confirmed_on="2026-10-01")
    before = Organization.objects.count(), Counterpart.objects.count()

    status, found = shown(f'{TABLE}Công ty TNHH Bạch Trúc,1/GP,2024-04,"5, Hàng Mây",024 5550 1234\n', "--complete")

    assert (status, found["outcome"], found["questions"]) == (0, "rows", [])
    assert list(found) == ["outcome", "message", "counts", "rows", "gone", "questions"]
    zeros = dict.fromkeys(("changed", "unchanged", "doubtful", "refused", "duplicates"), 0)
    assert found["counts"] == {"rows": 1, "new": 1, "gone": 1, **zeros}
    [row] = found["rows"]
    assert list(row) == ROW_KEYS
    assert (row["line"], row["result"], row["date"], row["phones"]) == (2, "new", "2024-04", ["024 5550 1234"])
    assert found["gone"] == [{"public_id": gone.public_id, "name": "Công ty TNHH Kim Sơn Lĩnh"}]
    assert (Organization.objects.count(), Counterpart.objects.count()) == before
    assert not ListImport.objects.exists()


def test_each_outcome_has_its_status(shown):
    head, row = TABLE, "Công ty TNHH Bạch Trúc,1/GP,{date},5 Hàng Mây,\n"

    found = [
        shown(head + row.format(date="30/02/2024")),
        shown(head + row.format(date="03/04/2024")),
        shown(head + row.format(date="03/04/2024"), "--answer=date_order=dmy"),
        shown(b"%PDF-1.4 no table"),
    ]

    assert [(status, each["outcome"]) for status, each in found] == [
        (0, "rows with questions"),
        (3, "ask"),
        (0, "rows"),
        (1, "error"),
    ]
    assert found[0][1]["rows"][0]["date"] == ""
    assert found[1][1]["questions"]
    assert found[2][1]["rows"][0]["date"] == "2024-04-03"
    assert found[3][1]["message"].startswith("This is no table")


def test_wrong_words_end_as_errors_never_as_tracebacks(shown):
    row = f"{TABLE}Công ty TNHH Bạch Trúc,1/GP,2024,,\n"
    wrong = [
        {"country": "ZZ"},
        {"programme": "ZZZ"},
        {"kind": "poems"},
        {"published": "2024-13-45"},
        {"published": "yesterday"},
        {"issuer": " "},
    ]

    for words in wrong:
        status, found = shown(row, **words)
        assert (status, found["outcome"], found["rows"]) == (1, "error", []), words
        assert found["message"], words
    for answer in ("nonsense", "header=x", "column.x=name", "column.1=poem", "date_order=sideways", "sheet=none"):
        status, found = shown(row, f"--answer={answer}")
        assert status in (0, 1, 3), answer
    assert shown(None, issuer="DSL")[0] == 0  # the file of before is still there
    for content in (b"", b"\x00\xff\x00", b"PK\x03\x04broken", "một\n".encode(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        status, found = shown(content)
        assert (status, found["outcome"]) in ((1, "error"), (3, "ask")), content


def test_office_is_found_by_any_of_its_names_asked_about_when_near_and_told_when_new(shown):
    row = f"{TABLE}Công ty TNHH Bạch Trúc,1/GP,2024,,\n"

    by_name = shown(row, issuer="DEPARTMENT of sample  labour")
    near = shown(row, issuer="Departmnt of Sample Labour")
    new = shown(row, issuer="Ministry of Wholly Other Matters")

    assert [(status, each["outcome"]) for status, each in (by_name, near, new)] == [
        (0, "rows"),
        (3, "ask"),
        (0, "rows"),
    ]
    assert "Department of Sample Labour" in near[1]["questions"][0]
    assert "Ministry of Wholly Other Matters" in new[1]["message"]
    assert not Counterpart.objects.filter(name_en__contains="Wholly").exists()


def test_readable_without_json_and_in_japanese(shown):
    status, printed = shown(f"{TABLE}Công ty TNHH Bạch Trúc,1/GP,2024,,\n", "--language=ja", as_json=False)

    assert (status, "Công ty TNHH Bạch Trúc" in printed, printed.startswith("rows\n")) == (0, True, True)
