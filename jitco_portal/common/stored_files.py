"""Reading files that are kept, a piece at a time: flat in memory on a disk and on S3 alike."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class FoundFile:
    name: str
    size: int
    modified: datetime.datetime


def files_in(folder: str) -> list[FoundFile]:
    """What lies in a folder just now, without what is in folders of it."""
    bucket: Any = getattr(default_storage, "bucket", None)
    if bucket is not None:
        found = bucket.objects.filter(Prefix=f"{_key_of(folder)}/", Delimiter="/")
        return [FoundFile(f"{folder}/{each.key.rpartition('/')[2]}", each.size, each.last_modified) for each in found]
    rows = []
    try:
        with os.scandir(default_storage.path(folder)) as entries:
            for each in entries:
                try:
                    state = each.stat()
                except FileNotFoundError:
                    continue
                modified = datetime.datetime.fromtimestamp(state.st_mtime, datetime.UTC)
                rows.append(FoundFile(f"{folder}/{each.name}", state.st_size, modified))
    except FileNotFoundError:
        pass
    return rows


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
