"""What `make test` takes a part of, and `make soak` (``SOAK=1``) takes whole."""

import os
from collections.abc import Sequence
from itertools import cycle, product
from typing import Any

SOAK = bool(os.environ.get("SOAK"))
# Language and width of whole walks through pages for members: the longest words on the narrowest screen.
LOOKS = [("ja", 390), ("en", 390), ("ja", 1280), ("en", 1280)] if SOAK else [("ja", 390)]


def pairs(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each value of both at least once; under soak each with each.

    For two things that hardly touch each other, as the language of a page and the width of a screen.
    """
    if SOAK:
        return list(product(first, second))
    longest = max(len(first), len(second))
    return [pair for pair, _number in zip(zip(cycle(first), cycle(second), strict=False), range(longest), strict=False)]
