"""Work that makes very many objects at once, and keeps them all until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """No search for cycles within: among so many objects that stay, each search takes longer and finds nothing.

    For work with a bound of its own; what is in no cycle goes as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
