"""Languages as their own speakers call them, and in which order they stand beside each other."""

from __future__ import annotations

from organizations.languages import OFFERED, language_name

_OWN_NAMES = {
    "vi": "Tiếng Việt", "zh": "中文", "id": "Bahasa Indonesia", "fil": "Filipino", "my": "မြန်မာ", "km": "ខ្មែរ",
    "th": "ไทย", "lo": "ລາວ", "mn": "Монгол", "ne": "नेपाली", "bn": "বাংলা", "si": "සිංහල", "ta": "தமிழ்",
    "hi": "हिन्दी", "ur": "اردو", "uz": "Oʻzbekcha", "dz": "རྫོང་ཁ", "ms": "Bahasa Melayu", "tet": "Tetun",
    "ja": "日本語", "en": "English",
}  # fmt: skip
# The original comes first; then the languages of the portal, then those of the sending countries.
_ORDER = {code: place for place, code in enumerate(("ja", "en", *OFFERED[:-2]), start=1)}


def own_name(code: str) -> str:
    """``Tiếng Việt``; as the reader calls it where we do not know better."""
    return _OWN_NAMES.get(code) or language_name(code)


def place_of(code: str, original: str = "") -> tuple[int, str]:
    """Sorts the languages of a material."""
    return (0 if code == original else _ORDER.get(code, len(_ORDER) + 1), code)
