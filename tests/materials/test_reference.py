"""The titles and the steps of the change that ship with the portal."""

import csv

import pytest
from django.core.management import call_command
from django.db import transaction

from materials import reference_tables
from materials.models import Edition, Material, ProgrammeStep
from materials.reference_tables import FOLDER

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The shipped tables, loaded once for all tests of this file and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference_data", verbosity=0)
        yield
        transaction.set_rollback(True)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_title_is_listed_for_everybody_with_its_source_and_without_a_file():
    found = Material.objects.filter(reference_tables.KNOWN)

    assert found.count() == len(rows("materials.csv")) == 18
    assert set(found.values_list("is_listed", "access")) == {(True, "everybody")}
    needed = ("title_en", "title_ja", "summary_en", "summary_ja", "form_en", "form_ja", "source", "source_ja")
    assert [row for row in found.values_list(*needed, "source_url") if not all(row)] == []
    assert not Edition.objects.filter(material__in=found).exists()


def test_no_price_is_claimed_that_no_source_gives():
    """Only the titles of which a source says so are called free."""
    free = Material.objects.filter(form_en__contains="free").values_list("title_en", flat=True)

    assert sorted(free) == [
        "JITCO Japanese teaching materials plaza",
        "JITCO Pamphlet (general)",
        "Technical Intern Trainees' Mate",
    ]


def test_glossaries_name_the_operations_of_their_trade():
    found = Material.objects.filter(kind="glossary").order_by("pk")

    assert [sorted(each.operations.values_list("code", flat=True)) for each in found] == [
        ["3-6-1"],
        ["3-7-1"],
        ["3-8-1"],
        ["7-7-1", "7-7-2"],
    ]


def test_every_step_has_its_source_in_both_languages_and_a_group():
    steps = ProgrammeStep.objects.all()

    assert steps.count() == len(rows("programme_steps.csv"))
    needed = ("title_en", "title_ja", "text_en", "text_ja", "source", "source_ja", "source_url", "checked_on")
    assert [row for row in steps.values_list(*needed) if not all(row)] == []
    assert set(steps.values_list("group", flat=True)) == set(ProgrammeStep.Group)


def test_the_days_of_the_change_are_those_of_the_sources():
    deadlines = ProgrammeStep.objects.filter(is_deadline=True).values_list("day", flat=True)

    assert sorted({str(day) for day in deadlines}) == ["2026-04-01", "2027-03-31", "2027-06-30"]
    assert ProgrammeStep.objects.filter(day="2027-04-01").exists()
    # No wording of the cap on what a worker pays was found: nothing in figures is said of it.
    assert [step.day for step in ProgrammeStep.objects.filter(title_en__contains="capped")] == [None]


def test_loading_again_changes_nothing():
    history = Material.pgh_event_model.objects.count(), ProgrammeStep.pgh_event_model.objects.count()

    reports = reference_tables.load_reference_tables()

    assert [(report.added, report.changed) for report in reports] == [(0, 0), (0, 0)]
    assert history == (Material.pgh_event_model.objects.count(), ProgrammeStep.pgh_event_model.objects.count())
