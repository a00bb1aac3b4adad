"""A large file on its way into a draft in a real browser: over broken lines, on two days, and without scripts."""

import hashlib
import os
import random
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from materials.models import EditionState, Upload
from materials.queries.taken_files import LARGEST_AT_ONCE, PIECE
from materials.services import finishing
from tests import factories as make
from tests.accessibility import serious_problems
from tests.common.made_files import wav
from tests.conftest import watch_for_problems
from tests.logging_in import log_in
from tests.materials.world import make_edition

SIZE = 12 * 1024 * 1024


@pytest.fixture
def sound(tmp_path, settings):
    """A sound of 12 MB, as no other one."""
    settings.MEDIA_ROOT, settings.UPLOADS = tmp_path / "media", tmp_path / "uploads"
    path = tmp_path / "第1課の音声.wav"
    path.write_bytes(wav(SIZE - 44)[:44] + random.Random(7).randbytes(SIZE - 44))
    return path


@pytest.fixture
def desk(portal, new_context, transactional_db):
    """``desk(path, **window)`` opens a page of the desk for a new window of a member of the staff."""
    problems = []

    def open_page(path, *, watched=True, **window):
        tab = new_context(**window).new_page()
        if watched:
            problems.append(watch_for_problems(tab))
        tab.goto(portal + path)
        log_in(tab, make.make_staff(is_superuser=True))
        tab.wait_for_url(f"**{path}")
        return tab

    yield open_page
    assert [each for seen in problems for each in seen] == []


def add_page(edition):
    return reverse("admin:materials_edition_upload", args=[edition.pk])


def taken(edition, sound):
    """The worker looks at what arrived; the file of the edition is the one that was sent."""
    upload = Upload.objects.get()
    assert upload.received == SIZE
    finishing.finish(upload_pk=upload.pk)
    file = edition.files.get()
    assert (file.name, file.sha256) == (sound.name, hashlib.sha256(sound.read_bytes()).hexdigest())
    assert hashlib.sha256(file.file.read()).hexdigest() == file.sha256
    return file


def test_a_large_file_goes_on_after_broken_lines_and_another_day(desk, sound):
    edition = make_edition(state=EditionState.DRAFT, files=0)
    tab = desk(add_page(edition), width=390)
    pieces = []

    def breaks(route):
        """The second piece breaks once and goes on by itself; from the fourth on there is no line."""
        if route.request.method != "PATCH":
            return route.fallback()
        pieces.append(int(route.request.headers["upload-offset"]))
        if len(pieces) == 2 or len(pieces) > 4:
            return route.abort("failed")
        return route.continue_()

    tab.route("**/upload/**", breaks)
    tab.set_input_files("[name=upload]", sound)
    tab.fill("[name=title_ja] >> nth=0", "第1部")
    tab.get_by_role("button", name="Add the file").click()

    expect(tab.get_by_text("The line is broken.")).to_be_visible()
    expect(tab.get_by_text("6 of 12 MB (50 %)")).to_be_visible(timeout=20_000)
    assert pieces[:4] == [0, PIECE, PIECE, 2 * PIECE]

    # Another day, another window: the same file is chosen again, first a wrong one.
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.unroute("**/upload/**")
    tab.reload()
    sent = []
    tab.on("request", lambda request: sent.append(request.headers["upload-offset"]) if request.method == "PATCH" else 0)
    tab.set_input_files("#same-file", {"name": "other.wav", "mimeType": "audio/wav", "buffer": b"x"})
    tab.get_by_role("button", name="Go on sending").click()
    expect(tab.get_by_text(re.compile("This is another file: choose “第1課の音声.wav”"))).to_be_visible()
    tab.set_input_files("#same-file", sound)
    tab.get_by_role("button", name="Go on sending").click()

    expect(tab.get_by_text("has arrived, and is being checked")).to_be_visible(timeout=20_000)
    assert [int(each) for each in sent] == [3 * PIECE, 4 * PIECE, 5 * PIECE]
    assert taken(edition, sound).title_ja == "第1部"
    # The page looks by itself.
    expect(tab.get_by_text("It is a file of the edition now.")).to_be_visible(timeout=20_000)


def test_a_file_that_was_changed_meanwhile_is_not_gone_on_with(desk, sound):
    edition = make_edition(state=EditionState.DRAFT, files=0)
    # What looks for barriers writes styles into the page.
    tab = desk(add_page(edition), watched=False)
    assert serious_problems(tab) == []
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.set_input_files("[name=upload]", sound)
    tab.route("**/upload/**", lambda route: route.abort() if route.request.method == "PATCH" else route.fallback())
    tab.get_by_role("button", name="Add the file").click()
    expect(tab.get_by_text("The line is broken.")).to_be_visible()
    tab.get_by_role("button", name="Pause").click()
    expect(tab.get_by_text("Paused.")).to_be_visible()
    assert serious_problems(tab) == []
    tab.reload()
    assert serious_problems(tab) == []
    os.utime(sound, (1_700_000_000, 1_700_000_000))

    tab.set_input_files("#same-file", sound)
    tab.get_by_role("button", name="Go on sending").click()

    expect(tab.get_by_text("This file was changed since its first part was sent.")).to_be_visible()


def test_a_large_file_comes_in_parts_without_scripts(desk, sound, tmp_path):
    edition = make_edition(state=EditionState.DRAFT, files=0)
    tab = desk(add_page(edition), javascript=False, width=390)
    parts = []
    for number in range(2):
        part = tmp_path / f"xa{'ab'[number]}"
        part.write_bytes(sound.read_bytes()[number * LARGEST_AT_ONCE : (number + 1) * LARGEST_AT_ONCE])
        parts.append(part)

    tab.set_input_files("[name=upload]", sound)
    tab.get_by_role("button", name="Add the file").click()
    expect(tab.get_by_text("This file is larger than 10 MB. Send it in parts, see below.")).to_be_visible()

    tab.get_by_label("Name of the file").fill(sound.name)
    tab.get_by_label("Bytes of the file").fill(str(SIZE))
    tab.get_by_label("SHA-256 of the file").fill(hashlib.sha256(sound.read_bytes()).hexdigest())
    tab.get_by_role("button", name="Begin").click()
    for number, part in enumerate(parts, start=1):
        tab.set_input_files(f"[name=part]:near(:text('Part {number} (of 10 MB each)'))", part)
        tab.get_by_role("button", name="Send this part").click()
        expect(tab.get_by_text("The part has arrived.")).to_be_visible()

    taken(edition, sound)
    tab.get_by_role("link", name="See whether it is done").click()
    expect(tab.get_by_text("It is a file of the edition now.")).to_be_visible()
