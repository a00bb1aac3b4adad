"""Pages of shortlists: who sees and writes what, what is said, and what they cost."""

import csv
import io
import json
import re
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from countries.models import Country
from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, SYSTEM_ADMINISTRATOR, sync_staff_groups
from organizations.models import Role, Shortlist, ShortlistEntry
from organizations.services import shortlists
from tests.factories import (
    make_country,
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
def organization():
    make_programme()
    return make_supervising(name_en="Maple")


@pytest.fixture
def editor(client, organization):
    membership = make_membership(organization, role=Role.EDITOR)
    client.force_login(membership.user)
    return membership


def address(page, *args):
    return reverse(f"organizations:shortlist_{page}", args=args)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def told(client, answer):
    return [str(message) for message in client.get(answer.url).context["messages"]]


def group_member(name):
    sync_staff_groups()
    staff = make_staff()
    staff.groups.add(Group.objects.get(name=name))
    return staff


# Who --------------------------------------------------------------------------------------------------

EVERY_PAGE = {"detail", "rename", "delete", "entry_note", "entry_remove"}


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("reader", {"detail"}),
        ("editor", EVERY_PAGE),
        ("administrator", EVERY_PAGE),
        ("former editor", set()),
        ("editor of another", set()),
        ("person", set()),
        ("staff editor", set()),
        ("auditor", {"detail"}),
        ("system administrator", {"detail"}),
        ("superuser", {"detail"}),
    ],
)
def test_members_see_a_list_and_editors_write_it_and_others_find_nothing(client, organization, reader, seen):
    shortlist = make_shortlist(organization)
    entry = make_shortlist_entry(shortlist)
    readers = {
        "reader": lambda: make_membership(organization).user,
        "editor": lambda: make_membership(organization, role=Role.EDITOR).user,
        "administrator": lambda: make_membership(organization, role=Role.ADMINISTRATOR).user,
        "former editor": lambda: make_membership(organization, role=Role.EDITOR, until_on="2021-01-01").user,
        "editor of another": lambda: make_membership(role=Role.EDITOR).user,
        "person": make_user,
        "staff editor": lambda: group_member(EDITOR),
        "auditor": lambda: group_member(AUDITOR),
        "system administrator": lambda: group_member(SYSTEM_ADMINISTRATOR),
        "superuser": lambda: make_staff(is_superuser=True),
    }
    client.force_login(readers[reader]())
    pages = {
        "detail": address("detail", shortlist.pk),
        "rename": address("rename", shortlist.pk),
        "delete": address("delete", shortlist.pk),
        "entry_note": address("entry_note", shortlist.pk, entry.pk),
    }

    read = {name for name, path in pages.items() if client.get(path).status_code == 200}
    refused = {name for name, path in pages.items() if client.get(path).status_code == 404}
    export = client.get(pages["detail"] + "?format=csv").status_code
    removed = client.post(address("entry_remove", shortlist.pk, entry.pk)).status_code
    renamed = client.post(pages["rename"], {"name": "Taken"}).status_code

    assert read == seen - {"entry_remove"}
    assert refused == set(pages) - read
    assert export == (200 if "detail" in seen else 404)
    assert (removed, renamed) == ((302, 302) if "rename" in seen else (404, 404))
    shortlist.refresh_from_db()
    assert (shortlist.name == "Taken", ShortlistEntry.objects.count()) == (
        "rename" in seen,
        0 if "rename" in seen else 1,
    )


def test_a_visitor_is_led_to_the_log_in(client):
    shortlist = make_shortlist()
    entry = make_shortlist_entry(shortlist)
    paths = [address("list"), address("create"), address("entry_add"), address("detail", shortlist.pk)]
    paths += [address("rename", shortlist.pk), address("delete", shortlist.pk)]
    paths += [address("entry_note", shortlist.pk, entry.pk)]

    led = [client.get(path).url for path in paths]
    led += [client.post(path).url for path in paths if path not in (address("list"), address("detail", shortlist.pk))]

    assert {each.partition("?")[0] for each in led} == {reverse("account_login")}


def test_an_entry_is_found_under_its_own_list_only(client, editor, organization):
    own, other = make_shortlist(organization), make_shortlist_entry()

    assert client.get(address("entry_note", own.pk, other.pk)).status_code == 404
    assert client.post(address("entry_remove", own.pk, other.pk)).status_code == 404
    assert ShortlistEntry.objects.count() == 1


@pytest.mark.parametrize("role", [Role.READER, None])
def test_who_edits_for_nobody_begins_no_list_and_saves_nothing(client, organization, role):
    client.force_login(make_membership(organization, role=role).user if role else make_user())
    listed = make_organization()
    values = {"public_id": listed.public_id, "shortlist": f"new-{organization.public_id}", "name": "Mine"}

    statuses = [client.get(address("create")).status_code, client.post(address("create"), {"name": "x"}).status_code]
    statuses.append(client.post(address("entry_add"), values).status_code)

    assert (statuses, Shortlist.objects.count()) == ([404] * 3, 0)


def test_posts_come_from_our_own_pages(editor, organization):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)

    assert strict.post(address("delete", make_shortlist(organization).pk)).status_code == 403


# Beginning, renaming, deleting ------------------------------------------------------------------------


def test_an_editor_begins_a_list(client, editor, organization):
    answer = client.post(address("create"), {"name": "  For   the spring "})

    [shortlist] = Shortlist.objects.all()
    assert (shortlist.name, shortlist.organization, shortlist.created_by) == (
        "For the spring",
        organization,
        editor.user,
    )
    assert answer.url == address("detail", shortlist.pk)


def test_who_acts_for_several_says_for_which_and_for_no_other(client, editor):
    second = make_membership(make_organization(), editor.user, role=Role.EDITOR).organization
    read_only = make_membership(make_organization(), editor.user).organization

    missing = client.post(address("create"), {"name": "List"}).context["form"].errors
    foreign = client.post(address("create"), {"name": "List", "organization": read_only.public_id}).context["form"]
    client.post(address("create"), {"name": "List", "organization": second.public_id})

    assert missing == {"organization": ["Choose the organization."]}
    assert list(foreign.errors) == ["organization"]
    assert [each.organization for each in Shortlist.objects.all()] == [second]


@pytest.mark.parametrize("page", ["create", "rename"])
def test_a_name_that_is_taken_blank_or_too_long_is_told(client, editor, organization, page):
    make_shortlist(organization, name="Care")
    path = address(page, make_shortlist(organization).pk) if page == "rename" else address(page)

    errors = [
        client.post(path, {"name": name}).context["form"].errors.get("name") for name in ("CARE", "  ", "x" * 101)
    ]

    assert errors[0] == ["Your organization has a list of this name already."]
    assert errors[1] == ["This field is required."]
    assert errors[2] is not None


def test_limits_are_told_in_a_sentence(client, editor, organization, monkeypatch):
    shortlist, listed = make_shortlist(organization), make_organization()
    monkeypatch.setattr(shortlists, "MOST_LISTS", 1)
    monkeypatch.setattr(shortlists, "MOST_ENTRIES", 0)
    values = {"public_id": listed.public_id}

    begun = client.post(address("create"), {"name": "One more"}).context["form"]
    full = client.post(address("entry_add"), {**values, "shortlist": shortlist.pk}).context["form"]
    new = {"shortlist": f"new-{organization.public_id}", "name": "One more"}
    begun_with = client.post(address("entry_add"), {**values, **new}).context["form"]

    too_many = ["Your organization keeps 1 lists, the most that it may. Delete one first."]
    assert (begun.non_field_errors(), begun_with.non_field_errors()) == (too_many, too_many)
    assert full.errors == {"shortlist": ["This list holds 0 organizations, the most that it may."]}


def test_deleting_asks_first(client, editor, organization):
    shortlist = make_shortlist(organization, name="Spring")
    make_shortlist_entry(shortlist)
    make_shortlist_entry(shortlist)

    asked = client.get(address("delete", shortlist.pk))
    still_there = Shortlist.objects.count()
    answer = client.post(address("delete", shortlist.pk))

    assert "with 2 organizations and their notes" in text_of(asked)
    assert (still_there, Shortlist.objects.count(), ShortlistEntry.objects.count()) == (1, 0, 0)
    assert told(client, answer) == ["The list “Spring” is deleted."]


# Saving -----------------------------------------------------------------------------------------------


def test_an_organization_is_saved_to_a_list_and_one_goes_back(client, editor, organization):
    shortlist, listed = make_shortlist(organization, name="Spring"), make_organization(name_en="Lotus")
    values = {"public_id": listed.public_id, "shortlist": shortlist.pk, "next": listed.get_absolute_url()}

    answer = client.post(address("entry_add"), values)
    first = told(client, answer)
    again = told(client, client.post(address("entry_add"), values))

    [entry] = ShortlistEntry.objects.all()
    assert (entry.shortlist, entry.listed, entry.added_by) == (shortlist, listed, editor.user)
    assert answer.url == listed.get_absolute_url()
    assert first == ["Lotus is on the list “Spring” now."]
    assert again == ["Lotus was on the list “Spring” already."]


def test_it_is_saved_to_a_new_list(client, editor, organization):
    listed = make_supervising()
    values = {"public_id": listed.public_id, "shortlist": f"new-{organization.public_id}"}

    nameless = client.post(address("entry_add"), values).context["form"].errors
    answer = client.post(address("entry_add"), {**values, "name": "Partners", "next": "https://elsewhere.example/"})

    [entry] = ShortlistEntry.objects.all()
    assert nameless == {"name": ["Enter a name for the new list."]}
    assert (entry.shortlist.name, entry.shortlist.organization, entry.listed) == ("Partners", organization, listed)
    assert answer.url == address("detail", entry.shortlist_id)


def test_nothing_is_saved_to_the_list_of_another_organization(client, editor):
    foreign, listed = make_shortlist(), make_organization()
    asked = [foreign.pk, f"new-{foreign.organization.public_id}", "", "x"]

    forms = [
        client.post(address("entry_add"), {"public_id": listed.public_id, "shortlist": each, "name": "x"}).context[
            "form"
        ]
        for each in asked
    ]

    assert [list(form.errors) for form in forms] == [["shortlist"]] * 4
    assert ShortlistEntry.objects.count() == 0


def test_only_what_one_may_see_is_saved(client, editor, organization):
    hidden = make_organization(is_published=False)
    for public_id in (hidden.public_id, "zz-9999", "\x00", ""):
        answer = client.post(
            address("entry_add"), {"public_id": public_id, "shortlist": make_shortlist(organization).pk}
        )
        assert answer.status_code == 404


def rendered_save(client, rf, listed, user):
    request = rf.get("/en/organizations/sending/vn-0001/")
    request.user = user
    template = Template("{% load keeping %}{% save_to_shortlist listed %}")
    with CaptureQueriesContext(connection) as queries:
        text = template.render(Context({"request": request, "listed": listed, "csrf_token": "token"}))
    return text.strip(), len(queries)


def test_the_form_on_a_profile_is_for_editors_and_says_where_it_is_already(client, rf, editor, organization):
    listed = make_organization()
    make_shortlist_entry(make_shortlist(organization, name="Spring <1>"), listed)
    make_shortlist(organization, name="Autumn")

    text, queries = rendered_save(client, rf, listed, editor.user)

    assert re.findall(r"<option[^>]*?( disabled)?>([^<]+)", text) == [
        ("", "Autumn"),
        (" disabled", "Spring &lt;1&gt; – is on it already"),
        ("", "New list"),
    ]
    assert 'value="token"' in text
    assert queries <= 2
    assert rendered_save(client, rf, listed, AnonymousUser()) == ("", 0)
    assert rendered_save(client, rf, listed, make_membership(organization).user)[0] == ""


# Notes ------------------------------------------------------------------------------------------------


def test_a_note_is_written_changed_and_emptied(client, editor, organization):
    entry = make_shortlist_entry(make_shortlist(organization))
    path = address("entry_note", entry.shortlist_id, entry.pk)
    held = []
    for note in ("Good\r\nteachers <b>", "x" * 1999 + "\r\n", ""):
        client.post(path, {"note": note})
        entry.refresh_from_db()
        held.append(entry.note)

    assert held == ["Good\nteachers <b>", "x" * 1999, ""]
    assert list(client.post(path, {"note": "x" * 2001}).context["form"].errors) == ["note"]


# What a list shows ------------------------------------------------------------------------------------


def fill(shortlist, number):
    for index in range(number):
        country = Country.objects.filter(code="VN").first() or make_country(code="VN")
        if index % 2:
            listed = make_supervising()
            make_permit(listed, number=f"許{1700000000 + index}", valid_from="2020-01-01", valid_until="2030-01-01")
        else:
            listed = make_organization(country)
        make_shortlist_entry(shortlist, listed, note="Note")


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_list_costs_the_same_for_one_and_for_three_hundred(client, editor, organization):
    make_moc(make_country(code="VN"))
    short, long = make_shortlist(organization), make_shortlist(organization)
    fill(short, 1)
    one, lists = queries_of(client, address("detail", short.pk)), queries_of(client, address("list"))
    fill(long, 300)
    for _number in range(40):
        make_shortlist(organization)

    assert (queries_of(client, address("detail", long.pk)), queries_of(client, address("list"))) == (one, lists)
    assert (one <= 16, lists <= 8) == (True, True)


def test_the_page_says_standing_note_and_who_added_it_and_leads_to_the_comparison(client, editor, organization):
    shortlist = make_shortlist(organization, name="Spring", created_by=editor.user)
    first = make_organization(name_en="Aster")
    make_shortlist_entry(shortlist, first, note="Good\nteachers & rooms")
    make_shortlist_entry(shortlist, make_organization(name_en="Zinnia"))

    answer = client.get(address("detail", shortlist.pk) + "?on=2026-11-01")
    text, html = text_of(answer), answer.content.decode()

    assert "not known no MOC found for this programme" in text
    assert "Good teachers &amp; rooms" in text
    assert f"Added by {editor.user.name} on" in text
    assert re.findall(r'name="o" value="([^"]+)"', html)[0] == first.public_id
    assert f'action="{reverse("organizations:sending_compare")}"' in html
    assert f'href="{first.get_absolute_url()}?on=2026-11-01"' in html
    assert html.count('form="entry-remove"') == 2


def test_a_reader_is_offered_nothing_to_write(client, organization):
    shortlist = make_shortlist(organization)
    make_shortlist_entry(shortlist)
    client.force_login(make_membership(organization).user)

    html = client.get(address("detail", shortlist.pk)).content.decode()
    lists = client.get(address("list")).content.decode()

    assert [word in html for word in ("/rename/", "/delete/", "entry-remove", "/entries/")] == [False] * 4
    assert address("create") not in lists


def test_what_is_no_longer_shown_is_said_so_without_its_name(client, editor, organization):
    gone = make_organization(name_en="Zqvanishedqz")
    shortlist = make_shortlist(organization)
    entry = make_shortlist_entry(shortlist, gone, note="Ours")
    gone.is_published = False
    gone.save()

    pages = [client.get(address("detail", shortlist.pk)), client.get(address("entry_note", shortlist.pk, entry.pk))]

    assert ["No longer shown on the portal" in text_of(page) for page in pages] == [True, True]
    assert [gone.name in page.content.decode() or gone.public_id in page.content.decode() for page in pages] == [
        False,
        False,
    ]
    client.post(address("entry_remove", shortlist.pk, entry.pk))
    assert ShortlistEntry.objects.count() == 0


# Files ------------------------------------------------------------------------------------------------


def read(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_file_holds_the_rows_of_the_page_in_its_order_with_the_notes(client, editor, organization):
    shortlist = make_shortlist(organization)
    sending = make_organization(name_en="Zinnia", phone="+84 1", website="https://zinnia.example/")
    permitted = make_supervising(name_en="Aster", prefecture="東京都")
    make_permit(permitted, valid_from="2020-01-01", valid_until="2030-01-01")
    gone = make_organization(name_en="Gone", is_published=False)
    for listed, note in ((sending, "=1+1"), (permitted, "Near"), (gone, "Ours")):
        make_shortlist_entry(shortlist, listed, note=note)
    path = address("detail", shortlist.pk) + "?on=2026-11-01"

    page = client.get(path).context["shown"].entries
    rows = list(csv.DictReader(io.StringIO(read(client.get(path + "&format=csv")), newline="")))
    [held, *_others] = [json.loads(read(client.get(path + "&format=json")))]

    assert [row["public_id"] for row in rows] == [
        each.organization.public_id if each.organization else "" for each in page
    ]
    assert [(row["name_en"], row["note"]) for row in rows] == [("Aster", "Near"), ("Zinnia", "'=1+1"), ("", "Ours")]
    assert [(row["permit_state"], row["standing"]) for row in rows] == [("valid", ""), ("", "not_known"), ("", "")]
    assert (rows[0]["prefecture"], rows[1]["phone"], rows[1]["url"][-20:]) == (
        "東京都",
        "'+84 1",
        sending.get_absolute_url()[-20:],
    )
    assert [row["name_en"] for row in held["rows"]] == ["Aster", "Zinnia", None]
    assert held["on"] == "2026-11-01"
    assert client.get(path + "&format=xlsx").status_code == 200
    assert client.get(path + "&format=pdf").status_code == 400


# Both languages, headings -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_speak_both_languages_and_their_headings_skip_no_level(client, editor, organization, language):
    shortlist = make_shortlist(organization)
    entry = make_shortlist_entry(shortlist)
    empty, listed = make_shortlist(organization), make_organization()
    with translation.override(language):
        paths = [address("list"), address("create"), address("detail", shortlist.pk), address("detail", empty.pk)]
        paths += [address("rename", shortlist.pk), address("delete", shortlist.pk)]
        paths += [address("entry_note", shortlist.pk, entry.pk)]
        paths += [f"{address('entry_add')}?public_id={listed.public_id}"]

    for path in paths:
        html = client.get(path).content.decode()
        levels = [int(each) for each in re.findall(r"<h([1-6])", html.partition("<main")[2].partition("</main>")[0])]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        assert (path, f'<html lang="{language}"' in html, levels[0], levels.count(1)) == (path, True, 1, 1)
        assert (path, max([*steps, 0]) <= 1) == (path, True)


def test_who_acts_for_nobody_is_led_to_a_claim(client):
    client.force_login(make_user())

    answer = client.get(address("list"))

    assert "You act for no organization yet" in text_of(answer)
    assert reverse("claim_search") in answer.content.decode()
