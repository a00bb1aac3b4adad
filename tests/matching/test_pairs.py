"""The rules asked of many at once, and the points of a candidate as they were when staff chose it."""

import datetime
import json

import pytest
import time_machine
from django.utils import translation

from jitco_portal.common.days import today
from matching.models import Candidate
from matching.queries.pairs import checks_of, points_of, points_snapshot
from matching.queries.ranking import WEIGHTS
from tests import factories as make
from tests.matching.world import make_pair

pytestmark = pytest.mark.django_db
# New Year's morning in Japan, the last day of the old year in UTC.
NEW_YEAR = datetime.datetime(2026, 12, 31, 20, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


# Rules -------------------------------------------------------------------------------------------------


@pytest.fixture
def asked():
    """A sending organization of Vietnam asks, with four candidates of which other things are known."""
    pair = make_pair("VN")
    request = make.make_match_request(pair.sending, programme=pair.programme, operations=[pair.operation])
    suspended, unknown, full = (make.make_supervising() for _number in range(3))
    for each in (suspended, full):
        make.make_permit(each, pair.programme, valid_from="2024-04-01", valid_until="2029-03-31")
    for each in (pair.supervising, full):
        make.make_trainee_figure(each, today().year - 1, pair.programme, number=5)
    make.make_sanction(suspended, from_on="2026-01-01")
    for _number in range(3):
        make.make_partnership(make.make_organization(pair.country), full, from_on="2020")
    make.make_partnership(pair.sending, pair.supervising, from_on="2020")
    return request, [pair.supervising, suspended, unknown, full]


def told(checks):
    return {
        key: [(each.rule.name, each.answer.outcome, each.answer.reason, each.answer.rows) for each in check.answered]
        for key, check in checks.items()
    }


def test_of_many_supervising_organizations_the_rules_say_what_they_say_of_each(asked):
    request, organizations = asked

    together = told(checks_of(request=request, organizations=organizations))

    assert list(together) == [each.pk for each in organizations]
    alone = [told(checks_of(request=request, organizations=[each])) for each in organizations]
    assert together == {key: each for found in alone for key, each in found.items()}
    # Four candidates, four different sets of answers.
    assert len({str(each) for each in together.values()}) == 4


def test_rules_of_four_supervising_organizations_cost_as_many_queries_as_of_one(asked, django_assert_num_queries):
    request, organizations = asked
    # The operations of the request, and the cases.
    with django_assert_num_queries(20):
        checks_of(request=request, organizations=organizations[:1])

    with django_assert_num_queries(20):
        checks = checks_of(request=request, organizations=organizations)

    assert len(checks) == 4


# Points ------------------------------------------------------------------------------------------------


def reasons(candidate):
    return {each.criterion.value: (each.number, each.most, each.reason) for each in points_of(candidate=candidate)}


@pytest.fixture
def chosen():
    """Chosen on New Year's morning, with its points."""
    country = make.make_country()
    operations = [make.make_operation("1-1-1"), make.make_operation("1-1-2")]
    organization = make.make_organization(country, languages=["ja"])
    organization.operations.set(operations[:1])
    make.make_trainee_figure(organization, 2026, operation=operations[0], number=40)
    make.make_trainee_figure(organization, 2025, operation=operations[0], number=7)
    request = make.make_match_request(
        make.make_supervising(prefecture="愛知県"),
        operations=operations,
        languages=["ja", "vi"],
        people=20,
        training_hours=480,
        weights={"operations": 40},
    )
    request.countries.set([country])
    with time_machine.travel(NEW_YEAR, tick=False):
        found = points_snapshot(request=request, organization=organization)
        candidate = make.make_candidate(request, organization, state="reserve", found=found)
    return Candidate.objects.get(pk=candidate.pk)


def test_a_snapshot_keeps_what_was_asked(chosen):
    request = chosen.request

    assert chosen.found["asked"] == {
        "day": "2027-01-01",
        "weights": {**{str(name): most for name, most in WEIGHTS.items()}, "operations": 40},
        "operations": 2,
        "countries": [request.countries.get().code],
        "languages": ["ja", "vi"],
        "people": 20,
        "training_hours": 480,
        "prefecture": "愛知県",
    }
    # A sum of the database is none of the types of JSON.
    assert (chosen.found["sent"], chosen.found["for_experience"], chosen.found["spoken"]) == (40, 15, ["ja"])
    assert json.loads(json.dumps(chosen.found)) == chosen.found


def test_points_are_told_by_what_stood_when_staff_chose(chosen):
    request = chosen.request
    request.weights, request.languages, request.people = {"operations": 5}, ["ja"], 300
    request.training_hours = None
    request.save()
    request.operations.clear()
    request.countries.clear()
    request.organization.supervising.prefecture = "静岡県"
    request.organization.supervising.save()

    assert reasons(Candidate.objects.get(pk=chosen.pk)) == {
        "operations": (20, 40, "says that it works in 1 of 2 operations asked for"),
        "experience": (15, 15, "sent 40 trainees in these operations in 2026"),
        "prefecture": (0, 10, "no partner in Aichi is listed"),
        "language": (7, 15, "speaks Japanese"),
        "capacity": (0, 10, "does not say how many people it trains at one time"),
        "training": (0, 10, "does not say for how many hours it trains"),
        "fees": (0, 10, "whether what trainees pay is within the cap is not known"),
        "response": (5, 10, "too early to say: it was asked fewer than 5 times"),
    }


def test_points_of_a_snapshot_are_told_without_a_query(chosen, django_assert_num_queries):
    with django_assert_num_queries(0):
        told = points_of(candidate=chosen)

    assert len(told) == 8


def test_points_kept_without_what_was_asked_are_of_the_day_in_japan(chosen):
    Candidate.objects.filter(pk=chosen.pk).update(
        found={name: value for name, value in chosen.found.items() if name != "asked"}
    )

    told = reasons(Candidate.objects.get(pk=chosen.pk))

    assert told["experience"] == (15, 15, "sent 40 trainees in these operations in 2026")
    assert told["operations"] == (20, 40, "says that it works in 1 of 2 operations asked for")


def test_no_snapshot_where_the_portal_ranks_nothing_or_leaves_the_organization_out():
    request = make.make_match_request()
    hidden = make.make_organization(is_published=False)
    of_sending = make.make_match_request(make.make_organization())

    assert points_snapshot(request=request, organization=hidden) is None
    assert points_snapshot(request=of_sending, organization=make.make_supervising()) is None
    assert points_of(candidate=make.make_candidate(request, state="reserve")) == []
