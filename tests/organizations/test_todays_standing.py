"""What is kept of today never says anything else than the rules, whatever was written and however."""

import datetime
import logging
import os
import threading

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from countries.models import Programme
from jitco_portal.common.days import today
from organizations.models import Organization, TodaysStanding
from organizations.queries.fees import fee_tables
from organizations.queries.standing_annotation import with_standing
from organizations.queries.todays_standing import with_kept_standing
from organizations.services import todays_standing as service
from organizations.services.todays_standing import compare_todays_standings, refresh_todays_standings
from tests import factories as make
from tests.organizations.standing_world import DAY, WRITES, World
from tests.two_at_a_time import running, wait_for_a_lock

SEEDS = range(20) if os.environ.get("SOAK") else range(1)
LOGGER = "organizations.services.todays_standing"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(datetime.datetime(2024, 3, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


def kept_answers(day, organizations=None):
    rows = Organization.objects.sending() if organizations is None else organizations
    return {
        (programme.code, *row)
        for programme in Programme.objects.all()
        for row in with_kept_standing(rows, programme=programme, day=day).values_list("pk", "standing_reason")
    }


def answers_of_the_rules(day, organizations=None):
    rows = Organization.objects.sending() if organizations is None else organizations
    return {
        (programme.code, *row)
        for programme in Programme.objects.all()
        for row in with_standing(rows, programme=programme, day=day).values_list("pk", "standing_reason")
    }


def kept_rows():
    rows = TodaysStanding.objects.filter(day=today(), is_stale=False)
    return set(rows.values_list("programme__code", "organization", "reason"))


def kept_fees():
    rows = TodaysStanding.objects.filter(day=today(), is_stale=False)
    return set(rows.values_list("programme__code", "organization", "fees_within_caps"))


def compared_fees():
    tables = fee_tables(organizations=Organization.objects.sending(), day=today())
    programmes = Programme.objects.all()
    return {(each.code, pk, table.is_within_caps(each)) for each in programmes for pk, table in tables.items()}


def stale():
    return set(TodaysStanding.objects.filter(is_stale=True).values_list("organization", "programme__code"))


# Every kind of write ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_kind_of_write_the_kept_answer_is_that_of_the_rules(seed):
    world = World(seed)
    refresh_todays_standings()
    before = (answers_of_the_rules(DAY), compared_fees())
    unchanged = []
    for name in WRITES:
        # Each write finds the world as it was drawn.
        with transaction.atomic():
            getattr(world, name)()

            ruled, fees = answers_of_the_rules(DAY), compared_fees()
            assert kept_answers(DAY) == ruled, name
            assert kept_fees() <= fees, name
            refresh_todays_standings()
            assert stale() == set(), name
            assert (kept_rows(), kept_fees()) == (ruled, fees), name
            transaction.set_rollback(True)
        if (ruled, fees) == before:
            unchanged.append(name)

    # A write that changes no answer proves nothing.
    assert " ".join(unchanged) == ""


# Days -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_another_day_is_asked_of_the_rules():
    World(5)
    refresh_todays_standings()
    for days in (-40, -1, 1, 60):
        day = DAY + datetime.timedelta(days=days)

        assert kept_answers(day) == answers_of_the_rules(day)
    assert kept_answers(DAY) != kept_answers(DAY + datetime.timedelta(days=60))


@pytest.mark.django_db
def test_at_midnight_in_japan_yesterdays_rows_are_passed_over_until_they_are_computed():
    organization = make.make_organization(country := make.make_country())
    make.make_moc(country)
    make.make_approval(organization, make.make_counterpart(country), approved_until="2024-03-01")
    with time_machine.travel(datetime.datetime(2024, 3, 1, 14, 59, 59, tzinfo=datetime.UTC), tick=False):
        assert refresh_todays_standings() == 1
        before = kept_answers(today())
    with time_machine.travel(datetime.datetime(2024, 3, 1, 15, tzinfo=datetime.UTC), tick=False):
        after = kept_answers(today())
        kept_before = list(TodaysStanding.objects.values_list("day", "reason"))
        computed = [refresh_todays_standings(), refresh_todays_standings()]
        kept_after = list(TodaysStanding.objects.values_list("day", "reason"))

    pk = organization.pk
    assert (before, after) == ({("titp", pk, "approved")}, {("titp", pk, "ended")})
    assert kept_before == [(datetime.date(2024, 3, 1), "approved")]
    assert kept_after == [(datetime.date(2024, 3, 2), "ended")]
    assert computed == [1, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("marked", [0, 3, 5, 7])
def test_one_call_computes_all_of_another_day_however_many_are_marked_besides(monkeypatch, marked):
    monkeypatch.setattr(service, "BATCH", 5)
    country = make.make_country()
    make.make_programme()
    for _number in range(12):
        make.make_organization(country)
    refresh_todays_standings()
    first = TodaysStanding.objects.order_by("pk").values("pk")[:marked]
    TodaysStanding.objects.filter(pk__in=first).update(is_stale=True)
    with time_machine.travel(datetime.datetime(2024, 3, 2, 3, tzinfo=datetime.UTC), tick=False):
        assert refresh_todays_standings() == 12

        assert set(TodaysStanding.objects.values_list("day", "is_stale")) == {(today(), False)}


@pytest.mark.django_db
def test_no_more_is_computed_than_was_asked_for():
    make.make_programme()
    for _number in range(5):
        make.make_organization()

    assert refresh_todays_standings(at_most=2) == 2
    assert refresh_todays_standings(until=lambda: True) == 0
    assert len(stale()) == 3


# Rows that are there, and rows that are not -----------------------------------------------------------


@pytest.mark.django_db
def test_a_new_organization_and_a_new_programme_have_their_rows_at_once():
    programme = make.make_programme()
    organization = make.make_organization()
    assert stale() == {(organization.pk, programme.code)}

    make.make_programme(code="ssw")

    assert stale() == {(organization.pk, "titp"), (organization.pk, "ssw")}


@pytest.mark.django_db
def test_dropped_rows_change_no_answer_and_are_there_again_after_the_night():
    World(6)
    refresh_todays_standings()
    ruled, fees = answers_of_the_rules(DAY), compared_fees()
    dropped = TodaysStanding.objects.order_by("pk").first()
    dropped.delete()
    assert kept_answers(DAY) == ruled

    TodaysStanding.objects.all().delete()

    assert kept_answers(DAY) == ruled
    compare_todays_standings()
    refresh_todays_standings()
    assert (kept_answers(DAY), kept_fees(), stale()) == (ruled, fees, set())


@pytest.mark.django_db
def test_the_rules_are_asked_only_of_rows_that_are_marked():
    """A row that is kept is believed: that is what makes the list quick."""
    make.make_programme()
    kept, marked = make.make_organization(), make.make_organization()
    refresh_todays_standings()
    TodaysStanding.objects.update(reason="approved")
    TodaysStanding.objects.filter(organization=marked.pk).update(is_stale=True)

    assert kept_answers(DAY) == {("titp", kept.pk, "approved"), ("titp", marked.pk, "no_moc")}


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"reason": "approved"}, {"fees_within_caps": True}])
def test_the_night_finds_a_row_that_was_falsified_marks_it_and_tells(caplog, wrong):
    make.make_programme()
    organizations = [make.make_organization() for _number in range(3)]
    refresh_todays_standings()
    with caplog.at_level(logging.ERROR, LOGGER):
        compare_todays_standings()
        assert (caplog.records, stale()) == ([], set())
        TodaysStanding.objects.filter(organization=organizations[1].pk).update(**wrong)

        compare_todays_standings()

    assert [record.organizations for record in caplog.records] == [[organizations[1].pk]]
    assert stale() == {(organizations[1].pk, "titp")}
    refresh_todays_standings()
    assert set(TodaysStanding.objects.values_list("reason", "fees_within_caps")) == {("no_moc", None)}


@pytest.mark.django_db
def test_a_change_while_the_night_compares_is_no_difference(caplog, monkeypatch):
    make.make_programme()
    organization = make.make_organization()
    refresh_todays_standings()
    load_facts = service.load_facts

    def after_a_change(organizations):
        make.make_measure(organization, from_on="2024-01-01")
        refresh_todays_standings()
        return load_facts(organizations)

    monkeypatch.setattr(service, "load_facts", after_a_change)
    with caplog.at_level(logging.ERROR, LOGGER):
        compare_todays_standings()

    assert (caplog.records, stale()) == ([], set())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amounts", "within"), [((3000,), True), ((3601,), False), ((3000, 700), False), ((), None), (("no rate",), None)]
)
def test_whether_fees_keep_the_caps_is_kept(amounts, within):
    organization = make.make_organization(country := make.make_country())
    make.make_fee_cap(country)
    for amount in amounts:
        if amount == "no rate":
            make.make_fee(organization, amount=1, currency="VND")
        else:
            make.make_fee(organization, amount=amount)

    refresh_todays_standings()

    assert kept_fees() == {("titp", organization.pk, within)} == compared_fees()


@pytest.mark.django_db
def test_many_organizations_cost_as_many_queries_as_one():
    country = make.make_country()
    make.make_fee_cap(country)
    counts = []
    for number in (1, 12):
        for _each in range(number):
            make.make_fee(make.make_organization(country))
        with CaptureQueriesContext(connection) as captured:
            refresh_todays_standings()
        counts.append(len(captured))
        assert stale() == set()

    assert counts[0] == counts[1]


# Two at a time ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_write_between_reading_and_writing_keeps_the_row_marked(monkeypatch):
    make.make_programme()
    organization = make.make_organization()
    waiting = []

    def and_somebody_writes(rows, **asked):
        answer = with_standing(rows, **asked)
        list(answer)
        writer = running(lambda: make.make_measure(organization, from_on="2024-01-01"))
        writer.__enter__()
        waiting.append(writer)
        wait_for_a_lock()
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(service, "with_standing", and_somebody_writes)
        assert refresh_todays_standings() == 1
    waiting[0].__exit__(None, None, None)

    assert stale() == {(organization.pk, "titp")}
    assert kept_answers(DAY) == {("titp", organization.pk, "organization_measure")}

    # A change that is not committed is waited for by nobody, and the row stays marked.
    taken = []
    with transaction.atomic():
        make.make_measure(organization, from_on="2024-01-02")
        with running(lambda: taken.append(refresh_todays_standings())):
            pass
    assert taken == [0]
    assert stale() == {(organization.pk, "titp")}
    assert refresh_todays_standings() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_compute_and_two_who_write_never_wait_in_a_circle(monkeypatch):
    monkeypatch.setattr(service, "BATCH", 7)
    make.make_programme()
    organizations = [make.make_organization() for _number in range(20)]
    done = threading.Event()

    def compute():
        while not done.is_set():
            refresh_todays_standings()

    def write(rows, kind):
        for _round in range(6):
            with transaction.atomic():
                for organization in rows:
                    make.make_measure(organization, from_on="2024-01-01", kind=kind)

    with running(compute, compute):
        try:
            with running(
                lambda: write(organizations[:10], "suspension"), lambda: write(organizations[:9:-1], "warning")
            ):
                pass
        finally:
            done.set()
    refresh_todays_standings()

    assert stale() == set()
    assert kept_answers(DAY) == answers_of_the_rules(DAY)
    assert {reason for _code, _pk, reason in kept_answers(DAY)} == {"organization_measure", "no_moc"}
