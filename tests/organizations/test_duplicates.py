"""The queue of likely duplicates: found with reasons, decided once, looked for without a trace by a simulation."""

import pytest
from django.core.management import call_command

from organizations.models import DuplicatePair
from organizations.services.duplicates import find_duplicates, keep_apart
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def alike():
    country = make.make_country()
    names = ["Công ty Cổ phần Bạch Trúc Lâm", "Cong ty Co phan Bach Truc Lam", "Công ty TNHH Hải Đăng Vàng"]
    return [make.make_organization(country, name_en="", name_local=name) for name in names]


def pairs():
    return list(DuplicatePair.objects.values_list("first", "second", "state"))


def test_a_pair_is_found_once_with_its_reasons_and_not_put_again_once_decided(alike):
    assert (find_duplicates(), find_duplicates()) == (1, 0)
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.reasons) == (alike[0], alike[1], [{"code": "name"}])

    staff = make.make_staff()
    assert (keep_apart(pairs=[pair.pk], by=staff), keep_apart(pairs=[pair.pk], by=staff)) == (1, 0)

    assert find_duplicates() == 0
    assert pairs() == [(alike[0].pk, alike[1].pk, "different")]


def test_an_open_pair_that_is_alike_no_more_leaves_the_queue(alike):
    find_duplicates()
    alike[1].name_local = "Công ty TNHH Sông Thu Xanh"
    alike[1].save()

    assert (find_duplicates(), pairs()) == (0, [])


def test_a_simulation_says_what_it_would_find_and_keeps_nothing(alike, capsys):
    call_command("find_duplicates", "--simulate")

    assert (capsys.readouterr().out, pairs()) == ("1 new pairs, 1 to be looked at\n", [])


def test_staff_keep_a_pair_apart_at_the_desk_and_strangers_do_not(alike, client):
    find_duplicates()
    pair = DuplicatePair.objects.get()
    chosen = {"action": "are_two_organizations", "_selected_action": [pair.pk]}
    address = "/en/admin/organizations/duplicatepair/"
    assert client.post(address, chosen).status_code == 302

    client.force_login(make.make_staff(is_superuser=True))
    page = client.get(address).content.decode()
    assert "the same name" in page
    assert alike[0].get_absolute_url() in page
    client.post(address, chosen)

    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.DIFFERENT
