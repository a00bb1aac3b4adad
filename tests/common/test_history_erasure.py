"""What was written in the history stays; an erasure is the one exception, and leaves the guard as it was."""

import ast
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, transaction

from jitco_portal.common.history.erasure import (
    ErasureOutsideTransaction,
    FieldHasNoBlank,
    erase_in_history,
)
from jitco_portal.common.models import AddressEvent, User
from organizations.models import Membership
from tests.factories import make_membership, make_user

pytestmark = pytest.mark.django_db

UserEvent = User.pgh_event_model
WRITES = ("UPDATE common_userevent SET name = 'x'", "DELETE FROM common_userevent")


GUARDS_ASIDE = {"pgtrigger.ignore", "pgtrigger.disable", "pgtrigger.uninstall"}


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "Cannot" in str(error)
    return False


def test_events_are_neither_changed_nor_deleted():
    make_user()

    with pytest.raises(DatabaseError), transaction.atomic():
        UserEvent.objects.update(name="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        UserEvent.objects.all().delete()

    assert [refused(sql) for sql in WRITES] == [True, True]


def test_an_erasure_blanks_every_event_of_the_row_and_of_no_other():
    erased, other = make_user(name="Erased Person"), make_user(name="Other Person")
    User.objects.filter(pk=erased.pk).update(name="Erased Twice")

    count = erase_in_history(model=User, pk=erased.pk, fields=["name", "email", "password"])

    names = UserEvent.objects.order_by("pgh_id").values_list("pgh_obj_id", "name", "email", "pgh_label")
    assert (count, list(names)) == (
        2,
        [
            (erased.pk, "", "", "insert"),
            (other.pk, "Other Person", other.email, "insert"),
            (erased.pk, "", "", "update"),
        ],
    )


def test_after_an_erasure_the_guard_is_in_force_again():
    user = make_user()

    erase_in_history(model=User, pk=user.pk, fields=["name"])

    assert [refused(sql) for sql in WRITES] == [True, True]


def test_a_failed_erasure_leaves_the_guard_in_force_and_the_events_as_they_were():
    user = make_user(name="Sample Person")

    with pytest.raises(DatabaseError), transaction.atomic():
        erase_in_history(model=User, where={"email__regex": "("}, fields=["name"])

    assert [refused(sql) for sql in WRITES] == [True, True]
    assert UserEvent.objects.get(pgh_obj_id=user.pk).name == "Sample Person"


@pytest.mark.django_db(transaction=True)
def test_after_the_transaction_the_guard_is_in_force_on_the_same_connection():
    user = make_user()

    with transaction.atomic():
        erase_in_history(model=User, pk=user.pk, fields=["name"])

    assert [refused(sql) for sql in WRITES] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_an_erasure_outside_a_transaction_is_refused():
    user = make_user()

    with pytest.raises(ErasureOutsideTransaction):
        erase_in_history(model=User, pk=user.pk, fields=["name"])


def test_events_are_found_by_what_they_held():
    membership = make_membership(mail_refusal="550 no such person")
    make_membership(mail_refusal="550 somebody else")

    erase_in_history(model=Membership, where={"user_id": membership.user_id}, fields=["mail_refusal"])

    events = Membership.pgh_event_model.objects.order_by("pgh_id").values_list("mail_refusal", flat=True)
    assert list(events) == ["", "550 somebody else"]


def test_tables_of_libraries_are_reached_by_their_own_model():
    user = make_user()

    count = erase_in_history(model=EmailAddress, where={"user_id": user.pk}, fields=["email"])

    assert (count, [event.email for event in AddressEvent.objects.all()]) == (1, [""])


def test_a_misspelt_field_and_one_without_a_blank_are_refused():
    user = make_user()

    with pytest.raises(FieldDoesNotExist):
        erase_in_history(model=User, pk=user.pk, fields=["nmae"])
    with pytest.raises(FieldHasNoBlank):
        erase_in_history(model=User, pk=user.pk, fields=["date_joined"])


def modules():
    for app in settings.OUR_APPS:
        for path in (settings.BASE_DIR / Path(*app.split("."))).rglob("*.py"):
            yield path.relative_to(settings.BASE_DIR).as_posix(), path.read_text(encoding="utf-8")


def test_only_an_erasure_sets_a_guard_aside():
    """Whoever ignores a trigger could rewrite the past; an erasure is the only reason to."""
    guilty = {
        name
        for name, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in GUARDS_ASIDE
    }

    assert {name for name in guilty if not Path(name).stem.endswith("erasure")} == set()


def test_the_guard_of_the_history_is_set_aside_at_one_place():
    naming = [name for name, text in modules() if '"append_only"' in text and "/migrations/" not in name]

    assert naming == ["jitco_portal/common/history/erasure.py"]


def test_only_erasures_erase():
    """A module that imports it is one of erasures, and says so in its name."""
    importers = {name for name, text in modules() if "history_erasure import" in text}

    assert {name for name in importers if Path(name).stem != "erasure"} == set()
