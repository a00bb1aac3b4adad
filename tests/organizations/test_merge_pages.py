"""Merging at the desk: who may, what is read first, and that nothing is written but by the button."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER, sync_staff_groups
from organizations.models import Merge, Organization
from organizations.services import merging
from tests import factories as make
from tests.merge_world import Two

pytestmark = pytest.mark.django_db
BEGIN = "/en/admin/organizations/merge/begin/"


@pytest.fixture
def two():
    return Two("sending")


@pytest.fixture
def desk(client, two):
    client.force_login(two.staff)
    return client


def of_group(name):
    sync_staff_groups()
    staff = make.make_staff()
    staff.groups.add(Group.objects.get(name=name))
    return staff


def asked(two, address=BEGIN):
    return f"{address}?kept={two.kept.public_id}&absorbed={two.absorbed.public_id}"


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def digest(page):
    return re.search(r'name="write" value="(\w+)"', page)[1]


def test_a_pair_leads_to_the_two_side_by_side_and_the_button_merges_them(two, desk):
    pair = two.pair()
    Organization.objects.filter(pk=two.absorbed.pk).update(phone="+84 24 1", name_local="Công ty Sen")
    make.make_fee(two.absorbed)
    queue = page_of(desk, "/en/admin/organizations/duplicatepair/")
    assert asked(two).replace("&", "&amp;") in queue

    page = page_of(desk, asked(two))

    assert Merge.objects.count() == 0
    assert "1 moves" in page
    assert 'value="phone" checked' in page
    assert 'value="name_en" aria-label' in page
    assert two.absorbed.public_id in page

    without_reason = desk.post(asked(two), {"take": ["phone"], "write": digest(page)})
    assert "This field is required." in without_reason.content.decode()
    # What was ticked stays ticked, also where less was ticked than offered.
    assert 'value="name_local" aria-label' in without_reason.content.decode()
    values = {"take": ["phone"], "write": digest(page), "why": "The same licence."}
    answer = desk.post(asked(two), values, follow=True)

    assert "The two are merged." in answer.content.decode()
    made = Merge.objects.get()
    two.kept.refresh_from_db()
    assert (two.kept.phone, two.kept.name_local, made.merged_by) == ("+84 24 1", "", two.staff)
    pair.refresh_from_db()
    assert pair.state == "merged"
    merged = f"/en/admin/organizations/organization/{two.absorbed.pk}/change/"
    page = page_of(desk, merged)
    assert f"Merged into {two.kept.public_id}: whoever asks for it reads that one." in page
    assert 'name="_save"' not in page
    assert desk.post(merged, {"name_en": "Other"}).status_code == 403
    old = desk.get(two.absorbed.get_absolute_url())
    assert (old.status_code, old["Location"]) == (302, two.kept.get_absolute_url())


def test_old_addresses_of_every_kind_lead_to_the_one_that_stays(two, client):
    old = two.absorbed.get_absolute_url()
    two.merge()

    for way in ("", "?format=json", "?on=2026-01-01", "?format=json&on=2026-01-01"):
        answer = client.get(old + way)
        assert (answer.status_code, answer["Location"]) == (302, two.kept.get_absolute_url() + way), way
    answer = client.get(f"{old}changes/")
    assert (answer.status_code, answer["Location"]) == (302, f"{two.kept.get_absolute_url()}changes/")


def test_a_plan_that_changed_or_is_refused_writes_nothing_and_says_so(two, desk):
    page = page_of(desk, asked(two))
    make.make_fee(two.absorbed)
    values = {"write": digest(page), "why": "The same licence."}

    answer = desk.post(asked(two), values)
    assert "have changed since you looked" in answer.content.decode()

    make.make_proposal(two.absorbed)
    page = page_of(desk, asked(two))
    assert "What was proposed for its profile waits" in page
    assert 'name="write"' not in page
    answer = desk.post(asked(two), values)
    assert "cannot be merged as they are" in answer.content.decode()
    assert Merge.objects.count() == 0


def test_what_should_be_looked_at_twice_is_said_first(two, desk):
    make.make_membership(two.absorbed)
    two.kept.sending.licence_number, two.absorbed.sending.licence_number = "12", "13"
    for each in (two.kept, two.absorbed):
        each.sending.save()
    Organization.objects.filter(pk=two.kept.pk).update(is_published=False)

    page = page_of(desk, asked(two))

    for said in (
        "did not find these two",
        "Their licence numbers differ: 12 and 13.",
        f"{two.kept.public_id} is not published: both leave the site.",
        "see what its members see: 1.",
    ):
        assert said in page
    two.pair()
    assert "did not find these two" not in page_of(desk, asked(two))


def test_wrong_ids_are_told_by_the_field(two, desk):
    for kept, absorbed, said in (
        ("vn-9999", two.absorbed.public_id, "There is no organization of this id."),
        (two.kept.public_id, two.kept.public_id.upper(), "This is one organization."),
        ("", "x" * 40, "Ensure this value has at most 12 characters"),
    ):
        page = page_of(desk, f"{BEGIN}?kept={kept}&absorbed={absorbed}")
        assert said in page

    two.merge()
    page = page_of(desk, asked(two))
    assert f"{two.absorbed.public_id} was merged into {two.kept.public_id} already." in page


def test_a_merge_is_undone_at_the_desk_with_its_reason(two, desk):
    fee = make.make_fee(two.absorbed)
    made = two.merge()
    change = f"/en/admin/organizations/merge/{made.pk}/change/"
    assert "Undo this merge" in page_of(desk, change)
    address = f"/en/admin/organizations/merge/{made.pk}/undo/"
    page_of(desk, address)
    assert "This field is required." in desk.post(address, {}).content.decode()
    fee.refresh_from_db()
    assert fee.organization_id == two.kept.pk

    answer = desk.post(address, {"why": "They are two."}, follow=True)

    page = answer.content.decode()
    assert "both organizations stand again" in page
    assert "Not put back, since somebody changed it" not in page
    assert re.search(r"Rows that were written:?</label>\s*<div class=\"readonly\">[^<]*fees 1", page), page
    fee.refresh_from_db()
    assert fee.organization_id == two.absorbed.pk
    assert "Undo this merge" not in page_of(desk, change)
    assert "undone already" in desk.get(address, follow=True).content.decode()
    assert desk.get("/en/admin/organizations/merge/999999/undo/").status_code == 404


def test_later_merges_are_named_before_an_earlier_one_can_be_undone(two, desk):
    first = two.merge()
    two.absorbed = make.make_organization(two.country)
    second = two.merge()

    page = page_of(desk, f"/en/admin/organizations/merge/{first.pk}/undo/")

    assert f"/en/admin/organizations/merge/{second.pk}/change/" in page
    assert '<form method="post" novalidate>' not in page
    desk.post(f"/en/admin/organizations/merge/{first.pk}/undo/", {"why": "They are two."})
    first.refresh_from_db()
    assert first.undone_at is None


@pytest.mark.parametrize("group", [None, EDITOR, PUBLISHER, AUDITOR])
def test_only_who_may_write_decisions_merges_and_undoes(two, client, group):
    made = two.merge()
    two.absorbed = make.make_organization(two.country)
    may = group == PUBLISHER
    if group is None:
        client.force_login(make.make_membership(two.kept, role="administrator").user)
    else:
        client.force_login(of_group(group))
    expected = {None: 302}.get(group, 200 if may else 403)

    for address in (asked(two), f"/en/admin/organizations/merge/{made.pk}/undo/"):
        assert client.get(address).status_code == expected
    answer = client.post(asked(two), {"write": two.plan().digest, "why": "Mine."})
    assert (answer.status_code, Merge.objects.count()) == ((302, 2) if may else (expected, 1))


def test_what_a_member_of_the_staff_may_not_see_is_counted_and_not_read_out(two, client):
    shortlist = make.make_shortlist(two.absorbed, name="Secret plans")
    make.make_shortlist(two.kept, name="Secret plans")
    assert shortlist.pk
    client.force_login(of_group(PUBLISHER))

    page = page_of(client, asked(two))

    assert "A list of this name is there" in page
    assert "Secret plans" not in page


def test_a_row_that_was_not_put_back_is_named_to_whoever_may_view_it(two, desk, client):
    member = make.make_user(name="Hanako Testperson")
    moved = make.make_membership(two.absorbed, member)
    made = two.merge()
    type(moved).objects.filter(pk=moved.pk).update(organization=make.make_organization(two.country))
    merging.undo(merge=made, by=two.staff, why="They are two.")
    change = f"/en/admin/organizations/merge/{made.pk}/change/"

    page = page_of(desk, change)
    assert "Not put back, since somebody changed it" in page
    assert "Hanako Testperson" in page

    other = make.make_staff()
    other.user_permissions.add(Permission.objects.get(codename="view_merge"))
    client.force_login(other)
    page = page_of(client, change)
    assert f"membership: {moved.pk}" in page
    assert "Hanako Testperson" not in page


def test_the_pages_are_in_japanese_too(two, desk):
    made = two.merge()
    two.absorbed = make.make_organization(two.country)
    make.make_fee(two.absorbed)
    with translation.override("ja"):
        pages = [page_of(desk, asked(two, BEGIN.replace("/en/", "/ja/"))),
                 page_of(desk, f"/ja/admin/organizations/merge/{made.pk}/undo/")]  # fmt: skip
    assert "統合" in pages[0]
    assert "統合" in pages[1]
