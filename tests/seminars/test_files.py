"""Files of events: who reads them, what is taken, and what is left of a picture."""

import io
import os
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, transaction
from django.utils import timezone
from PIL import Image

from jitco_portal.common.pictures import MOST_PIXELS
from organizations.models import Role
from seminars.models import Attendee, Event, EventFile, Place
from seminars.services.files import (
    LONGEST_SIDE,
    NotAPicture,
    add_file,
    delete_stray_event_files,
    remove_file,
)
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 sample"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(content=PDF, name="slides.pdf"):
    return SimpleUploadedFile(name, content)


def paper(event, **values):
    return add_file(
        **{"event": event, "kind": "paper", "upload": upload(), "title_en": "Slides", "title_ja": "資料", **values}
    )


def picture(event=None, content=None, **values):
    values = {"read_by": "everybody", "title_en": "The hall", "title_ja": "会場", **values}
    return add_file(
        event=event or world.make_event(), kind="picture", upload=upload(content or jpeg(), "IMG_0001.JPG"), **values
    )


def jpeg(size=(64, 48), **options):
    content = io.BytesIO()
    Image.new("RGB", size, "navy").save(content, "JPEG", **options)
    return content.getvalue()


def get(client, file, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(f"/en/seminars/{file.event_id}/files/{file.pk}/")


def status(client, file, user=None):
    """Read to its end, an answer takes no place among the downloads any more."""
    answer = get(client, file, user)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


# Who reads them -------------------------------------------------------------------------------------------


def test_a_paper_for_participants_is_for_those_who_have_a_place(client):
    event = world.make_event()
    group = world.make_group(event)
    file = paper(event)

    def member(place, event_of=None, **values):
        registration = world.make_registration(event_of or group, people=1, place=place, **values)
        return make.make_membership(registration.organization, role=Role.READER).user

    own_seat = make.make_user()
    world.make_attendee(group.registrations.first() or world.make_registration(group), user=own_seat)
    former = member(Place.SEATED)
    Attendee.objects.filter(registration__organization__memberships__user=former).update(place=Place.GIVEN_UP)
    readers = {
        "visitor": None,
        "stranger": world.make_member().user,
        "with a place at another event": member(Place.SEATED, world.make_group()),
        "waiting": member(Place.WAITING),
        "offered": member(Place.OFFERED),
        "gave it up": former,
        "idle staff": make.make_staff(),
        "reader of an organization with a place": member(Place.SEATED),
        "person with a place": own_seat,
        "superuser": make.make_staff(is_superuser=True),
    }

    seen = {name: status(client, file, user) for name, user in readers.items()}

    assert {name for name, status in seen.items() if status == 200} == {
        "reader of an organization with a place",
        "person with a place",
        "superuser",
    }
    assert set(seen.values()) == {200, 404}


def test_what_is_for_everybody_hides_with_its_draft_and_its_report(client):
    open_paper, of_draft = (
        paper(world.make_event(state=state), read_by="everybody")
        for state in (Event.State.PUBLISHED, Event.State.DRAFT)
    )
    shown, too_early = picture(world.make_event(report_published_at=timezone.now())), picture()

    assert [status(client, file) for file in (open_paper, of_draft, shown, too_early)] == [200, 404, 200, 404]


def test_a_file_is_found_under_its_own_event_only(client):
    file, other = paper(world.make_event(), read_by="everybody"), world.make_event()

    assert client.get(f"/en/seminars/{other.pk}/files/{file.pk}/").status_code == 404


def test_a_file_is_handed_out_as_a_strangers_file(client):
    answer = get(client, paper(world.make_event(), read_by="everybody"))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="slides.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")


def test_a_file_whose_bytes_are_gone_is_not_found(client):
    file = paper(world.make_event(), read_by="everybody")
    default_storage.delete(file.file.name)

    assert status(client, file) == 404


# What is taken --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"<html>", b"MZ\x90\x00", b""])
def test_a_paper_is_known_by_what_it_holds(content):
    with pytest.raises(ValidationError):
        paper(world.make_event(), upload=upload(content))

    assert EventFile.objects.count() == 0


def test_a_picture_is_left_without_place_time_and_camera():
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x0132] = "2026:11:24 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    original = jpeg(exif=exif, comment=b"Secret comment", icc_profile=b"Secret profile")
    assert [word in original for word in (b"Secret camera", b"Secret comment", b"Secret profile")] == [True] * 3

    file = picture(content=original)
    kept = file.file.read()

    assert [word in kept for word in (b"Secret", b"Exif", b"2026:11:24")] == [False] * 3
    drawn = Image.open(io.BytesIO(kept))
    assert (dict(drawn.getexif()), drawn.info.get("comment"), drawn.format) == ({}, None, "JPEG")
    assert (file.name, file.type, file.size, file.width, file.height) == (
        "IMG_0001.jpg",
        "image/jpeg",
        len(kept),
        64,
        48,
    )


def test_a_picture_taken_upright_stays_upright_and_no_longer_than_a_page_needs():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    file = picture(content=jpeg((3200, 1600), exif=exif))

    assert (file.width, file.height) == (LONGEST_SIDE // 2, LONGEST_SIDE)
    assert Image.open(file.file).size == (file.width, file.height)


def test_a_transparent_picture_stays_transparent_without_its_texts():
    content = io.BytesIO()
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "Secret author")
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(content, "PNG", pnginfo=texts)

    file = picture(content=content.getvalue())

    drawn = Image.open(file.file)
    assert (file.type, drawn.mode, drawn.getpixel((1, 1))[3], drawn.info) == ("image/png", "RGBA", 0, {})


@pytest.mark.parametrize(
    ("content", "error"),
    [(PDF, NotAPicture), (jpeg()[:200], ValidationError), (b"\x89PNG\r\n\x1a\n broken", ValidationError)],
)
def test_what_is_no_picture_is_refused(content, error):
    with pytest.raises(error):
        picture(content=content)

    assert (EventFile.objects.count(), default_storage.exists("events")) == (0, False)


def test_a_picture_that_unfolds_to_too_many_pixels_is_refused():
    side = 10_000
    content = io.BytesIO()
    Image.new("1", (side, side)).save(content, "PNG")
    assert (side * side > MOST_PIXELS, len(content.getvalue()) < 100_000) == (True, True)

    with pytest.raises(ValidationError) as error:
        picture(content=content.getvalue())

    assert error.value.code == "picture_too_large"


def test_the_bytes_go_with_the_row_and_strays_at_night(django_capture_on_commit_callbacks, tmp_path):
    kept, removed = paper(world.make_event()), paper(world.make_event())
    stray = tmp_path / "events" / "stray"
    stray.write_bytes(b"left behind")
    os.utime(stray, (time.time() - 3 * 86400,) * 2)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=removed)
    delete_stray_event_files()

    assert [each.name for each in (tmp_path / "events").iterdir()] == [str(kept.key)]


def test_no_bytes_stay_of_a_row_that_the_database_refuses(tmp_path):
    with pytest.raises(DataError), transaction.atomic():
        paper(world.make_event(), title_en="x" * 5000)

    assert (EventFile.objects.count(), list((tmp_path / "events").iterdir())) == (0, [])
