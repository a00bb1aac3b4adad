"""The shipped tables on countries, as `load_reference_data` brings them in."""

import datetime
import shutil

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from countries import reference_tables
from countries.models import Agreement, Counterpart, Country, CountrySection, FeeCap, Notice, Programme

MODELS = (Agreement, Counterpart, FeeCap, Notice)
pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The shipped tables, loaded once for all tests of this file and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone(loaded):
    """What a test changes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def load(capsys=None):
    call_command("load_reference_data", verbosity=1 if capsys else 0)
    return capsys.readouterr().out.splitlines() if capsys else []


def events():
    models = [table.model for table in reference_tables.tables()]
    return sum(model.pgh_event_model.objects.count() for model in dict.fromkeys(models))


def test_a_second_load_changes_nothing_and_leaves_no_history(capsys):
    before = events()

    lines = load(capsys)

    assert {line.split(": ")[1].rsplit(", ", 1)[0] for line in lines} == {"0 added, 0 changed"}
    assert {line.rsplit(" ", 1)[1] for line in lines} == {"unchanged"}
    assert events() == before


def test_all_countries_of_the_data_are_there_and_none_is_a_sample():
    codes = ["BD", "BT", "CN", "ID", "IN", "KH", "LA", "LK", "MM", "MN", "MY", "NP", "PH", "PK", "TH", "TL", "UZ", "VN"]

    assert list(Country.objects.order_by("code").values_list("code", "is_sample")) == [(code, False) for code in codes]


def test_vietnam_shows_its_papers_of_the_day():
    shown = Agreement.objects.filter(country__code="VN").shown_on(datetime.date(2018, 1, 1))

    titp = {(each.kind, str(each.signed_on)) for each in shown.filter(programmes__code="titp")}

    assert titp == {("rd", "2017-09-27"), ("moc", "2017-06-06")}


def test_china_has_two_offices_with_two_records_each_and_no_memorandum():
    china = Agreement.objects.filter(country__code="CN")

    assert sorted(str(each.signed_on) for each in china.filter(kind="rd")) == [
        "1991-12-26",
        "1992-06-29",
        "2010-03-31",
        "2010-04-26",
    ]
    assert set(china.filter(kind="moc", programmes__code="titp").values_list("state", flat=True)) == {"none_found"}


def test_malaysia_has_a_memorandum_for_ssw_only():
    states = Agreement.objects.filter(country__code="MY", kind="moc").values_list("programmes__code", "state")

    assert dict(states)["titp"] == "none_found"
    assert dict(states)["ssw"] == "signed"


def test_no_memorandum_is_claimed_for_esd():
    assert not Agreement.objects.filter(kind="moc", programmes__code="esd").exclude(state="none_found").exists()
    assert Programme.objects.get(code="esd").new_plans_from == datetime.date(2027, 4, 1)


def test_every_section_and_notice_is_written_in_both_languages_with_its_source():
    for model, name in [(CountrySection, "text"), (Notice, "title")]:
        rows = model.objects.values_list(f"{name}_en", f"{name}_ja", "source")
        assert [row for row in rows if not all(row)] == []


@pytest.mark.usefixtures("undone")
def test_what_staff_put_right_outlives_the_next_start(capsys):
    with pghistory.context(user=1):
        FeeCap.objects.filter(country__code="VN").first().delete()
        Notice.objects.first().delete()
        Counterpart.objects.filter(country__code="BD", abbreviation="MoEWOE").update(name_en="Ministry of Welfare")
        Agreement.objects.filter(country__code="CN", state="none_found").update(state="signed", signed_on="2026-10-01")
        for agreement in Agreement.objects.filter(country__code="VN", kind="rd"):
            agreement.programmes.clear()
        before = [model.objects.count() for model in MODELS]

    lines = load(capsys)
    again = load(capsys)

    assert [model.objects.count() for model in MODELS] == before
    assert {line.split(": ")[1].rsplit(" changed", 1)[0] for line in lines if line[0] != " "} == {"0 added, 0"}
    assert [line for line in lines if line.startswith("  kept")] == [
        line for line in again if line.startswith("  kept")
    ]
    assert any("(deleted in the portal)" in line for line in lines)
    assert Counterpart.objects.filter(name_en="Ministry of Welfare").exists()


def test_a_fault_in_a_later_table_undoes_the_earlier_ones(monkeypatch, tmp_path):
    shutil.copytree(reference_tables.FOLDER, tmp_path, dirs_exist_ok=True)
    for name, old, new in [
        ("countries.csv", b"Vietnam,", b"Viet Nam,"),
        ("agreements.csv", b",2018-05-31,", b",2018-05-32,"),
    ]:
        assert old in (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes().replace(old, new, 1))
    monkeypatch.setattr(reference_tables.load_reference_tables, "__defaults__", (tmp_path,))

    with pytest.raises(CommandError, match=r"^agreements\.csv, line \d+, column signed_on: Enter a date as"):
        load()

    assert Country.objects.get(code="VN").name_en == "Vietnam"
