"""The pages of a match-up as a member's browser meets them: accessible, no wider than a phone, in both languages."""

import pytest
from django.test import Client

from matching.models import Party
from matching.services import messages, review
from tests.accessibility import serious_problems
from tests.matching.match_world import make_match_request, make_match_world, suspend
from tests.soak import LOOKS


@pytest.fixture
def look(new_context, portal, language, width):
    """``look(user, path)`` opens a page, and says what is wrong with it."""
    tabs = {}

    def tab_of(user):
        if user.pk not in tabs:
            cookies = Client()
            cookies.force_login(user)
            context = new_context(width=width)
            context.add_cookies(
                [{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()]
            )
            tabs[user.pk] = context.new_page()
        return tabs[user.pk]

    def open_as(user, path):
        tab = tab_of(user)
        answer = tab.goto(f"{portal}/{language}{path}")
        wrong = [] if answer.status == 200 else [f"{path}: {answer.status}"]
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{path}: wider than the screen")
        return [*wrong, *(f"{path}: {rule} {elements}" for rule, elements in serious_problems(tab))]

    return open_as


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_of_a_match_up_is_accessible_and_fits_its_screen(look, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = make_match_world()
    asks, answers = world.person(world.requester), world.person(world.candidates[0])
    draft = make_match_request(world.requester, by=asks, pair=world.pair, conditions="Male trainees below 30.")
    wrong = [
        problem
        for step in ("wishes", "training", "conditions", "weights")
        for problem in look(asks, f"/matching/requests/{draft.pk}/edit/{step}/")
    ]
    wrong += look(asks, f"/matching/requests/{draft.pk}/submit/")
    match = world.submitted()
    review.take_up(request=match)
    wrong += look(world.staff, f"/admin/matching/matchrequest/{match.pk}/change/")
    chosen = [
        review.choose(request=match, organization=each, reasons="Trains for this work.") for each in world.candidates
    ]
    review.propose(request=match, candidates=chosen)
    page = f"/matching/candidates/{chosen[0].pk}/"
    wrong += look(asks, "/matching/") + look(asks, f"/matching/requests/{match.pk}/")
    wrong += look(answers, page) + look(answers, f"{page}decline/")
    candidate = world.accept(world.candidates[0])
    wrong += look(asks, f"{page}consent/")
    for side in (Party.REQUESTER, Party.CANDIDATE):
        world.consent(candidate, side)
    messages.write(candidate=candidate, side=Party.REQUESTER, by=asks, text="On Monday?\n" * 3, thread="both")
    wrong += look(answers, page) + look(asks, f"{page}outcome/")
    wrong += look(world.staff, f"/admin/matching/matchrequest/{match.pk}/change/")
    suspend(world.candidates[0])
    world.recheck()
    wrong += look(answers, page) + look(asks, f"/matching/requests/{match.pk}/withdraw/")

    assert wrong == []
