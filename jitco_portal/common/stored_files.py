"""Reading files that are kept, a piece at a time: flat in memory on a disk and on S3 alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

PIECE = 1024 * 1024
NOT_FOUND = 404


def pieces_of(name: str) -> Iterator[bytes]:
    """The bytes of a kept file in order. Raises FileNotFoundError before the first where there is none."""
    bucket: Any = getattr(default_storage, "bucket", None)
    if bucket is None:
        with default_storage.open(name, "rb") as file:
            while piece := file.read(PIECE):
                yield piece
        return
    # Only where files lie there: it is slow to load.
    from botocore.exceptions import ClientError

    # By the storage's own way the whole file would be fetched first.
    try:
        body = bucket.Object(_key_of(name)).get()["Body"]
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == NOT_FOUND:
            raise FileNotFoundError(name) from error
        raise
    try:
        yield from body.iter_chunks(PIECE)
    finally:
        body.close()


def _key_of(name: str) -> str:
    storage: Any = default_storage
    return str(storage._normalize_name(name))


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """The file by a path, for programs that take nothing else: where it lies, or a copy that goes afterwards."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy:
            for piece in pieces_of(name):
                copy.write(piece)
            copy.flush()
            yield Path(copy.name)
        return
    if not path.exists():
        raise FileNotFoundError(name)
    yield path
