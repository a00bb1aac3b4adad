"""Care for files and their previews where they lie on a real S3 server."""

import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jitco_portal.common.s3 import s3_storage
from jitco_portal.common.stored_files import on_disk, pieces_of
from materials.models import FileCare
from materials.services import care, preparing
from materials.services.draft_files import remove_file
from tests.file_servers import KEYS, WEED, s3_server
from tests.materials.test_preparing import pdf
from tests.materials.world import make_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (os.environ.get("SOAK") and WEED and WEED.exists()), reason="starts an S3 server; make soak runs it"
    ),
]


@pytest.fixture
def on_s3(settings, tmp_path):
    with s3_server(tmp_path / "weed") as served:
        made = s3_storage("portal", link_seconds=60, S3_ENDPOINT_URL=served.url, S3_REGION="", **KEYS)
        settings.STORAGES = {**settings.STORAGES, "default": made}
        yield


@pytest.mark.usefixtures("on_s3")
def test_a_changed_and_a_missing_object_are_found_and_previews_come_and_go(django_capture_on_commit_callbacks):
    whole, changed, gone = (make_file(content=pdf(f"file {number}")) for number in range(3))
    name = changed.file.name
    content = b"".join(pieces_of(name))
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(content[:-1] + b"\0")) == name
    default_storage.delete(gone.file.name)

    checked = care.check_files(everything=True)

    found = dict(FileCare.objects.values_list("pk", "found"))
    assert found == {whole.pk: "whole", changed.pk: "damaged", gone.pk: "missing"}
    assert (len(checked.bad), checked.unread) == (2, [])
    for _number in range(2):
        preparing.prepare_file(file_pk=whole.pk)
    previews = list(whole.previews.values_list("image", flat=True))
    assert [f"previews/{whole.key}/{each}" for each in default_storage.listdir(f"previews/{whole.key}")[1]] == previews
    assert FileCare.objects.get(pk=whole.pk).text == "file 0"
    with on_disk(whole.file.name) as path:
        assert path.read_bytes() == pdf("file 0")

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=whole)
    preparing.delete_stray_previews()
    assert default_storage.listdir(f"previews/{whole.key}")[1] == []
    assert not default_storage.exists(whole.file.name)
