"""Work of which a row that fails stops no other."""

import pytest

from jitco_portal.common import one_by_one as module
from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import one_by_one
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_row_that_fails_is_logged_and_left_as_it_was_and_the_others_are_done(monkeypatch):
    logged = []
    monkeypatch.setattr(module.logger, "exception", lambda _text, extra: logged.append(extra))
    rows = [make_user() for _number in range(3)]

    def rename(row):
        User.objects.filter(pk=row.pk).update(name="Renamed")
        if row == rows[1]:
            raise ValueError

    one_by_one(rows, rename, what="rename")

    assert [User.objects.get(pk=row.pk).name for row in rows] == ["Renamed", "Sample Person", "Renamed"]
    assert logged == [{"work": "rename", "row": str(rows[1])}]
