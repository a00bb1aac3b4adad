"""Every reason of the solver has its words on the page, with the same names in them."""

import re

import pytest
from django.utils import translation

from seminars.queries import unmet as pages
from seminars.queries.plans import AGAINST
from seminars.queries.runs import ERRORS, course_of
from seminars.queries.unmet import Names, reason
from seminars.services import solving
from seminars.timetable import conflicts, unmet
from tests.seminars.meeting_world import make_meeting_world

SOLVERS = {**unmet.SENTENCES, **conflicts.REASONS}
NAMES = Names(parties={"1": "Lotus", "2": "Union", "3": "Rose"}, slots={"7": "10:00–10:20", "8": "10:25–10:45"})


def placeholders(text):
    return set(re.findall(r"%\((\w+)\)", str(text)))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_code_has_a_sentence_with_the_same_parameters(language):
    with translation.override(language):
        assert {code: placeholders(text) for code, text in pages.SENTENCES.items()} == {
            code: placeholders(text) for code, text in SOLVERS.items()
        }
        assert {code: placeholders(text) for code, text in pages.CAUSES.items()} == {
            code: placeholders(text) for code, text in unmet.CAUSES.items()
        }


def test_names_and_times_stand_for_ids():
    params = {"slots": ["7", "8"], "parties": ["1", "3"], "best": True, "kept": True}

    assert reason(code="rest", params=params, names=NAMES) == (
        "Where both are free (10:00–10:20, 10:25–10:45), it would leave Lotus, Rose too long without a pause."
        " Making room would change meetings that are published. No exchange would bring more points."
    )


def test_several_causes_are_told_one_by_one():
    causes = [{"slot": "7", "code": "busy", "party": "2"}, {"slot": "8", "code": "tables", "party": None}]

    assert reason(code="mixed", params={"causes": causes}, names=NAMES) == (
        "No time fits. 10:00–10:20: Union has another meeting. 10:25–10:45: all tables are taken."
    )


def test_a_limit_is_a_number_and_no_organization():
    assert reason(code="full", params={"party": "1", "limit": 3}, names=NAMES) == (
        "Lotus has all the meetings that it may have (3)."
    )


def test_a_code_that_nobody_knows_breaks_no_page():
    assert reason(code="new", params={}, names=NAMES) == "A cause that this page cannot name"


@pytest.mark.django_db
def test_every_end_of_a_run_has_its_words():
    made = make_meeting_world()
    run = made.solved(publish=False)

    for code in (solving.LOST, solving.BROKEN, solving.TOO_LONG):
        run.error = code
        assert course_of(run=run).error == str(ERRORS[code])
    assert all(str(text) for text in AGAINST.values())
