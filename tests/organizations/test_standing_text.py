"""Every verdict in words, in both languages, each reason with the row whose source carries it."""

import pytest
from django.utils.translation import override

from organizations.models.verdicts import Reason
from organizations.queries.standing_text import explanations, marks, sentence
from tests.factories import make_report
from tests.organizations.test_standing import (
    TABLE,
    approved,
    country_measure,
    left_out_within_the_tolerance_before_the_cut_off,
    no_moc,
)


@pytest.mark.django_db
@pytest.mark.parametrize("situation", [row[0] for row in TABLE], ids=[row[0].__name__ for row in TABLE])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_standing_has_a_sentence_and_a_reason(situation, language):
    standing = situation().standing()

    with override(language):
        texts = [sentence(standing), *(explanation.text for explanation in explanations(standing))]

    assert len(texts) >= 2
    assert not [text for text in texts if "%(" in text or "None" in text]


@pytest.mark.django_db
def test_an_acceptance_names_who_says_so_and_where_it_is_written():
    case = approved()
    standing = case.standing()

    with override("en"):
        assert sentence(standing) == "May accept for TITP on 23 November 2026."
        assert [(each.text, each.source) for each in explanations(standing)] == [
            (
                f"Approved by {case.office}: first named on 1 January 2020, last confirmed on 1 November 2026.",
                case.approval,
            ),
            (
                "The MOC was signed on 6 June 2017; no day of entry into force is known,"
                " so it counts from the signing.",
                case.moc,
            ),
            ("No measure by either side is recorded for that day.", None),
        ]


@pytest.mark.django_db
def test_a_measure_is_told_with_side_and_days():
    case = country_measure()
    measure = case.country.measures.get()

    with override("en"):
        assert [(each.text, each.source) for each in explanations(case.standing())] == [
            (
                "Measure for the whole country by the sending government from 23 November 2026; no end is known."
                " Sending stopped (sample).",
                measure,
            )
        ]


@pytest.mark.django_db
def test_where_nothing_is_known_the_missing_fact_comes_first_then_what_was_last_said():
    case = no_moc()

    with override("en"):
        texts = [each.text for each in explanations(case.standing())]

    assert texts == [
        "Missing: no MOC found for this programme; the recommendation is checked case by case.",
        f"Last said: Approved by {case.office}: first named on 1 January 2020, last confirmed on 1 November 2026.",
    ]


@pytest.mark.django_db
def test_a_lapse_by_a_newer_list_names_that_list():
    case = left_out_within_the_tolerance_before_the_cut_off()
    standing = case.standing()

    assert standing.reason == Reason.LAPSED
    assert explanations(standing)[0].source == standing.edition


@pytest.mark.django_db
def test_an_adverse_report_is_a_mark_with_its_source():
    case = approved()
    report = make_report(case.organization, said="revoked", said_on="2026-10", basis_en="News.")

    with override("en"):
        assert [(each.text, each.source) for each in marks(case.standing())] == [
            (
                "Reported by others, not confirmed by a government: said to have lost its licence October 2026. News.",
                report,
            )
        ]
