import hashlib
import json

import pytest
from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
PARTS = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part["file"])
def test_vendored_file_is_the_one_of_the_named_package(part):
    content = (VENDOR / part["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == part["sha256"]
    assert hashlib.sha256(content + part["removed_from_end"].encode()).hexdigest() == part["sha256_in_package"]


def test_every_vendored_file_is_named_with_its_licence():
    named = {part["file"] for part in PARTS} | {part["licence_file"] for part in PARTS} | {"vendor.json"}

    assert {path.name for path in VENDOR.iterdir()} == named
