import json
import os
import signal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from seminars.management.commands import solve_timetable
from tests.seminars.timetable.instances import make_instance, make_wish
from tests.seminars.timetable.verify import check

EXAMPLE = Path(__file__).parent / "example_5x6.json"


def run(source, out, **options):
    said = StringIO()
    call_command("solve_timetable", str(source), out=out, stdout=said, **{"seconds": 30.0, "workers": 2, **options})
    return said.getvalue()


def write(path, instance):
    path.write_text(json.dumps(instance), encoding="utf-8")
    return path


def test_the_example_is_solved_and_written(tmp_path):
    said = run(EXAMPLE, tmp_path / "result.json")

    instance, result = (json.loads(path.read_text(encoding="utf-8")) for path in (EXAMPLE, tmp_path / "result.json"))
    verdict = check(instance, result)
    assert (verdict["ok"], verdict["objective"]) == (True, result["objective"])
    assert (result["status"], result["bound"]) == ("optimal", result["objective"])
    assert f"optimal, objective {result['objective']}, bound {result['bound']}, gap 0.00%" in said
    assert set(result) >= {"status", "objective", "bound", "seconds", "meetings", "conflicts", "unmet"}
    assert os.listdir(tmp_path) == ["result.json"]


def test_an_impossible_day_is_an_answer_too(tmp_path):
    wishes = [make_wish("A01", f"B0{n}", "must") for n in (1, 2)]
    source = write(tmp_path / "day.json", make_instance(1, 2, 1, wishes=wishes, rules={"must_is_hard": True}))

    said = run(source, tmp_path / "result.json")

    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert (result["status"], result["conflicts"]) == ("infeasible", [["A01 must meet B01", "A01 must meet B02"]])
    assert "cannot be kept together: A01 must meet B01; A01 must meet B02" in said


def test_a_result_of_before_is_replaced(tmp_path):
    out = tmp_path / "result.json"
    out.write_text("before", encoding="utf-8")

    run(EXAMPLE, out)

    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read"),
        ("{", "is not JSON"),
        ("[]", "an instance is an object, not a list"),
        (json.dumps(make_instance(frozen_slots=["S77"])), 'frozen_slots[0]: no slot has the id "S77"'),
        (json.dumps(make_instance() | {"tables": [1, 2]}), "2 problems:\n  tables[0]: must be a text, not 1"),
        (json.dumps(make_instance() | {"tables": [1] * 99}), "and 79 more"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_reason(tmp_path, content, message):
    source = tmp_path / "day.json"
    if content is not None:
        source.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as raised:
        run(source, tmp_path / "result.json")

    assert message in str(raised.value)
    assert raised.value.returncode == 2
    assert not (tmp_path / "result.json").exists()


@pytest.mark.parametrize("name", [".", "nowhere/result.json", "day.json"])
def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path, name):
    source = write(tmp_path / "day.json", make_instance())

    with pytest.raises(CommandError) as raised:
        run(source, tmp_path / name)

    assert raised.value.returncode == 2
    assert json.loads(source.read_text(encoding="utf-8")) == make_instance()


@pytest.mark.parametrize("option", ["--seconds=0", "--seconds=soon", "--seconds=inf", "--workers=0", "--workers=x"])
def test_an_option_that_makes_no_sense_is_refused(tmp_path, option):
    with pytest.raises(CommandError, match="must be a number"):
        call_command("solve_timetable", str(EXAMPLE), f"--out={tmp_path / 'result.json'}", option)


def test_a_signal_ends_the_search_and_the_best_so_far_is_written(tmp_path, monkeypatch):
    def interrupt_and_solve(instance, **options):
        os.kill(os.getpid(), signal.SIGINT)
        assert options["should_stop"]()
        return solve(instance, **options)

    solve = solve_timetable.solve
    monkeypatch.setattr(solve_timetable, "solve", interrupt_and_solve)
    before = signal.getsignal(signal.SIGINT)

    said = run(EXAMPLE, tmp_path / "result.json")

    assert "12 meetings" in said
    assert signal.getsignal(signal.SIGINT) == before


def test_no_database_is_asked(tmp_path, settings):
    """pytest-django would refuse a query; and no check that needs one runs before."""
    run(EXAMPLE, tmp_path / "result.json")

    assert solve_timetable.Command.requires_system_checks == []
