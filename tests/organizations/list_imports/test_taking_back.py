"""Thousands of rows are taken back together, and yet each by what stands in it now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from countries.models import Counterpart
from organizations.models import Approval, ListChange, ListEdition, ListEntry, ListImport, Organization
from tests import factories as make
from tests.organizations.list_imports.test_applying import DAY, LATER, entries, published, received, state, taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return make.make_counterpart(make.make_country(code="VN"), name_en="Department of Sample Labour")


@pytest.fixture
def people():
    return [make.make_staff(is_superuser=True) for _number in range(2)]


def kept():
    return {
        (change.model.rpartition(".")[2], change.object_pk): change.kept
        for change in ListChange.objects.exclude(kept={})
    }


def test_of_what_was_changed_among_many_only_the_edited_deleted_and_needed_stays(office, people):
    made = published(received(entries(6), office, people[0]), people)
    by_number = {approval.number: approval for approval in Approval.objects.all()}
    edited, deleted = by_number["1/GP"], by_number["2/GP"]
    Approval.objects.filter(pk=edited.pk).update(number="1-A/GP")
    deleted_pk = deleted.pk
    deleted.delete()
    of_a_member, renamed = (by_number[number].sending_organization.organization for number in ("3/GP", "4/GP"))
    make.make_membership(of_a_member)
    renamed.name_ja = "見本"
    renamed.save()
    of_the_edited = edited.sending_organization.organization
    added = make.make_organization(office.country)
    ListEntry.objects.create(edition=ListEdition.objects.get(), sending_organization=added.sending)

    assert taken_back(made, people[1]) == 5

    assert kept() == {
        ("Approval", edited.pk): {"number": "1-A/GP"},
        ("Organization", of_the_edited.pk): {"row": of_the_edited.public_id},
        ("Organization", of_a_member.pk): {"row": of_a_member.public_id},
        ("Organization", renamed.pk): {"name_ja": "見本"},
        ("ListEdition", ListEdition.objects.get().pk): {"row": str(ListEdition.objects.get())},
    }
    assert set(Approval.objects.values_list("pk", flat=True)) == {edited.pk} - {deleted_pk}
    assert set(Organization.objects.filter(is_published=True)) == {of_the_edited, of_a_member, renamed, added}
    assert list(ListEntry.objects.values_list("sending_organization", flat=True)) == [added.pk]


def test_what_something_else_refers_to_stays_and_its_neighbours_go(office, people):
    made = published(received(entries(1), office, people[0]), people)
    spare = [make.make_counterpart(office.country, name_en=f"Spare office {number}") for number in range(2)]
    for each in (spare[0], office, spare[1]):
        after = {"name_en": each.name_en}
        ListChange.objects.create(
            list_import=made, model="countries.Counterpart", object_pk=each.pk, action="created", after=after
        )

    assert taken_back(made, people[1]) == 1

    assert kept() == {("Counterpart", office.pk): {"row": str(office)}}
    assert list(Counterpart.objects.all()) == [office]


def test_a_name_goes_back_with_its_place_in_the_order_and_the_history_says_so_row_by_row(office, people):
    rows = entries(4)
    published(received(rows, office, people[0]), people)
    before = state()
    changed = [[f"{row[0]} mới", *row[1:]] for row in rows]
    second = published(received(changed, office, people[0], published_on=LATER), people)
    assert state()[Organization] != before[Organization]
    events = {model: model.pgh_event_model.objects.count() for model in (Organization, Approval)}

    assert taken_back(second, people[1]) == 0

    assert state() == before
    for model, count in events.items():
        new = model.pgh_event_model.objects.order_by("pgh_id")[count:]
        assert sorted(event.pgh_obj_id for event in new) == sorted(model.objects.values_list("pk", flat=True))
        assert {event.pgh_context.metadata["list_import"] for event in new} == {second.pk}


def test_the_place_in_the_order_follows_a_name_that_was_added_since(office, people):
    rows = entries(1)
    published(received(rows, office, people[0]), people)
    changed = [[f"{rows[0][0]} mới", *rows[0][1:]]]
    second = published(received(changed, office, people[0], published_on=LATER), people)
    organization = Organization.objects.get()
    organization.name_en = "Sample Name"
    organization.save()

    assert taken_back(second, people[1]) == 0

    assert Organization.objects.values_list("name_local", "name_en", "sort_en").get() == (
        rows[0][0],
        "Sample Name",
        "sample name",
    )


def test_a_list_is_published_and_taken_back_by_as_many_queries_however_long_it_is(office, people):
    # The very first also remembers how lists of this office are read.
    _queries(office, people, entries(1))

    few, many = (_queries(office, people, rows) for rows in (entries(3, first=1), entries(9, first=4)))

    assert few == many
    assert set(ListImport.objects.values_list("state", flat=True)) == {ListImport.State.UNDONE}


def _queries(office, people, rows):
    """How many each step asks: publish, confirm by the next list, take back the one and the other."""
    asked, made = [], []
    for day in (DAY, LATER):
        made.append(received(rows, office, people[0], published_on=day, is_complete=False))
        with CaptureQueriesContext(connection) as queries:
            published(made[-1], people)
        asked.append(len(queries))
    for each in reversed(made):
        each.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            assert taken_back(each, people[1]) == 0
        asked.append(len(queries))
    return asked
