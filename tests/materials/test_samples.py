"""The fictional materials: every kind of state can be seen, each file is real and says that it is a sample."""

import hashlib
import io
import json
import re
import stat
import wave
import zipfile

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from jitco_portal.common.days import today
from materials.models import (
    Access,
    Edition,
    EditionFile,
    EditionState,
    Enquiry,
    EnquiryMessage,
    Material,
    Order,
    PrintedCopy,
    QuestionAnswer,
    ShareKey,
)
from materials.samples import load_people_samples, load_samples
from materials.samples.make_files import FOLDER
from materials.samples.rows import made_from
from materials.samples.titles import TITLES
from tests.soak import SOAK

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def loaded(database, django_db_blocker, data):
    """Both loads on an empty database, once for all tests of this file and then undone."""
    own = override_settings(DATA=data, MEDIA_ROOT=data / "media", EMBEDDED_DATABASE=True, SAMPLE=False)
    with django_db_blocker.unblock(), transaction.atomic(), own:
        call_command("load_reference_data", verbosity=0)
        printed = io.StringIO()
        call_command("load_sample_data", verbosity=1, stdout=printed)
        yield printed.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(loaded, data, settings):
    """What a test changes is gone after it; the files lie where the loads put them."""
    settings.MEDIA_ROOT = data / "media"
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sample(key):
    return made_from(next(each for each in TITLES if each.key == key))


def counts():
    models = (Material, Edition, EditionFile, PrintedCopy, ShareKey, Order, Enquiry, EnquiryMessage, QuestionAnswer)
    return [model.objects.count() for model in models]


def test_each_access_and_each_state_of_an_edition_can_be_seen():
    samples = Material.objects.filter(is_sample=True)

    assert set(samples.values_list("access", flat=True)) == set(Access)
    assert set(Edition.objects.filter(material__in=samples).values_list("state", flat=True)) == set(EditionState)
    assert samples.filter(is_listed=False).count() == 1


def test_one_translation_is_older_than_its_source_and_one_language_is_missing():
    work = sample("work")
    heads = Edition.objects.heads().with_stale_source().filter(material=work)

    assert {each.language: each.is_older_than_source for each in heads if each.translation_of_id} == {
        "vi": True,
        **dict.fromkeys(("en", "id", "km", "my", "zh"), False),
    }
    assert set(work.wanted_languages) - {each.language for each in heads} == {"th"}


def test_the_withdrawn_edition_names_what_is_to_be_used_instead():
    withdrawn = Edition.objects.get(material=sample("leaflet"), state=EditionState.WITHDRAWN)

    assert (withdrawn.version, withdrawn.successor.version, withdrawn.successor.state) == ("1", "2", "published")


def test_everything_is_marked_in_both_languages():
    for each in Material.objects.filter(is_sample=True):
        assert "sample" in each.title_en
        assert "見本" in each.title_ja
    for each in QuestionAnswer.objects.all():
        assert each.is_sample
        assert "sample" in each.question_en
        assert "見本" in each.question_ja


def test_every_stored_file_is_the_checked_in_one():
    sums = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in FOLDER.iterdir()}

    for file in EditionFile.objects.all():
        content = file.file.read()
        path = sums.pop(file.sha256, None)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
        # The sound stands in two materials.
        assert path or file.name == "signals (sample).wav"
    assert sums == {}


PDFS = sorted(FOLDER.glob("*.pdf"))


@pytest.mark.parametrize(
    "path",
    PDFS if SOAK else [each for each in PDFS if each.stem in ("work-km", "leaflet-ja")],
    ids=lambda path: path.stem,
)
def test_every_page_of_a_pdf_says_that_it_is_a_sample(path):
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]

    said = {file.path: file.pages for each in TITLES for edition in each.editions for file in edition.files}
    assert len(texts) == said[path.name]
    assert all("SAMPLE" in text and "見本" in text for text in texts)


def test_the_other_files_are_what_they_are_said_to_be():
    with wave.open(str(FOLDER / "signals.wav")) as sound:
        assert 2 < sound.getnframes() / sound.getframerate() < 6
    for name in ("safety-words.docx", "interview-forms.zip"):
        archive = zipfile.ZipFile(io.BytesIO((FOLDER / name).read_bytes()))
        assert archive.testzip() is None
        assert any("SAMPLE" in archive.read(each).decode() for each in archive.namelist())


def test_the_files_are_small():
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]

    assert max(sizes) < 150_000
    assert sum(sizes) < 1_000_000


def test_each_state_of_orders_and_enquiries_can_be_seen_and_one_answer_is_late():
    assert set(Order.objects.values_list("state", flat=True)) == set(Order.State)
    assert set(Enquiry.objects.values_list("state", flat=True)) == set(Enquiry.State)
    assert sorted(each.due_on < today() for each in Enquiry.objects.open()) == [False, True]
    assert not Order.objects.exclude(organization__is_sample=True).exists()
    assert not Enquiry.objects.exclude(organization__is_sample=True).exists()


def test_a_visitor_finds_what_is_for_everybody_alone():
    found = Material.objects.visible_to(AnonymousUser()).filter(is_sample=True)

    assert {each.access for each in found} == {Access.EVERYBODY}
    assert found.count() == 4


def test_the_link_for_participants_is_told_once_and_opens_its_materials(loaded, data):
    (token,) = re.findall(r"/materials/shared/([^/]+)/", loaded)
    kept = data / "sample_links.json"
    key = ShareKey.objects.open().get(token_hash=ShareKey.hash_of(token))

    assert [each.access for each in key.materials.all()] == [Access.PARTICIPANTS]
    assert list(json.loads(kept.read_text()).values()) == [f"/en/materials/shared/{token}/"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [told for report in load_people_samples() for told in report.told] == []


def test_a_second_load_changes_nothing():
    before = counts()

    reports = [*load_samples(), *load_people_samples()]

    assert {(report.added, report.changed) for report in reports} == {(0, 0)}
    assert counts() == before


def test_what_was_tried_out_stays():
    work = sample("work")
    Material.objects.filter(pk=work.pk).update(title_en="Tried out (sample)", is_listed=False)
    Order.objects.filter(state="cart").delete()

    before = counts()
    load_samples()
    load_people_samples()

    assert counts() == before
    work.refresh_from_db()
    assert (work.title_en, work.is_listed) == ("Tried out (sample)", False)
