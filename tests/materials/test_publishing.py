"""Publishing and withdrawing an edition: what stops it, what it changes, and who loses when two do it at once."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from materials.models import Edition, EditionState, FileCare, Scan
from materials.queries.publishable import missing_of, successors_of
from materials.services import publishing
from materials.services.draft_files import NotADraft, remove_file
from tests.factories import make_staff
from tests.materials.world import make_edition, make_file, make_material, make_printed, make_share_key
from tests.two_at_a_time import after

pytestmark = pytest.mark.django_db
DRAFT = EditionState.DRAFT


def stops(edition):
    return [str(each.text) for each in missing_of(edition) if each.stops]


def hints(edition):
    return [str(each.text) for each in missing_of(edition) if not each.stops]


def withdraw(edition, **values):
    values = {"because_en": "A table was wrong.", "because_ja": "表に誤りがありました。", **values}
    return publishing.withdraw(edition=edition, by=make_staff(), **values)


# Publish ------------------------------------------------------------------------------------------------


def test_publishing_puts_an_edition_in_the_place_of_the_latest():
    material, staff = make_material(), make_staff()
    latest = make_edition(material)
    draft = make_edition(material, state=DRAFT)

    published = publishing.publish(edition=draft, by=staff)

    published.refresh_from_db()
    assert (published.state, published.supersedes, published.published_by) == (
        EditionState.PUBLISHED,
        latest,
        staff,
    )
    assert list(Edition.objects.heads().filter(material=material)) == [published]


def test_it_follows_a_withdrawn_one_and_none_of_another_language():
    material = make_material()
    withdrawn = make_edition(material, state=EditionState.WITHDRAWN)
    make_edition(material, "vi")

    published = publishing.publish(edition=make_edition(material, state=DRAFT), by=make_staff())

    assert published.supersedes == withdrawn
    assert publishing.publish(edition=make_edition(state=DRAFT), by=make_staff()).supersedes is None


def test_the_order_holds_also_where_the_clock_of_another_machine_is_ahead():
    material = make_material()
    ahead = make_edition(material, published_at=timezone.now() + datetime.timedelta(minutes=5))

    published = publishing.publish(edition=make_edition(material, state=DRAFT), by=make_staff())

    assert published.published_at > ahead.published_at
    assert list(Edition.objects.heads().filter(material=material)) == [published]


def test_what_is_neither_a_file_nor_in_print_is_not_published():
    draft = make_edition(state=DRAFT, files=0)

    with pytest.raises(publishing.NothingToRead):
        publishing.publish(edition=draft, by=make_staff())

    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == (DRAFT, None)
    make_printed(draft)
    assert publishing.publish(edition=draft, by=make_staff()).state == EditionState.PUBLISHED


@pytest.mark.parametrize("found", ["damaged", "missing", "no care"])
def test_a_bad_file_is_not_published(found):
    draft = make_edition(state=DRAFT)
    care = FileCare.objects.filter(file__edition=draft)
    if found == "no care":
        care.delete()
    else:
        care.update(found=found, bad_since=timezone.now())

    with pytest.raises(publishing.BadFile):
        publishing.publish(edition=draft, by=make_staff())


def test_a_translation_says_from_what_it_was_made():
    material = make_material()
    source = make_edition(material)
    draft = make_edition(material, "vi", state=DRAFT)

    with pytest.raises(publishing.NotReady) as refused:
        publishing.publish(edition=draft, by=make_staff())

    assert [str(each.text) for each in refused.value.missing] == [
        "It is not said from which edition it was translated."
    ]
    unpublished = make_edition(material, state=DRAFT)
    draft.translation_of = unpublished
    draft.save()
    assert stops(draft) == ["What it was translated from is not published yet."]
    draft.translation_of = source
    draft.save()
    assert publishing.publish(edition=draft, by=make_staff()).translation_of == source


def test_what_was_published_is_not_published_again():
    for state in (EditionState.PUBLISHED, EditionState.WITHDRAWN):
        with pytest.raises(publishing.AlreadyThere):
            publishing.publish(edition=make_edition(state=state), by=make_staff())


def test_what_is_only_said_stops_nothing():
    material = make_material(is_listed=False, access="participants")
    source = make_edition(material)
    draft = make_edition(material, "vi", state=DRAFT, translation_of=source, notes_en="New words.")
    make_edition(material)
    FileCare.objects.filter(file__edition=draft).update(preparation=FileCare.Preparation.FAILED)

    assert hints(draft) == [
        "A file was not scanned for viruses.",
        "A file could not be read: it has no preview, and its text is not found. Open it.",
        "What is new is written in one language only.",
        "What it was translated from has a later edition: readers are told that the translation is older.",
        "The material is not on the list: nobody but staff sees the edition.",
        "Only participants may see the material, and no link for them is open.",
    ]
    assert publishing.publish(edition=draft, by=make_staff()).state == EditionState.PUBLISHED


def test_nothing_is_said_of_an_edition_that_lacks_nothing():
    material = make_material(access="participants")
    make_share_key(material)
    draft = make_edition(material, state=DRAFT, files=0)
    file = make_file(draft, scan=Scan.CLEAN)
    FileCare.objects.filter(file=file).update(preparation=FileCare.Preparation.DONE)

    assert missing_of(draft) == []


# Withdraw -----------------------------------------------------------------------------------------------


def test_a_withdrawn_edition_says_why_and_what_to_use_instead():
    material = make_material()
    edition, vietnamese = make_edition(material), make_edition(material, "vi")

    withdraw(edition, because_en=" A table was wrong.\n", successor=vietnamese)

    edition.refresh_from_db()
    assert (edition.state, edition.withdrawn_because_en, edition.successor) == (
        EditionState.WITHDRAWN,
        "A table was wrong.",
        vietnamese,
    )
    assert edition.withdrawn_at is not None


@pytest.mark.parametrize("missing", ["because_en", "because_ja"])
def test_both_languages_are_told_why(missing):
    with pytest.raises(publishing.ReasonMissing):
        withdraw(make_edition(), **{missing: " \n"})


@pytest.mark.parametrize("state", [DRAFT, EditionState.WITHDRAWN])
def test_only_what_is_published_is_withdrawn_or_used_instead(state):
    with pytest.raises(publishing.NotPublished):
        withdraw(make_edition(state=state))
    with pytest.raises(publishing.BadSuccessor):
        withdraw(make_edition(), successor=make_edition(state=state))


def test_an_edition_does_not_take_its_own_place():
    edition = make_edition()

    with pytest.raises(publishing.BadSuccessor):
        withdraw(edition, successor=edition)


def test_what_may_take_its_place_are_its_siblings_and_the_latest_of_others():
    material, other = make_material(), make_material()
    older, edition, vietnamese = make_edition(material), make_edition(material), make_edition(material, "vi")
    make_edition(other)
    latest = make_edition(other)
    make_edition(other, "vi", state=EditionState.WITHDRAWN)
    make_edition(other, "id", state=DRAFT)

    assert list(successors_of(edition)) == [older, vietnamese, latest]


# The next edition ---------------------------------------------------------------------------------------


def test_the_next_edition_is_a_draft_made_from_the_latest_source():
    material = make_material()
    source = make_edition(material)
    vietnamese = make_edition(material, "vi", version="3", translation_of=source)
    newer = make_edition(material)

    made = publishing.make_next(edition=vietnamese)

    assert (made.state, made.language, made.version, made.translation_of) == (DRAFT, "vi", "4", newer)
    # A second click is led to it; later another is made.
    assert publishing.make_next(edition=vietnamese) == made
    Edition.objects.filter(pk=made.pk).update(created_at=made.created_at - datetime.timedelta(minutes=1))
    assert publishing.make_next(edition=vietnamese).version == "5"
    assert publishing.make_next(edition=newer).translation_of is None


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("3", "4"),
        ("09", "10"),
        ("revised 9th", "revised 10th"),
        ("2026-09", "2026-10"),
        ("2026-12", "2027-01"),
        ("1.12", "1.13"),
        ("first", "first 2"),
        ("x" * 40, "x" * 36 + " 2"),
    ],
)
def test_the_next_version(version, following):
    assert publishing.next_version(version, set()) == following


# A file of a draft --------------------------------------------------------------------------------------


def test_a_file_is_taken_out_of_a_draft_with_its_bytes(django_capture_on_commit_callbacks):
    draft = make_edition(state=DRAFT)
    file = draft.files.get()
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file)

    assert not draft.files.exists()
    assert not storage.exists(name)


def test_a_file_of_what_is_published_stays():
    file = make_edition().files.get()

    with pytest.raises(NotADraft):
        remove_file(file=file)

    assert file.file.storage.exists(file.file.name)


# Two at once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_one_edition_one_is_told_that_it_is_there():
    draft, staff, refused = make_edition(state=DRAFT), [make_staff(), make_staff()], []

    def publish_too():
        with pytest.raises(publishing.AlreadyThere):
            publishing.publish(edition=draft, by=staff[1])
        refused.append(True)

    after(lambda: publishing.publish(edition=draft, by=staff[0]), publish_too)

    draft.refresh_from_db()
    assert (refused, draft.published_by) == ([True], staff[0])


@pytest.mark.django_db(transaction=True)
def test_two_editions_published_at_once_follow_each_other():
    material, staff = make_material(), make_staff()
    first, second = make_edition(material, state=DRAFT), make_edition(material, state=DRAFT)

    after(
        lambda: publishing.publish(edition=first, by=staff),
        lambda: publishing.publish(edition=second, by=staff),
    )

    second.refresh_from_db()
    assert second.supersedes == first
    assert list(Edition.objects.heads().filter(material=material)) == [second]


@pytest.mark.django_db(transaction=True)
def test_no_file_slips_into_an_edition_that_is_just_being_published():
    draft, staff, refused = make_edition(state=DRAFT), make_staff(), []

    def add_a_file():
        # By the row alone, as no service would.
        with pytest.raises(IntegrityError, match="the files of a published edition stay"):
            make_file(draft)
        refused.append(True)

    after(lambda: publishing.publish(edition=draft, by=staff), add_a_file)

    assert (refused, draft.files.count()) == ([True], 1)
