"""Shortlists: limits, names, notes, what stands on them on a day, and their history."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.history.context import event_models
from jitco_portal.common.privacy.erasure import erase_person
from organizations.models import Role, Shortlist, ShortlistEntry
from organizations.queries.shortlists import own_editable, own_shortlists, shown_shortlist
from organizations.services import shortlists
from tests.factories import (
    SOURCE,
    make_approval,
    make_counterpart,
    make_country,
    make_list_edition,
    make_membership,
    make_moc,
    make_organization,
    make_permit,
    make_programme,
    make_shortlist,
    make_shortlist_entry,
    make_staff,
    make_supervising,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    return make_membership(make_supervising(), role=Role.EDITOR)


def begin(editor, name="For the spring"):
    return shortlists.create_shortlist(organization=editor.organization, name=name, by=editor.user)


def add(shortlist, listed=None, **values):
    listed = listed or make_organization()
    return shortlists.add_entry(shortlist=shortlist, listed=listed, by=shortlist.created_by, **values)


def events_of(row):
    [model] = event_models(type(row))
    return list(model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").values_list("pgh_label", flat=True))


# Names and limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("held", "taken"), [("Care", "CARE"), ("Điều dưỡng", "điều DƯỠNG"), ("介護", "介護")])
def test_a_name_is_there_once_per_organization_whatever_its_capitals(editor, held, taken):
    begin(editor, held)
    other = begin(editor, "Other")

    with pytest.raises(shortlists.NameTaken):
        begin(editor, taken)
    with pytest.raises(shortlists.NameTaken):
        shortlists.rename_shortlist(shortlist=other, name=taken)
    begin(make_membership(role=Role.EDITOR), taken)

    assert sorted(Shortlist.objects.values_list("name", flat=True)) == sorted([held, "Other", taken])


def test_the_database_refuses_a_second_list_of_the_name_too(editor):
    begin(editor, "Care")

    with pytest.raises(DatabaseError), transaction.atomic():
        make_shortlist(editor.organization, name="cARE", created_by=editor.user)


def test_a_list_takes_another_writing_of_its_own_name(editor):
    shortlist = begin(editor, "care")

    assert shortlists.rename_shortlist(shortlist=shortlist, name="Care").name == "Care"


def test_no_more_than_fifty_lists(editor):
    for number in range(50):
        begin(editor, f"List {number}")

    with pytest.raises(shortlists.TooManyShortlists):
        begin(editor, "One more")
    assert Shortlist.objects.count() == 50


def test_no_more_than_five_hundred_entries(editor):
    shortlist, country = begin(editor), make_country()
    rows = [
        ShortlistEntry(shortlist=shortlist, listed=make_organization(country), added_by=editor.user)
        for _number in range(500)
    ]
    ShortlistEntry.objects.bulk_create(rows)

    with pytest.raises(shortlists.TooManyEntries):
        add(shortlist)
    with pytest.raises(shortlists.AlreadyListed):
        add(shortlist, rows[0].listed)


def test_an_organization_is_on_a_list_once_and_on_several(editor):
    first, second, listed = begin(editor), begin(editor, "Second"), make_organization()
    add(first, listed)
    add(second, listed)

    with pytest.raises(shortlists.AlreadyListed):
        add(first, listed)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_shortlist_entry(first, listed)


def test_a_new_list_and_its_first_entry_are_there_together_or_not_at_all(editor, monkeypatch):
    listed = make_organization()
    values = {"organization": editor.organization, "listed": listed, "by": editor.user}
    shortlists.create_shortlist_with(name="First", **values)
    monkeypatch.setattr(shortlists, "MOST_ENTRIES", 0)

    with pytest.raises(shortlists.TooManyEntries):
        shortlists.create_shortlist_with(name="Second", **values)
    assert [(each.name, each.entries.count()) for each in Shortlist.objects.all()] == [("First", 1)]


def test_a_note_is_no_longer_than_the_database_holds(editor):
    entry = add(begin(editor), note="x" * 2000)

    with pytest.raises(DatabaseError), transaction.atomic():
        shortlists.write_note(entry=entry, note="x" * 2001)


def test_what_is_done_on_a_list_that_somebody_deleted_is_told(editor):
    shortlist = begin(editor)
    shortlists.delete_shortlist(shortlist=Shortlist.objects.get(pk=shortlist.pk))

    with pytest.raises(shortlists.ShortlistGone):
        add(shortlist)
    with pytest.raises(shortlists.ShortlistGone):
        shortlists.rename_shortlist(shortlist=shortlist, name="Gone")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_begin_one_list_of_a_name():
    editor = make_membership(role=Role.EDITOR)
    start = threading.Barrier(2)

    def run(_number):
        try:
            start.wait()
            return type(begin(editor, "Care")).__name__
        except shortlists.NameTaken:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == ["Shortlist", "taken"]


# History ----------------------------------------------------------------------------------------------


def test_every_write_is_in_the_history_and_no_write_leaves_none(editor):
    shortlist = begin(editor)
    entry = add(shortlist)
    shortlists.write_note(entry=entry, note="Good teachers")
    shortlists.write_note(entry=entry, note="Good teachers")
    shortlists.rename_shortlist(shortlist=shortlist, name=shortlist.name)
    shortlists.rename_shortlist(shortlist=shortlist, name="Autumn")
    shortlists.delete_shortlist(shortlist=shortlist)

    assert events_of(entry) == ["insert", "update", "delete"]
    assert events_of(shortlist) == ["insert", "update", "delete"]


def test_a_list_says_when_something_on_it_last_changed(editor):
    shortlist = begin(editor)
    moments = [shortlist.changed_at]
    entry = add(shortlist)
    for work in (
        lambda: None,
        lambda: shortlists.write_note(entry=entry, note="Note"),
        lambda: shortlists.write_note(entry=entry, note="Note"),
        lambda: shortlists.remove_entry(entry=entry),
    ):
        work()
        moments.append(Shortlist.objects.get().changed_at)

    grew = [later > earlier for earlier, later in pairwise(moments)]
    assert grew == [True, True, False, True]


# What is read -----------------------------------------------------------------------------------------


def test_members_see_the_lists_of_their_organizations_and_editors_may_write(editor):
    shortlist = begin(editor)
    people = {
        "reader": make_membership(editor.organization).user,
        "editor": editor.user,
        "administrator": make_membership(editor.organization, role=Role.ADMINISTRATOR).user,
        "former": make_membership(editor.organization, role=Role.EDITOR, until_on="2021-01-01").user,
        "other": make_membership(role=Role.ADMINISTRATOR).user,
        "person": make_user(),
        "visitor": AnonymousUser(),
        "staff": make_staff(),
        "superuser": make_staff(is_superuser=True),
    }

    seen = {name for name, user in people.items() if shortlist in Shortlist.objects.visible_to(user)}
    written = {name for name, user in people.items() if shortlist in Shortlist.objects.editable_by(user)}

    assert seen == {"reader", "editor", "administrator", "superuser"}
    assert written == {"editor", "administrator"}


def test_lists_stand_under_each_of_ones_organizations_in_order_of_names(editor):
    second = make_membership(make_organization(), editor.user)
    make_shortlist_entry(begin(editor, "b"))
    begin(editor, "A")
    begin(make_membership(role=Role.EDITOR))

    groups = own_shortlists(user=editor.user)

    assert {
        group.membership.organization_id: [(each.name, each.entry_count) for each in group.shortlists]
        for group in groups
    } == {editor.organization_id: [("A", 0), ("b", 1)], second.organization_id: []}


def test_the_choice_of_lists_is_for_those_who_edit_and_says_where_it_is_already(editor):
    listed = make_organization()
    first = begin(editor, "A")
    add(first, listed)
    begin(editor, "B")
    reader = make_membership(editor.organization).user

    [group] = own_editable(user=editor.user, listed=listed)

    assert [(each.name, each.holds) for each in group.shortlists] == [("A", True), ("B", False)]
    assert (own_editable(user=reader, listed=listed), own_editable(user=AnonymousUser(), listed=listed)) == ([], [])


def shown(shortlist, user, day=None):
    return shown_shortlist(shortlist=shortlist, user=user, day=day or today())


def test_entries_carry_standing_or_permit_on_the_day_in_order_of_names(editor):
    shortlist, country = begin(editor), make_country()
    make_moc(country)
    office = make_counterpart(country)
    approved = make_organization(country, name_en="Zinnia")
    make_approval(approved, office, approved_from="2020-01-01")
    make_list_edition(office, approved)
    unknown = make_organization(name_en="Aster")
    permitted = make_supervising(name_en="Maple")
    make_permit(permitted, valid_from="2020-01-01", valid_until="2030-01-01")
    bare = make_supervising(name_en="Nettle")
    for listed in (approved, unknown, permitted, bare):
        add(shortlist, listed)
    day = SOURCE["checked_on"]

    rows = shown(shortlist, editor.user, day).entries
    early = shown(shortlist, editor.user, day.replace(year=2019)).entries

    told = [(row.organization.name, row.why, row.permit and row.permit.state) for row in rows]
    assert told == [
        ("Aster", "no MOC found for this programme", None),
        ("Maple", "", "valid"),
        ("Nettle", "", None),
        ("Zinnia", "approved by the sending government", None),
    ]
    assert [row.organization.standing for row in rows if row.why] == ["not_known", "may_accept"]
    assert [(row.permit and row.permit.state) for row in early] == [None, "not_yet", None, None]


@pytest.mark.parametrize("hide", ["unpublished", "merged"])
def test_what_the_portal_shows_no_longer_comes_last_without_its_name(editor, hide):
    make_programme()
    country = make_country()
    gone, stays = make_organization(country, name_en="Aster"), make_organization(country, name_en="Zinnia")
    shortlist = begin(editor)
    add(shortlist, gone, note="Ours")
    add(shortlist, stays)
    gone.is_published, gone.merged_into = hide != "unpublished", stays if hide == "merged" else None
    gone.save()

    rows = shown(shortlist, editor.user).entries

    assert [(row.organization and row.organization.name, row.entry.note) for row in rows] == [
        ("Zinnia", ""),
        (None, "Ours"),
    ]
    assert [row.organization == stays for row in shown(shortlist, editor.user).sending] == [True]


def test_without_a_programme_nothing_is_said_of_a_standing(editor):
    shortlist = begin(editor)
    add(shortlist)

    assert [row.why for row in shown(shortlist, editor.user).entries] == [""]


# People -----------------------------------------------------------------------------------------------


def test_lists_of_an_erased_person_stay_and_name_them_no_more():
    organization = make_supervising()
    user = make_membership(
        organization, make_user(name="Zaphira Ostermoor", email="zaphira@example.org"), role=Role.EDITOR
    ).user
    colleague = make_membership(organization, role=Role.EDITOR).user
    shortlist = make_shortlist(organization, name="List of zaphira ostermoor", created_by=user)
    entry = make_shortlist_entry(
        shortlist, note="Zaphira Ostermoor <ZAPHIRA@example.org> knows them", added_by=colleague
    )
    elsewhere = make_shortlist_entry(note="Zaphira Ostermoor knows them")
    gone = make_shortlist_entry(shortlist, note="Ask Zaphira Ostermoor")
    shortlists.remove_entry(entry=gone)

    erase_person(user=user)

    for row in (shortlist, entry, elsewhere):
        row.refresh_from_db()
    erased = f"Erased person {user.pk}"
    assert (shortlist.name, shortlist.created_by) == (f"List of {erased}", user)
    assert entry.note == f"{erased} <erased-{user.pk}@invalid> knows them"
    assert elsewhere.note == "Zaphira Ostermoor knows them"
    for model, field in ((Shortlist, "name"), (ShortlistEntry, "note")):
        [events] = event_models(model)
        naming = events.objects.filter(**{f"{field}__icontains": "ostermoor"})
        assert [event.pgh_obj_id for event in naming] == ([elsewhere.pk] if model is ShortlistEntry else [])


def test_the_name_of_an_erased_person_is_no_part_of_another_word():
    organization = make_supervising()
    user = make_membership(organization, make_user(name="An"), role=Role.EDITOR).user
    shortlist = make_shortlist(organization, created_by=user)
    entry = make_shortlist_entry(shortlist, note="An, Anders and Juan. 安")

    erase_person(user=user)

    entry.refresh_from_db()
    assert entry.note == f"Erased person {user.pk}, Anders and Juan. 安"


def test_two_lists_that_differ_by_the_names_of_one_person_stay_two():
    organization = make_supervising()
    user = make_membership(organization, make_user(name="Aya Ito"), role=Role.EDITOR).user
    for name in ("Aya Ito", "Aya Sato"):
        make_shortlist(organization, name=name, created_by=user)
    user.name = "Aya Sato"
    user.save()

    erase_person(user=user)

    names = sorted(Shortlist.objects.values_list("name", flat=True))
    assert (len(set(names)), [name.startswith(f"Erased person {user.pk}") for name in names]) == (2, [True, True])
