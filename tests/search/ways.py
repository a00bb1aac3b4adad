"""Three ways of searching the same rows: the portal's, plain ``icontains``, and PostgreSQL's trigrams."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import psycopg
from django.db.models import Q

from jitco_portal.common.search import engine
from organizations.models import Organization

FIELDS = (
    *("name_local", "name_en", "name_ja", "name_kana", "short_name", "further_names__name"),
    *("phone", "website", "address", "address_ja"),
    *("sending__licence_number", "sending__approvals__number", "supervising__permits__number"),
)


def by_engine(words: str, limit: int) -> Sequence[int]:
    return [hit.object_id for hit in engine.find(words, ["sending", "supervising"], limit)]


def by_icontains(words: str, limit: int) -> Sequence[int]:
    shown = Organization.objects.filter(is_published=True, merged_into=None)
    # A subquery for each table: joined, every number of an organization would be looked at with every other.
    within = (Organization.objects.filter(**{f"{field}__icontains": words}).values("pk") for field in FIELDS)
    condition = reduce(or_, (Q(pk__in=found) for found in within))
    return list(shown.filter(condition).order_by("sort_en", "pk").values_list("pk", flat=True)[:limit])


class ByTrigrams:
    """``similarity`` and ``word_similarity`` over all names, numbers and addresses of a row, the better one counts."""

    def __init__(self, connection: psycopg.Connection):
        self.connection = connection
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute("CREATE TABLE IF NOT EXISTS listed (id bigint PRIMARY KEY, texts text NOT NULL)")
        connection.execute("TRUNCATE listed")
        shown = Organization.objects.filter(is_published=True, merged_into=None)
        texts: dict[int, dict[str, None]] = {}
        for field in FIELDS:
            for pk, text in shown.exclude(**{field: ""}).values_list("pk", field):
                if text:
                    texts.setdefault(pk, {})[text] = None
        with connection.cursor().copy("COPY listed (id, texts) FROM STDIN") as copy:
            for pk, each in texts.items():
                copy.write_row((pk, " ".join(each)))
        connection.execute("CREATE INDEX IF NOT EXISTS listed_trigrams ON listed USING gin (texts gin_trgm_ops)")
        connection.execute("ANALYZE listed")

    def __call__(self, words: str, limit: int) -> Sequence[int]:
        found = self.connection.execute(
            "SELECT id FROM listed ORDER BY"
            " greatest(similarity(%(words)s, texts), word_similarity(%(words)s, texts)) DESC, id LIMIT %(limit)s",
            {"words": words, "limit": limit},
        )
        return [pk for (pk,) in found]
