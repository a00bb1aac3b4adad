"""Whatever is typed, the search answers.

``SOAK=1`` asks 10,000 questions. How long the slowest took is printed (``pytest -rP``).
"""

import os
import random
import time

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jitco_portal.common.search.engine import Key, Search
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.search.marks import marked
from jitco_portal.common.search.ranks import Rank
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
EXAMPLES = 10_000 if os.environ.get("SOAK") else 200
KIND = "sending"

PIECES = st.sampled_from(
    [
        *("lotus", "manpower", "Hoàng Long", "日本", "国際商事", "ホアン", "ー", "ｶﾞ", "々", "゛"),
        *("1706", "+84 24 3774", "lotus.vn"),
        *("\x00", "\ud800", "\udfff", "\ufffe", "\u200b", "\u202e", "\u2066", "\u0301" * 40),
        *("\r\n", "\x1b[31m", "\x7f"),
        *("%", "_", "\\", "'", '"', "';DROP TABLE common_searchentry;--", "$$", "$1", "%s", "%(a)s"),
        *("{0}", "{object_id}", "{", "}", "NULL", "1=1", "ARRAY[1]", "{a,b}", "::text"),
        *("(?:a+)+$", "[[:alpha:]]", ".*", "^", "|", "&", "!", "<->"),
        *("😀", "👩‍👩‍👧", "مرحبا", "שלום", "ﷺ", "ﷻ", "㍿", "ẞİıſ", "ᄒ", "ᅡ", "ᆫ", "ก็", "កម្ពុជា", "မြန်မာ"),
        *("𠮷", "ꙮ", "²½①"),
    ]
)
LONG = st.builds(lambda piece, times: (piece * times)[:100_000], PIECES, st.integers(1, 100_000))
QUESTIONS = (
    st.text(max_size=80)
    | st.lists(PIECES, max_size=12).map("".join)
    | st.lists(PIECES | st.text(max_size=5), max_size=30).map(" ".join)
    | LONG
)
KEYS = st.none() | st.builds(
    Key,
    rank=st.sampled_from(list(Rank)),
    lot=st.integers(0, 2**63 - 1),
    object_id=st.integers(0, 2**63 - 1),
    backwards=st.booleans(),
)


def make_rows():
    country = make.make_country(code="VN", name_en="Viet Nam")
    dice = random.Random(7)
    words = ("Lotus", "Manpower", "Hoàng Long", "国際商事", "日本", "ホアン", "Lotas", "Asia", "मानव", "ကုမ္ပဏီ", "LM")
    Organization.objects.bulk_create(
        Organization(
            kind=KIND,
            country=country,
            public_id=f"vn-{9000 + number}",
            name_en=" ".join(dice.sample(words, dice.randint(1, 4))),
            address="12 Lotus Street, 1706 Ha Noi",
            **make.SOURCE,
        )
        for number in range(120)
    )
    # What is typed may be stored as well, by whoever loads a list.
    for name in (
        "A" * 300,
        "ﷺ" * 300,
        "国" * 300,
        "% _ \\ '",
        "😀",
        "\u0301",
        "ーー",
        "x" * 41,
        " ".join("ab" * 150)[:300],
    ):
        make.make_organization(country, name_en=name, name_ja=name, address=name, phone=name[:90], website="")
    refresh_stale()


def ask(words, key=None):
    everybody = Organization.objects.filter(country__code="VN")
    search = Search(words, KIND)
    hits = search.hits(limit=26, allowed=everybody, key=key)
    sql = search.matches_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.params)
        matching = {pk for (pk,) in cursor.fetchall()}
    near = search.nearest_ids(limit=3, allowed=everybody)
    marked(words[:500], search.question)
    if key is None:
        assert {hit.object_id for hit in hits} <= matching
    assert len(near) <= 3


def test_no_question_is_too_hostile_for_an_answer():
    make_rows()
    slowest = (0.0, "")

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(words=QUESTIONS, key=KEYS)
    def asked(words, key):
        nonlocal slowest
        begun = time.perf_counter()
        ask(words, key)
        slowest = max(slowest, (time.perf_counter() - begun, words))

    asked()

    seconds, words = slowest
    print(f"slowest of {EXAMPLES} hostile questions: {seconds * 1000:.0f} ms, {words[:40]!a}")


@pytest.mark.parametrize(
    "words",
    [
        "国" * 100_000,
        "日本国際商事工業協同組合連合会" * 20,
        " ".join("".join(chr(0x4E00 + 20 * word + sign) for sign in range(15)) for word in range(12)),
        "日本国際商事工業 大阪製鉄運輸 山田組",
        "ホ" * 200,
        "山 " * 100,
        " ".join(["lotus", "manpower", "hoang", "asia"] * 20),
        " ".join(chr(0x4E00 + number) * 2 for number in range(80)),
        "".join(chr(0x4E00 + number) for number in range(200)),
        "ﷺ" * 200,
        "1234567890" * 20,
        "a" * 200,
        "ab " * 70,
        "\u0301" * 100_000,
    ],
)
def test_long_questions_are_answered(words):
    make_rows()
    begun = time.perf_counter()
    for key in (None, Key(Rank.CLOSE, 0, 0), Key(Rank.PARTLY, 2**31, 0, backwards=True)):
        ask(words, key)

    print(f"{words[:20]!a}: {(time.perf_counter() - begun) * 1000:.0f} ms")
