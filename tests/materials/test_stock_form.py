"""Stock that staff enter while orders take copies."""

import pytest
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import PUBLISHER
from materials.models import PrintedCopy
from tests.materials import world
from tests.materials.order_world import make_orderer, place
from tests.seminars.desk import log_in_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_desk")]


def opened(client, copy):
    """What a browser would send of the page as it is now, untouched."""
    page = client.get(reverse("admin:materials_printedcopy_change", args=[copy.pk]))
    form = page.context["adminform"].form
    assert 'name="initial-stock"' in page.content.decode()
    values = {each.html_name: each.value() for each in form if each.value() not in (None, False)}
    return {**values, "initial-stock": values["stock"]}


def save(client, copy, values):
    return client.post(reverse("admin:materials_printedcopy_change", args=[copy.pk]), values)


@pytest.fixture
def copy(client):
    log_in_staff(client, PUBLISHER)
    return world.make_printed(stock=10)


def test_a_price_is_changed_without_bringing_back_copies_that_were_ordered(client, copy):
    page = opened(client, copy)
    place(make_orderer(), copy, quantity=4)
    assert save(client, copy, {**page, "price_general": 900}).status_code == 302
    assert PrintedCopy.objects.values_list("stock", "price_general").get() == (6, 900)


def test_copies_that_came_in_are_added_to_what_is_left(client, copy):
    page = opened(client, copy)
    place(make_orderer(), copy, quantity=4)
    assert save(client, copy, {**page, "stock": 30}).status_code == 302
    assert PrintedCopy.objects.get().stock == 26


def test_no_more_goes_than_is_left(client, copy):
    page = opened(client, copy)
    place(make_orderer(), copy, quantity=4)
    answer = save(client, copy, {**page, "stock": 2})
    assert answer.context["adminform"].form.errors == {"stock": ["Orders have taken copies meanwhile: 6 are left."]}
    assert PrintedCopy.objects.get().stock == 6


def test_copies_that_were_ordered_do_not_come_back_by_the_history(client, copy):
    copy.price_general = 900
    copy.save()
    place(make_orderer(), copy, quantity=10)
    of_price, of_order = copy.events.filter(pgh_label="update").order_by("pgh_id").values_list("pgh_id", flat=True)
    edition = copy.edition_id

    def go_back(event, model, pk):
        page = f"/en/admin/materials/{model}/{pk}/history/printedcopyevent/{event}/revert/"
        return client.post(page, {"_history_reason": "As it was"}).status_code

    assert (go_back(of_order, "printedcopy", copy.pk), go_back(of_order, "edition", edition)) == (200, 200)
    assert go_back(of_price, "printedcopy", copy.pk) == 302
    copy.refresh_from_db()
    assert (copy.stock, copy.price_general) == (0, copy.events.earliest("pgh_id").price_general)
    history = client.get(reverse("admin:materials_printedcopy_history", args=[copy.pk])).content.decode()
    assert (f"/{of_price}/revert/" in history, f"/{of_order}/revert/" in history) == (True, False)
