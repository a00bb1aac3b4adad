"""Files as they come and as somebody may make them: read right or refused with the reason, and nothing is written."""

import csv
import datetime
import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from jitco_portal.common.history.context import event_models
from organizations.models import (
    Approval,
    HomeLicence,
    ListEdition,
    ListEntry,
    ListImport,
    ListMapping,
    Organization,
    OrganizationMeasure,
    Permit,
)
from organizations.queries.list_imports.pages import sentences
from organizations.queries.list_imports.shapes import Words
from organizations.services import list_imports as services
from tests import factories as make
from tests.organizations.list_imports import hostile_files as files

pytestmark = pytest.mark.django_db
WRITTEN = (Organization, Approval, HomeLicence, OrganizationMeasure, Permit, ListEdition, ListEntry, ListMapping)
STATUS = {"rows": 0, "rows with questions": 0, "ask": 3, "error": 1}
STATES = {"rows": "compared", "rows with questions": "compared", "ask": "asks", "error": "refused"}
SMALL = [name for name, each in files.EXPECTED.items() if each.is_small]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def office():
    """With one organization that most of the files name, and name otherwise: there is something to change."""
    office = make.make_counterpart(make.make_country(code="VN"), name_en="Department of Sample Labour")
    held = make.make_organization(office.country, name_local="Công ty Xuân Quỳnh", phone="024 5550 0000")
    make.make_approval(held, office, number="77/GP", confirmed_on="2026-10-01")
    return office


def fingerprint():
    """How many rows there are, and the last of them, of all that a list may write and of its history."""
    models = [each for model in WRITTEN for each in (model, *event_models(model))]
    columns = {each._meta.db_table: each._meta.pk.column for each in models}
    assert len(columns) > len(WRITTEN)
    found = " UNION ALL ".join(
        f'SELECT \'{table}\', count(*), max("{column}") FROM "{table}"' for table, column in columns.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        return sorted(cursor.fetchall())


def previewed(path, capsys, *, answers=(), command="preview_list"):
    words = {
        "country": "VN",
        "programme": make.make_programme().code,
        "kind": "approvals",
        "issuer": "Department of Sample Labour",
        "published": "2026-11-01",
    }
    options = [f"--{name}={value}" for name, value in words.items()]
    options += [f"--answer={each}" for each in answers]
    capsys.readouterr()
    status = 0
    try:
        call_command(command, str(path), *options, "--json")
    except SystemExit as ended:
        status = ended.code
    printed = capsys.readouterr()
    assert not printed.err
    return status, json.loads(printed.out)


def seen(row, wanted):
    return {key: row[key] for key in wanted}


def test_there_are_enough_of_them():
    assert len(files.EXPECTED) >= 36


@pytest.mark.parametrize("name", files.EXPECTED)
def test_a_file_is_read_right_or_refused_with_the_reason(name, office, tmp_path, capsys):
    wanted = files.EXPECTED[name]
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(wanted.make())
    before = fingerprint()

    status, found = previewed(path, capsys, answers=wanted.answers)

    said = " ".join([found["message"], *found["questions"]])
    assert (status, found["outcome"]) == (STATUS[wanted.outcome], wanted.outcome), said
    assert said.strip()
    assert wanted.says in said
    if wanted.outcome in ("ask", "error"):
        assert found["rows"] == []
    if wanted.rows is not None:
        assert [seen(row, each) for row, each in zip(found["rows"], wanted.rows, strict=True)] == wanted.rows
    assert seen(found["counts"], wanted.counts) == wanted.counts
    asked = " ".join(question for row in found["rows"] for question in row["questions"])
    assert [each for each in wanted.asks if each not in asked] == []
    assert len(asked) < 400 * (len(found["rows"]) + 1)
    assert fingerprint() == before


@pytest.mark.parametrize("name", SMALL)
def test_the_pages_service_says_the_same_of_it(name, office, people):
    wanted = files.EXPECTED[name]
    programme = make.make_programme()
    words = Words("approvals", datetime.date(2026, 11, 1), office.country, programme, office)
    before = fingerprint()

    list_import = services.receive(
        words=words,
        source="Sample list",
        source_url="",
        file=ContentFile(wanted.make(), name=f"../../{name}.xlsx"),
        by=people[0],
        defer=False,
    )
    list_import.answers = _answers(wanted.answers)
    list_import.save()
    services.compare_import(list_import_pk=list_import.pk)

    list_import.refresh_from_db()
    said = " ".join(sentences([*list_import.message["parts"], *list_import.questions]))
    assert (list_import.state, list_import.file_name) == (STATES[wanted.outcome], f"{name}.xlsx")
    assert said.strip()
    rows = list(list_import.rows.order_by("pk"))
    if wanted.rows is not None:
        found = [{**row.said, "line": row.line, "result": row.result} for row in rows]
        assert [seen(row, each) for row, each in zip(found, wanted.rows, strict=True)] == wanted.rows
    assert seen(list_import.counts, wanted.counts) == wanted.counts
    assert fingerprint() == before


def _answers(given):
    answers = {"columns": {}}
    for each in given:
        key, _sign, value = each.partition("=")
        if key.startswith("column."):
            answers["columns"][key.removeprefix("column.")] = value
        else:
            answers[key] = value
    return answers


@pytest.fixture
def people():
    return [make.make_staff(is_superuser=True)]


# Formulas ------------------------------------------------------------------------------------------


def test_formulas_of_a_list_leave_in_no_export(office, tmp_path, capsys, client, people):
    """They are refused as names and kept as texts elsewhere; whoever opens an export in a spreadsheet runs none."""
    _applied_with_formulas(office, tmp_path, capsys)
    for text in FORMULAS:
        # As somebody may have typed them before lists were read.
        make.make_organization(office.country, name_local=text, name_en=f"{text} Co", address=text, phone=text)
    client.force_login(people[0])
    pages = [
        reverse("organizations:sending_list"),
        reverse("admin:organizations_listimport_rows", args=[ListImport.objects.get().pk]),
    ]

    for page in pages:
        rows = _csv(client.get(page, {"format": "csv"}))
        assert len(rows) > len(FORMULAS)
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell[:1] in "=+-@\t\r\n＝" and cell] == []
        assert any(cell.startswith("'=cmd|") for cell in cells), page
        kinds = {cell.data_type for row in _workbook(client.get(page, {"format": "xlsx"})) for cell in row}
        assert "f" not in kinds
        assert "s" in kinds
        texts = [cell.value for row in _workbook(client.get(page, {"format": "xlsx"})) for cell in row]
        assert any(str(text).startswith("=cmd|") for text in texts), page
    desk = _csv(client.get(pages[1]))
    assert any("'+84 24 5550 1234" in row for row in desk)


def _applied_with_formulas(office, tmp_path, capsys):
    names = "BCDGHK"
    rows = [
        [f'"Công ty {names[at]}{names[at]}"', f'"{text}"', "2024", f'"{text}"', "+84 24 5550 1234"]
        for at, text in enumerate(FORMULAS)
    ]
    rows += [[f'"{text}"', f"{at}/GP", "2024", "", ""] for at, text in enumerate(FORMULAS)]
    path = tmp_path / "list.csv"
    path.write_text(files.text(files.HEAD, *rows), newline="")

    before = fingerprint()

    status, found = previewed(path, capsys, command="apply_list")

    assert fingerprint() != before
    assert (status, found["counts"]["refused"]) == (0, 5)
    held = Organization.objects.filter(name_local__startswith="Công ty", address="=cmd|' /C calc'!A0").get()
    assert (held.phone, held.sending.approvals.get().number) == ("+84 24 5550 1234", "=cmd|' /C calc'!A0")
    assert not Organization.objects.filter(name_local__startswith="=").exists()


def _csv(response):
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"), newline="")))


def _workbook(response):
    return list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.iter_rows())
