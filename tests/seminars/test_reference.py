"""The past events that ship with the portal."""

import csv
import shutil

import pghistory
import pytest
from django.core.management import call_command
from django.db import transaction

from jitco_portal.common.csv_tables.files import TablesRefused
from seminars import reference_tables
from seminars.models import AttendanceFigure, Event
from seminars.reference_tables import FOLDER, load_reference_tables
from tests.seminars import world

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The shipped tables, loaded once for all tests of this file and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference_data", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone(loaded):
    """What a test changes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_event_is_there_with_its_source_and_in_both_languages():
    events = Event.objects.filter(reference_tables.KNOWN)

    assert events.count() == len(rows("events.csv")) == 14
    assert set(events.values_list("state", "is_sample")) == {("published", False)}
    needed = events.values_list("title_en", "title_ja", "venue_en", "venue_ja", "source", "source_ja", "source_url")
    assert [row for row in needed if not all(row)] == []
    assert all(event.countries.count() == 1 for event in events)


def test_days_are_as_exact_as_their_sources():
    assert sorted(str(event.starts_on) for event in Event.objects.filter(countries__code="IN")) == [
        "2019-02",
        "2019-11-21",
        "2019-12",
    ]


def test_figures_add_up_where_nothing_else_is_said():
    told = {}
    for event in Event.objects.filter(figures__isnull=False).distinct():
        total = sum(event.figures.values_list("people", flat=True))
        if total != event.participants_total:
            told[event.title_en] = (total, event.participants_total, event.participants_note_en)

    assert told == {
        "Joint seminar with Vietnamese sending organizations, 2007": (
            195,
            212,
            "The source gives 212 people in all; the groups that it names add up to 195.",
        )
    }


def test_a_figure_that_is_about_so_many_says_so():
    notes = {event.title_en: event.participants_note_en for event in Event.objects.exclude(participants_note_en="")}

    assert [title for title, note in notes.items() if "about" in note] == [
        "India TITP seminar and business matching in Osaka, 2019",
        "Explanatory meeting by the Myanmar side for supervising organizations, 2014",
    ]


def test_none_is_told_as_a_talk_with_a_government_as_well():
    from countries.models import GovernmentTalk

    events = {
        (event.countries.get().code, str(event.starts_on)) for event in Event.objects.filter(reference_tables.KNOWN)
    }
    talks = {
        (talk.country.code, str(talk.held_on)): talk.kind for talk in GovernmentTalk.objects.select_related("country")
    }

    # On that day there was a consultation, and a seminar as well.
    assert sorted(events & set(talks)) == [("KH", "2015-11-27")]
    assert talks[("KH", "2015-11-27")] == "consultation"


def test_a_second_load_changes_nothing_and_leaves_no_history():
    models = (Event, AttendanceFigure)
    before = [model.pgh_event_model.objects.count() for model in models]

    reports = load_reference_tables()

    assert [(report.added, report.changed, report.unchanged) for report in reports] == [(0, 0, 14), (0, 0, 15)]
    assert [model.pgh_event_model.objects.count() for model in models] == before


@pytest.mark.usefixtures("undone")
def test_what_staff_put_right_outlives_the_next_load_and_what_they_announced_is_left_alone():
    own = world.make_event(title_en="Joint seminar with Vietnamese sending organizations, 2007")
    with pghistory.context(user=1):
        event = Event.objects.get(reference_tables.KNOWN, title_en__contains="Mongolian sending organizations, 2007")
        event.title_en, event.participants_total = "Joint seminar with Mongolia", 44
        event.save()

    load_reference_tables()

    event.refresh_from_db()
    assert (event.title_en, event.participants_total, event.figures.count()) == ("Joint seminar with Mongolia", 44, 3)
    assert (Event.objects.filter(reference_tables.KNOWN).count(), own.figures.count()) == (14, 0)


@pytest.mark.usefixtures("undone")
def test_a_wrong_row_is_told_with_its_file_line_and_column(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    for name, old, new in (
        ("events.csv", ",2007-05-31,", ",2007-05-32,"),
        ("attendance_figures.csv", "government,21,", "embassy,21,"),
    ):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(TablesRefused) as refused:
        load_reference_tables(tmp_path)

    assert [(problem.file, problem.line, problem.column) for problem in refused.value.problems] == [
        ("events.csv", 3, "starts_on"),
        ("attendance_figures.csv", 8, "group"),
    ]
