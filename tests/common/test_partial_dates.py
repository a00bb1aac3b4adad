"""Dates known to the day, month or year: read, bounded, refused, in Python and in the database alike."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import override

from countries.models import GovernmentTalk
from jitco_portal.common.partial_dates import Earliest, Latest, PartialDate, PartialDateFormField, surely_covers
from jitco_portal.common.shown_dates import shown_date
from tests.factories import SOURCE, make_country

BOUNDS = [
    ("2024-02-29", datetime.date(2024, 2, 29), datetime.date(2024, 2, 29), "day"),
    ("2024-02", datetime.date(2024, 2, 1), datetime.date(2024, 2, 29), "month"),
    ("2023-12", datetime.date(2023, 12, 1), datetime.date(2023, 12, 31), "month"),
    ("2020", datetime.date(2020, 1, 1), datetime.date(2020, 12, 31), "year"),
]
NO_DATES = [
    "2024-02-30",
    "2024-13",
    "2024-2",
    "24",
    "2024-02-29x",
    "1899",
    "２０２４",
    "2024/02/29",
    "soon",
    "2024-00-01",
]


def make_talk(**values):
    return GovernmentTalk.objects.create(country=make_country(), kind="visit", title_en="Visit", **SOURCE, **values)


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), BOUNDS)
def test_bounds_and_precision(text, earliest, latest, precision):
    date = PartialDate.parse(text)

    assert (date.earliest, date.latest, date.precision, str(date)) == (earliest, latest, precision, text)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "earliest", "latest", "_precision"), BOUNDS)
def test_the_database_knows_the_same_bounds(text, earliest, latest, _precision):
    talk = make_talk(held_on=text)

    row = GovernmentTalk.objects.annotate(
        first=Earliest("held_on"), last=Latest("held_on"), none=Latest("ended_on")
    ).get()

    assert (row.first, row.last, row.none) == (earliest, latest, None)
    assert row.held_on == PartialDate.parse(text)
    talk.refresh_from_db()
    assert talk.ended_on is None


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("held", ["2024-02-29", "2026-11", "2026-05", "2020"])
def test_a_date_is_read_in_the_form_in_which_pages_show_it(held, language):
    with override(language):
        assert PartialDateFormField().clean(shown_date(PartialDate.parse(held))) == PartialDate.parse(held)


@pytest.mark.parametrize("text", ["2026年13月", "2024年2月30日", "30 February 2024", "29 Febber 2024", "2026年月"])
def test_what_only_looks_like_a_shown_date_is_refused(text):
    with pytest.raises(ValidationError):
        PartialDateFormField().clean(text)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_by_the_field(text):
    with pytest.raises(ValidationError):
        PartialDateFormField().clean(text)


@pytest.mark.django_db
@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_by_the_database(text):
    talk = make_talk(held_on="2024")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE countries_governmenttalk SET held_on = %s WHERE id = %s", [text, talk.pk])


@pytest.mark.django_db
def test_an_end_before_the_start_is_refused_by_form_and_database():
    talk = make_talk(held_on="2024-03", ended_on="2024-03-01")
    talk.ended_on = PartialDate.parse("2024-02-29")

    with pytest.raises(ValidationError, match="The end lies before the start"):
        talk.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        talk.save()


@pytest.mark.django_db
def test_an_end_within_the_same_month_may_stand():
    talk = make_talk(held_on="2024-03-20", ended_on="2024-03")

    talk.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "covered"),
    [("2024-01-31", False), ("2024-02-10", False), ("2024-02-29", True), ("2024-04-30", True), ("2024-05-01", False)],
)
def test_only_days_certain_under_both_dates_are_covered(day, covered):
    make_talk(held_on="2024-02", ended_on="2024-04-30")

    assert (
        GovernmentTalk.objects.filter(surely_covers("held_on", "ended_on", datetime.date.fromisoformat(day))).exists()
        == covered
    )


@pytest.mark.django_db
def test_text_order_is_the_order_of_the_first_possible_day():
    for text in ["2024-02-29", "2024", "2023-12", "2024-02"]:
        make_talk(held_on=text)

    assert [str(talk.held_on) for talk in GovernmentTalk.objects.order_by(F("held_on").asc())] == [
        "2023-12",
        "2024",
        "2024-02",
        "2024-02-29",
    ]


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("2026-11-23", "en", "23 November 2026"),
        ("2024-02", "en", "February 2024"),
        ("2020", "en", "2020"),
        ("2026-11-23", "ja", "2026年11月23日"),
        ("2024-02", "ja", "2024年2月"),
        ("2020", "ja", "2020年"),
    ],
)
def test_shown_as_exact_as_known_in_each_language(text, language, shown):
    with override(language):
        assert shown_date(PartialDate.parse(text)) == shown
