"""What the nights do to match-ups: reminders once, ends after the last day, and nothing that somebody forestalled."""

import datetime
import os
import time

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.uploads import CheckedFile
from matching.models import Confirmation, Disclosure, Introduction, MatchRequest, MatchStep, Party
from matching.queries.contacts import open_contacts
from matching.services import daily, introductions, requests
from organizations.models import Membership, Role
from tests import factories as make
from tests.matching.match_world import make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db
R, C = Party.REQUESTER, Party.CANDIDATE


@pytest.fixture
def world(settings, tmp_path):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    settings.MEDIA_ROOT = tmp_path
    return make_match_world()


def after(days):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)


def night():
    for job in daily.DAILY_JOBS:
        job()


def reminded():
    return sorted(OutboxMessage.objects.filter(kind="match_reminder").values_list("recipient", flat=True))


def states(world):
    rows = world.request.candidates.order_by("position").values_list("state", flat=True)
    return (MatchRequest.objects.get(pk=world.request.pk).state, *rows)


def test_who_has_not_answered_is_reminded_once_some_days_before(world):
    world.proposed()
    world.accept(world.candidates[0], C)
    requester, second = world.person(world.requester).email, world.person(world.candidates[1]).email

    with after(10):
        night()
        assert reminded() == []
    for days in (11, 12, 13):
        with after(days):
            night()

    # The organization that asked has two candidates to answer on, and one page for both.
    assert reminded() == sorted([requester, second])


def test_who_does_not_answer_in_time_lapses_and_the_next_is_asked(world):
    first, second = world.candidates
    world.proposed(first)
    with after(14):
        night()
        assert states(world) == ("proposed", "offered", "reserve")

    with after(15):
        night()
        night()

    assert states(world) == ("proposed", "lapsed", "offered")
    causes = OutboxMessage.objects.filter(recipient=world.person(second).email)
    assert causes.count() == 1


def test_who_waits_for_a_fact_has_answered_in_time(world):
    first = world.candidates[0]
    world.proposed(first)
    Confirmation.objects.all().delete()
    world.accept(first)

    with after(20):
        night()

    assert states(world) == ("proposed", "offered", "reserve")


def test_a_request_whose_day_has_passed_expires_and_nobody_is_asked_that_night(world):
    first, second = world.candidates
    world.proposed(first)
    MatchRequest.objects.update(valid_until=timezone.localdate() + datetime.timedelta(days=14))

    with after(15):
        night()

    assert states(world) == ("expired", "closed", "closed")
    assert OutboxMessage.objects.filter(recipient=world.person(second).email).count() == 0


@pytest.mark.parametrize(("in_talks", "days"), [(False, 30), (True, 180)], ids=["introduced", "talks"])
def test_an_introduction_that_comes_to_nothing_expires_after_a_reminder_to_both(world, in_talks, days):
    if in_talks:
        world.in_talks()
    else:
        world.introduced()
    both = sorted([world.person(world.requester).email, world.person(world.candidates[0]).email])

    for day in (days - 3, days - 1, days):
        with after(day):
            night()
    assert (reminded(), states(world)[0]) == (both, "talks" if in_talks else "introduced")
    with after(days + 1):
        night()

    assert states(world) == ("expired", "closed", "closed")
    assert Introduction.objects.get().outcome == "expired"


def test_the_desk_is_reminded_once_of_what_waits_too_long(world):
    world.submitted()

    for days in (7, 8, 9):
        with after(days):
            night()

    late = OutboxMessage.objects.filter(cause__contains=":late:")
    assert [mail.recipient for mail in late] == ["affairs@example.org"]


def test_drafts_and_what_has_ended_are_left_alone(world):
    draft = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    world.proposed()
    requests.withdraw(request=world.request, by=world.person(world.requester), reason="We have found one.")
    mails = OutboxMessage.objects.count()

    with after(400):
        night()

    draft.refresh_from_db()
    assert (draft.state, states(world)) == ("draft", ("withdrawn", "closed", "closed"))
    assert OutboxMessage.objects.count() == mails


def test_rules_are_asked_again_after_an_hour_and_the_longest_not_asked_come_first(world, monkeypatch):
    monkeypatch.setattr(daily, "RECHECKED_AT_ONCE", 1)
    world.introduced()
    suspend(world.candidates[0])

    daily.recheck_rules()
    assert states(world)[0] == "introduced"
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        daily.recheck_rules()

    assert states(world) == ("proposed", "stopped", "offered")


def test_one_request_that_fails_stops_no_other(world, monkeypatch):
    world.proposed(world.candidates[0])
    other = world.request
    world.proposed(world.candidates[0])
    asked = introductions.ask_rules_again

    reached = []

    def fails_for_one(*, request):
        if request.pk == other.pk:
            raise RuntimeError
        asked(request=request)
        reached.append(request)

    monkeypatch.setattr(daily, "ask_rules_again", fails_for_one)
    MatchRequest.objects.update(rules_checked_at=None)

    daily.recheck_rules()

    assert reached == [world.request]
    # It waits its turn like the others: the next time they come before it.
    assert not MatchRequest.objects.filter(rules_checked_at=None).exists()


def test_a_file_that_no_row_knows_goes_after_a_day(world, tmp_path):
    draft = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    paper = CheckedFile(ContentFile(b"%PDF-1.7"), "letter.pdf", "application/pdf", 8, "0" * 64)
    kept = requests.add_file(request=draft, by=world.person(world.requester), file=paper).file.name
    for name in ("old", "new"):
        default_storage.save(f"match-ups/{name}", ContentFile(b"stray"))
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in (kept, "match-ups/old"):
        os.utime(tmp_path / name, (two_days_ago, two_days_ago))

    daily.delete_stray_files()

    assert sorted(default_storage.listdir("match-ups")[1]) == sorted([kept.removeprefix("match-ups/"), "new"])


def test_without_a_folder_there_is_nothing_to_delete(world):
    daily.delete_stray_files()

    assert not default_storage.exists("match-ups")


@pytest.mark.parametrize("side", [R, C])
@pytest.mark.parametrize("change", ["left", "reader", "inactive"])
def test_a_consent_does_not_come_back_with_the_person_who_gave_it(world, side, change):
    candidate = world.in_talks()
    person = world.person(world.requester if side == R else world.candidates[0])
    colleague = make.make_membership(world.requester, role=Role.EDITOR).user
    membership = Membership.objects.filter(user=person)
    if change == "left":
        membership.update(until_on=timezone.localdate() - datetime.timedelta(days=1))
    elif change == "reader":
        membership.update(role=Role.READER)
    else:
        type(person).objects.filter(pk=person.pk).update(is_active=False)

    for _time in range(2):
        daily.withdraw_consents()
    membership.update(until_on=None, role=Role.ADMINISTRATOR)
    type(person).objects.filter(pk=person.pk).update(is_active=True)

    assert open_contacts(introduction=Introduction.objects.get()) == {}
    living = Disclosure.objects.filter(withdrawn_at=None).values_list("side", flat=True)
    assert list(living) == [C if side == R else R]
    step = MatchStep.objects.get(name="consent_withdrawn")
    assert (step.candidate, step.by) == (candidate, "portal")
    told = OutboxMessage.objects.filter(cause=f"match-up:{world.request.pk}:step:{step.pk}")
    everybody = {colleague.email, *(world.person(each).email for each in (world.requester, world.candidates[0]))}
    assert {each.recipient for each in told} == everybody - {person.email}


def test_consents_of_those_who_act_and_of_what_came_to_nothing_are_left_alone(world):
    candidate = world.in_talks()
    daily.withdraw_consents()
    assert Disclosure.objects.filter(withdrawn_at=None).count() == 2
    by = world.person(world.requester)
    introductions.not_agree(candidate=candidate, side=R, by=by, reason="The wages.")
    Membership.objects.filter(user=by).update(role=Role.READER)

    daily.withdraw_consents()

    assert MatchStep.objects.filter(name="consent_withdrawn").count() == 0
    assert daily.withdraw_consents in daily.DAILY_JOBS
