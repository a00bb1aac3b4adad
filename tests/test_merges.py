"""Merging organizations: no relation is forgotten, every row arrives or is told, and undoing puts all of it back."""

import pytest

from jitco_portal.common import registry
from organizations.queries.merging.moves import left_as_it_is
from organizations.queries.merging.readings import effect_of_merging, readings_of
from organizations.queries.merging.relations import (
    places_in_models,
    registered_relations,
    unregistered_places,
)
from organizations.services import merging
from tests.merge_world import Two, everything, owned

KINDS = ["sending", "supervising"]


@pytest.mark.django_db
def test_every_relation_to_an_organization_is_on_one_list_and_no_more():
    places = [relation.place for relation in registered_relations()]

    assert (unregistered_places(), sorted(set(places) - places_in_models())) == ([], [])
    assert len(places) == len(set(places))


@pytest.mark.django_db
def test_a_merge_with_a_relation_on_no_list_is_refused_by_name(monkeypatch):
    two = Two("sending")
    lists = [function for function in registry.merge_relations if not function.__module__.startswith("materials")]
    monkeypatch.setattr(registry, "merge_relations", lists)

    obstacles = two.plan().obstacles

    assert len(obstacles) == 2
    assert "materials_enquiry.organization_id" in obstacles[0]
    with pytest.raises(merging.MergeRefused):
        two.merge()


def test_a_row_that_may_go_has_nothing_that_hangs_on_it():
    """Taking it out would take out other rows with it."""
    for relation in registered_relations():
        if relation.meet is not None:
            pointing = [
                each.related_model._meta.label
                for each in relation.model._meta.related_objects
                if not hasattr(each.related_model, "pgh_tracked_model")
            ]
            assert pointing == [] or relation.model.__name__ in HANGING, relation.model


# Their rows are moved or refused, never taken out.
HANGING = {"Membership", "Candidate", "Registration", "Order", "Shortlist", "Claim", "Invitation"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_everything_moves_and_undoing_puts_exactly_that_back(kind):
    two = Two(kind)
    for organization in (two.kept, two.absorbed):
        two.give_everything(organization)
    theirs, mine, before = owned(two.absorbed), owned(two.kept), everything()
    empty = {place for place, rows in theirs.items() if not rows}
    other = {"sending": "supervising", "supervising": "sending"}[kind]
    assert all(_is_of(place, other) for place in empty), empty

    effect = effect_of_merging(plan=two.plan())
    made = two.merge()

    assert (readings_of(two.kept), left_as_it_is(merge=made)) == (effect.then, [])
    staying = {place for place in theirs if place[0] in STAY}
    for place in theirs:
        expected = mine[place] if place in staying else mine[place] | theirs[place]
        if place == ("organizations_organization", "merged_into_id"):
            expected = expected | {two.absorbed.pk}
        if place == ("organizations_organizationname", "organization_id"):
            expected = expected | {two.kept.further_names.latest("pk").pk}
        assert owned(two.kept)[place] == expected, place

    left = merging.undo(merge=made, by=two.staff, why="They were two after all.")

    assert left == []
    assert everything() == before
    made.refresh_from_db()
    assert (made.undone_by, made.merged_by) == (two.staff, two.staff)


STAY = {"organizations_recheck", "matching_confirmation", "organizations_profileproposal"}


def _is_of(place, kind):
    """Whether the column leads to the details of one kind, or stands where only they lead."""
    table, column = place
    words = {
        "sending": (
            *("article25item", "fee", "listentry", "approval", "measure", "allowance", "report", "homelicence"),
            "sending_organization",
        ),
        "supervising": ("accepts_from", "supervising_organization", "matching_confirmation"),
    }[kind]
    return any(word in table or word in column for word in words) or table in (
        "organizations_listrow",
        "organizations_listchange",
    )
