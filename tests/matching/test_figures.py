"""How an organization answers, from five cases on; and the funnel of the desk, from which nothing small leaks."""

import datetime
import random
import re

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from matching.models import Introduction
from matching.queries.figures import FEWEST, QUARTERS_SHOWN, STAGES, funnel, response_panel, responses
from organizations.models import Role
from organizations.queries.members import membership_annotations
from tests import factories as make
from tests.logging_in import log_in_client
from tests.matching.asked import make_cases, sent_request
from tests.matching.match_world import make_match_world

pytestmark = pytest.mark.django_db
FIGURES = "admin:matching_matchrequest_figures"
DAY = datetime.date(2026, 11, 27)
ALL = list(STAGES)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization():
    make.make_programme()
    return make.make_organization()


@pytest.fixture
def reader():
    return of_a_request(make.make_membership(make.make_supervising(), role=Role.READER).user)


def of_a_request(user):
    """As the middleware gives the user: with the organizations of theirs."""
    return User.objects.annotate(**membership_annotations()).get(pk=user.pk)


def lines(panel):
    return panel.context["lines"] if panel else None


# Of one organization ---------------------------------------------------------------------------------------


def test_members_see_how_an_organization_answers(organization, reader):
    make_cases(organization, 2.5, 1, 9, None)
    make_cases(organization, 3, 1, accepted=False)

    panel = response_panel(organization, today(), reader)

    assert (panel.title, panel.anchor) == ("In match-ups", "match-ups")
    assert lines(panel) == [
        "Asked 6 times: it answered 5 times and accepted in 50% of all.",
        "Half of them were answered within 3 days.",
    ]


@pytest.mark.parametrize(("cases", "is_shown"), [(0, False), (4, False), (5, True)])
def test_nothing_is_said_of_fewer_than_five_cases(organization, reader, cases, is_shown):
    make_cases(organization, *[1] * cases)
    make_cases(make.make_organization(), *[1] * 9)

    assert (response_panel(organization, today(), reader) is not None) == is_shown


def test_whoever_lets_most_pass_is_not_called_quick(organization, reader):
    make_cases(organization, 1, 1, None, None, None)

    assert lines(response_panel(organization, today(), reader)) == [
        "Asked 5 times: it answered 2 times and accepted in 40% of all.",
        "More than half of them were not answered in time.",
    ]


def test_its_own_requests_count_once_they_have_an_outcome(organization, reader):
    make_cases(make.make_organization(), 1, asker=organization)  # a draft
    for state in ("withdrawn", "expired", "not_agreed", "agreed"):
        sent_request(organization, state=state)
    sent_request(organization, state="submitted")
    before = response_panel(organization, today(), reader)

    [candidate] = make_cases(make.make_organization(), 1, asker=organization)
    Introduction.objects.create(candidate=candidate)
    type(candidate.request).objects.filter(pk=candidate.request_id).update(submitted_at=timezone.now())

    assert before is None
    assert lines(response_panel(organization, today(), reader)) == [
        "It sent 5 requests that have an outcome: 20% led to an introduction."
    ]


def test_the_panel_costs_one_query(organization, reader, django_assert_num_queries):
    make_cases(organization, *[1] * 5)

    with django_assert_num_queries(1):
        assert response_panel(organization, today(), reader)


@pytest.mark.parametrize("who", ["visitor", "no member", "staff", "member of one that is hidden", "has left"])
def test_nobody_else_sees_it_and_nothing_is_asked(organization, django_assert_num_queries, who):
    make_cases(organization, *[1] * 5)
    hidden = make.make_supervising(is_published=False)
    users = {
        "visitor": AnonymousUser,
        "no member": make.make_user,
        "staff": lambda: make.make_staff(is_superuser=True),
        "member of one that is hidden": lambda: make.make_membership(hidden, role=Role.ADMINISTRATOR).user,
        "has left": lambda: make.make_membership(until_on=today() - datetime.timedelta(days=1)).user,
    }
    user = users[who]()
    user = user if who == "visitor" else of_a_request(user)

    with django_assert_num_queries(0):
        assert response_panel(organization, today(), user) is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_fragment_stands_in_both_languages(organization, reader, language):
    make_cases(organization, *[1] * 5)

    with translation.override(language):
        panel = response_panel(organization, today(), reader)
        told = render_to_string(panel.template, panel.context)

    assert told.count("<li>") == 2


def test_a_match_up_that_goes_its_way_is_counted():
    world = make_match_world()
    world.in_talks()

    assert responses(organization=world.candidates[0]) is None
    make_cases(world.candidates[0], *[1] * 4)

    found = responses(organization=world.candidates[0])
    assert (found.cases, found.answered, found.accepted_percent, found.requests) == (5, 5, 100, None)


# The funnel ------------------------------------------------------------------------------------------------


@pytest.fixture
def world():
    """Countries as many as the portal has: among few, a sum would tell of each."""
    make.make_programme()
    return [make.make_country() for _number in range(20)]


def at(year, month, day=15):
    return datetime.datetime(year, month, day, 3, tzinfo=datetime.UTC)


def send(country, *reached, when=None):
    """One request of a sending organization for each number of stages."""
    for number in reached:
        sent_request(make.make_organization(country), steps=ALL[:number], at=when or at(2026, 11))


def rows(quarter):
    return [(row.name, row.numbers) for row in quarter.rows]


def test_requests_are_counted_by_country_quarter_and_stage(world):
    send(world[0], 5, 5, 5, 5, 5, 5, 4, 3, 2, 1)
    send(world[0], 1, 1, 1, 1, 1, when=at(2026, 9))

    newest, before, *older = funnel(day=DAY)

    assert (newest.year, newest.number) == (2026, 4)
    assert rows(newest) == [(world[0].name, (10, 9, 8, 7, 6)), ("all others together", (None,) * 5)]
    assert rows(before)[0] == (world[0].name, (5, None, None, None, None))
    assert all(rows(each) == [("all others together", (None,) * 5)] for each in older)
    assert len(older) == QUARTERS_SHOWN - 2


def test_a_quarter_is_that_of_the_first_submission_in_japan(world):
    for _number in range(5):
        request = sent_request(
            make.make_organization(world[0]),
            steps=["submit"],
            at=datetime.datetime(2026, 9, 30, 15, tzinfo=datetime.UTC),  # 1 October there
        )
        request.steps.create(name="submit", by="requester", request=request)

    newest, before, *_older = funnel(day=datetime.date(2027, 1, 20))[:3]

    assert rows(before)[0] == (world[0].name, (5, None, None, None, None))
    assert len(rows(newest)) == 1


@pytest.mark.parametrize("number", [0, 1, 4])
def test_numbers_below_five_are_hidden(world, number):
    send(world[0], *[1] * (9 - number), *[2] * number)

    assert rows(funnel(day=DAY)[0])[0] == (world[0].name, (9, None, None, None, None))


def test_drafts_and_older_quarters_are_left_out(world):
    make_cases(make.make_supervising(), *[1] * 9, asker=make.make_organization(world[0]))
    send(world[0], *[1] * 9, when=at(2024, 12))

    assert all(len(each.rows) == 1 for each in funnel(day=DAY))


def test_each_request_stands_in_one_group(world):
    supervising = make.make_supervising()
    for countries in ([world[1]], [world[1], world[2]], []):
        for _number in range(5):
            sent_request(supervising, steps=ALL[:1], countries=countries, at=at(2026, 11))
    # It met somebody of another country than the one it asked for.
    for _number in range(5):
        request = sent_request(supervising, steps=ALL[:3], countries=[world[1]], at=at(2026, 11))
        candidate = request.candidates.create(organization=make.make_organization(world[3]), state="closed")
        Introduction.objects.create(candidate=candidate)

    found = dict(rows(funnel(day=DAY)[0]))

    assert found == {
        world[1].name: (5, None, None, None, None),
        world[3].name: (5, 5, 5, None, None),
        "several countries asked for": (5, None, None, None, None),
        "no country named": (5, None, None, None, None),
        "all others together": (None,) * 5,
    }


def test_small_groups_are_told_together_where_that_tells_of_none(world):
    for country in world[:3]:
        send(country, 5, 5, 1)

    assert rows(funnel(day=DAY)[0]) == [("all others together", (9, 6, 6, 6, 6))]


@pytest.mark.parametrize("countries", [1, 2, 3])
def test_among_few_countries_not_even_the_sum_is_told(countries):
    make.make_programme()
    for _number in range(countries):
        send(make.make_country(), 5, 5, 5, 5)

    [row] = funnel(day=DAY)[0].rows

    # With the two groups that are no country: of 2, 3 and 5 hidden ones, 4, 8 and 12 people are all that fit.
    assert row.numbers == ((None,) * 5 if countries == 1 else ((4 * countries,) * 5))


def test_a_total_holds_only_what_is_shown(world):
    send(world[0], *[5] * 7)
    send(world[1], *[1] * 6, 2, 2)
    send(world[2], 5)

    [quarter, *_older] = funnel(day=DAY)

    assert quarter.totals == [15, 7, 7, 7, 7]
    assert quarter.total_lines == [{"number": number, "at_least": True} for number in quarter.totals]
    assert [point.value for point in quarter.points] == quarter.totals


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_number_can_be_worked_out(world, seed):
    """Any other true numbers of one hidden group are as likely, as far as the page tells: it stays the same."""
    dice = random.Random(seed)
    for country in world[:6]:
        send(country, *[dice.randint(1, 5) for _number in range(dice.choice([1, 2, 3, 4, 7]))])
    shown = rows(funnel(day=DAY)[0])
    pool = shown[-1][1]

    assert all(number is None or number >= FEWEST for _name, numbers in shown for number in numbers)
    # Every hidden group of the pool may be any number from 0 to 4, with the others making up the sum.
    hidden = len(world) + 2 - (len(shown) - 1)
    if pool[0] is not None:
        assert all(0 <= pool[0] - number <= 4 * (hidden - 1) for number in range(5))
    # And what a listed group hides is in no sum at all.
    listed = [numbers for _name, numbers in shown[:-1]]
    sums = [sum(number for number in each if number) for each in zip(*listed, pool, strict=True)]
    assert funnel(day=DAY)[0].totals == [number or None for number in sums]


def test_the_funnel_costs_two_queries(world, django_assert_num_queries):
    send(world[0], *[3] * 6)
    with django_assert_num_queries(2):
        funnel(day=DAY)
    send(world[1], *[3] * 6)

    with django_assert_num_queries(2):
        funnel(day=DAY)


# The page of the desk --------------------------------------------------------------------------------------


def staff_of(client, *groups, **values):
    sync_staff_groups()
    staff = make.make_staff(**values)
    staff.groups.set(Group.objects.filter(name__in=groups))
    log_in_client(client, staff)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_staff_see_charts_and_tables(client, world, language):
    staff_of(client, is_superuser=True)
    send(world[0], *[5] * 7, *[1] * 4, when=timezone.now())
    send(world[1], 5, 5, when=timezone.now())

    with translation.override(language):
        answer = client.get(reverse(FIGURES))

    page = answer.content.decode()
    assert answer.status_code == 200
    # A chart where something is shown; a table in any case, so that no quarter says that it was empty.
    assert (page.count("<figure"), page.count("<table")) == (1, QUARTERS_SHOWN)
    assert "style=" not in page
    if language == "en":
        told = text(answer)
        assert f"{world[0].name} 11 7 7 7 7" in told
        assert "all others together not shown not shown" in told
        assert "Shown here together at least 11 at least 7" in told
        assert world[1].name not in told


def test_hidden_numbers_say_so(client, world):
    staff_of(client, is_superuser=True)
    send(world[0], *[1] * 5, when=timezone.now())

    assert f"{world[0].name} 5 fewer than 5 fewer than 5" in text(client.get(reverse(FIGURES)))


def test_who_may_not_look_at_requests_sees_no_figures(client):
    staff_of(client)
    refused = client.get(reverse(FIGURES)).status_code
    client.logout()
    member = make.make_membership(role=Role.ADMINISTRATOR).user
    client.force_login(member)

    assert refused == 403
    assert client.get(reverse(FIGURES)).status_code == 302
