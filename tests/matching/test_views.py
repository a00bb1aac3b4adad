"""Who sees what of a match-up, and what bad input gets."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.days import today
from matching.models import Candidate, ContactView, Disclosure, MatchRequest, Message, Party
from matching.queries.ranking import WEIGHTS
from matching.services import introductions, messages, review
from organizations.models import Membership, Role
from tests import factories as make
from tests.matching.match_world import make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_match_world()


@pytest.fixture
def get(client):
    """``get(user, path)`` as that person; the status and the text."""

    def ask(user, path, **values):
        client.logout()
        if user:
            client.force_login(user)
        answer = client.post(f"/en/matching/{path}", values) if values else client.get(f"/en/matching/{path}")
        text = "" if getattr(answer, "streaming", False) else answer.content.decode()
        return answer.status_code, text

    return ask


def reader_of(organization):
    return make.make_membership(organization, role=Role.READER).user


def test_a_candidate_does_not_learn_who_asks_before_the_introduction(world, get):
    world.proposed()
    answers = world.person(world.candidates[0])
    type(world.pair.permit).objects.update(number="許0000000000", source="Permit of this organization (sample)")
    candidate = world.candidate(world.candidates[0])

    before = get(answers, f"candidates/{candidate.pk}/")[1]
    listed = get(answers, "")[1]
    board = get(None, "wishes/")[1]
    world.accept(world.candidates[0])
    after = get(answers, f"candidates/{candidate.pk}/")[1]

    tells = (world.requester.name, world.requester.public_id, "許0000000000", "Permit of this organization")
    assert [word for word in tells if word in before + listed + board] == []
    assert (world.requester.name in after, world.requester.public_id in after) == (True, True)


def test_a_request_with_its_name_shows_it_at_once(world, get):
    world.proposed()
    MatchRequest.objects.update(is_anonymous=False)
    candidate = world.candidate(world.candidates[0])

    assert world.requester.name in get(world.person(world.candidates[0]), f"candidates/{candidate.pk}/")[1]


def test_files_of_a_request_without_a_name_open_with_the_introduction(world, get, client):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    client.force_login(world.person(world.requester))
    file = SimpleUploadedFile("terms.pdf", b"%PDF-1.7 terms", content_type="application/pdf")
    values = {"valid_until": str(request.valid_until), "is_anonymous": "on", "file": file}
    client.post(f"/en/matching/requests/{request.pk}/edit/conditions/", values)
    kept = request.files.get()
    world.proposed()
    first = world.candidate(world.candidates[0])
    type(kept).objects.filter(pk=kept.pk).update(request=world.request)
    answers = world.person(world.candidates[0])
    path = f"candidates/{first.pk}/files/{kept.pk}/"

    before = get(answers, path)[0]
    world.accept(world.candidates[0])

    assert (before, get(answers, path)[0]) == (404, 200)
    assert get(world.person(world.candidates[1]), path)[0] == 404


def test_strangers_find_nothing_of_a_match_up(world, get):
    candidate = world.in_talks()
    stranger = make.make_membership(make.make_organization(world.pair.country), role=Role.ADMINISTRATOR).user
    messages.write(
        candidate=candidate, side=Party.REQUESTER, by=world.person(world.requester), text="Monday", thread="both"
    )
    page, request = f"candidates/{candidate.pk}/", f"requests/{world.request.pk}/"

    seen = [get(stranger, path)[0] for path in (page, f"{page}consent/", f"{page}outcome/", request)]
    sent = [
        get(stranger, f"{page}{path}", x=1)[0]
        for path in ("accept/", "messages/", "contact/", "consent/withdraw/", "decline/")
    ]

    assert (seen, sent) == ([404] * 4, [404] * 5)
    assert ContactView.objects.count() == 0


def test_the_other_candidate_sees_nothing_of_the_one_introduced(world, get):
    candidate = world.in_talks()
    other = world.person(world.candidates[1])

    assert get(other, f"candidates/{candidate.pk}/")[0] == 404
    assert get(other, f"requests/{world.request.pk}/")[0] == 404
    assert world.candidates[0].name not in get(other, f"candidates/{world.candidate(world.candidates[1]).pk}/")[1]


def test_a_reader_reads_and_answers_nothing(world, get):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    reader = reader_of(world.candidates[0])

    status, text = get(reader, f"candidates/{candidate.pk}/")

    assert (status, "/accept/" in text, 'name="text"' in text) == (200, False, False)
    assert get(reader, f"candidates/{candidate.pk}/accept/", x=1)[0] == 404
    assert Candidate.objects.get(pk=candidate.pk).candidate_answer == "open"


def test_what_one_side_asks_the_affairs_dept_the_other_does_not_read(world, get):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    answers = world.person(world.candidates[0])
    get(answers, f"candidates/{candidate.pk}/messages/", thread="candidate", text="Is there a dormitory?")

    assert Message.objects.get().thread == "candidate"
    assert "dormitory" in get(answers, f"candidates/{candidate.pk}/")[1]
    assert "dormitory" not in get(world.person(world.requester), f"candidates/{candidate.pk}/")[1]


def test_nobody_writes_to_the_other_side_before_the_introduction(world, get):
    world.proposed()
    candidate = world.candidate(world.candidates[0])

    status, _text = get(
        world.person(world.candidates[0]), f"candidates/{candidate.pk}/messages/", thread="both", text="x"
    )

    assert (status, Message.objects.count()) == (200, 0)


def test_a_draft_is_its_organizations_alone(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    staff = world.staff

    assert get(staff, f"requests/{request.pk}/")[0] == 404
    assert get(staff, f"requests/{request.pk}/submit/")[0] == 404
    assert get(reader_of(world.requester), f"requests/{request.pk}/")[0] == 200
    assert get(reader_of(world.requester), f"requests/{request.pk}/edit/wishes/")[0] == 404


def test_bad_input_is_told_by_the_field_and_changes_nothing(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    values = {"people": "0", "arrive_from": "2027", "arrive_until": "soon", "operations": ["999999"], "programme": "x"}

    status, text = get(world.person(world.requester), f"requests/{request.pk}/edit/wishes/", **values)

    request.refresh_from_db()
    assert status == 200
    assert [f"id_{name}_error" in text for name in ("people", "arrive_from", "arrive_until")] == [True] * 3
    assert (request.people, request.programme) == (6, world.pair.programme)


def test_the_month_of_the_last_arrival_is_not_before_the_first(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    year = today().year + 1
    values = {"arrive_from": f"{year}-09", "arrive_until": f"{year}-04"}

    _status, text = get(world.person(world.requester), f"requests/{request.pk}/edit/wishes/", **values)

    assert "The last month lies before the first." in text


def test_two_who_write_different_pages_of_a_draft_lose_nothing(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    asks = world.person(world.requester)
    get(asks, f"requests/{request.pk}/edit/training/", training_hours="200", japanese_level="n4", languages="vi")
    get(asks, f"requests/{request.pk}/edit/conditions/", conditions="Two rooms", valid_until=str(request.valid_until))

    request.refresh_from_db()
    assert (request.training_hours, request.japanese_level, request.languages) == (200, "n4", ["vi"])
    assert (request.conditions, request.people, request.is_anonymous) == ("Two rooms", 6, False)


def test_a_page_that_says_the_same_leaves_no_trace(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair, languages=["en"])
    events = MatchRequest.pgh_event_model.objects.filter(pgh_obj_id=request.pk)
    before = events.count()

    get(world.person(world.requester), f"requests/{request.pk}/edit/training/", languages="en")

    assert events.count() == before


def test_pages_cost_the_same_queries_for_one_candidate_and_for_three(client, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        world = make_match_world(number) if number == 1 else make_match_world_again(number)
        world.proposed()
        client.force_login(world.person(world.requester))
        with django_assert_max_num_queries(60) as captured:
            client.get(f"/en/matching/requests/{world.request.pk}/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def make_match_world_again(number):
    """In a country of its own, beside the first."""
    return make_match_world(number, code="XV")


def test_the_desk_asks_nobody_where_a_rule_is_not_known(world, client):
    world.submitted()
    review.take_up(request=world.request)
    chosen = review.choose(request=world.request, organization=world.candidates[0], reasons="Fits.")
    make.Confirmation.objects.all().delete()
    client.force_login(world.staff)

    answer = client.post(
        f"/en/admin/matching/matchrequest/{world.request.pk}/change/", {"do": "propose", "candidates": [chosen.pk]}
    )

    assert answer.status_code == 200
    assert "Nobody was asked" in answer.content.decode()
    assert Candidate.objects.get().state == "reserve"


def test_the_desk_keeps_what_was_typed_when_something_is_missing(world, client):
    world.submitted()
    review.take_up(request=world.request)
    client.force_login(world.staff)

    answer = client.post(
        f"/en/admin/matching/matchrequest/{world.request.pk}/change/", {"do": "choose", "reasons": "Typed with care"}
    )

    assert "Typed with care" in answer.content.decode()
    assert Candidate.objects.count() == 0


def test_whoever_asks_sees_the_whole_order_and_nobody_else_does(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)

    status, text = get(world.person(world.requester), f"requests/{request.pk}/order/")

    assert (status, [each.name in text for each in world.candidates]) == (200, [True, True])
    assert get(world.person(world.candidates[0]), f"requests/{request.pk}/order/")[0] == 404


# What a reviewer found ---------------------------------------------------------------------------------------


def test_whoever_only_saw_the_wish_reads_no_text_no_name_and_no_file_of_it(world, get):
    match = world.submitted()
    review.take_up(request=match)
    MatchRequest.objects.update(is_on_board=True, is_anonymous=False, conditions="Two rooms in our own house")
    answers = world.person(world.candidates[0])
    get(answers, f"wishes/{match.pk}/interest/", organization=world.candidates[0].public_id)
    candidate = Candidate.objects.get()
    Candidate.objects.update(reasons="For the desk only so far")

    status, text = get(answers, f"candidates/{candidate.pk}/")

    hidden = ("Two rooms", world.requester.name, world.requester.public_id, "For the desk only")
    assert (status, [word for word in hidden if word in text]) == (200, [])


@pytest.mark.parametrize("side", ["requester", "candidate"])
def test_a_member_of_what_was_merged_does_not_read_as_staff(world, get, side):
    world.proposed()
    candidate = world.candidate(world.candidates[0])
    gone = world.requester if side == "requester" else world.candidates[0]
    into = make.make_supervising() if side == "requester" else make.make_organization(world.pair.country)
    type(gone).objects.filter(pk=gone.pk).update(merged_into=into)

    assert get(world.person(gone), f"candidates/{candidate.pk}/")[0] == 404


def test_editors_among_staff_read_no_messages_and_no_files(world, get, client):
    sync_staff_groups()
    candidate = world.introduced()
    messages.write(
        candidate=candidate,
        side=Party.REQUESTER,
        by=world.person(world.requester),
        text="Between us",
        thread="requester",
    )
    editor, auditor = make.make_staff(), make.make_staff()
    editor.groups.add(Group.objects.get(name="editor"))
    auditor.groups.add(Group.objects.get(name="auditor"))

    pages = {}
    for user in (editor, auditor):
        client.force_login(user)
        desk = client.get(f"/en/admin/matching/matchrequest/{world.request.pk}/change/").content.decode()
        pages[user] = get(user, f"candidates/{candidate.pk}/")[1] + desk

    assert ["Between us" in pages[user] for user in (editor, auditor)] == [False, True]


def test_a_request_that_came_back_is_its_organizations_alone_again(world, get):
    match = world.submitted()
    review.take_up(request=match)
    MatchRequest.objects.update(is_on_board=True)
    answers = world.person(world.candidates[0])
    get(answers, f"wishes/{match.pk}/interest/", organization=world.candidates[0].public_id)
    review.return_request(request=match, reason="Which town?")
    asks = world.person(world.requester)
    get(asks, f"requests/{match.pk}/edit/wishes/", people="")
    get(asks, f"requests/{match.pk}/edit/conditions/", conditions="Only we know this")

    home, page = get(answers, ""), get(answers, f"candidates/{Candidate.objects.get().pk}/")
    staff = get(world.staff, f"candidates/{Candidate.objects.get().pk}/")

    assert (home[0], page[0], staff[0]) == (200, 200, 200)
    assert "Only we know this" not in home[1] + page[1] + staff[1]


def test_a_stopped_candidate_does_not_see_how_far_the_request_is_with_another(world, get):
    world.introduced()
    suspend(world.candidates[0])
    world.recheck()
    world.accept(world.candidates[1])

    text = get(world.person(world.candidates[0]), f"candidates/{world.candidate(world.candidates[0]).pk}/")[1]

    heading = text[text.index("<h1>") : text.index("</h1>")]
    assert "stopped by a rule" in heading
    assert world.candidate(world.candidates[1]).state == "introduced"


def test_who_agreed_takes_it_back_also_when_they_act_no_longer(world, get):
    candidate = world.in_talks()
    person = world.person(world.candidates[0])
    Membership.objects.filter(user=person).update(role=Role.READER)

    shown = "/consent/withdraw/" in get(person, f"candidates/{candidate.pk}/")[1]
    Membership.objects.filter(user=person).update(until_on=today() - datetime.timedelta(days=1))
    taken_back = get(person, f"candidates/{candidate.pk}/consent/withdraw/", x=1)[0]

    assert (shown, taken_back) == (True, 302)
    assert not Disclosure.objects.filter(person=person, withdrawn_at=None).exists()


def test_staff_read_the_feedback_and_who_agreed_to_what(world, client):
    candidate = world.in_talks()
    side, by = Party.CANDIDATE, world.person(world.candidates[0])
    introductions.not_agree(candidate=candidate, side=side, by=by, reason="No dormitory.")
    introductions.give_feedback(candidate=candidate, side=side, by=by, rating=3, text="Friendly and quick")
    client.force_login(world.staff)

    text = client.get(f"/en/admin/matching/matchrequest/{world.request.pk}/change/").content.decode()

    assert ("Friendly and quick" in text, text.count("0 times")) == (True, 2)
    assert by.email not in text


def test_a_request_without_a_name_is_warned_of_what_tells_it(world, get):
    request = make_match_request(
        world.requester,
        by=world.person(world.requester),
        pair=world.pair,
        conditions=f"We are {world.requester.name}. Telephone 075-123-4567, mail a@example.org",
    )

    text = get(world.person(world.requester), f"requests/{request.pk}/submit/")[1]
    MatchRequest.objects.update(is_anonymous=False)
    named = get(world.person(world.requester), f"requests/{request.pk}/submit/")[1]

    words = (f"“{world.requester.name}”", "“075-123-4567”", "“a@example.org”")
    assert [word in text for word in words] == [True] * 3
    assert [word in named for word in words] == [False] * 3


def test_the_reasons_of_staff_do_not_tell_who_asks(world, client):
    world.submitted()
    review.take_up(request=world.request)
    client.force_login(world.staff)
    path = f"/en/admin/matching/matchrequest/{world.request.pk}/change/"
    values = {"do": "choose", "ranked": world.candidates[0].public_id, "reasons": f"Fits {world.requester.name}."}

    answer = client.post(path, values)

    assert "these words tell who asks" in answer.content.decode()
    assert Candidate.objects.count() == 0


def test_a_request_that_was_sent_back_leads_to_the_board_and_shows_its_organization_why(world, get, client):
    world.submitted()
    client.force_login(world.staff)
    path = f"/en/admin/matching/matchrequest/{world.request.pk}/change/"

    answer = client.post(path, {"do": "return", "reason": "Which town?"})

    assert answer["Location"] == "/en/admin/matching/matchrequest/"
    text = get(world.person(world.requester), f"requests/{world.request.pk}/submit/")[1]
    assert "Which town?" in text


def test_weights_that_count_nothing_are_refused_and_blank_ones_are_the_portals(world, get):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    asks, page = world.person(world.requester), f"requests/{request.pk}/edit/weights/"

    refused = get(asks, page, **dict.fromkeys(WEIGHTS, "0"))[1]
    get(asks, page, fees="3")

    request.refresh_from_db()
    assert "At least one criterion has to count." in refused
    assert request.weights == {**WEIGHTS, "fees": 3}


@pytest.mark.parametrize("typed", ["2027-04", "２０２７－０４", "2027/4", "2027年4月"])
def test_a_month_is_understood_as_people_type_it(world, get, typed):
    request = make_match_request(world.requester, by=world.person(world.requester), pair=world.pair)
    year = str(today().year + 1)
    typed = typed.replace("2027", year).replace("２０２７", year)

    get(world.person(world.requester), f"requests/{request.pk}/edit/wishes/", arrive_from=typed)

    request.refresh_from_db()
    assert str(request.arrive_from) == f"{year}-04"


def test_whoever_had_to_log_in_first_comes_back_to_the_page_and_has_done_nothing(world, get):
    world.proposed()
    candidate = world.candidate(world.candidates[0])

    status, _text = get(world.person(world.candidates[0]), f"candidates/{candidate.pk}/accept/")

    assert status == 302
    assert Candidate.objects.get(pk=candidate.pk).candidate_answer == "open"


def test_the_board_knows_who_asked_to_be_considered(world, get):
    match = world.submitted()
    review.take_up(request=match)
    MatchRequest.objects.update(is_on_board=True)
    answers = world.person(world.candidates[0])
    get(answers, f"wishes/{match.pk}/interest/", organization=world.candidates[0].public_id)

    text = get(answers, "wishes/")[1]

    assert ("Your organization is being considered" in text, "/interest/" in text) == (True, False)
    assert "/interest/" in get(world.person(world.candidates[1]), "wishes/")[1]


def test_a_sending_organization_is_asked_in_its_own_words(world, get):
    sending = world.candidates[0]
    request = make_match_request(sending, by=world.person(sending), pair=world.pair, conditions="Kansai")

    form = get(world.person(sending), f"requests/{request.pk}/edit/conditions/")[1]
    summary = get(world.person(sending), f"requests/{request.pk}/submit/")[1]

    assert "What you offer, and what partner you look for" in form
    assert ("What is offered and looked for" in summary, "Work, wages and housing" in summary) == (True, False)
