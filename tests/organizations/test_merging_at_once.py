"""Two people merge at the same time, each into the other: one merge stands, and the second person is told."""

import psycopg
import pytest
from django.db import connection

from organizations.models import Merge
from organizations.queries.merging.plan import plan_merge
from organizations.services import merging
from tests.common.test_worker import database_url
from tests.merge_world import Two, two_of
from tests.two_at_a_time import after

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_merges_into_each_other_the_later_is_refused_and_nothing_is_written():
    two = Two("sending")
    other = two_of(two, kept=two.absorbed, absorbed=two.kept)
    digest = plan_merge(kept=other.kept, absorbed=other.absorbed, take=()).digest
    said = []

    def later():
        try:
            other.merge(take=(), digest=digest)
        except (merging.MergeRefused, merging.PlanChanged) as refused:
            said.append(type(refused))

    after(two.merge, later)

    assert Merge.objects.get().kept == two.kept
    assert said == [merging.MergeRefused]


def test_whoever_writes_the_same_rows_meanwhile_is_told_of_and_nothing_is_written(client):
    two = Two("sending")
    client.force_login(two.staff)
    address = f"/en/admin/organizations/merge/begin/?kept={two.kept.public_id}&absorbed={two.absorbed.public_id}"
    values = {"write": two.plan().digest, "why": "The same licence."}
    with psycopg.connect(database_url()) as other, connection.cursor() as cursor:
        other.execute("SELECT 1 FROM organizations_organization WHERE id = %s FOR UPDATE", [two.kept.pk])
        # The database ends who waits too long in the way in which it ends one of two who wait for each other.
        cursor.execute("SET lock_timeout = '200ms'")
        answer = client.post(address, values)
        cursor.execute("RESET lock_timeout")

    assert "somebody else was writing the same rows" in answer.content.decode()
    assert Merge.objects.count() == 0
    assert client.post(address, values).status_code == 302
