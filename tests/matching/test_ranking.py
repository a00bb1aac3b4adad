"""Who fits best comes first, every point is explained, and among equals the request draws lots."""

import re

import pytest
from django.utils import translation

from jitco_portal.common.days import today
from matching.queries.ranking import HEAVIEST, WEIGHTS, Criterion, Ranked, Wishes, ranked
from organizations.services.todays_standing import refresh_todays_standings
from tests import factories as make
from tests.matching.asked import make_case, make_cases

pytestmark = pytest.mark.django_db
TOO_EARLY = "too early to say: it was asked fewer than 5 times"


@pytest.fixture
def country():
    make.make_programme()
    return make.make_country()


@pytest.fixture
def operations():
    return make.make_operation("1-1-1"), make.make_operation("1-1-2")


def wishes(**values):
    return Wishes(**{"programme": make.make_programme(), "day": today(), "seed": "request 1", **values})


def points(row):
    return {each.criterion.value: each.number for each in row.points}


def reasons(row):
    return {each.criterion.value: each.reason for each in row.points}


def add_sent(organization, operation, number, year=None):
    make.make_trainee_figure(organization, year or today().year - 1, operation=operation, number=number)


def test_a_request_that_asks_for_all_is_answered_point_by_point(country, operations):
    best, bare = make.make_organization(country, languages=["ja", "vi"]), make.make_organization(country)
    best.operations.set(operations)
    add_sent(best, operations[0], 40)
    make.make_partnership(best, make.make_supervising(prefecture="愛知県"))
    best.sending.training_capacity, best.sending.training_hours = 100, 520
    best.sending.save()
    asked = wishes(operations=operations, languages=("ja",), people=20, training_hours=480, prefecture="愛知県")

    first, second = ranked(wishes=asked)

    assert [first.organization_id, second.organization_id] == [best.pk, bare.pk]
    assert points(first) == {
        "operations": 30,
        "experience": 15,
        "prefecture": 10,
        "language": 15,
        "capacity": 10,
        "training": 10,
        "fees": 0,
        "response": 5,
    }
    assert first.total == 95
    assert reasons(first) == {
        "operations": "says that it works in 2 of 2 operations asked for",
        "experience": f"sent 40 trainees in these operations in {today().year - 1}",
        "prefecture": "1 partner in Aichi is listed",
        "language": "speaks Japanese",
        "capacity": "trains 100 people at one time; 20 are asked for",
        "training": "trains for 520 hours; 480 are asked for",
        "fees": "whether what trainees pay is within the cap is not known",
        "response": TOO_EARLY,
    }
    assert points(second) == {**dict.fromkeys(points(first), 0), "response": 5}
    assert second.total == 5
    assert reasons(second) == {
        "operations": "says that it works in 0 of 2 operations asked for",
        "experience": f"no figures for these operations in {today().year - 1}",
        "prefecture": "no partner in Aichi is listed",
        "language": "speaks none of them",
        "capacity": "does not say how many people it trains at one time",
        "training": "does not say for how many hours it trains",
        "fees": "whether what trainees pay is within the cap is not known",
        "response": TOO_EARLY,
    }


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"training_capacity": 5, "people": 20}, 2),
        ({"training_capacity": 19, "people": 20}, 9),
        ({"training_capacity": 20, "people": 20}, 10),
        ({"training_capacity": 900, "people": 20}, 10),
        ({"training_capacity": 0, "people": 20}, 0),
    ],
)
def test_a_part_of_what_is_asked_gives_a_part_of_the_points(country, values, number):
    organization = make.make_organization(country)
    organization.sending.training_capacity = values["training_capacity"]
    organization.sending.save()

    [row] = ranked(wishes=wishes(people=values["people"]))

    assert points(row)["capacity"] == number


@pytest.mark.parametrize(("asked", "number"), [(3, 10), (2, 15), (1, 30)])
def test_a_third_of_thirty_is_ten(country, asked, number):
    operations = [make.make_operation(f"1-1-{each}") for each in (1, 2, 3)][:asked]
    make.make_organization(country).operations.set(operations[:1])

    [row] = ranked(wishes=wishes(operations=tuple(operations)))

    assert points(row)["operations"] == number


@pytest.mark.parametrize(
    ("until_on", "number"), [("", 10), ("2099-12-31", 10), (str(today().year), 10), ("2015", 0), ("2015-03", 0)]
)
def test_only_partners_of_the_day_count(country, until_on, number):
    organization = make.make_organization(country)
    partner = make.make_supervising(prefecture="愛知県")
    make.make_partnership(organization, partner, from_on="2014", until_on=until_on)

    [row] = ranked(wishes=wishes(prefecture="愛知県"))

    assert points(row)["prefecture"] == number


def test_what_a_request_leaves_open_is_no_criterion(country):
    make.make_organization(country)

    [row] = ranked(wishes=wishes())

    assert points(row) == {"fees": 0, "response": 5}


def test_fees_within_the_cap_count(country):
    organization = make.make_organization(country)
    make.make_fee(organization, amount=3000)
    make.make_fee_cap(country)
    refresh_todays_standings()

    [row] = ranked(wishes=wishes())

    assert (points(row), reasons(row)) == (
        {"fees": 10, "response": 5},
        {"fees": "what trainees pay is within the cap of the country", "response": TOO_EARLY},
    )


def test_whoever_asks_may_weigh_otherwise(country, operations):
    worker, speaker = make.make_organization(country), make.make_organization(country, languages=["ja"])
    worker.operations.set(operations[:1])
    asked = {"operations": operations[:1], "languages": ("ja",)}

    by_work = ranked(wishes=wishes(**asked))
    by_language = ranked(wishes=wishes(**asked, weights={**WEIGHTS, Criterion.OPERATIONS: 0, Criterion.LANGUAGE: 50}))

    assert [row.organization_id for row in by_work] == [worker.pk, speaker.pk]
    assert [row.organization_id for row in by_language] == [speaker.pk, worker.pk]
    assert "operations" not in points(by_language[0])
    assert points(by_language[0])["language"] == 50


@pytest.mark.parametrize(("weight", "number"), [(-5, None), (0, None), (HEAVIEST + 1, HEAVIEST), (10**9, HEAVIEST)])
def test_no_weight_lies_outside_its_limits(country, weight, number):
    make.make_organization(country, languages=["ja"])

    [row] = ranked(wishes=wishes(languages=("ja",), weights={Criterion.LANGUAGE: weight}))

    assert points(row).get("language") == number


def test_points_add_up_and_fall_from_row_to_row(country, operations):
    for number in range(12):
        organization = make.make_organization(country, languages=["ja", "vi"][: number % 3])
        organization.operations.set(operations[: number % 2 + 1])
        add_sent(organization, operations[0], number)

    rows = ranked(wishes=wishes(operations=operations, languages=("ja", "vi"), people=10))

    assert [row.total for row in rows] == [sum(points(row).values()) for row in rows]
    assert [row.total for row in rows] == sorted((row.total for row in rows), reverse=True)
    assert len(rows) == 12


def test_among_equals_each_request_draws_lots_of_its_own(country):
    organizations = {make.make_organization(country).pk for _number in range(20)}

    orders = [[row.organization_id for row in ranked(wishes=wishes(seed=f"request {number}"))] for number in (1, 2, 1)]

    assert orders[0] == orders[2]
    assert orders[0] != orders[1]
    assert all(set(order) == organizations for order in orders)


def test_in_many_requests_everybody_comes_first(country):
    organizations = {make.make_organization(country).pk for _number in range(5)}

    first = {ranked(wishes=wishes(seed=str(number)), limit=1)[0].organization_id for number in range(60)}

    assert first == organizations


def test_only_countries_that_are_asked_for(country):
    make.make_organization()
    wanted = make.make_organization(country)

    assert [row.organization_id for row in ranked(wishes=wishes(countries=(country,)))] == [wanted.pk]


def test_who_may_not_send_today_is_left_out(country):
    suspended, other = make.make_organization(country), make.make_organization(country)
    make.make_measure(suspended, from_on="2026-01-01")
    refresh_todays_standings()

    assert [row.organization_id for row in ranked(wishes=wishes())] == [other.pk]


def test_neither_who_is_not_published_nor_who_supervises_is_a_candidate(country):
    make.make_supervising()
    make.make_organization(country, is_published=False)
    make.make_organization(country, merged_into=make.make_organization(country, is_published=False))

    assert ranked(wishes=wishes()) == []


def test_figures_of_other_years_operations_and_programmes_are_no_experience(country, operations):
    organization = make.make_organization(country)
    add_sent(organization, operations[0], 40, year=today().year - 2)
    add_sent(organization, operations[1], 40)
    make.make_trainee_figure(organization, today().year - 1, make.make_programme(code="ssw"), operation=operations[0])

    [row] = ranked(wishes=wishes(operations=operations[:1]))

    assert points(row)["experience"] == 0


@pytest.mark.parametrize(
    ("days", "number", "reason"),
    [
        ([], 5, TOO_EARLY),
        ([13, 13, 13, 13], 5, TOO_EARLY),
        ([None] * 4, 5, TOO_EARLY),
        ([0, 0, 0, 0, 0], 10, "answered 5 requests, half of them within 1 day"),
        ([2.5, 1, 2.5, 9, 2.5, 14, 1], 10, "answered 7 requests, half of them within 3 days"),
        ([3.5] * 5, 9, "answered 5 requests, half of them within 4 days"),
        ([8] * 5, 5, "answered 5 requests, half of them within 8 days"),
        ([13] * 5, 0, "answered 5 requests, half of them within 13 days"),
        ([60] * 5, 0, "answered 5 requests, half of them within 60 days"),
        ([1, 1, 1, None, None], 10, "answered 3 of 5 requests, half of all within 1 day"),
        ([1, 6, None, None], 5, TOO_EARLY),
        ([1, 5.2, 6, None, None], 7, "answered 3 of 5 requests, half of all within 6 days"),
        ([1, 1, None, None, None], 0, "answered 2 of 5 requests in time"),
        ([None] * 5, 0, "answered 0 of 5 requests in time"),
    ],
)
def test_quick_answers_count_once_there_are_enough(country, days, number, reason):
    organization = make.make_organization(country)
    make_cases(organization, *days)

    [row] = ranked(wishes=wishes())

    assert (points(row)["response"], reasons(row)["response"]) == (number, reason)


def test_who_is_new_is_not_put_behind_who_is_slow(country):
    slow, new, quick = (make.make_organization(country) for _number in range(3))
    make_cases(slow, *[None] * 5)
    make_cases(quick, *[1] * 5)

    assert [row.organization_id for row in ranked(wishes=wishes())] == [quick.pk, new.pk, slow.pk]


@pytest.mark.parametrize(
    "values",
    [
        {"days": None, "state": "offered", "answer_by": "2099-01-01", "reasons": "It fits."},
        {"days": None, "state": "declined"},
        {"days": None, "state": "closed"},
        {"days": None, "state": "reserve", "offered_at": None},
    ],
    ids=["waits", "declined by who asked", "closed", "never asked"],
)
def test_only_what_an_organization_answered_or_let_pass_is_a_case(country, values):
    organization = make.make_organization(country)
    make_cases(organization, 1, 1, 1, 1)
    make_case(organization, **values)

    [row] = ranked(wishes=wishes())

    assert reasons(row)["response"] == TOO_EARLY


def test_points_kept_before_there_was_a_criterion_say_nothing_of_it(country):
    make.make_organization(country)
    [row] = ranked(wishes=wishes())
    kept = {key: value for key, value in row.found.items() if key not in ("for_response", "cases", "answered", "days")}

    assert points(Ranked(row.organization_id, wishes(), kept)) == {"fees": 0}


def test_the_order_costs_one_query(country, operations, django_assert_num_queries):
    for _number in range(3):
        make.make_organization(country)
    asked = wishes(operations=operations, languages=("ja",), people=10)

    with django_assert_num_queries(1):
        rows = ranked(wishes=asked)
        told = [row.points for row in rows]

    assert len(told) == 3


@pytest.mark.parametrize(
    ("language", "near", "spoken"),
    [
        ("en", "no partner in Aichi is listed", "speaks Japanese, Vietnamese"),
        ("ja", "愛知県", "日本語、ベトナム語"),
    ],
)
def test_prefectures_and_languages_are_named_as_the_reader_names_them(country, language, near, spoken):
    make.make_organization(country, languages=["ja", "vi"])
    [row] = ranked(wishes=wishes(prefecture="愛知県", languages=("ja", "vi")))

    with translation.override(language):
        told = reasons(row)

    assert near in told["prefecture"]
    assert spoken in told["language"]


def test_the_explanation_is_in_the_language_of_its_reader(country):
    make.make_organization(country)
    [row] = ranked(wishes=wishes(languages=("ja",)))

    with translation.override("ja"):
        told = [each.reason for each in row.points]

    assert all(re.search("[ぁ-ん]", reason) for reason in told)
