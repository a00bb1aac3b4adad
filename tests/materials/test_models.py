"""What the database refuses for every writer: changes of what was published, and relations that do not fit."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction

from materials.models import Edition, EditionFile, EditionState, Material
from organizations.models import Organization
from tests.factories import make_user
from tests.materials.world import (
    make_edition,
    make_file,
    make_material,
    make_member,
    make_share_key,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def refused(write) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


@pytest.mark.parametrize("column", ["version", "language", "dated", "notes_en", "notes_ja"])
def test_a_published_edition_never_changes(column):
    edition = make_edition()

    refused(lambda: Edition.objects.filter(pk=edition.pk).update(**{column: "vi" if column == "language" else "2020"}))


def test_a_published_edition_and_its_files_stay():
    edition = make_edition()

    refused(edition.files.first().delete)
    refused(edition.delete)
    refused(lambda: make_file(edition))
    refused(lambda: EditionFile.objects.filter(edition=edition).update(name="other.pdf"))
    refused(lambda: Edition.objects.filter(pk=edition.pk).update(state=EditionState.DRAFT, published_at=None))


def test_a_draft_may_go_with_its_files():
    edition = make_edition(state=EditionState.DRAFT)

    edition.files.first().delete()
    edition.delete()

    assert not Edition.objects.exists()


def test_an_edition_follows_and_translates_only_what_fits():
    material, other = make_material(), make_material()
    japanese, vietnamese, foreign = make_edition(material), make_edition(material, "vi"), make_edition(other)

    refused(lambda: make_edition(material, "vi", supersedes=japanese))
    refused(lambda: make_edition(material, supersedes=foreign))
    refused(lambda: make_edition(material, "id", translation_of=foreign))
    refused(lambda: make_edition(material, "vi", translation_of=vietnamese))
    assert make_edition(material, "id", translation_of=japanese).translation_of == japanese


def test_a_withdrawal_says_why_in_both_languages():
    refused(lambda: make_edition(state=EditionState.WITHDRAWN, withdrawn_because_ja=""))


def test_the_latest_edition_is_the_head_and_a_withdrawn_one_has_no_older_in_its_place():
    material = make_material()
    old = make_edition(material)
    latest = make_edition(material, state=EditionState.WITHDRAWN)
    vietnamese = make_edition(material, "vi")
    make_edition(material, "vi", state=EditionState.DRAFT)

    assert set(Edition.objects.heads()) == {latest, vietnamese}
    assert Edition.objects.with_newer().get(pk=old.pk).has_newer


def test_a_translation_is_older_than_its_source_once_that_has_a_later_edition():
    material = make_material()
    source = make_edition(material)
    translation = make_edition(material, "vi", translation_of=source)
    stale = Edition.objects.with_stale_source()
    assert not stale.get(pk=translation.pk).is_older_than_source

    make_edition(material, state=EditionState.DRAFT)
    assert not stale.get(pk=translation.pk).is_older_than_source

    make_edition(material)
    assert stale.get(pk=translation.pk).is_older_than_source


@pytest.mark.parametrize(
    ("access", "seen_by"),
    [
        ("everybody", {"nobody", "person", "supervising", "sending", "key"}),
        ("members", {"supervising", "sending", "key"}),
        ("sending", {"sending", "key"}),
        ("participants", {"key"}),
    ],
)
def test_who_sees_a_material_its_editions_and_its_files(access, seen_by):
    material = make_material(access=access)
    edition = make_edition(material)
    key = make_share_key(material)
    readers = {
        "nobody": (NOBODY, ()),
        "person": (make_user(), ()),
        "supervising": (make_member(Organization.Kind.SUPERVISING).user, ()),
        "sending": (make_member().user, ()),
        "key": (NOBODY, (key.pk,)),
    }

    for model, row in ((Material, material), (Edition, edition), (EditionFile, edition.files.get())):
        seen = {name for name, (user, keys) in readers.items() if row in model.objects.visible_to(user, keys)}
        assert seen == seen_by, model


def test_drafts_and_what_is_not_listed_are_for_staff_alone():
    draft = make_edition(state=EditionState.DRAFT)
    unlisted = make_edition(make_material(is_listed=False))
    withdrawn = make_edition(state=EditionState.WITHDRAWN)

    assert set(Edition.objects.visible_to(NOBODY)) == {withdrawn}
    assert set(EditionFile.objects.visible_to(NOBODY)) == set()
    assert unlisted.material not in Material.objects.visible_to(make_member().user)
    assert draft.files.get() not in EditionFile.objects.visible_to(make_member().user)
