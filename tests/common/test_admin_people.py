"""What people at the desk may do to each other's accounts."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.accounts.sessions import end_sessions_of
from jitco_portal.common.accounts.staff_groups import (
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
    sync_staff_groups,
)
from jitco_portal.common.models import OutboxMessage, SecondFactorEvent, User
from tests.factories import PASSWORD, make_membership, make_staff, make_user

pytestmark = pytest.mark.django_db
MANAGER = ("view_user", "add_user", "change_user", "delete_user")


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the thread; each test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def superuser(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def staff_with(*codenames, **values):
    user = make_staff(**values)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def staff_in(*groups, **values):
    sync_staff_groups()
    user = make_staff(**values)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def change(client, user, **values):
    texts = {"email": user.email, "name": user.name, "language": user.language, "time_zone": user.time_zone}
    return client.post(url(User, "change", user.pk), {**texts, "is_active": "on", "is_staff": "on", **values})


def group_keys(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def rights_of(user):
    """Names of the person's groups, and of the permissions held besides them."""
    groups = user.groups.order_by("name").values_list("name", flat=True)
    return list(groups), list(user.user_permissions.values_list("codename", flat=True))


def mails(kind):
    """Who got a mail of the kind."""
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("recipient", flat=True))


def log_in(user):
    """A browser in which the person is at work, as allauth's log-in leaves it."""
    browser = Client()
    browser.force_login(user)
    assert browser.get(reverse("account_overview")).status_code == 200
    UserSession.objects.create(user=user, ip="192.0.2.7", session_key=browser.session.session_key)
    return browser


def is_logged_in(browser):
    return browser.get(reverse("account_overview")).status_code == 200


def test_new_person_has_an_address_and_a_hashed_password(client, superuser):
    secret = "a long and quiet river"

    answer = client.post(
        url(User, "add"),
        {
            "email": "aya@example.org",
            "name": "Aya",
            "usable_password": "true",
            "password1": secret,
            "password2": secret,
        },
    )

    user = User.objects.get(email="aya@example.org")
    assert answer.status_code == 302
    assert user.password != secret
    assert user.check_password(secret)


def test_address_in_use_is_refused_whatever_its_case(client, superuser):
    secret = "a long and quiet river"
    values = {"name": "Aya", "usable_password": "true", "password1": secret, "password2": secret}

    answer = client.post(url(User, "add"), {"email": superuser.email.upper(), **values})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors == {"email": ["This address is in use."]}


def test_manager_cannot_make_a_superuser(client):
    manager, other = staff_with(*MANAGER), make_staff()
    client.force_login(manager)

    for user in (other, manager):
        change(client, user, is_superuser="on")

    assert not User.objects.filter(is_superuser=True).exists()


def test_manager_cannot_give_what_they_do_not_have(client):
    manager, other = staff_with(*MANAGER), make_staff()
    beyond = Permission.objects.get(codename="delete_country")
    group = Group.objects.create(name="Strong")
    group.permissions.add(beyond)
    client.force_login(manager)

    refused = [change(client, other, user_permissions=[beyond.pk]), change(client, other, groups=[group.pk])]

    assert [answer.status_code for answer in refused] == [200, 200]
    assert rights_of(other) == ([], [])


def test_nobody_changes_what_they_may_do_themselves(client):
    manager = staff_with(*MANAGER)
    own = set(manager.user_permissions.all())
    beyond = Permission.objects.get(codename="delete_country")
    group = Group.objects.create(name="Weak")
    client.force_login(manager)

    answer = change(client, manager, user_permissions=[beyond.pk], groups=[group.pk], is_active="", name="New Name")

    manager.refresh_from_db()
    assert (answer.status_code, manager.name, manager.is_active) == (302, "New Name", True)
    assert (set(manager.user_permissions.all()), list(manager.groups.all())) == (own, [])


def test_manager_can_give_what_they_have(client):
    manager, other = staff_with(*MANAGER), make_staff()
    own = Permission.objects.get(codename="view_user")
    client.force_login(manager)

    assert change(client, other, user_permissions=[own.pk]).status_code == 302
    assert list(other.user_permissions.all()) == [own]


@pytest.mark.parametrize("kind", ["superuser", "stronger", "stronger_by_group", "switched_off"])
def test_manager_cannot_touch_who_stands_above(client, kind):
    values = {"superuser": {"is_superuser": True}, "switched_off": {"is_active": False}}.get(kind, {})
    above = make_staff(**values) if kind == "stronger_by_group" else staff_with("delete_country", **values)
    if kind == "stronger_by_group":
        group = Group.objects.create(name="Strong")
        group.permissions.add(Permission.objects.get(codename="delete_country"))
        above.groups.add(group)
    client.force_login(staff_with(*MANAGER))
    secret = "another long and quiet river"

    password = client.post(
        reverse("admin:auth_user_password_change", args=[above.pk]), {"password1": secret, "password2": secret}
    )

    assert password.status_code == 403
    assert change(client, above, is_active="on").status_code == 403
    assert client.post(url(User, "delete", above.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [above.pk], "post": "yes"}
    client.post(url(User, "changelist"), chosen)
    above.refresh_from_db()
    assert not above.check_password(secret)


def test_groups_are_written_by_superusers(client):
    codenames = [f"{verb}_group" for verb in ("view", "add", "change", "delete")]
    client.force_login(staff_with(*codenames))
    group = Group.objects.create(name="Readers")

    answers = [
        client.get(url(Group, "changelist")),
        client.get(url(Group, "change", group.pk)),
        client.get(url(Group, "add")),
        client.post(url(Group, "change", group.pk), {"name": "Writers"}),
        client.post(url(Group, "delete", group.pk), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 403, 403, 403]
    assert list(Group.objects.values_list("name", flat=True)) == ["Readers"]


def test_password_hash_is_on_no_page(client, superuser):
    user = make_staff()
    pages = [url(User, "changelist"), url(User, "change", user.pk), url(User, "history", user.pk)]

    assert [page for page in pages if user.password in client.get(page).content.decode()] == []


def test_list_cannot_be_filtered_by_the_password(client, superuser):
    assert client.get(url(User, "changelist"), {"password__startswith": "pbkdf2"}).status_code == 400


def test_forged_post_is_refused():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_staff(is_superuser=True))

    assert browser.post(url(User, "add"), {"email": "x@example.org"}).status_code == 403


# System administrators --------------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    user = staff_in(SYSTEM_ADMINISTRATOR, name="Kei Sample")
    client.force_login(user)
    return user


@pytest.mark.parametrize("group", [EDITOR, PUBLISHER, AUDITOR, SYSTEM_ADMINISTRATOR])
def test_system_administrator_gives_and_takes_the_staff_groups(client, administrator, group):
    person = make_staff()

    given = change(client, person, groups=group_keys(group))
    held = rights_of(person)
    taken = change(client, person)

    assert (given.status_code, held) == (302, ([group], []))
    assert (taken.status_code, rights_of(person)) == (302, ([], []))


def test_system_administrator_gives_no_group_of_theirs_to_themselves(client, administrator):
    change(client, administrator, groups=group_keys(PUBLISHER, SYSTEM_ADMINISTRATOR))

    assert rights_of(administrator) == ([SYSTEM_ADMINISTRATOR], [])


def test_system_administrator_gives_no_other_group_and_no_right_they_lack(client, administrator):
    person = make_staff()
    strong = Group.objects.create(name="Strong")
    strong.permissions.add(Permission.objects.get(codename="delete_country"))
    right = Permission.objects.get(codename="change_approval")

    answers = [change(client, person, groups=[strong.pk]), change(client, person, user_permissions=[right.pk])]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert rights_of(person) == ([], [])


@pytest.mark.parametrize("kind", ["superuser", "right by name", "right by another group"])
def test_system_administrator_does_not_touch_who_holds_more_than_the_staff_groups(client, administrator, kind):
    right = Permission.objects.get(codename="delete_organization")
    person = staff_in(EDITOR, is_superuser=kind == "superuser")
    if kind == "right by name":
        person.user_permissions.add(right)
    if kind == "right by another group":
        strong = Group.objects.create(name="Strong")
        strong.permissions.add(right)
        person.groups.add(strong)
    before = rights_of(person)
    pages = ("change", "end_sessions", "reset_second_factor")

    answers = [client.post(url(User, page, person.pk), {"_history_reason": "x", "name": "Other"}) for page in pages]

    person.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (person.name, rights_of(person)) == ("Sample Staff", before)
    assert Authenticator.objects.filter(user=person).exists()


def test_system_administrator_cannot_act_as_a_publisher(client, administrator):
    """Neither by a password nor an address of their choice, also where they take the group away before."""
    publisher = staff_in(PUBLISHER)
    secret = "another long and quiet river"
    tries = []
    for groups in (group_keys(PUBLISHER), []):
        change(client, publisher, groups=groups, email="mine@example.org", password=secret, is_superuser="on")
        for is_staff in ("on", ""):
            change(client, publisher, groups=groups, email="mine@example.org", is_staff=is_staff)
            answer = client.post(
                reverse("admin:auth_user_password_change", args=[publisher.pk]),
                {"usable_password": "true", "password1": secret, "password2": secret},
            )
            tries.append(answer.status_code)

    address = publisher.email
    publisher.refresh_from_db()
    assert tries == [403] * 4
    assert (publisher.email, publisher.is_superuser) == (address, False)
    assert publisher.check_password(PASSWORD)


def test_person_added_by_a_system_administrator_gets_a_link_and_no_password(client, administrator):
    secret = "a long and quiet river"
    page = client.get(url(User, "add"))

    answer = client.post(
        url(User, "add"),
        {
            "email": "aya@example.org",
            "name": "Aya",
            "language": "ja",
            "usable_password": "true",
            "password1": secret,
            "password2": secret,
            "is_superuser": "on",
            "groups": group_keys(PUBLISHER),
        },
    )

    person = User.objects.get(email="aya@example.org")
    assert list(page.context["adminform"].form.fields) == ["email", "name", "language"]
    assert answer.status_code == 302
    assert (person.has_usable_password(), person.is_superuser, rights_of(person)) == (False, False, ([], []))
    message = OutboxMessage.objects.get(recipient="aya@example.org")
    assert (person.is_staff, message.kind, message.language, message.is_secret) == (
        True,
        "account_staff_welcome",
        "ja",
        True,
    )


def test_appointment_is_told_to_the_person_and_to_all_others_who_give_rights(client, administrator):
    other = staff_in(SYSTEM_ADMINISTRATOR)
    boss = make_staff(is_superuser=True, language="ja")
    staff_in(PUBLISHER)
    staff_in(SYSTEM_ADMINISTRATOR, is_active=False)
    person = make_staff()

    change(client, person, groups=group_keys(PUBLISHER))
    change(client, person, groups=group_keys(PUBLISHER), name="Same groups")

    assert mails("account_groups_changed") == sorted([person.email, other.email, boss.email])
    texts = {each.recipient: each for each in OutboxMessage.objects.all()}
    assert "- Publisher: all content" in texts[other.email].body
    assert person.email in texts[other.email].body
    assert texts[person.email].subject == "Your rights at the desk have changed"
    assert texts[boss.email].language == "ja"
    assert all(each.is_duty and not each.is_secret for each in texts.values())


def test_system_administrator_deletes_nobody(client, administrator):
    person = make_user()

    assert client.post(url(User, "delete", person.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


# Looking after accounts -------------------------------------------------------------------------------


def test_switching_off_ends_every_session_and_tells_the_person(client, administrator):
    publisher = staff_in(PUBLISHER)
    browsers = [log_in(publisher), log_in(publisher)]

    change(client, publisher, groups=group_keys(PUBLISHER), is_active="")

    assert [is_logged_in(browser) for browser in browsers] == [False, False]
    assert not UserSession.objects.filter(user=publisher).exists()
    assert mails("account_changed_by_staff") == [publisher.email]
    assert is_logged_in(client)


def test_session_of_somebody_switched_off_stays_ended_when_switched_on_again(client, administrator):
    person = make_user()
    browser = log_in(person)

    change(client, person, is_active="", is_staff="")
    change(client, person, is_active="on", is_staff="")

    assert not is_logged_in(browser)


def test_log_out_everywhere(client, administrator):
    person = make_user()
    browsers = [log_in(person), log_in(person)]
    stranger = log_in(make_user())
    shown = client.get(url(User, "end_sessions", person.pk))
    still = [is_logged_in(browser) for browser in browsers]

    answer = client.post(url(User, "end_sessions", person.pk), follow=True)

    assert (shown.status_code, still) == (200, [True, True])
    assert [str(message) for message in answer.context["messages"]] == ["2 sessions were ended."]
    assert [is_logged_in(browser) for browser in (*browsers, stranger, client)] == [False, False, True, True]


def test_ending_sessions_opens_none_that_stand_in_anothers_list(monkeypatch):
    person = make_user()
    listed, lost = log_in(person), log_in(person)
    UserSession.objects.filter(session_key=lost.session.session_key).delete()
    strangers = [log_in(make_user()) for _ in range(3)]
    opened = []
    decode = Session.get_decoded
    monkeypatch.setattr(Session, "get_decoded", lambda each: opened.append(each.session_key) or decode(each))

    number = end_sessions_of(person)

    monkeypatch.undo()
    assert (number, len(opened)) == (2, 1)
    assert [is_logged_in(browser) for browser in (listed, lost, *strangers)] == [False, False, True, True, True]


def test_one_session_can_be_kept_when_all_others_end():
    person = make_user()
    here, elsewhere = log_in(person), log_in(person)

    number = end_sessions_of(person, keep=here.session.session_key)

    assert (number, [is_logged_in(browser) for browser in (here, elsewhere)]) == (1, [True, False])
    assert UserSession.objects.get(user=person).session_key == here.session.session_key


def test_second_factor_is_reset_with_a_reason_and_told(client, administrator):
    person = make_user(second_factor=True)
    browser = log_in(person)
    address = url(User, "reset_second_factor", person.pk)

    without = client.post(address, {"_history_reason": " "})
    kept = Authenticator.objects.filter(user=person).count()
    answer = client.post(address, {"_history_reason": "Lost telephone, called back"})

    assert (without.status_code, without.context["lacks_reason"], kept) == (200, True, 1)
    assert (answer.status_code, answer.headers["Location"]) == (302, url(User, "change", person.pk))
    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_logged_in(browser)
    assert mails("account_changed_by_staff") == [person.email]
    event = SecondFactorEvent.objects.get(user=person, pgh_label="delete")
    assert event.pgh_context.metadata["why"] == "Lost telephone, called back"
    assert event.pgh_context.metadata["user"] == administrator.pk


@pytest.mark.parametrize("page", ["end_sessions", "reset_second_factor"])
def test_nobody_looks_after_their_own_account_at_the_desk(client, administrator, page):
    answers = [client.get(url(User, page, administrator.pk)), client.post(url(User, page, administrator.pk))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert is_logged_in(client)


@pytest.mark.parametrize("page", ["end_sessions", "reset_second_factor"])
@pytest.mark.parametrize("group", [EDITOR, PUBLISHER, AUDITOR])
def test_other_staff_look_after_no_accounts(client, group, page):
    person = make_user(second_factor=True)
    client.force_login(staff_in(group))

    answers = [client.get(url(User, page, person.pk)), client.post(url(User, page, person.pk))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Authenticator.objects.filter(user=person).exists()


def test_address_changed_by_a_superuser_no_longer_counts_and_is_told(client, superuser):
    person = make_user(email="old@example.org")

    change(client, person, email="new@example.org", is_staff="")

    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")) == [
        ("new@example.org", False, True)
    ]
    assert mails("account_changed_by_staff") == ["new@example.org", "old@example.org"]


def test_password_set_by_a_superuser_ends_the_sessions_and_is_told(client, superuser):
    person = make_user()
    browser = log_in(person)
    secret = "another long and quiet river"

    client.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"usable_password": "true", "password1": secret, "password2": secret},
    )

    person.refresh_from_db()
    assert person.check_password(secret)
    assert not is_logged_in(browser)
    assert mails("account_changed_by_staff") == [person.email]


def test_own_password_and_address_are_not_changed_at_the_desk(client, superuser):
    address = superuser.email

    password = client.get(reverse("admin:auth_user_password_change", args=[superuser.pk]))
    change(client, superuser, email="new@example.org", is_active="", is_superuser="")

    superuser.refresh_from_db()
    assert password.status_code == 403
    assert (superuser.email, superuser.is_active, superuser.is_superuser) == (address, True, True)


# What is shown ----------------------------------------------------------------------------------------


def test_page_of_a_person_shows_second_factor_memberships_and_sessions(client, administrator):
    membership = make_membership(role="administrator")
    log_in(membership.user)

    page = client.get(url(User, "change", membership.user.pk))

    text = page.content.decode()
    assert [factor.type for factor in page.context["second_factors"]] == ["totp"]
    assert [str(panel.title) for panel in page.context["panels"]] == ["Memberships"]
    assert len(page.context["sessions"]) == 1
    assert str(membership.organization) in text
    assert url(User, "reset_second_factor", membership.user.pk) in text
    assert url(User, "end_sessions", membership.user.pk) in text


def test_auditor_sees_sessions_and_changes_nothing_while_publishers_see_none(client):
    person = make_user()
    log_in(person)
    pages = {}
    for group in (AUDITOR, PUBLISHER):
        client.force_login(staff_in(group))
        pages[group] = client.get(url(User, "change", person.pk))

    assert len(pages[AUDITOR].context["sessions"]) == 1
    assert "sessions" not in pages[PUBLISHER].context
    for page in pages.values():
        assert url(User, "reset_second_factor", person.pk) not in page.content.decode()
        assert not page.context["may_look_after"]
        assert person.password not in page.content.decode()


def test_erased_person_is_changed_by_nobody(client, superuser):
    person = make_user(erased_at=timezone.now(), is_active=False)

    assert change(client, person, is_active="on").status_code == 403


def test_addresses_second_factors_and_sessions_have_no_list_of_their_own():
    assert {EmailAddress, Authenticator, UserSession} & set(admin.site._registry) == set()


def test_nobody_is_offered_to_reset_a_second_factor_that_is_not_there(client, superuser):
    bare, armed = make_user(), make_user(second_factor=True)

    pages = [client.get(url(User, "change", person.pk)).content.decode() for person in (bare, armed)]

    assert ["reset-second-factor" in page for page in pages] == [False, True]


def test_two_lists_of_one_kind_are_told_apart(client, superuser):
    links = client.get(url(User, "change", make_user().pk)).context["related_lists"]
    titles = [link["title"] for link in links]

    assert {"Invitations: invited by", "Invitations: accepted by"} <= set(titles)
    assert len(titles) == len(set(titles))


def test_a_group_without_access_to_the_desk_is_refused_beside_the_field(client, superuser):
    sync_staff_groups()
    person = make_user()
    values = {"email": person.email, "name": "Sample", "language": "en", "time_zone": "Asia/Tokyo", "is_active": "on"}
    values["groups"] = [Group.objects.get(name=EDITOR).pk]

    answer = client.post(url(User, "change", person.pk), values)
    done = client.post(url(User, "change", person.pk), {**values, "is_staff": "on"})

    assert list(answer.context["adminform"].form.errors) == ["groups"]
    assert (done.status_code, person.groups.count()) == (302, 1)


def test_a_reason_that_is_needed_is_marked_as_needed(client, superuser):
    person = make_user(second_factor=True)

    needed = client.get(url(User, "reset_second_factor", person.pk)).content.decode()
    free = client.get(url(User, "end_sessions", person.pk)).content.decode()

    assert [("(required)" in page, " required " in page) for page in (needed, free)] == [(True, True), (False, False)]


def test_a_change_that_the_reader_could_not_write_offers_no_revert(client):
    person = make_user()
    User.objects.filter(pk=person.pk).update(email="other@example.org")
    User.objects.filter(pk=person.pk).update(name="Other")
    client.force_login(staff_with(*MANAGER))

    entries = client.get(url(User, "change", person.pk)).context["history"]

    offered = {entry.fields: bool(entry.revert_url) for entry in entries}
    assert (offered[("name",)], offered[("email",)]) == (True, False)


def test_times_are_written_in_one_form(client, superuser):
    moment = timezone.make_aware(datetime.datetime(2026, 11, 24, 5, 25))
    person = make_user()
    User.objects.filter(pk=person.pk).update(last_login=moment)

    pages = {
        language: client.get(f"/{language}/admin/common/user/{person.pk}/change/").content.decode()
        for language in ("en", "ja")
    }

    assert "24 November 2026, 05:25" in pages["en"]
    assert "2026年11月24日 05:25" in pages["ja"]
    assert "a.m." not in pages["en"]


@pytest.mark.parametrize(("group", "sees"), [(PUBLISHER, False), (AUDITOR, True), (SYSTEM_ADMINISTRATOR, True)])
def test_addresses_and_second_factors_are_seen_by_those_whom_the_table_names(client, group, sees):
    person = make_user(second_factor=True)
    EmailAddress.objects.create(user=person, email="private@example.net", verified=False)
    client.force_login(staff_in(group))

    pages = [client.get(url(User, page, person.pk)) for page in ("change", "history")]

    assert [answer.status_code for answer in pages] == [200, 200]
    assert ["private@example.net" in answer.content.decode() for answer in pages] == [sees, sees]
    assert bool(pages[0].context.get("second_factors")) == sees
    assert ("second-factor-heading" in pages[0].content.decode()) == sees
