"""What generated names are made of, country by country."""

from tests.bench.lexicon.east import CHINA, JAPANESE, MONGOLIA, PLACES, PREFECTURE_OF, TRADES, UNIONS
from tests.bench.lexicon.south import BANGLADESH, INDIA, NEPAL, PAKISTAN, SRI_LANKA, UZBEKISTAN
from tests.bench.lexicon.southeast import CAMBODIA, INDONESIA, LAOS, MYANMAR, PHILIPPINES, THAILAND
from tests.bench.lexicon.tongue import Syllable, Tongue, Word
from tests.bench.lexicon.vietnam import VIETNAM

# How many of a hundred organizations come from each; the rest sits in Japan.
SHARES = {
    VIETNAM: 24,
    CHINA: 12,
    INDONESIA: 11,
    PHILIPPINES: 9,
    MYANMAR: 7,
    CAMBODIA: 5,
    NEPAL: 5,
    THAILAND: 5,
    SRI_LANKA: 3,
    BANGLADESH: 3,
    MONGOLIA: 2,
    LAOS: 2,
    INDIA: 2,
    PAKISTAN: 2,
    UZBEKISTAN: 1,
}

__all__ = [
    "JAPANESE",
    "PLACES",
    "PREFECTURE_OF",
    "SHARES",
    "TRADES",
    "UNIONS",
    "Syllable",
    "Tongue",
    "Word",
]
