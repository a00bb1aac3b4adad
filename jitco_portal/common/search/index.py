"""Keeping the entries of the search: those that triggers marked are written anew, a few after each request.

An entry that is not yet up to date is found by what it held before; a change that comes while it is written
keeps it marked (``version``), so nothing is lost between two writers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from django.db import connection, transaction

from jitco_portal.common.search.sources import Source, sources
from jitco_portal.common.search.terms import EntryTexts, all_words, entry_texts, rests
from jitco_portal.common.search.triggers import LOT

BATCH = 500
# What writers of entries share, and whoever takes words away has alone.
_WORDS = 7_203_451
# Of an entry that is not there: one that a trigger makes meanwhile begins at 0.
_UNSEEN = -1
_COLUMNS = ("kind", "object_id", "version", "names", "glued", "numbers", "rest", "terms")


def refresh_stale(*, at_most: int | None = None, until: Callable[[], bool] = lambda: False) -> int:
    """Write marked entries anew, in batches of a transaction each; how many were taken up."""
    done = 0
    known = sources()
    while (at_most is None or done < at_most) and not until():
        size = BATCH if at_most is None else min(BATCH, at_most - done)
        taken = _refresh_batch(known, size)
        done += taken
        if taken < size:
            break
    return done


def rebuild(*, kinds: Sequence[str] | None = None) -> int:
    """Write every entry anew, batch by batch: after a change of how names are compared; how many were written."""
    known = sources()
    return sum(_rebuild_held(known[kind]) + _write_missing(known[kind]) for kind in kinds or known)


def count_entries() -> int:
    """How many ``rebuild`` would write: one for each row that can be found."""
    return sum(1 for source in sources().values() for _pk in source.all_ids())


def forget_unused_words() -> None:
    """Words of no name any more lead to nothing: a job of the night. Nobody writes entries meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WORDS])
        cursor.execute(
            "DELETE FROM common_searchword AS held WHERE NOT EXISTS"
            " (SELECT 1 FROM common_searchentry AS entry WHERE entry.terms &&"
            " CASE WHEN left(held.word, 1) = '~' THEN ARRAY[held.word, '&' || substr(held.word, 2)]"
            " ELSE ARRAY['=' || held.word] END)"
        )


def _refresh_batch(known: dict[str, Source], size: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, object_id, version FROM common_searchentry WHERE is_stale ORDER BY id LIMIT %s"
            " FOR UPDATE SKIP LOCKED",
            [size],
        )
        rows = cursor.fetchall()
        taken: dict[str, dict[int, int]] = defaultdict(dict)
        for kind, object_id, version in rows:
            taken[kind][object_id] = version
        for kind in taken.keys() - known.keys():  # an app that was taken out
            cursor.execute("DELETE FROM common_searchentry WHERE kind = %s", [kind])
        _write({known[kind]: versions for kind, versions in taken.items() if kind in known})
    return len(rows)


def _rebuild_held(source: Source) -> int:
    done, last = 0, -1
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT object_id, version FROM common_searchentry WHERE kind = %s AND object_id > %s"
                " ORDER BY object_id LIMIT %s FOR UPDATE SKIP LOCKED",
                [source.kind, last, BATCH],
            )
            versions = dict(cursor.fetchall())
            done += _write({source: versions})
        if not versions:
            return done
        last = max(versions)


def _write_missing(source: Source) -> int:
    done = 0
    ids = iter(source.all_ids())
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT every.pk FROM unnest(%s::bigint[]) AS every(pk) WHERE NOT EXISTS"
                " (SELECT 1 FROM common_searchentry AS held WHERE held.kind = %s AND held.object_id = every.pk)",
                [batch, source.kind],
            )
            done += _write({source: {pk: _UNSEEN for (pk,) in cursor.fetchall()}})
    return done


def _write(taken: Mapping[Source, dict[int, int]]) -> int:
    """Write these entries, each only if nothing marked it since its version was read; how many rows still stand.

    Whoever calls holds the entries and waited for none of them, and the words go in in one order: so two writers
    never wait for each other in a circle, and neither does somebody whose change marks many rows.
    """
    if not any(taken.values()):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_WORDS])
        texts = {
            (source.kind, pk): entry_texts(each)
            for source, versions in taken.items()
            for pk, each in source.describe(list(versions)).items()
        }
        versions_of = {(source.kind, pk): version for source, each in taken.items() for pk, version in each.items()}
        _keep_words(texts.values())
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS written_entry (kind text, object_id bigint, version int, names text,"
            " glued text, numbers text, rest text, terms text[]) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE written_entry")
        # A list is filled in by the tuple of its columns; COPY takes a thousand rows as one.
        with cursor.copy(f"COPY written_entry ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for key, each in texts.items():
                copy.write_row((*key, versions_of[key], *_values(each)))
        lot = LOT.format(kind="kind", object_id="object_id")
        cursor.execute(
            "INSERT INTO common_searchentry AS entry"  # noqa: S608 (names of columns of ours)
            " (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version)"
            f" SELECT kind, object_id, {lot}, names, glued, numbers, rest, terms, false, version"
            f" FROM written_entry ORDER BY kind, {lot}"
            " ON CONFLICT (kind, object_id) DO UPDATE SET names = excluded.names, glued = excluded.glued,"
            " numbers = excluded.numbers, rest = excluded.rest, terms = excluded.terms, is_stale = false"
            " WHERE entry.version = excluded.version"
        )
        for source, versions in taken.items():
            if gone := [pk for pk in versions if (source.kind, pk) not in texts]:
                cursor.execute(
                    "DELETE FROM common_searchentry WHERE kind = %s AND object_id = ANY(%s)", [source.kind, gone]
                )
    return len(texts)


def _values(texts: EntryTexts) -> tuple[str, str, str, str, list[str]]:
    return texts.names, texts.glued, texts.numbers, texts.rest, texts.terms


def _keep_words(texts: Iterable[EntryTexts]) -> None:
    """Add the words that are new. In their order, so that two writers never wait for each other in a circle."""
    words = sorted(all_words(texts))
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM common_searchword WHERE word = ANY(%s)", [words])
        held = {word for (word,) in cursor.fetchall()}
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS new_word (word text, rests text[]) ON COMMIT DELETE ROWS")
        with cursor.copy("COPY new_word (word, rests) FROM STDIN") as copy:
            for word in words:
                if word not in held:
                    copy.write_row((word, rests(word)))
        cursor.execute(
            "INSERT INTO common_searchword (word, rests) SELECT word, rests FROM new_word ORDER BY word"
            " ON CONFLICT (word) DO NOTHING"
        )
        cursor.execute("TRUNCATE new_word")
