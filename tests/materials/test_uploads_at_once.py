"""Two tabs that send the same file: the second waits, and is told from where to go on."""

import hashlib

import pytest
from django.db import transaction

from materials.models import EditionState
from materials.services import finishing, resumable
from tests import factories as make
from tests.common.made_files import pdf
from tests.materials.world import make_edition
from tests.two_at_a_time import running, wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
PDF = pdf()


@pytest.fixture
def upload(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    edition = make_edition(state=EditionState.DRAFT, files=0)
    return resumable.begin(edition=edition, by=make.make_staff(), name="lesson.pdf", size=len(PDF))


def test_a_part_that_comes_from_two_tabs_is_taken_once(upload):
    told = []

    def second():
        try:
            resumable.append(upload=upload, offset=0, data=[PDF[:1000]])
        except resumable.OffsetConflict as error:
            told.append(error.received)

    with transaction.atomic():
        resumable.append(upload=upload, offset=0, data=[PDF[:1000]])
        other = running(second)
        other.__enter__()
        wait_for_a_lock()
    other.__exit__(None, None, None)
    resumable.append(upload=upload, offset=1000, data=[PDF[1000:]])
    finishing.finish(upload_pk=upload.pk)

    assert (told, upload.edition.files.get().sha256) == ([1000], hashlib.sha256(PDF).hexdigest())


def test_an_upload_that_is_stopped_while_it_is_checked_leaves_nothing(upload, settings, own_media):
    resumable.append(upload=upload, offset=0, data=[PDF])

    with transaction.atomic():
        resumable.stop(upload=upload)
        check = running(lambda: finishing.finish(upload_pk=upload.pk))
        check.__enter__()
        wait_for_a_lock()
    check.__exit__(None, None, None)

    assert (list(settings.UPLOADS.iterdir()), own_media.exists()) == ([], False)
    assert upload.edition.files.count() == 0
