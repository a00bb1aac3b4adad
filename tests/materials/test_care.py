"""Care for the bytes: a changed one is found by the next check, shown to staff, and not handed out."""

import datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common import stored_files
from jitco_portal.common.accounts.staff_groups import AUDITOR, PUBLISHER
from jitco_portal.common.registry import readiness_details
from materials.models import FileCare
from materials.services import care
from tests.factories import make_staff
from tests.materials.desk import log_in_staff, text
from tests.materials.world import make_edition, make_file

pytestmark = pytest.mark.django_db
Found = FileCare.Found


def flip_a_byte(file) -> None:
    """On the disk, behind the portal's back."""
    path = Path(default_storage.path(file.file.name))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def checked_ago(file, **ago) -> None:
    FileCare.objects.filter(pk=file.pk).update(checked_at=timezone.now() - datetime.timedelta(**ago))


def found(file) -> str:
    return FileCare.objects.get(pk=file.pk).found


@pytest.fixture
def file():
    return make_edition().files.get()


# What a check finds -------------------------------------------------------------------------------------


def test_a_flipped_byte_is_found_shown_and_not_handed_out(client, file, at_desk):
    address = file.get_absolute_url()
    assert client.get(address).status_code == 200
    flip_a_byte(file)

    checked = care.check_files()

    held = FileCare.objects.get(pk=file.pk)
    assert ([each.pk for each in checked.bad], held.found) == ([file.pk], Found.DAMAGED)
    assert held.bad_since <= held.checked_at
    assert client.get(address).status_code != 200
    log_in_staff(client, PUBLISHER)
    assert "Replace 1 damaged file" in text(client.get("/en/admin/"))
    assert "is damaged or missing" in text(client.get(f"/en/admin/materials/edition/{file.edition_id}/change/"))
    bad = client.get("/en/admin/materials/filecare/?board=bad").context["cl"].result_list
    assert [each.pk for each in bad] == [file.pk]
    details = client.get("/readyz").json()
    assert (details["status"], details["details"]["files"]["bad"]) == ("ok", 1)


def test_a_file_that_is_gone_is_missing(file):
    default_storage.delete(file.file.name)

    care.check_files()

    assert found(file) == Found.MISSING


@pytest.mark.parametrize("change", [lambda content: content[:-1], lambda content: content + b"\n", lambda content: b""])
def test_a_file_of_another_length_is_damaged(file, change):
    path = Path(default_storage.path(file.file.name))
    path.write_bytes(change(path.read_bytes()))

    care.check_files()

    assert found(file) == Found.DAMAGED


def test_since_when_stays_until_it_is_whole_again(client, file):
    path = Path(default_storage.path(file.file.name))
    whole = path.read_bytes()
    flip_a_byte(file)
    care.check_files()
    since = FileCare.objects.get(pk=file.pk).bad_since
    path.unlink()

    care.check_files()
    assert (found(file), FileCare.objects.get(pk=file.pk).bad_since) == (Found.MISSING, since)

    path.write_bytes(whole)
    healed = care.check_files()
    assert ([each.pk for each in healed.healed], healed.bad) == ([file.pk], [])
    assert (found(file), FileCare.objects.get(pk=file.pk).bad_since) == (Found.WHOLE, None)
    assert client.get(file.get_absolute_url()).status_code == 200


def test_a_store_that_does_not_answer_says_nothing_of_a_file(file, monkeypatch):
    before = FileCare.objects.get(pk=file.pk).checked_at
    monkeypatch.setattr(care, "pieces_of", lambda name: (_ for _ in ()).throw(PermissionError(name)))

    checked = care.check_files()

    held = FileCare.objects.get(pk=file.pk)
    assert ([each.pk for each in checked.unread], held.found, held.checked_at) == ([file.pk], Found.WHOLE, before)


# Whose turn it is ---------------------------------------------------------------------------------------


def test_all_files_have_their_turn_within_thirty_days():
    """Night by night, as the worker goes; one night is missed."""
    draft = make_edition(files=0, state="draft")
    files = [make_file(draft, content=bytes([number])) for number in range(50)]
    begun = timezone.now()
    oldest_at_most = []
    for night in range(70):
        now = begun + datetime.timedelta(days=night)
        if night != 33:
            FileCare.objects.filter(checked_at__lte=_turn(now)).update(checked_at=now)
        ages = [now - at for at in FileCare.objects.values_list("checked_at", flat=True)]
        oldest_at_most.append(max(ages).days)

    assert len(files) == 50
    assert max(oldest_at_most) <= 30


def _turn(now):
    turn = care.turn_of_tonight()
    # As it would be asked in that night.
    return max(turn.checked_until, now - datetime.timedelta(days=care.NIGHTS)) if turn else now


def test_the_oldest_check_comes_first_and_a_night_reads_its_share():
    draft = make_edition(files=0, state="draft")
    files = [make_file(draft) for _number in range(care.NIGHTS + 1)]
    for number, file in enumerate(files):
        checked_ago(file, hours=number)
        flip_a_byte(file)

    checked = care.check_files()

    # 29 files in 28 nights: two of them.
    assert checked.bad == [files[-1], files[-2]]


def test_what_waits_too_long_is_read_however_much_it_is():
    draft = make_edition(files=0, state="draft")
    files = [make_file(draft) for _number in range(5)]
    for file in files[:4]:
        checked_ago(file, days=29)

    assert care.check_files().files == 4


def test_a_bad_file_is_looked_at_every_night():
    draft = make_edition(files=0, state="draft")
    bad, *others = [make_file(draft) for _number in range(40)]
    for other in others:
        checked_ago(other, hours=1)
    FileCare.objects.filter(pk=bad.pk).update(found=Found.DAMAGED, bad_since=timezone.now())

    assert [each.pk for each in care.check_files().healed] == [bad.pk]


def test_a_check_goes_on_where_it_stopped(file):
    other = make_file(make_edition(files=0, state="draft"))
    for each in (file, other):
        checked_ago(each, days=30)
    turn = care.turn_of_tonight()
    done = iter([False, True, True])

    first = care.check_files(turn=turn, until=lambda: next(done))
    second = care.check_files(turn=turn)
    third = care.check_files(turn=turn)

    assert [(each.files, each.is_whole) for each in (first, second, third)] == [(1, False), (1, True), (0, True)]


def test_a_worker_that_ends_gives_the_file_up_that_it_reads(file):
    checked_ago(file, days=30)
    flip_a_byte(file)
    asked = iter([False, True])

    checked = care.check_files(is_ending=lambda: next(asked))

    assert (checked.files, checked.is_whole, found(file)) == (0, False, Found.WHOLE)


def test_memory_stays_flat(file, monkeypatch):
    """Whatever its size, no more than a piece of it is held."""
    monkeypatch.setattr(stored_files, "PIECE", 10)

    pieces = list(stored_files.pieces_of(file.file.name))

    assert {len(each) for each in pieces[:-1]} == {10}
    assert sum(map(len, pieces)) == file.size


def test_reading_leaves_room_for_readers(file, monkeypatch):
    slept = []
    monkeypatch.setattr(care.time, "sleep", slept.append)

    care.check_files(rate=file.size // 10)

    assert 9 < sum(slept) <= 11


# The command --------------------------------------------------------------------------------------------


def test_the_command_says_what_is_bad_and_ends_with_an_error(file, capsys):
    flip_a_byte(file)
    whole = make_edition().files.get()
    checked_ago(whole, days=1)

    with pytest.raises(CommandError, match="1 files are bad"):
        call_command("check_files", "--all", "--simulate")
    assert file.file.name in capsys.readouterr().out
    assert found(file) == Found.WHOLE

    with pytest.raises(CommandError):
        call_command("check_files", "--all")
    assert (found(file), found(whole)) == (Found.DAMAGED, Found.WHOLE)
    # Of those whose turn it is, the whole one is the oldest; the bad one is looked at each time.
    checked_ago(whole, days=1)
    with pytest.raises(CommandError):
        call_command("check_files")
    assert "2 files read" in capsys.readouterr().out


# Readiness ----------------------------------------------------------------------------------------------


def test_strangers_and_members_read_no_more_than_ready(client, file, settings):
    answer = {"status": "ok", "database": "ok", "migrations": "ok"}
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/readyz")
    # The tables that are there, and the migrations.
    assert (response.json(), len(queries)) == (answer, 2)
    assert not response.cookies

    client.cookies[settings.SESSION_COOKIE_NAME] = "nobody's"
    assert client.get("/readyz").json() == answer
    client.force_login(make_staff(is_staff=False))
    assert client.get("/readyz").json() == answer
    client.force_login(make_staff())
    assert client.get("/readyz").json() == answer


def test_auditors_read_it_in_one_query(client, file, at_desk):
    staff = log_in_staff(client, AUDITOR)
    with CaptureQueriesContext(connection) as queries:
        details = client.get("/readyz").json()["details"]["files"]
    own = [each for each in queries if "filecare" in each["sql"]]

    assert staff.is_staff
    assert (details["files"], details["bad"], details["bad_since"], len(own)) == (1, 0, None, 1)


def test_readiness_does_not_fail_for_its_details(client, file, at_desk, monkeypatch):
    log_in_staff(client, AUDITOR)
    broken = FileCare.objects.extra(where=["no_such_column = 1"])
    monkeypatch.setattr(readiness_details, "_functions", {"broken": (1, lambda user: {"files": broken.count()})})

    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"], "details" in response.json()) == (200, "ok", False)
