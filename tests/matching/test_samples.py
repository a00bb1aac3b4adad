"""With the sample log-ins a match-up can be walked from its request to its end; nothing of it is real."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from matching.models import Candidate, Confirmation, MatchRequest, Party
from matching.queries.board import open_wishes
from matching.queries.contacts import contact_notice
from matching.queries.rules import Outcome, checked, load_cases
from matching.samples import load_people_samples
from matching.services import answers, introductions, requests, review
from organizations.models import Operation, Organization
from tests.soak import SOAK

DAY = datetime.date(2026, 11, 27)
CLEANING, CARE = "7-12-1", "7-13-1"

pytestmark = pytest.mark.usefixtures("loaded")


def on(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(3), datetime.UTC), tick=False)


@pytest.fixture(scope="module")
def loaded(database, django_db_blocker, tmp_path_factory):
    own = override_settings(DATA=tmp_path_factory.mktemp("data"), EMBEDDED_DATABASE=True, SAMPLE=False)
    with django_db_blocker.unblock(), transaction.atomic(), own, on(DAY):
        call_command("load_sample_data", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(loaded):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def organization(word):
    return Organization.objects.select_related("country").get(short_name=f"{word} (sample)")


def person(word, role="editor"):
    return User.objects.get(email=f"{word.lower()}.{role}@example.org")


def outcome(supervising, sending, operation, day=DAY):
    [case] = load_cases(
        supervising=organization(supervising),
        sending=[organization(sending)],
        programme=Programme.objects.get(code="titp"),
        day=day,
        operations=Operation.objects.filter(code=operation),
    )
    return checked(case).outcome


# Rules ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [0, 30, 60])
@pytest.mark.parametrize(
    ("supervising", "sending", "operation"),
    [
        ("Asahi", "JASMINE", CLEANING),
        ("Asahi", "JASMINE", CARE),
        ("Asahi", "LILY", CARE),
        ("Asahi", "CEDAR", CLEANING),
        ("Sakura", "HERON", "4-9-1"),
        ("Sakura", "JASMINE", CLEANING),
    ],
)
def test_all_rules_hold_on_the_day_of_the_load_and_for_sixty_days(supervising, sending, operation, days):
    assert outcome(supervising, sending, operation, DAY + datetime.timedelta(days=days)) == Outcome.HOLDS


@pytest.mark.parametrize(
    ("supervising", "sending", "operation", "told"),
    [
        ("Asahi", "PINE", CLEANING, Outcome.FAILS),
        ("Asahi", "CORAL", CLEANING, Outcome.NOT_KNOWN),
        ("Asahi", "BIRCH", CLEANING, Outcome.NOT_KNOWN),
        ("Asahi", "CEDAR", CARE, Outcome.NOT_KNOWN),
        ("Hikari", "JASMINE", CLEANING, Outcome.FAILS),
        ("Nozomi", "JASMINE", CLEANING, Outcome.NOT_KNOWN),
    ],
)
def test_some_fail_and_of_some_it_is_not_known(supervising, sending, operation, told):
    assert outcome(supervising, sending, operation) == told


@pytest.mark.parametrize("days", [0, 1, 95] if SOAK else [95])
def test_each_load_confirms_anew_and_writes_no_second_row(days):
    before = Confirmation.objects.count()

    with on(DAY + datetime.timedelta(days=days)):
        call_command("load_sample_data", verbosity=0)
        call_command("load_sample_data", verbosity=0)
        confirmed = set(Confirmation.objects.values_list("confirmed_on", "checked_on"))
        assert confirmed == {(today(), today())}
        assert outcome("Asahi", "JASMINE", CARE, today()) == Outcome.HOLDS

    assert Confirmation.objects.count() == before == 11


def test_what_the_desk_confirmed_for_the_day_stands_beside():
    sample = Confirmation.objects.get(organization=organization("Asahi"))
    later = DAY + datetime.timedelta(days=3)
    own = {"subject": "no_order", "organization": sample.organization, "confirmed_on": later, "checked_on": later}
    Confirmation.objects.create(source="Letter (tried out)", source_url="https://example.org/letter", **own)

    with on(later):
        call_command("load_sample_data", verbosity=0)

    rows = Confirmation.objects.filter(organization=sample.organization).order_by("confirmed_on")
    assert [(each.confirmed_on, each.source) for each in rows] == [(DAY, sample.source), (later, "Letter (tried out)")]


# Requests ---------------------------------------------------------------------------------------------


def test_a_wish_is_on_the_board_and_a_draft_waits():
    found = {each.organization.short_name: each for each in MatchRequest.objects.select_related("organization")}

    assert {name: each.state for name, each in found.items()} == {
        "Sakura (sample)": "under_review",
        "Asahi (sample)": "draft",
    }
    assert list(open_wishes()) == [found["Sakura (sample)"]]


def test_what_became_of_the_requests_outlives_the_next_load():
    draft = MatchRequest.objects.get(state="draft")
    wish = MatchRequest.objects.get(state="under_review")
    requests.delete_draft(request=draft, by=person("Asahi"))
    requests.withdraw(request=wish, by=person("Sakura"), reason="Tried out")

    call_command("load_sample_data", verbosity=0)

    assert [(each.pk, each.state) for each in MatchRequest.objects.all()] == [(wish.pk, "withdrawn")]


def test_nobody_who_left_asks_for_anything():
    MatchRequest.objects.filter(state="draft").delete()
    person("Sakura").memberships.all().delete()

    [report] = load_people_samples()

    assert (report.added, report.unchanged) == (0, 1)


def test_the_draft_can_be_walked_to_an_agreement():
    request = MatchRequest.objects.get(state="draft")
    asahi, jasmine = person("Asahi"), person("JASMINE")
    requests.submit(request=request, by=asahi)
    review.take_up(request=request)
    candidate = review.choose(request=request, organization=organization("JASMINE"), reasons="Trains for this work.")
    review.propose(request=request, candidates=[candidate])
    for side, by in ((Party.REQUESTER, asahi), (Party.CANDIDATE, jasmine)):
        answers.accept(candidate=candidate, side=side, by=by)
    candidate = Candidate.objects.get(pk=candidate.pk)
    for side, by in ((Party.REQUESTER, asahi), (Party.CANDIDATE, jasmine)):
        notice = contact_notice(side=side, candidate=candidate, language="en")
        given = {"phone": "", "language": "en", "shown": introductions.words_of(notice)}
        introductions.give_consent(candidate=candidate, side=side, by=by, **given)

    assert introductions.look_at_contact(candidate=candidate, side=Party.REQUESTER, by=asahi).person == jasmine
    introductions.agree(candidate=candidate, side=Party.CANDIDATE, by=jasmine, contract_on=DAY, trainees_planned=4)
    assert MatchRequest.objects.get(pk=request.pk).state == "agreed"
