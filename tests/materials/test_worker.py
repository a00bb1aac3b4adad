"""The real worker reads files, checks them and tells readers; killed with -9 over a file, the next one reads it."""

import os
import subprocess

import pgtrigger
import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common import tasks as common_tasks
from jitco_portal.common.models import OutboxMessage
from materials import tasks
from materials.models import EditionFile, EditionReader, EditionState, FileCare
from materials.services import publishing, telling
from tests.common.mail_servers import MailServer, wait_until
from tests.common.test_worker import database, in_a_thread_of_its_own, kill, start_worker  # noqa: F401
from tests.factories import make_staff, make_user
from tests.materials.test_care import flip_a_byte
from tests.materials.test_preparing import pdf
from tests.materials.world import make_edition, make_file, make_material
from tests.seminars.test_timetable_worker import stop_the_heart


@pytest.fixture
def own_data(monkeypatch, own_media):
    """Where a worker looks that is a process of its own."""
    monkeypatch.setenv("DATA", str(own_media.parent))


@pytest.mark.usefixtures("own_data")
def test_the_worker_reads_a_file_finds_a_flipped_byte_and_tells_the_readers(start_worker):  # noqa: F811
    material = make_material()
    old = make_edition(material)
    user = make_user()
    EditionReader.objects.create(user=user, edition=old, at=timezone.now())
    damaged = old.files.get()
    flip_a_byte(damaged)
    draft = make_edition(material, state=EditionState.DRAFT, files=0)
    file = make_file(draft, content=pdf("Words to be found"))
    tasks.defer_preparation(file_pk=file.pk)
    tasks.check_tonight()
    publishing.publish(edition=draft, by=make_staff())

    with MailServer().running() as server:
        worker = start_worker(server.url)
        wait_until(lambda: not ours("todo", "doing") and server.taken, 60)
        worker.terminate()
        assert worker.wait(20) == 0, worker.log.read_text()

    assert len(ours("succeeded")) == 3
    cares = {each.pk: each for each in FileCare.objects.all()}
    assert (cares[file.pk].text, cares[file.pk].file.previews.count()) == ("Words to be found", 1)
    assert (cares[damaged.pk].found, cares[file.pk].found) == (FileCare.Found.DAMAGED, FileCare.Found.WHOLE)
    mail = OutboxMessage.objects.get(kind=telling.KIND)
    assert (mail.recipient, mail.state, len(server.taken)) == (user.email, OutboxMessage.State.SENT, 1)


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="reads a large file twice; make soak runs it")
@pytest.mark.usefixtures("own_data")
def test_a_file_over_which_the_worker_was_killed_is_read_by_the_next(start_worker):  # noqa: F811
    file = make_file(content=pdf(*(f"Words of page {number}" for number in range(3000))))
    tasks.defer_preparation(file_pk=file.pk)

    with MailServer().running() as server:
        first = start_worker(server.url)
        wait_until(lambda: readers(), 60)
        kill(first)
        assert FileCare.objects.get(pk=file.pk).preparation == FileCare.Preparation.WAITING
        stop_the_heart()
        in_a_thread_of_its_own(common_tasks.free_stalled_jobs, timestamp=0)
        second = start_worker(server.url, "--once")
        assert second.wait(120) == 0, second.log.read_text()

    care = FileCare.objects.get(pk=file.pk)
    assert (care.preparation, care.file.previews.count()) == (FileCare.Preparation.DONE, 10)
    assert care.text.startswith("Words of page 0\nWords of page 1\n")


def ours(*states):
    jobs = ProcrastinateJob.objects.filter(task_name__startswith="materials.tasks.", status__in=states)
    return list(jobs.values_list("task_name", flat=True))


def readers() -> list[str]:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if "materials.reading_process" in line]


@pytest.mark.django_db
def test_what_nobody_is_at_work_on_is_read_in_the_night():
    lost, fresh, known, done = (make_file() for _number in range(4))
    with pgtrigger.ignore("materials.EditionFile:editionfile_stays"):
        waited = EditionFile.objects.filter(pk__in=[lost.pk, known.pk, done.pk])
        waited.update(created_at=timezone.now() - tasks._WAITED_LONG * 2)
    FileCare.objects.filter(pk=done.pk).update(preparation=FileCare.Preparation.DONE)
    tasks.defer_preparation(file_pk=known.pk)

    tasks.prepare_what_waits()
    tasks.prepare_what_waits()

    jobs = ProcrastinateJob.objects.filter(task_name=tasks.prepare_file.name).order_by("id")
    assert [job.args["file_pk"] for job in jobs] == [known.pk, lost.pk]
    assert FileCare.objects.get(pk=fresh.pk).preparation == FileCare.Preparation.WAITING


@pytest.mark.django_db
def test_a_night_whose_check_still_waits_gets_no_second_one():
    make_file()

    tasks.check_tonight()
    tasks.check_tonight()

    assert ProcrastinateJob.objects.filter(task_name=tasks.check_files.name, status="todo").count() == 1


@pytest.mark.django_db
def test_a_night_without_files_checks_nothing():
    tasks.check_tonight()

    assert not ProcrastinateJob.objects.filter(task_name=tasks.check_files.name).exists()
