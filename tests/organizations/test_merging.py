"""What a merge says of rows that stand on both sides, what it refuses, and what the one that stays reads then."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from jitco_portal.common import registry
from jitco_portal.common.days import today
from organizations.models import (
    Merge,
    Organization,
    Permit,
    Role,
    TodaysStanding,
)
from organizations.queries.merging.readings import effect_of_merging, readings_of
from organizations.queries.merging.relations import Fate, registered_relations
from organizations.queries.standing import standing_on
from organizations.services import merging
from organizations.services.todays_standing import compare_todays_standings, refresh_todays_standings
from tests import factories as make
from tests.materials.world import make_order
from tests.merge_world import Two, everything
from tests.seminars import world as seminars

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return Two("sending")


@pytest.fixture
def offices():
    return Two("supervising")


def fates(two, *models):
    return [
        (each.row._meta.model_name, str(each.fate)) for each in two.plan().rows if each.row._meta.model_name in models
    ]


def undone_exactly(two):
    before = everything()
    made = two.merge()
    assert merging.undo(merge=made, by=two.staff, why="They are two.") == []
    assert everything() == before
    return made


def test_what_both_say_is_said_once_and_stands_twice_again_when_undone(two):
    operation, partner, year = make.make_operation(), make.make_supervising(), 2024
    for organization in (two.kept, two.absorbed):
        organization.operations.add(operation)
        make.make_name(organization, name="Lotus Labour")
        make.make_trainee_figure(organization, year, two.programme, number=7)
        make.make_partnership(organization, partner, from_on="2020-04")
        make.make_fee(organization, two.programme)
        make.make_measure(organization, from_on="2025-01-01", until_on="2025-02-01")
    make.make_list_edition(two.office, two.kept, two.absorbed, programme=two.programme)
    lists = make.make_shortlist()
    for listed, note in ((two.kept, ""), (two.absorbed, "Ask in May.")):
        make.make_shortlist_entry(lists, listed, note=note)

    undone_exactly(two)
    made = two.merge()

    assert [each.number for each in two.kept.trainee_figures.all()] == [7]
    counts = [two.kept.sending.list_entries.count(), two.kept.sending.fees.count(), two.kept.sending.measures.count()]
    assert (counts, list(two.kept.operations.all())) == ([1, 1, 1], [operation])
    # The note is the only one of the two entries that says something.
    assert [(entry.listed, entry.note) for entry in lists.entries.all()] == [(two.kept, "Ask in May.")]
    assert made.moves.filter(after={}).count() == 8


def test_what_the_two_say_differently_is_decided_by_a_person_first(two):
    for organization, number, until, state in (
        (two.kept, 7, "2024", "confirmed"),
        (two.absorbed, 8, "2025", "not_met"),
    ):
        make.make_trainee_figure(organization, 2024, two.programme, number=number)
        make.make_article25_item(organization, 6, state=state)
        make.make_approval(
            organization, two.office, two.programme, approved_from="2023-01-01", approved_until=f"{until}-12-31"
        )
    claimant = make.make_user()
    two.both(make.make_claim, claimant)
    make.make_proposal(two.absorbed)
    member = make.make_user(second_factor=True)
    for organization, role in ((two.kept, Role.READER), (two.absorbed, Role.ADMINISTRATOR)):
        make.make_membership(organization, member, role=role)

    plan = two.plan()

    refused = {each.row._meta.model_name for each in plan.refused}
    assert refused == {"traineefigure", "article25item", "approval", "claim", "profileproposal", "membership"}
    assert not plan.is_possible
    before = everything()
    with pytest.raises(merging.MergeRefused):
        two.merge()
    assert (everything(), Merge.objects.count()) == (before, 0)


def test_the_same_approval_is_kept_in_the_form_that_was_confirmed_later(two):
    days = {"approved_from": "2024-01-01", "approved_until": "2028-12-31"}
    old = make.make_approval(two.kept, two.office, two.programme, confirmed_on="2026-05-01", **days)
    new = make.make_approval(two.absorbed, two.office, two.programme, confirmed_on="2026-11-01", **days)
    assert fates(two, "approval") == [("approval", Fate.TAKES_PLACE)]

    undone_exactly(two)
    two.merge()

    assert list(two.kept.sending.approvals.all()) == [new]
    assert not type(old).objects.filter(pk=old.pk).exists()


def test_a_requirement_of_which_one_knows_nothing_is_told_by_the_other(two):
    make.make_article25_item(two.kept, 6, state="not_known")
    make.make_article25_item(two.absorbed, 6, state="not_met")
    make.make_article25_item(two.kept, 7, state="confirmed")
    make.make_article25_item(two.absorbed, 7, state="not_known")

    undone_exactly(two)
    two.merge()

    assert [(each.item, each.state) for each in two.kept.sending.article25_items.all()] == [
        (6, "not_met"),
        (7, "confirmed"),
    ]


def test_a_member_of_both_stays_a_member_of_one_and_a_refusal_names_the_reason(two):
    member, other = make.make_user(), make.make_user()
    for person in (member, other):
        two.both(make.make_membership, person, role=Role.EDITOR)
    two.kept.memberships.filter(user=other).update(until_on=datetime.date(2024, 1, 1))
    two.absorbed.memberships.filter(user=other).update(until_on=datetime.date(2025, 1, 1))
    newcomer = make.make_membership(two.absorbed, role=Role.READER)

    made = undone_exactly(two)
    assert made.moves.filter(model="organizations.Membership").count() == 2
    two.merge()

    assert set(two.kept.memberships.current().values_list("user", flat=True)) == {member.pk, newcomer.user_id}
    left = two.absorbed.memberships.get(user=member)
    assert (left.until_on, left.organization) == (today(), two.absorbed)


def test_open_invitations_names_of_lists_and_baskets_do_not_meet(two):
    person = make.make_user()
    for organization in (two.kept, two.absorbed):
        make.make_invitation(organization, email="Someone@example.org")
        spring = make.make_shortlist(organization, name="Spring")
    two.both(make_order, by=person, state="cart")

    undone_exactly(two)
    two.merge()

    open_ones = two.kept.invitations.filter(withdrawn_at=None)
    assert (open_ones.count(), two.kept.invitations.count()) == (1, 2)
    assert {each.name for each in two.kept.shortlists.all()} == {
        "Spring",
        f"Spring ({two.absorbed.public_id}, {spring.pk})",
    }
    assert (two.kept.material_orders.count(), two.absorbed.material_orders.count()) == (1, 1)


def test_places_and_candidates_of_both_are_ended_by_staff_first(two):
    group = seminars.make_group(group="sending")
    registrations = two.both(lambda organization: seminars.make_registration(group, organization))
    request = make.make_match_request(state="proposed")
    candidates = [make.make_candidate(request, each) for each in (two.kept, two.absorbed)]

    assert {each.row for each in two.plan().refused} == {registrations[1], candidates[1]}

    type(registrations[0]).objects.filter(pk=registrations[1].pk).update(state="cancelled", held_people=0)
    type(candidates[0]).objects.filter(pk=candidates[1].pk).update(state="declined")
    undone_exactly(two)
    two.merge()

    assert (two.kept.registrations.count(), list(two.kept.candidacies.all())) == (2, [candidates[0]])


def test_permits_of_the_same_days_are_one_or_are_corrected_first(offices):
    days = {"valid_from": "2024-01-01", "valid_until": "2028-12-31"}
    offices.both(make.make_permit, offices.programme, **days)
    assert fates(offices, "permit") == [("permit", Fate.GOES)]
    undone_exactly(offices)

    Permit.objects.filter(supervising_organization=offices.absorbed.pk).update(number="許1806000200")

    assert fates(offices, "permit") == [("permit", Fate.REFUSED)]


@pytest.mark.parametrize("reason", ["kind", "country", "details", "sample", "merged", "itself"])
def test_what_can_never_be_one_is_refused_in_words(two, reason):
    if reason == "kind":
        two.absorbed = make.make_supervising()
    elif reason == "country":
        two.absorbed = make.make_organization()
    elif reason == "details":
        two.kept = Organization.objects.create(country=two.country, kind="sending", name_en="Begun", **make.SOURCE)
    elif reason == "sample":
        Organization.objects.filter(pk=two.absorbed.pk).update(is_sample=True)
        two.absorbed.refresh_from_db()
    elif reason == "merged":
        Organization.objects.filter(pk=two.absorbed.pk).update(merged_into=make.make_organization(two.country))
        two.absorbed.refresh_from_db()
    else:
        two.absorbed = two.kept

    assert len(two.plan().obstacles) == 1
    with pytest.raises(merging.MergeRefused):
        two.merge()


def test_what_the_database_refuses_is_told_and_nothing_is_written(two, monkeypatch):
    """A rule that a list of relations has forgotten."""
    days = {"approved_from": "2024-01-01", "approved_until": "2028-12-31"}
    for number, organization in enumerate((two.kept, two.absorbed)):
        make.make_approval(organization, two.office, two.programme, number=str(number), **days)
    forgetful = [replace(relation, key=None, meet=None) for relation in registered_relations()]
    monkeypatch.setattr(registry, "merge_relations", [lambda: forgetful])
    before = everything()

    with pytest.raises(merging.MergeRefused, match="approval_periods_apart"):
        two.merge()
    assert everything() == before


def test_values_are_taken_over_as_chosen_and_names_are_still_found(two):
    Organization.objects.filter(pk=two.absorbed.pk).update(
        name_local="Công ty Sen", phone="+84 24 1", website="https://lotus.example.org", languages=["vi", "ja"]
    )
    Organization.objects.filter(pk=two.kept.pk).update(phone="+84 24 2")
    two.absorbed.sending.founded_year = 1999
    two.absorbed.sending.save()
    for each in (two.kept, two.absorbed):
        each.refresh_from_db()
    undone_exactly(two)

    two.merge(take=["name_en", "name_local", "languages", "founded_year"])

    two.kept.refresh_from_db()
    assert (two.kept.name_en, two.kept.name_local, two.kept.phone) == ("Lotus Co", "Công ty Sen", "+84 24 2")
    assert (two.kept.languages, two.kept.sending.founded_year, two.kept.website) == (["vi", "ja"], 1999, "")
    assert [each.name for each in two.kept.further_names.all()] == ["Lotus"]
    assert two.kept.sort_en.startswith("lotus")


def test_the_standing_after_the_merge_is_told_before_and_is_what_the_rules_say(two):
    make.make_moc(two.country, two.programme)
    make.make_approval(two.absorbed, two.office, two.programme, approved_from="2024-01-01", approved_until="2028-12-31")
    make.make_measure(two.kept, from_on="2026-01-01")
    refresh_todays_standings()

    effect = effect_of_merging(plan=two.plan())

    assert [each.shape for each in (effect.kept[0], effect.absorbed[0], effect.then[0])] == [
        "may_not_accept",
        "may_accept",
        "may_not_accept",
    ]
    assert Merge.objects.count() == 0
    made = two.merge()
    assert standing_on(two.kept, two.programme, today()).verdict == "may_not_accept"
    assert readings_of(two.kept) == effect.then
    refresh_todays_standings()
    compare_todays_standings()
    assert not TodaysStanding.objects.filter(is_stale=True).exists()
    merging.undo(merge=made, by=two.staff, why="They are two.")
    assert standing_on(two.absorbed, two.programme, today()).verdict == "may_accept"


def test_a_plan_that_is_no_longer_true_writes_nothing(two):
    digest = two.plan().digest
    make.make_fee(two.absorbed)

    with pytest.raises(merging.PlanChanged):
        two.merge(digest=digest)

    assert Merge.objects.count() == 0


def test_the_history_of_both_says_who_merged_them_and_why_and_who_undid_it(two):
    made = two.merge()
    merging.undo(merge=made, by=two.staff, why="They were two after all.")

    events = two.absorbed.events.order_by("pgh_id").exclude(pgh_context=None)
    said = [(event.merged_into_id, event.pgh_context.metadata["why"]) for event in events]
    stays, goes = two.kept.public_id, two.absorbed.public_id
    assert said == [
        (two.kept.pk, f"{goes} is merged into {stays}.\nThe same office and licence."),
        (None, f"The merge of {goes} into {stays} is undone.\nThey were two after all."),
    ]


def test_rows_of_a_merge_cannot_be_led_elsewhere_by_hand(two):
    request = make.make_match_request(make.make_organization(two.country))
    for wrong in (two.kept, two.absorbed):
        with pytest.raises(IntegrityError, match="only by a merge"), transaction.atomic():
            type(request).objects.filter(pk=request.pk).update(organization=wrong)


def test_nothing_new_is_said_of_an_organization_that_was_merged(two):
    two.merge()

    with pytest.raises(IntegrityError, match="was merged into another"), transaction.atomic():
        make.make_measure(two.absorbed, from_on="2026-01-01")


def test_a_plan_notices_that_a_row_of_either_side_changed(two):
    measure = make.make_measure(two.kept, from_on="2026-01-01", until_on="2026-02-01")
    digest = two.plan().digest
    type(measure).objects.update(until_on=None)

    with pytest.raises(merging.PlanChanged):
        two.merge(digest=digest)
