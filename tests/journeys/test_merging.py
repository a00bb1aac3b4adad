"""Two organizations that are one: from the queue to the merge without a script, and back."""

import pytest
from django.test import Client

import tests.factories as make
from organizations.models import Merge
from tests.journeys.test_list_imports import wrong_with
from tests.merge_world import Two
from tests.soak import LOOKS


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_pair_of_the_queue_is_merged_and_stands_apart_again(new_context, portal, language, width):
    two = Two("sending")
    two.pair()
    make.make_fee(two.absorbed)
    make.make_membership(two.absorbed)
    two.absorbed.phone = "+84 24 5550 0001"
    two.absorbed.save()
    cookies = Client()
    cookies.force_login(two.staff)
    first, watched = (new_context(javascript=script, width=width).new_page() for script in (False, True))
    for tab in (first, watched):
        tab.context.add_cookies([{"name": k, "value": v.value, "url": portal} for k, v in cookies.cookies.items()])
    wrong = {}

    def look(name):
        watched.goto(first.url)
        wrong[name] = wrong_with(watched)

    first.goto(f"{portal}/{language}/admin/organizations/duplicatepair/")
    look("queue")
    first.click("a[href*='/merge/begin/']")
    look("plan")
    assert first.is_checked("[name=take][value=phone]")
    first.click("button[name=write]")
    assert (first.locator(".errorlist").count(), Merge.objects.count()) == (1, 0)
    first.fill("[name=why]", "The same licence")
    first.click("button[name=write]")
    made = Merge.objects.get()
    assert first.url.endswith(f"/merge/{made.pk}/change/")
    look("merged")
    old = f"{portal}/{language}/organizations/sending/{two.absorbed.public_id}/"
    watched.goto(old)
    assert watched.url == old.replace(two.absorbed.public_id, two.kept.public_id)

    first.click(f"a[href$='/merge/{made.pk}/undo/']")
    look("undo")
    first.fill("[name=why]", "They are two")
    first.click("form[method=post] button.default")
    watched.goto(old)
    assert watched.url == old

    made.refresh_from_db()
    assert made.undone_by == two.staff
    assert {name: each for name, each in wrong.items() if each} == {}
