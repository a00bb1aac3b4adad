"""Names of the languages that staff and advisers speak, in the reader's language."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

# Those of the sending countries, then the two everybody asks for; others are shown, but not offered as a filter.
OFFERED = (
    "vi", "zh", "id", "fil", "my", "km", "th", "lo", "mn", "ne", "bn", "si", "ta", "hi", "ur", "uz", "dz", "ms", "tet",
    "ja", "en",
)  # fmt: skip


def language_name(code: str) -> str:
    """Vietnamese, ベトナム語; the code itself where nobody has named it."""
    return _names("ja" if get_language() == "ja" else "en").get(code, code)


@cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale(language).languages)
