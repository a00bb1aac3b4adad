"""Every maintenance command can be asked first what it would do, and then changes nothing."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.db import connection

from tests.factories import make_message, make_programme
from tests.seminars.timetable.test_command import EXAMPLE

# A preview is nothing but a simulation.
NEED_NONE = {"preview_list"}
# Asked beside what they erase, write or send, in the tests of their subject.
TESTED_THERE = {
    "apply_list",
    "check_files",
    "erase_event_answers",
    "erase_old_enquiries",
    "erase_order_addresses",
    "find_duplicates",
    "send_rechecks",
    "undo_list",
}


def our_commands():
    return sorted(name for name, app in get_commands().items() if app in settings.OUR_APPS)


def may_simulate(name):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    return any("--simulate" in action.option_strings for action in parser._actions)


def held():
    """What every table of ours holds, in words."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), md5(string_agg(row::text, '|' ORDER BY row::text)) FROM \"{table}\" row"
                for table in sorted(set(tables))
            )
        )
        return set(cursor.fetchall())


def test_every_command_has_it():
    assert [name for name in our_commands() if name not in NEED_NONE and not may_simulate(name)] == []


@pytest.mark.django_db
def test_a_simulation_says_what_would_be_done_and_changes_nothing(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    file = tmp_path / "supervising.csv"
    make_programme()
    make_message()
    shipped = (settings.BASE_DIR / "organizations/reference/supervising_organizations.csv").read_text(encoding="utf-8")
    file.write_text("\n".join(shipped.splitlines()[line] for line in (0, 2)), encoding="utf-8")
    # The command, and what it says only where there is something to do.
    cases = {
        "build_assets": ([], "portal.css would be written"),
        "create_staff_account": (["new@example.org", "--name=New"], "Would make the account of new@example.org"),
        "load_organizations": ([file], "supervising.csv: 1 added"),
        "load_reference_data": ([], "countries.csv"),
        "load_sample_data": ([], "staff groups synced"),
        "prepare": ([], "0 migrations would be applied"),
        "rebuild_search": ([], "entries would be written, nothing changed"),
        "run_worker": ([], "30 18 * * * (UTC): "),
        "solve_timetable": ([EXAMPLE, f"--out={tmp_path / 'result.json'}"], "the result would be written to"),
        "sync_staff_groups": ([], "publisher: "),
    }
    assert sorted({*cases, *TESTED_THERE} | NEED_NONE) == sorted({*our_commands(), *TESTED_THERE} | NEED_NONE)
    before, said = held(), {}

    for name, (arguments, words) in cases.items():
        out = StringIO()
        call_command(name, *[str(each) for each in arguments], "--simulate", stdout=out)
        said[name] = words if words in out.getvalue() else out.getvalue()

    assert said == {name: words for name, (_arguments, words) in cases.items()}
    assert held() == before
    assert list(tmp_path.iterdir()) == [file]
