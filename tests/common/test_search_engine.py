"""Whatever is asked of whatever names: each row once, in the published order, from either end and on any page."""

import hashlib
import os
import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jitco_portal.common.search import engine, page_query, ranks
from jitco_portal.common.search.engine import ENOUGH, Hit, Key, Search, find
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.search.questions import read_question, with_corrections
from jitco_portal.common.search.ranks import CLOSE_RANKS, Rank
from organizations.models import Organization, OrganizationName, SendingOrganization
from tests import factories as make
from tests.bench.dataset import organizations as made_organizations

KIND = "sending"
EXAMPLES = 1_000 if os.environ.get("SOAK") else 30
# Names that are one, alike or parts of each other, so that every rank has several rows.
ALIKE = (
    *("Lotus", "Lotus JSC", "Lotus Manpower", "Lotus Manpower Co., Ltd", "Lotas Manpower", "Manpower Lotus Group"),
    *("Lotusman", "Blue Lotus", "Lotos", "Lutos Manpower", "LM", "Long Manh", "Lam Mai", "A", "An", "A An", "Á Ân"),
    *(
        "日本商事",
        "日本商事株式会社",
        "日本高事",
        "東日本商事",
        "大日本商会",
        "山",
        "山田",
        "山田組",
        "ホアン・ロン",
        "ロータス",
    ),
    *("Hoang Long", "Hoàng Long", "Công ty Cổ phần Hoàng Long", "Hoang Lonq", "Hoàn Long", "Đông Á", "Dong A 24"),
)


@pytest.fixture(scope="module", autouse=True)
def _rows(database, django_db_blocker):
    """Names in many scripts; made once, and gone behind the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        _make_rows()
        yield
        transaction.set_rollback(True)


def _make_rows():
    made = [each for each in made_organizations(first=0, last=260) if each.is_sending]
    rows = [
        Organization(
            kind=KIND,
            country=make.make_country(code=each.country),
            public_id=each.public_id,
            name_local=each.name.local,
            name_en=each.name.english,
            name_ja=each.name.japanese,
            name_kana=each.name.kana,
            short_name=each.name.short,
            address=each.address,
            phone=each.phone,
            website=each.website,
            **make.SOURCE,
        )
        for each in made
    ]
    rows += [
        Organization(
            kind=KIND,
            country=make.make_country(code="VN"),
            public_id=f"vn-{90_000 + number}",
            name_en=name,
            address="12 Lotus Street, Ha Noi" if number % 2 else "東京都港区",
            phone=f"+84 24 3774 {1000 + number}",
            **make.SOURCE,
        )
        for number, name in enumerate(ALIKE * 3)
    ]
    Organization.objects.bulk_create(rows)
    SendingOrganization.objects.bulk_create([SendingOrganization(organization=row) for row in rows])
    OrganizationName.objects.bulk_create(
        [
            OrganizationName(organization=row, kind="former", name=each.former_name, **make.SOURCE)
            for row, each in zip(rows, made, strict=False)
            if each.former_name
        ]
    )
    make.make_supervising(name_ja="日本商事協同組合", name_en="Lotus Manpower")
    refresh_stale()


@pytest.fixture(scope="module")
def texts(_rows):
    """What stands in the rows, to be spoilt for questions."""
    columns = (
        "name_local",
        "name_en",
        "name_ja",
        "name_kana",
        "short_name",
        "address",
        "phone",
        "website",
        "public_id",
    )
    rows = Organization.objects.filter(kind=KIND).order_by("public_id").values_list(*columns)
    return [[text for text in row if text] for row in rows]


pytestmark = pytest.mark.django_db

# Questions --------------------------------------------------------------------------------------------


def typed(texts, seed):
    """What somebody might type: parts of a row's texts, several of them, with errors."""
    dice = random.Random(seed)
    text = _part(dice, dice.choice(dice.choice(texts)))
    if dice.random() < 0.25:
        text += " " + _part(dice, dice.choice(dice.choice(texts)))
    for _error in range(dice.choice((0, 0, 0, 1, 1, 2, 3))):
        text = _with_error(dice, text)
    return text


def _part(dice, text):
    words = text.split()
    way = dice.randrange(8)
    if way == 0:
        start = dice.randrange(len(text))
        return text[start : start + dice.choice((1, 2, 2, 3, 4, 8))]
    if way == 1:
        return text[: dice.choice((1, 2, 3, 5, 9))]
    if way == 2:
        return "".join(words)
    if way == 3:
        return " ".join(dice.sample(words, dice.randint(1, len(words))))
    if way == 4:
        return dice.choice(words)
    if way == 5:
        return " ".join(word[0] for word in words)
    return text


def _with_error(dice, text):
    at = dice.randrange(len(text) + 1)
    way = dice.randrange(4)
    if way == 0:
        return text[:at] + dice.choice("aeinホ本1 ") + text[at:]
    if way == 1:
        return text[:at] + text[at + 1 :] or "a"
    if way == 2:
        return text[:at] + dice.choice("aoutー田2") + text[at + 1 :]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def over_questions(examples=EXAMPLES):
    def decorate(test):
        asked = given(seed=st.integers(0, 2**32))(test)
        relaxed = settings(
            max_examples=examples,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        return relaxed(asked)

    return decorate


# The rules of the order, asked of every row -----------------------------------------------------------


def corrected(words):
    question = read_question(words)
    return with_corrections(question, engine._near_words(question))


def expected(words, allowed=None):
    """What has to be found, by the exact test of each rank over every row, without the index and without a limit."""
    tests = ranks.tests_of(corrected(words))
    if not tests:
        return []
    whens = " ".join(f"WHEN {test.exact.text} THEN {test.rank.value}" for test in tests)
    params = [param for test in tests for param in test.exact.params]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT object_id, CASE {whens} END, lot FROM common_searchentry AS entry WHERE kind = %s",
            [*params, KIND],
        )
        hits = [Hit(KIND, pk, rank, lot) for pk, rank, lot in cursor.fetchall() if rank is not None]
        near = next((test.exact for test in tests if test.rank == Rank.CLOSE), ranks.Sql("false"))
        cursor.execute(
            f"SELECT count(*) FROM common_searchentry AS entry WHERE kind = %s AND ({near.text})", [KIND, *near.params]
        )
        close = cursor.fetchone()[0]
    good = [hit for hit in hits if hit.rank not in CLOSE_RANKS]
    if len(good) >= ENOUGH or any(hit.rank in ranks.sure_ranks(read_question(words)) for hit in good):
        hits = good
    if close >= ENOUGH:
        hits = [hit for hit in hits if hit.rank != Rank.DISTANT]
    if any(hit.rank < Rank.PARTLY for hit in hits):
        hits = [hit for hit in hits if hit.rank != Rank.PARTLY]
    shown = None if allowed is None else set(allowed.values_list("pk", flat=True))
    kept = [hit for hit in hits if shown is None or hit.object_id in shown]
    return sorted(kept, key=lambda hit: (hit.rank, hit.lot, hit.object_id))


def matches(search):
    sql = search.matches_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.params)
        found = [pk for (pk,) in cursor.fetchall()]
    assert len(found) == len(set(found))
    return set(found)


def some(seed):
    """A filter, or none."""
    parts = (None, {"address__contains": "1"}, {"country__code": "VN"}, {"public_id__endswith": "7"}, {"pk__in": []})
    return None if (part := parts[seed % len(parts)]) is None else Organization.objects.filter(**part)


def key_of(hit, *, backwards=False):
    return Key(hit.rank, hit.lot, hit.object_id, backwards=backwards)


def forwards(words, size, allowed):
    found, key = [], None
    while hits := Search(words, KIND).hits(limit=size, allowed=allowed, key=key):
        found += hits
        key = key_of(hits[-1])
    return found


def backwards(words, size, allowed, last):
    found, key = [last], key_of(last, backwards=True)
    while hits := Search(words, KIND).hits(limit=size, allowed=allowed, key=key):
        found = hits + found
        key = key_of(hits[0], backwards=True)
    return found


@over_questions(EXAMPLES * 4)
def test_no_row_that_passes_a_test_is_hidden_from_it_by_the_index(texts, seed):
    tests = ranks.tests_of(corrected(typed(texts, seed)))
    if not tests:
        return
    hidden = " OR ".join(f"(({test.exact.text}) AND NOT ({test.by_index.text}))" for test in tests)
    params = [param for test in tests for param in (*test.exact.params, *test.by_index.params)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT entry.object_id FROM common_searchentry AS entry WHERE {hidden}", params)
        assert cursor.fetchall() == []


@over_questions()
def test_hits_are_those_of_the_rules_in_their_order(texts, seed):
    words, allowed = typed(texts, seed), some(seed)
    search = Search(words, KIND)

    hits = search.hits(limit=1_000, allowed=allowed)

    assert hits == expected(words, allowed)
    assert matches(search) == {hit.object_id for hit in expected(words)}


@over_questions()
def test_pages_forwards_and_backwards_give_each_row_once(texts, seed):
    words, allowed = typed(texts, seed), some(seed)
    every = expected(words, allowed)
    for size in (ENOUGH, ENOUGH + 3):
        assert forwards(words, size, allowed) == every
    for size in (3, ENOUGH):
        for last in {every[-1], every[len(every) // 2]} if every else ():
            assert backwards(words, size, allowed, last) == every[: every.index(last) + 1]


@pytest.mark.parametrize("first_look", [1, 3, 10_000])
@over_questions(EXAMPLES // 3)
def test_how_far_the_first_look_goes_changes_no_page(monkeypatch, texts, seed, first_look):
    words, allowed = typed(texts, seed), some(seed)
    monkeypatch.setattr(page_query, "FIRST_LOOK", first_look)
    every = expected(words, allowed)

    assert Search(words, KIND).hits(limit=1_000, allowed=allowed) == every
    assert Search(words, KIND).hits(limit=4, allowed=allowed) == every[:4]
    assert forwards(words, 11, allowed) == every
    if every:
        assert backwards(words, 5, allowed, every[-1]) == every


@over_questions(EXAMPLES // 2)
def test_a_page_does_not_depend_on_how_long_it_is(texts, seed):
    words, allowed = typed(texts, seed), some(seed)
    every = Search(words, KIND).hits(limit=1_000, allowed=allowed)
    matching = {hit.object_id for hit in expected(words)}
    for limit in (0, 1, 5, ENOUGH - 1, ENOUGH, 25):
        search = Search(words, KIND)
        assert search.hits(limit=limit, allowed=allowed) == every[:limit]
        # Whoever looked at a few rows only may count as well.
        if limit:
            assert matches(search) == matching


def test_the_questions_above_reach_every_rank(texts):
    """Else they would prove nothing of it."""
    asked = [*(typed(texts, seed) for seed in range(100)), "ホアングロング", "Lutos Manpowor"]
    seen = {hit.rank for words in asked for hit in expected(words)}

    assert seen == set(Rank)


# What must hold for single questions ------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["a", "山", "A Co., Ltd", "ー", "ーー", "ー ー", "ゝ", "a ー", "l", "1", "%", "_", "\\", ""]
)
def test_a_letter_alone_is_counted_as_it_is_shown(words):
    search = Search(words, KIND)

    hits = search.hits(limit=1_000)

    assert hits == expected(words)
    assert matches(search) == {hit.object_id for hit in hits}
    assert search.nearest_ids(limit=3, allowed=Organization.objects.all()) is not None


def test_misspelt_names_depend_on_the_words_and_not_on_the_filters():
    """A filter must not turn good hits into few, and let other names in."""
    for words, is_wide in (("Lotus", False), ("Lutos Manpowor", True)):
        good = [hit for hit in expected(words) if hit.rank not in CLOSE_RANKS]
        assert (len(good) < ENOUGH) == is_wide
        nobody = Organization.objects.exclude(pk__in=[hit.object_id for hit in good])

        search = Search(words, KIND)

        hits = search.hits(limit=50, allowed=nobody)
        assert bool(hits) == is_wide
        assert {hit.object_id for hit in hits} == matches(search) - {hit.object_id for hit in good}


def test_a_key_among_misspelt_names_opens_nothing_that_the_pages_do_not_hold():
    """An old address, or a made one."""
    assert len(expected("Lotus")) >= ENOUGH
    for rank in CLOSE_RANKS:
        assert Search("Lotus", KIND).hits(limit=25, key=Key(rank, -1, 0)) == []
    assert Search("Lotus", KIND).hits(limit=1_000, key=Key(Rank.PARTLY, 2**62, 2**62, backwards=True)) == expected(
        "Lotus"
    )


def test_behind_a_key_of_no_row_stands_what_comes_after_it():
    every = expected("Lotus")
    for at in range(len(every) - 1):
        between = Key(every[at].rank, every[at].lot, every[at].object_id + 1)
        assert Search("Lotus", KIND).hits(limit=100, key=between) == every[at + 1 :]


@pytest.mark.parametrize("nobody", [Organization.objects.none, lambda: Organization.objects.filter(pk__in=[])])
def test_a_filter_that_nothing_passes_leaves_nothing(nobody):
    search = Search("Lotus", KIND)

    assert search.hits(limit=25, allowed=nobody()) == []
    assert search.nearest_ids(limit=3, allowed=nobody()) == []


def test_several_kinds_are_found_in_one_order():
    found = find("Lotus Manpower", ["sending", "supervising"], limit=100)

    assert found == sorted(found, key=lambda hit: (hit.rank, hit.lot, hit.object_id))
    assert {hit.kind for hit in found if hit.rank == Rank.EXACT} == {"sending", "supervising"}
    assert find("Lotus Manpower", ["sending", "supervising"], limit=3) == found[:3]


def lot_of(kind, object_id):
    return int.from_bytes(hashlib.sha256(f"{kind} {object_id}".encode()).digest()[:4], "big") >> 1


def test_lots_are_drawn_alike_here_and_in_the_database_and_nobody_can_choose_them():
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, object_id, lot FROM common_searchentry")
        rows = cursor.fetchall()

    assert [lot_of(kind, pk) for kind, pk, _lot in rows] == [lot for _kind, _pk, lot in rows]
    assert [lot_of("sending", 1), lot_of("supervising", 1), lot_of("sending", 2)] == [
        1419932255,
        1747651987,
        1184346735,
    ]
    assert all(0 <= lot < 2**31 for _kind, _pk, lot in rows)


def test_nearest_names_are_the_likest_that_may_be_shown():
    everybody = Organization.objects.filter(kind=KIND)
    names = dict(everybody.values_list("pk", "name_en"))

    [nearest, *_more] = Search("Lotusmen Xxyyzz", KIND).nearest_ids(limit=3, allowed=everybody)

    assert names[nearest] == "Lotusman"
    hidden = everybody.exclude(name_en="Lotusman")
    near = Search("Lotusmen Xxyyzz", KIND).nearest_ids(limit=3, allowed=hidden)
    assert "Lotusman" not in {names[pk] for pk in near}
    assert len(near) == 3


@pytest.mark.parametrize(("words", "most"), [("Lotus", 1), ("Lutos Manpowor", 2), ("zzzzzzzz", 2), ("", 0), ("山", 1)])
def test_a_first_page_takes_one_query_and_a_second_where_little_was_found(words, most):
    with CaptureQueriesContext(connection) as captured:
        Search(words, KIND).hits(limit=26, allowed=Organization.objects.filter(country__code="VN"))

    assert len(captured) <= most
