"""What undoing a merge leaves alone: whatever changed in between is as somebody made it, and is told."""

import datetime

import pytest
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.privacy.erasure import erase_person
from organizations.models import (
    Approval,
    DuplicatePair,
    ListChange,
    Membership,
    Organization,
    Role,
)
from organizations.queries.merging.moves import left_as_it_is
from organizations.queries.profiles import find_organization
from organizations.services import merging
from tests import factories as make
from tests.merge_world import Two, two_of
from tests.organizations.desk_world import make_list_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return Two("sending")


def test_old_ids_lead_on_also_of_those_merged_before(two):
    oldest = make.make_organization(two.country)
    first = two_of(two, kept=two.absorbed, absorbed=oldest).merge()
    second = two.merge()

    for public_id in (oldest.public_id, two.absorbed.public_id):
        assert find_organization(public_id=public_id, user=two.staff) == two.kept
    with pytest.raises(merging.LaterMerges):
        merging.undo(merge=first, by=two.staff, why="They are two.")

    merging.undo(merge=second, by=two.staff, why="They are two.")

    assert find_organization(public_id=oldest.public_id, user=two.staff) == two.absorbed
    merging.undo(merge=first, by=two.staff, why="They are two.")
    assert find_organization(public_id=oldest.public_id, user=two.staff) == oldest
    with pytest.raises(merging.UndoneAlready):
        merging.undo(merge=first, by=two.staff, why="Again.")


def test_what_somebody_changed_since_is_left_as_it_is_and_told(two):
    Organization.objects.filter(pk=two.absorbed.pk).update(phone="+84 24 1", address="1 Lotus Street")
    two.absorbed.refresh_from_db()
    moved, deleted = make.make_fee(two.absorbed), make.make_fee(two.absorbed, amount=5)
    report = make.make_report(two.absorbed)
    elsewhere = make.make_organization(two.country)
    made = two.merge()
    Organization.objects.filter(pk=two.kept.pk).update(phone="+84 24 9")
    type(deleted).objects.filter(pk=deleted.pk).delete()
    type(report).objects.filter(pk=report.pk).update(sending_organization=elsewhere.pk)
    type(moved).objects.filter(pk=moved.pk).update(amount=77)
    since = make.make_fee(two.kept)
    told = left_as_it_is(merge=made)

    left = merging.undo(merge=made, by=two.staff, why="They are two.")

    assert {each.pk for each in told} == {each.pk for each in left}
    assert {each.model for each in left} == {
        "organizations.Organization",
        "organizations.Fee",
        "organizations.Report",
    }
    assert [each.kept for each in left if each.model == "organizations.Organization"] == [{"phone": "+84 24 9"}]
    two.kept.refresh_from_db()
    assert (two.kept.phone, two.kept.address) == ("+84 24 9", "")
    # A row that was edited goes back with what it says now; what came since stays.
    assert [(each.pk, each.amount) for each in two.absorbed.sending.fees.all()] == [(moved.pk, 77)]
    assert list(two.kept.sending.fees.all()) == [since]


def test_the_pair_is_decided_by_the_merge_and_open_again_when_it_is_undone(two):
    pair = two.pair()
    other = DuplicatePair.objects.create(first=two.absorbed, second=make.make_organization(two.country), score=80)

    made = two.merge()

    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("merged", two.staff)
    assert not DuplicatePair.objects.filter(pk=other.pk).exists()
    merging.undo(merge=made, by=two.staff, why="They are two.")
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, pair.decided_at) == ("open", None, None)


def test_undoing_says_nothing_again_that_ended_where_it_stood_meanwhile(two):
    """An approval that ended and a member who left, each of whom the other side had a twin."""
    days = {"approved_from": "2024-01-01", "approved_until": "2028-12-31"}
    make.make_approval(two.kept, two.office, two.programme, confirmed_on="2026-10-20", **days)
    newer = make.make_approval(two.absorbed, two.office, two.programme, confirmed_on="2026-11-01", **days)
    member = make.make_user()
    two.both(make.make_membership, member, role=Role.EDITOR)
    made = two.merge()
    Approval.objects.filter(pk=newer.pk).update(approved_until="2026-11-20")
    two.kept.memberships.filter(user=member).update(until_on=today() - datetime.timedelta(days=1))
    told = left_as_it_is(merge=made)

    left = merging.undo(merge=made, by=two.staff, why="They are two.")

    assert {each.model for each in told} == {each.model for each in left}
    assert {each.model for each in left} == {"organizations.Approval", "organizations.Membership"}
    assert [str(each.approved_until) for each in Approval.objects.all()] == ["2026-11-20"]
    assert two.absorbed.memberships.get(user=member).until_on == today()


def test_what_a_list_brought_that_was_taken_back_since_is_not_brought_back(two):
    days = {"approved_from": "2024-01-01", "approved_until": "2028-12-31"}
    first, second = (make.make_approval(each, two.office, two.programme, **days) for each in (two.kept, two.absorbed))
    made = two.merge()
    undone = make_list_import(
        state="applied", approved_by=two.staff, approved_at=timezone.now(), applied_at=timezone.now()
    )
    type(undone).objects.filter(pk=undone.pk).update(state="undone", undone_at=timezone.now(), undone_by=two.staff)
    ListChange.objects.create(
        list_import=undone, model="organizations.Approval", object_pk=second.pk, action="created", kept={}
    )

    left = merging.undo(merge=made, by=two.staff, why="They are two.")

    assert [each.model for each in left] == ["organizations.Approval"]
    assert list(Approval.objects.all()) == [first]


def test_a_row_whose_list_is_gone_is_left_out_and_the_rest_is_put_back(two):
    lists = make.make_shortlist()
    for listed in (two.kept, two.absorbed):
        make.make_shortlist_entry(lists, listed)
    fee = make.make_fee(two.absorbed)
    made = two.merge()
    lists.delete()

    left = merging.undo(merge=made, by=two.staff, why="They are two.")

    fee.refresh_from_db()
    assert ([each.model for each in left], fee.organization_id) == (["organizations.ShortlistEntry"], two.absorbed.pk)


def test_who_is_erased_does_not_come_back_with_a_merge_undone(two):
    person = make.make_user(name="Hanako Testperson")
    customer = make.make_supervising()
    make.make_membership(customer, person, role=Role.EDITOR)
    make.make_membership(customer, role=Role.ADMINISTRATOR)
    lists = make.make_shortlist(customer, created_by=person)
    for organization in (two.kept, two.absorbed):
        make.make_shortlist_entry(lists, organization, note="Ask Hanako Testperson")
        make.make_membership(organization, person, role=Role.EDITOR)
        make.make_membership(organization, role=Role.ADMINISTRATOR)
    made = two.merge()

    erase_person(user=person)
    merging.undo(merge=made, by=two.staff, why="They are two.")

    assert not Membership.objects.filter(user=person).current(today() + datetime.timedelta(days=1)).exists()
    assert not Membership.objects.filter(user=person, until_on=None).exists()
    assert "Testperson" not in str([*lists.entries.values("note"), *made.moves.values("before", "twin", "kept")])


def test_whoever_left_meanwhile_is_no_contact_of_either(two):
    person = make.make_membership(two.absorbed, role=Role.EDITOR)
    make.make_membership(two.kept, role=Role.ADMINISTRATOR)
    contact = {"contact_member": person, "contact_name": "Hanako", "contact_email": person.user.email}
    Organization.objects.filter(pk=two.absorbed.pk).update(**contact)
    made = two.merge()
    Membership.objects.filter(pk=person.pk).update(until_on=today() - datetime.timedelta(days=1))

    merging.undo(merge=made, by=two.staff, why="They are two.")

    two.absorbed.refresh_from_db()
    assert (two.absorbed.contact_name, two.absorbed.contact_email, two.absorbed.contact_member) == ("", "", None)


def test_a_partner_that_was_merged_later_is_parted_first(two):
    partner, twin = make.make_supervising(), make.make_supervising()
    make.make_partnership(two.absorbed, partner)
    first = two.merge()
    second = two_of(two, kept=twin, absorbed=partner).merge()

    with pytest.raises(merging.LaterMerges):
        merging.undo(merge=first, by=two.staff, why="They are two.")

    for made in (second, first):
        assert merging.undo(merge=made, by=two.staff, why="They are two.") == []
    assert [each.supervising_organization_id for each in two.absorbed.sending.partnerships.all()] == [partner.pk]
