"""Two people merge at the same time, each into the other: one merge stands, and the second person is told."""

import pytest

from organizations.models import Merge
from organizations.queries.merging.plan import plan_merge
from organizations.services import merging
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
