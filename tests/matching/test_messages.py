"""Who may write to whom about a candidate and when, and that a mail says only that there is something."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.uploads import CheckedFile
from jitco_portal.common.virus_scan import InfectedFile
from matching.models import Candidate, MatchFile, Message, Party
from matching.services import answers, files, introductions, messages, requests, review
from matching.services.steps import NotAllowed, WrongState
from organizations.models import Role
from tests import factories as make
from tests.matching.match_world import REASONS, make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db
R, C, STAFF = Party.REQUESTER, Party.CANDIDATE, Party.STAFF
SECRET = "Our telephone is 0312345678."


@pytest.fixture
def world(settings, tmp_path):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    settings.MEDIA_ROOT = tmp_path
    return make_match_world()


def write(world, candidate, side, thread, *, by=None, text=SECRET, **given):
    people = {R: world.person(world.requester), C: world.person(candidate.organization), STAFF: world.staff}
    by = by or people[side]
    return messages.write(candidate=candidate, side=side, by=by, text=text, thread=thread, **given)


def told(message):
    return sorted(
        OutboxMessage.objects.filter(cause__endswith=f":message:{message.pk}").values_list("recipient", flat=True)
    )


def may_write(world, candidate, side, thread):
    try:
        write(world, candidate, side, thread)
    except (NotAllowed, WrongState) as error:
        return type(error)
    return True


@pytest.mark.parametrize(
    ("side", "thread", "before", "after"),
    [
        (R, "requester", True, True),
        (R, "candidate", NotAllowed, NotAllowed),
        (R, "both", WrongState, True),
        (C, "candidate", True, True),
        (C, "requester", NotAllowed, NotAllowed),
        (C, "both", WrongState, True),
        (STAFF, "requester", True, True),
        (STAFF, "candidate", True, True),
        (STAFF, "both", WrongState, True),
        (STAFF, "everybody", NotAllowed, NotAllowed),
        (Party.PORTAL, "both", NotAllowed, NotAllowed),
    ],
)
def test_each_side_writes_in_its_thread_and_to_the_other_from_the_introduction_on(world, side, thread, before, after):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    by = world.staff if side == Party.PORTAL else None

    def result():
        try:
            write(world, candidate, side, thread, by=by)
        except (NotAllowed, WrongState) as error:
            return type(error)
        return True

    assert result() == before
    candidate = world.accept(world.candidates[0])
    assert result() == after


def test_a_question_is_for_the_affairs_dept_and_its_answer_for_that_side_alone(world):
    world.proposed()
    candidate = world.candidate(world.candidates[0])

    question = write(world, candidate, C, "candidate")
    answer = write(world, candidate, STAFF, "candidate")

    [mail] = OutboxMessage.objects.filter(cause__contains=":question:")
    assert (told(question), mail.recipient) == ([], "affairs@example.org")
    assert told(answer) == [world.person(world.candidates[0]).email]


def test_what_the_sides_write_to_each_other_is_told_to_the_other_side_s_editors_and_nobody_else(world):
    candidate = world.introduced()
    editor = make.make_membership(world.requester, role=Role.EDITOR).user
    make.make_membership(world.requester)
    left = make.make_membership(world.requester, role=Role.EDITOR, until_on="2026-01-01").user

    message = write(world, candidate, C, "both")

    assert told(message) == sorted([world.person(world.requester).email, editor.email])
    assert left.email not in told(message)


def test_staff_writing_to_both_sides_tell_both(world):
    candidate = world.introduced()

    message = write(world, candidate, STAFF, "both")

    assert told(message) == sorted([world.person(world.requester).email, world.person(world.candidates[0]).email])


def test_a_mail_holds_nothing_of_the_text_nor_the_names(world):
    candidate = world.introduced()
    write(world, candidate, C, "both")
    write(world, candidate, R, "requester")

    texts = " ".join(f"{mail.subject} {mail.body}" for mail in OutboxMessage.objects.all())
    hidden = [SECRET, "0312345678", world.requester.name_ja, world.candidates[0].name_en]
    assert [each for each in hidden if each in texts] == []


def test_strangers_readers_and_staff_without_the_right_write_nothing(world):
    candidate = world.introduced()
    reader = make.make_membership(world.candidates[0]).user
    refused = [
        (C, reader),
        (C, world.person(world.requester)),
        (R, world.person(world.candidates[1])),
        (STAFF, make.make_staff()),
        (STAFF, world.person(world.requester)),
    ]

    for side, by in refused:
        with pytest.raises(NotAllowed):
            write(world, candidate, side, "both", by=by)

    assert Message.objects.count() == 0


def test_of_one_that_was_never_asked_only_it_itself_writes_where_it_asked_to_be_considered(world):
    world.proposed(world.candidates[0])
    reserve = world.candidate(world.candidates[1])
    for side, thread in ((R, "requester"), (C, "candidate"), (STAFF, "candidate")):
        assert may_write(world, reserve, side, thread) is WrongState
    Candidate.objects.filter(pk=reserve.pk).update(said_interested=True)
    interested = world.candidate(world.candidates[1])

    assert may_write(world, interested, C, "candidate") is True
    assert may_write(world, interested, STAFF, "candidate") is True
    assert may_write(world, interested, R, "requester") is WrongState
    assert may_write(world, interested, STAFF, "requester") is WrongState


def test_nobody_writes_to_the_other_side_after_a_stop_or_a_withdrawal(world):
    candidate = world.in_talks()
    suspend(world.candidates[0])
    introductions.ask_rules_again(request=world.request)

    assert may_write(world, candidate, C, "both") is WrongState
    assert may_write(world, candidate, C, "candidate") is True

    world.accept(world.candidates[1])
    second = world.candidate(world.candidates[1])
    assert may_write(world, second, R, "both") is True
    requests.withdraw(request=world.request, by=world.person(world.requester), reason="We have found one.")
    assert may_write(world, second, R, "both") is WrongState


def test_a_side_writes_so_much_a_day_and_the_other_still_may(world, monkeypatch):
    monkeypatch.setattr(messages, "MOST_A_DAY", 2)
    candidate = world.introduced()
    for _time in range(2):
        write(world, candidate, C, "both")

    with pytest.raises(messages.TooManyMessages):
        write(world, candidate, C, "candidate")

    assert write(world, candidate, R, "both").side == "requester"


def test_a_file_goes_with_its_message_and_a_virus_keeps_both_back(world, monkeypatch):
    candidate = world.introduced()
    paper = CheckedFile(ContentFile(b"%PDF-1.7"), "contract.pdf", "application/pdf", 8, "0" * 64)
    message = write(world, candidate, C, "both", files=[paper])
    assert [(file.name, file.request) for file in message.files.all()] == [("contract.pdf", None)]

    def found(file):
        raise InfectedFile("Eicar")

    monkeypatch.setattr(files, "scan", found)
    mails = OutboxMessage.objects.count()
    with pytest.raises(InfectedFile):
        write(world, candidate, C, "both", files=[paper])

    assert (Message.objects.count(), MatchFile.objects.count(), OutboxMessage.objects.count()) == (1, 1, mails)


# Floods -------------------------------------------------------------------------------------------------


def test_an_organization_writes_so_much_a_day_in_all_its_match_ups(world, monkeypatch):
    monkeypatch.setattr(messages, "MOST_A_DAY", 2)
    for _time in range(2):
        world.proposed()
        candidate = world.candidate(world.candidates[0])
        write(world, candidate, R, "requester")

    with pytest.raises(messages.TooManyMessages):
        write(world, candidate, R, "requester")

    # What others write, to it or to others, takes nothing away.
    assert write(world, candidate, C, "candidate").side == "candidate"
    assert write(world, world.candidate(world.candidates[1]), C, "candidate").side == "candidate"
    assert write(world, candidate, STAFF, "requester").side == "staff"


def test_what_an_organization_writes_on_either_side_counts_together(world, monkeypatch):
    monkeypatch.setattr(messages, "MOST_A_DAY", 1)
    world.proposed()
    asked = world.candidate(world.candidates[0])
    write(world, asked, C, "candidate")
    own = make_match_request(world.candidates[0], by=world.person(world.candidates[0]), pair=world.pair)
    requests.submit(request=own, by=world.person(world.candidates[0]))
    review.take_up(request=own)
    chosen = review.choose(request=own, organization=world.requester, reasons=REASONS)
    review.propose(request=own, candidates=[chosen])
    chosen.refresh_from_db()

    with pytest.raises(messages.TooManyMessages):
        write(world, chosen, R, "requester", by=world.person(world.candidates[0]))


def test_the_desk_has_one_mail_for_the_questions_of_a_thread_until_it_answers(world):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    desk = OutboxMessage.objects.filter(recipient="affairs@example.org")
    before = desk.count()

    for _time in range(2):
        write(world, candidate, C, "candidate")
    assert desk.count() == before + 1
    write(world, candidate, R, "requester")
    assert desk.count() == before + 2
    # An answer in another thread answers nothing here.
    write(world, candidate, STAFF, "requester")
    write(world, candidate, C, "candidate")
    assert desk.count() == before + 2
    write(world, candidate, STAFF, "candidate")
    write(world, candidate, C, "candidate")

    assert desk.count() == before + 3


@pytest.mark.parametrize("end", ["not_agreed", "declined", "withdrawn"])
def test_the_two_sides_write_nothing_long_after_the_end_and_staff_may(world, end):
    world.proposed()
    first = world.candidates[0]
    by = world.person(world.requester)
    if end == "not_agreed":
        candidate = world.accept(first)
        introductions.not_agree(candidate=candidate, side=R, by=by, reason="The wages.")
    elif end == "declined":
        answers.decline(candidate=world.candidate(first), side=R, by=by, reason="Too far away.")
    else:
        requests.withdraw(request=world.request, by=by, reason="We have found one.")
    candidate = world.candidate(first)

    with later(59):
        assert may_write(world, candidate, C, "candidate") is True
    with later(60):
        results = [may_write(world, candidate, side, side) for side in (R, C)]
        assert results == [WrongState, WrongState]
        assert may_write(world, candidate, STAFF, "candidate") is True


def test_the_time_after_a_decline_is_counted_from_the_decline_while_the_request_goes_on(world):
    world.proposed()
    first = world.candidates[0]
    with later(13):
        by = world.person(world.requester)
        answers.decline(candidate=world.candidate(first), side=R, by=by, reason="Too far away.")
    candidate = world.candidate(first)

    with later(72):
        assert may_write(world, candidate, C, "candidate") is True
    with later(74):
        assert may_write(world, candidate, C, "candidate") is WrongState


def test_a_file_of_who_has_written_enough_does_not_reach_the_scanner(world, monkeypatch):
    monkeypatch.setattr(messages, "MOST_A_DAY", 0)
    reached = []
    monkeypatch.setattr(files, "scan", reached.append)
    candidate = world.introduced()
    paper = CheckedFile(ContentFile(b"%PDF-1.7"), "contract.pdf", "application/pdf", 8, "0" * 64)

    with pytest.raises(messages.TooManyMessages):
        write(world, candidate, C, "both", files=[paper])

    assert reached == []


def later(days):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)
