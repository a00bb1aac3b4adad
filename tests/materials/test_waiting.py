"""What of materials waits at the desk, and for whom."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER, SYSTEM_ADMINISTRATOR
from jitco_portal.common.models import User
from materials.models import Edition, EditionState, FileCare
from materials.queries.waiting import waiting_materials
from tests.factories import make_staff
from tests.materials.desk import log_in_staff
from tests.materials.world import make_edition, make_file, make_material, make_printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_desk")]


def staff(group):
    user = make_staff()
    user.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=user.pk)


def told(user):
    return {each.title: each.count for each in waiting_materials(user)}


def rest(edition, **ago):
    """As if nobody had touched it for so long."""
    Edition.objects.filter(pk=edition.pk).update(changed_at=timezone.now() - datetime.timedelta(**ago))


@pytest.fixture
def work():
    """One of each, beside what is none."""
    make_edition()
    file = make_edition().files.get()
    FileCare.objects.filter(file=file).update(found="damaged", bad_since=timezone.now())
    material = make_material()
    source = make_edition(material)
    stale = make_edition(material, "vi", translation_of=source)
    # Somebody is at work on the next one.
    make_edition(material, "id", translation_of=source)
    make_edition(material, "id", state=EditionState.DRAFT)
    make_edition(material, "km", state=EditionState.WITHDRAWN, translation_of=source)
    make_edition(material, "my", translation_of=make_edition(material))
    drafts = [make_edition(state=EditionState.DRAFT), make_edition(state=EditionState.DRAFT, files=0)]
    make_printed(drafts[1])
    empty = make_edition(state=EditionState.DRAFT, files=0)
    for draft in (*drafts, empty):
        rest(draft, days=8)
    rest(make_edition(state=EditionState.DRAFT), days=6)
    return {"stale": stale, "drafts": drafts, "bad": file}


def test_editors_mend_and_publishers_publish(work):
    mend = {"Damaged or missing files": 1, "Translations older than their source": 1}

    assert told(staff(EDITOR)) == mend
    assert told(staff(PUBLISHER)) == {**mend, "Editions to be published": 2}
    assert [told(staff(group)) for group in (AUDITOR, SYSTEM_ADMINISTRATOR)] == [{}, {}]


def test_each_leads_to_the_list_of_what_it_counts(client, work):
    user = log_in_staff(client)

    shown = {each.title: set(client.get(each.url).context["cl"].queryset) for each in waiting_materials(user)}

    assert shown == {
        "Damaged or missing files": {work["bad"].care},
        "Translations older than their source": {work["stale"]},
        "Editions to be published": set(work["drafts"]),
    }


def test_each_is_one_query_however_much_it_is(work):
    user = make_staff(is_superuser=True)
    counts = []
    for _number in range(2):
        with CaptureQueriesContext(connection) as queries:
            waiting_materials(user)
        counts.append(len(queries))
        make_file()

    assert counts == [3, 3]
