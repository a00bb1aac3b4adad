"""Questions that are asked of tables that grow for years are answered by an index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jitco_portal.common.models import OutboxMessage, Unsubscription, User
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
INDEXES = {
    OutboxMessage: "message_once_per_recipient_and_cause",
    Unsubscription: "unsubscription_once",
    User: "user_email_once",
}


@pytest.fixture(autouse=True)
def any_index_before_the_whole_table():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


@pytest.mark.parametrize(("model", "index"), INDEXES.items())
def test_an_address_is_found_by_the_index_that_holds_it_once(model, index):
    plan = model.objects.at_address("Aya@Example.org").order_by().explain()

    assert f"Bitmap Index Scan on {index}" in plan or f"Index Scan using {index}" in plan


@pytest.mark.parametrize("address", ["aya@example.org", "AYA@EXAMPLE.ORG"])
def test_an_address_is_found_in_any_case(address):
    person = make_user(email="Aya@example.org")

    assert User.objects.at_address(address).get() == person
    assert User.objects.get_by_natural_key(address) == person


def test_what_a_person_changed_is_found_by_an_index(client):
    person = make_user()
    client.force_login(make_staff(is_superuser=True))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("admin:common_user_changes", args=[person.pk]))
    asked = next(each["sql"] for each in queries if 'FROM "pghistory_context"' in each["sql"])

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "pghistory_context_by_user" in plan
