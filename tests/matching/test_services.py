"""What the organization that asks and the Affairs Dept. do with a request, and what is refused."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.uploads import CheckedFile
from jitco_portal.common.virus_scan import InfectedFile
from matching.models import Candidate, Confirmation, MatchFile, MatchRequest, MatchStep
from matching.services import files, requests, review
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from organizations.models import Organization, Role
from tests import factories as make
from tests.matching.match_world import REASONS, make_candidate, make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    settings.MEDIA_ROOT = tmp_path
    return make_match_world()


@pytest.fixture
def boss(world):
    return world.person(world.requester)


def make_draft(world, **values):
    return make_match_request(world.requester, by=world.person(world.requester), pair=world.pair, **values)


def make_paper(name="letter.pdf", content=b"%PDF-1.7"):
    return CheckedFile(ContentFile(content), name, "application/pdf", len(content), "0" * 64)


def under_review(world):
    request = world.submitted()
    review.take_up(request=request)
    return request


# A draft ------------------------------------------------------------------------------------------------


def test_an_editor_begins_a_request_and_a_reader_does_not(world):
    editor = make.make_membership(world.requester, role=Role.EDITOR).user
    reader = make.make_membership(world.requester).user

    request = requests.begin_request(organization=world.requester, by=editor)
    with pytest.raises(NotAllowed):
        requests.begin_request(organization=world.requester, by=reader)

    assert (list(MatchRequest.objects.all()), request.state, request.is_anonymous) == ([request], "draft", True)


def test_a_request_begins_from_another_one_without_its_days_its_board_and_its_files(world, boss):
    old = make_draft(world, conditions="Two rooms.", people=9, is_on_board=True, weights={"standing": 3})
    old.countries.set([world.pair.country])
    requests.add_file(request=old, by=boss, file=make_paper())

    new = MatchRequest.objects.get(pk=requests.begin_request(organization=world.requester, by=boss, like=old).pk)

    assert (new.conditions, new.people, new.weights) == ("Two rooms.", 9, {"standing": 3})
    assert (list(new.countries.all()), list(new.operations.all())) == ([world.pair.country], [world.pair.operation])
    assert (new.valid_until, new.is_on_board, new.submitted_at, new.files.count()) == (None, False, None, 0)


def test_nothing_is_copied_from_the_request_of_another_organization(world):
    other = world.candidates[0]
    old = make_draft(world, conditions="Our secret.")

    new = requests.begin_request(organization=other, by=world.person(other), like=old)

    assert (new.conditions, new.people, new.operations.count()) == ("", None, 0)


def test_an_organization_has_so_many_drafts_and_open_requests_at_most(world, boss, monkeypatch):
    monkeypatch.setattr(requests, "MOST_OPEN", 2)
    world.submitted()
    requests.begin_request(organization=world.requester, by=boss)

    with pytest.raises(requests.TooManyRequests):
        requests.begin_request(organization=world.requester, by=boss)
    requests.withdraw(request=world.request, by=boss, reason="We have found one.")

    assert requests.begin_request(organization=world.requester, by=boss).state == "draft"


def test_a_draft_goes_with_its_files(world, boss, django_capture_on_commit_callbacks):
    draft = make_draft(world)
    file = requests.add_file(request=draft, by=boss, file=make_paper())

    with pytest.raises(NotAllowed):
        requests.delete_draft(request=draft, by=world.person(world.candidates[0]))
    with django_capture_on_commit_callbacks(execute=True):
        requests.delete_draft(request=draft, by=boss)

    assert (MatchRequest.objects.count(), MatchFile.objects.count()) == (0, 0)
    assert not file.file.storage.exists(file.file.name)


def test_what_was_sent_once_is_not_deleted_even_when_it_came_back(world, boss):
    request = world.submitted()
    for _time in range(2):
        with pytest.raises(WrongState):
            requests.delete_draft(request=request, by=boss)
        if MatchRequest.objects.get().state == "submitted":
            review.return_request(request=request, reason="Which town?")

    assert MatchRequest.objects.get().state == "draft"


@pytest.mark.parametrize(
    "missing",
    [
        {"programme": None},
        {"people": None},
        {"valid_until": None},
        {"valid_until": datetime.date(2020, 1, 1)},
        {"operations": []},
    ],
    ids=["programme", "people", "no_day", "day_passed", "operations"],
)
def test_an_incomplete_request_is_not_sent(world, boss, missing):
    draft = make_draft(world, **{name: value for name, value in missing.items() if name != "operations"})
    if "operations" in missing:
        draft.operations.clear()

    with pytest.raises(NeedMissing) as refusal:
        requests.submit(request=draft, by=boss)

    assert (refusal.value.need, MatchRequest.objects.get().state) == ("complete", "draft")
    assert (MatchStep.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_a_request_is_sent_once(world, boss):
    request = world.submitted()

    with pytest.raises(WrongState):
        requests.submit(request=request, by=boss)

    assert [step.name for step in request.steps.all()] == ["submit"]


def test_an_organization_sends_so_often_a_day_the_same_request_again_included(world, boss, monkeypatch):
    monkeypatch.setattr(requests, "MOST_SENT_A_DAY", 2)
    request = world.submitted()
    review.return_request(request=request, reason="Which town?")
    requests.submit(request=request, by=boss)
    draft = make_draft(world)

    with pytest.raises(requests.TooManyRequestsADay):
        requests.submit(request=draft, by=boss)
    draft.refresh_from_db()
    assert draft.state == "draft"
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        assert requests.submit(request=draft, by=boss).state == "submitted"


# Files --------------------------------------------------------------------------------------------------


def test_a_file_beside_a_draft_keeps_its_name_in_the_row_only(world, boss):
    file = requests.add_file(request=make_draft(world), by=boss, file=make_paper("Kyodo Kumiai.pdf"))

    assert (file.name, file.scan, file.file.name) == ("Kyodo Kumiai.pdf", "not_scanned", f"match-ups/{file.key}")
    assert file.file.read() == b"%PDF-1.7"


def test_a_file_that_the_scanner_passed_says_so(world, boss, monkeypatch):
    monkeypatch.setattr(files, "scan", lambda file: True)

    assert requests.add_file(request=make_draft(world), by=boss, file=make_paper()).scan == "clean"


def test_a_file_with_a_virus_leaves_nothing_behind(world, boss, monkeypatch, tmp_path):
    def found(file):
        raise InfectedFile("Eicar")

    monkeypatch.setattr(files, "scan", found)

    with pytest.raises(InfectedFile):
        requests.add_file(request=make_draft(world), by=boss, file=make_paper())

    assert (MatchFile.objects.count(), list(tmp_path.iterdir())) == (0, [])


def test_the_file_of_a_stranger_does_not_even_reach_the_scanner(world, monkeypatch):
    scanned = []
    monkeypatch.setattr(files, "scan", scanned.append)

    with pytest.raises(NotAllowed):
        requests.add_file(request=make_draft(world), by=world.person(world.candidates[0]), file=make_paper())

    assert scanned == []


def test_a_file_for_which_there_is_no_room_does_not_reach_the_scanner(world, boss, monkeypatch):
    scanned = []
    monkeypatch.setattr(files, "scan", scanned.append)
    monkeypatch.setattr(requests, "MOST_FILES", 0)

    with pytest.raises(requests.TooManyFiles):
        requests.add_file(request=make_draft(world), by=boss, file=make_paper())
    with pytest.raises(WrongState):
        requests.add_file(request=world.submitted(), by=boss, file=make_paper())

    assert scanned == []


def test_files_are_added_and_removed_while_it_is_a_draft_and_only_so_many(world, boss, monkeypatch):
    monkeypatch.setattr(requests, "MOST_FILES", 1)
    draft = make_draft(world)
    file = requests.add_file(request=draft, by=boss, file=make_paper())
    with pytest.raises(requests.TooManyFiles):
        requests.add_file(request=draft, by=boss, file=make_paper())
    with pytest.raises(NotAllowed):
        requests.remove_file(file=file, by=world.person(world.candidates[0]))
    requests.submit(request=draft, by=boss)

    with pytest.raises(WrongState):
        requests.remove_file(file=file, by=boss)
    with pytest.raises(WrongState):
        requests.add_file(request=draft, by=boss, file=make_paper())

    assert list(draft.files.all()) == [file]


# Review -------------------------------------------------------------------------------------------------


def test_a_request_goes_back_with_a_reason_and_can_be_sent_again(world, boss):
    request = under_review(world)
    with pytest.raises(NeedMissing):
        review.return_request(request=request, reason="  ")

    review.return_request(request=request, reason="Which town?")
    requests.submit(request=request, by=boss)

    steps = [(step.name, step.by, step.reason) for step in request.steps.all()]
    assert steps[2:] == [("return", "staff", "Which town?"), ("submit", "requester", "")]


def test_a_chosen_organization_fits_and_has_its_reasons(world):
    request = under_review(world)
    hidden = make.make_organization(world.pair.country, is_published=False)

    for organization in (world.requester, make.make_supervising(), hidden):
        with pytest.raises(review.NotFitting):
            review.choose(request=request, organization=organization, reasons=REASONS)
    with pytest.raises(NeedMissing):
        review.choose(request=request, organization=world.candidates[0], reasons=" ")
    chosen = review.choose(request=request, organization=world.candidates[0], reasons=REASONS)
    with pytest.raises(review.AlreadyCandidate):
        review.choose(request=request, organization=world.candidates[0], reasons=REASONS)

    assert [(each.pk, each.state, each.position) for each in request.candidates.all()] == [(chosen.pk, "reserve", 1)]
    assert chosen.found is not None


def test_a_sending_organization_that_asks_gets_supervising_ones(world):
    sending, supervising = world.candidates[0], world.requester
    request = make_match_request(sending, by=world.person(sending), pair=world.pair)
    requests.submit(request=request, by=world.person(sending))
    review.take_up(request=request)
    with pytest.raises(review.NotFitting):
        review.choose(request=request, organization=world.candidates[1], reasons=REASONS)

    chosen = review.choose(request=request, organization=supervising, reasons=REASONS)
    review.propose(request=request, candidates=[chosen])

    chosen.refresh_from_db()
    assert (chosen.state, chosen.found) == ("offered", None)


def test_those_who_ask_to_be_considered_take_no_place_away(world, monkeypatch):
    monkeypatch.setattr(review, "MOST_CANDIDATES", 1)
    request = under_review(world)
    first, second = world.candidates
    Candidate.objects.create(request=request, organization=second, state="interested", said_interested=True)

    review.choose(request=request, organization=first, reasons=REASONS)

    with pytest.raises(review.TooManyCandidates):
        review.choose(request=request, organization=second, reasons=REASONS)


def test_nobody_is_asked_and_nobody_told_when_one_rule_is_not_known(world):
    request = under_review(world)
    chosen = [review.choose(request=request, organization=each, reasons=REASONS) for each in world.candidates]
    # Of the second nothing is known that its government says.
    world.candidates[1].sending.approvals.all().delete()
    told = OutboxMessage.objects.count()

    with pytest.raises(NeedMissing) as refusal:
        review.propose(request=request, candidates=chosen)

    assert refusal.value.need == "rules_hold"
    assert MatchRequest.objects.get().state == "under_review"
    assert [each.state for each in request.candidates.all()] == ["reserve", "reserve"]
    assert [each.offered_at for each in request.candidates.all()] == [None, None]
    assert OutboxMessage.objects.count() == told


def test_a_proposal_has_a_candidate_that_is_asked(world):
    request = under_review(world)

    with pytest.raises(NeedMissing) as refusal:
        review.propose(request=request, candidates=[])

    assert refusal.value.need == "candidate_asked"


def test_nobody_is_asked_for_a_request_whose_time_is_up(world):
    request = under_review(world)
    chosen = review.choose(request=request, organization=world.candidates[0], reasons=REASONS)
    MatchRequest.objects.update(valid_until=today() - datetime.timedelta(days=1))

    with pytest.raises(WrongState):
        review.propose(request=request, candidates=[chosen])


def test_a_candidate_of_another_request_is_not_asked(world):
    request = under_review(world)
    other = Candidate.objects.create(
        request=make_draft(world), organization=world.candidates[0], reasons=REASONS, position=1
    )

    with pytest.raises(Candidate.DoesNotExist):
        review.propose(request=request, candidates=[other])


def test_one_more_is_asked_while_the_proposal_is_out(world):
    first, second = world.candidates
    world.proposed(first)

    review.offer_all(request=world.request, candidates=[world.candidate(second)])

    assert [each.state for each in world.request.candidates.all()] == ["offered", "offered"]
    with pytest.raises(WrongState):
        review.offer_all(request=world.request, candidates=[world.candidate(second)])


def test_of_several_more_all_are_asked_or_none(world):
    first, second = world.candidates
    third = make_candidate(world.pair)
    world.proposed(first)
    more = [
        world.candidate(second),
        review.choose(request=world.request, organization=third, reasons=REASONS),
    ]
    third.sending.approvals.all().delete()
    told = OutboxMessage.objects.count()

    with pytest.raises(NeedMissing):
        review.offer_all(request=world.request, candidates=more)

    assert [each.state for each in world.request.candidates.all()] == ["offered", "reserve", "reserve"]
    assert OutboxMessage.objects.count() == told


def test_more_are_asked_only_while_the_proposal_is_out(world):
    request = under_review(world)
    chosen = review.choose(request=request, organization=world.candidates[0], reasons=REASONS)

    with pytest.raises(WrongState):
        review.offer_all(request=request, candidates=[chosen])


def test_who_was_never_asked_and_the_one_that_asks_hear_nothing_of_a_candidate_taken_out(world):
    first, second = world.candidates
    world.proposed(first)
    told = OutboxMessage.objects.count()

    review.take_out(candidate=world.candidate(second), reason="By mistake.")

    assert (world.candidate(second).state, OutboxMessage.objects.count()) == ("closed", told)


def test_who_asked_to_be_considered_is_told_when_it_is_taken_out_and_the_one_that_asks_is_not(world):
    request = under_review(world)
    interested = Candidate.objects.create(
        request=request, organization=world.candidates[0], state="interested", said_interested=True
    )
    told = set(OutboxMessage.objects.values_list("pk", flat=True))

    review.take_out(candidate=interested, reason="Not this work.")

    new = OutboxMessage.objects.exclude(pk__in=told)
    assert [each.recipient for each in new] == [world.person(world.candidates[0]).email]


def test_taking_out_the_last_one_asked_asks_the_next(world):
    first, _second = world.candidates
    world.proposed(first)

    review.take_out(candidate=world.candidate(first), reason="It asked us to.")

    assert [each.state for each in world.request.candidates.all()] == ["closed", "offered"]


def test_both_organizations_are_asked_for_missing_facts_once_a_day(world):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    assert review.ask_for_facts(candidate=candidate) == 0
    Confirmation.objects.all().delete()

    for _time in range(2):
        review.ask_for_facts(candidate=candidate)

    asked = OutboxMessage.objects.filter(kind="match_facts").values_list("recipient", flat=True)
    assert sorted(asked) == sorted([world.person(world.requester).email, world.person(world.candidates[0]).email])


def test_no_facts_are_asked_for_what_has_ended(world, boss):
    world.proposed()
    requests.withdraw(request=world.request, by=boss, reason="We have found one.")

    with pytest.raises(WrongState):
        review.ask_for_facts(candidate=world.candidate(world.candidates[0]))


def test_a_closed_request_ends_every_candidate_and_tells_those_who_were_asked(world):
    first, second = world.candidates
    world.proposed(first)
    told = set(OutboxMessage.objects.values_list("pk", flat=True))

    review.close(request=world.request, reason="Not for us.")

    new = OutboxMessage.objects.exclude(pk__in=told).values_list("recipient", flat=True)
    assert sorted(new) == sorted([world.person(world.requester).email, world.person(first).email])
    assert [world.candidate(each).state for each in (first, second)] == ["closed", "closed"]


def test_who_is_suspended_is_not_asked(world):
    request = under_review(world)
    chosen = review.choose(request=request, organization=world.candidates[0], reasons=REASONS)
    suspend(world.candidates[0])

    with pytest.raises(NeedMissing):
        review.propose(request=request, candidates=[chosen])

    assert Organization.objects.get(pk=world.candidates[0].pk).candidacies.get().state == "reserve"


def test_what_came_back_can_be_withdrawn_as_it_is_and_a_draft_never_sent_only_deleted(world):
    sent = world.submitted()
    review.take_up(request=sent)
    review.return_request(request=sent, reason="Which town?")
    MatchRequest.objects.filter(pk=sent.pk).update(people=None)
    unsent = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)

    withdrawn = requests.withdraw(request=sent, by=world.person(world.requester), reason="No need any more.")
    with pytest.raises(WrongState):
        requests.withdraw(request=unsent, by=world.person(world.requester), reason="No need any more.")

    assert withdrawn.state == "withdrawn"
