"""A name as words of letters and digits only, and other forms made of that one."""

import re
import unicodedata

from jitco_portal.common.folding import fold

LONGEST = 20_000
_APOSTROPHES = str.maketrans("", "", "'’‘‛′`ʹʼʻʽˈ")
# Single letters with dots between them, as in "j.s.c." or "j. s. c."; each letter is passed once.
DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\. ?[^\W\d_](?![^\W_]))+\.?")
_NOT_OF_A_WORD = re.compile(r"[\W_]")
_NOT_OF_AN_ASCII_WORD = re.compile(r"[^a-z0-9]+")

_LARGE_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖゐゑをぢづ", "あいうえおつやゆよわかけいえおじず", "ー")
_V_KANA = re.compile("ゔ([ぁぃぇぉ]?)")
_B_KANA = {"": "ぶ", "ぁ": "ば", "ぃ": "び", "ぇ": "べ", "ぉ": "ぼ"}


def plain(text: str) -> str:
    """Folded words with one space between: ``Co.,Ltd`` → ``co ltd``, ``J.S.C.`` → ``jsc``, ``Int'l`` → ``intl``.

    Vowel signs of Indic and South-East Asian scripts are marks of their letters and stay.
    """
    text = fold(text[:LONGEST].replace("´", "'")).translate(_APOSTROPHES)
    if "." in text:
        text = DOTTED.sub(_joined, text)
    if text.isascii():
        return _NOT_OF_AN_ASCII_WORD.sub(" ", text).strip()
    text = _NOT_OF_A_WORD.sub(_mark_or_space, text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _joined(letters: re.Match) -> str:
    return letters[0].replace(".", "").replace(" ", "") + " "


def _mark_or_space(character: re.Match) -> str:
    return character[0] if unicodedata.category(character[0])[0] == "M" else " "


def glued(plain_text: str) -> str:
    """Without spaces, so that ``viet nam`` and ``vietnam`` meet."""
    return plain_text.replace(" ", "")


def kana_key(text: str) -> str:
    """Folded, kana in one form for comparison: no ー, no small letters, ゔぁ as ば, ぢ as じ, を as お."""
    text = fold(text[:LONGEST])
    if text.isascii():
        return text
    return _V_KANA.sub(lambda found: _B_KANA[found[1]], text).translate(_LARGE_KANA)


_KANJI = re.compile("[一-鿿㐀-䶿\uf900-\ufaff\U00020000-\U0003ffff々〇〆]")
_KANA = re.compile("[ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾝ]")


def is_kanji(character: str) -> bool:
    """Kanji, the repeating 々 and the zero 〇 with them."""
    return bool(_KANJI.match(character))


def is_kana(character: str) -> bool:
    """Hiragana, katakana of either width, or the long mark ー."""
    return bool(_KANA.match(character))


# Thai, Lao, Burmese and Khmer set no spaces between words either.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f\ua9e0-\ua9ff]")


def is_unspaced(character: str) -> bool:
    """A letter of a script whose words follow each other without a space."""
    return is_kanji(character) or is_kana(character) or bool(_UNSPACED.match(character))
