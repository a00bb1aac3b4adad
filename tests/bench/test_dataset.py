"""The organizations for measuring are the same on every machine, and of as many scripts as real ones."""

import hashlib
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest

from tests.bench.dataset import BLOCK, organizations

FIRST_THOUSAND = "7b87bc065034a0c2b2910b13fcddc7f239d869de3f34e1fe4fa06fc8e284cb5f"


@pytest.fixture(scope="module")
def made():
    return list(organizations(first=0, last=5_000))


def test_the_same_seed_makes_the_same_rows(made):
    text = "\n".join(map(repr, made[:1_000]))

    assert hashlib.sha256(text.encode()).hexdigest() == FIRST_THOUSAND


def test_another_seed_makes_others():
    assert list(organizations(first=0, last=3, seed=1)) != list(organizations(first=0, last=3, seed=2))


def test_a_portion_is_the_same_as_cut_from_the_whole(made):
    assert list(organizations(first=BLOCK - 5, last=BLOCK + 5)) == made[BLOCK - 5 : BLOCK + 5]


def test_ten_scripts_and_more_are_written(made):
    scripts = {
        unicodedata.name(letter).split()[0]
        for each in made
        for letter in each.name.local + each.name.japanese
        if letter.isalpha()
    }

    assert scripts >= {
        *("LATIN", "KHMER", "LAO", "MYANMAR", "THAI", "DEVANAGARI", "BENGALI", "SINHALA", "CYRILLIC", "CJK", "ARABIC"),
        *("KATAKANA",),
    }


def test_few_words_are_common_and_many_rare(made):
    words = Counter(word for each in made for word in set(each.name.english.lower().split()))

    assert words["international"] > len(made) / 5
    assert sum(1 for count in words.values() if count == 1) > len(words) / 3


def test_some_bear_the_very_same_name(made):
    names = Counter(each.name.english for each in made if each.name.english)

    assert 0 < sum(count - 1 for count in names.values()) < len(made) / 20


def test_terms_of_one_programme_never_overlap(made):
    for each in made:
        for programme in ("titp", "ssw"):
            terms = [
                (one.approved_from, one.approved_until or "9999")
                for one in each.approvals
                if one.programme == programme
            ]
            assert all(until < begun for (_, until), (begun, _) in pairwise(terms))
