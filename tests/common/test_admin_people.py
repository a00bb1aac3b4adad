"""What people at the desk may do to each other's accounts."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.models import User
from tests.factories import make_staff

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


def change(client, user, **values):
    values = {"email": user.email, "name": user.name, "is_active": "on", "is_staff": "on", **values}
    return client.post(url(User, "change", user.pk), values)


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

    for user in (other, manager):
        refused = [change(client, user, user_permissions=[beyond.pk]), change(client, user, groups=[group.pk])]
        assert [answer.status_code for answer in refused] == [200, 200]
        assert beyond not in Permission.objects.filter(user=user)
        assert not user.groups.exists()


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


def test_groups_are_for_superusers(client):
    codenames = [f"{verb}_group" for verb in ("view", "add", "change", "delete")]
    client.force_login(staff_with(*codenames))
    group = Group.objects.create(name="Readers")

    answers = [
        client.get(url(Group, "changelist")),
        client.get(url(Group, "add")),
        client.get(url(Group, "change", group.pk)),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


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
