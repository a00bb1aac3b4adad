"""Expressions for exclusion constraints that stock PostgreSQL can index without an extension."""

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db.models import F, Func, Value
from django.db.models.functions import Coalesce

from jitco_portal.common.partial_dates import Earliest, Latest


class SameId(Func):
    """An id as a range of one, so that range operators alone carry the constraint: ``int8range(id, id, '[]')``."""

    function = "int8range"
    output_field = BigIntegerRangeField()

    def __init__(self, field):
        super().__init__(F(field), F(field), Value("[]"))


def _first_known(bound, names):
    bounds = [bound(name) for name in ([names] if isinstance(names, str) else names)]
    return Coalesce(*bounds) if len(bounds) > 1 else bounds[0]


class CertainPeriod(Func):
    """The days that certainly lie in a period of two partial dates; an open end runs on; no certain day is empty.

    Two rows that meet within one month known only to the month do not certainly overlap, so both may stand.
    """

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, start, end):
        """Names of partial dates; of several, each stands in where those before it are blank."""
        super().__init__(_first_known(Latest, start), _first_known(Earliest, end), Value("[]"))

    def as_sql(self, compiler, connection, **extra_context):
        start, end, bounds = [compiler.compile(expression) for expression in self.source_expressions]
        sql = (
            f"(CASE WHEN {end[0]} < {start[0]} THEN 'empty'::daterange"
            f" ELSE daterange({start[0]}, {end[0]}, {bounds[0]}) END)"
        )
        return sql, (*end[1], *start[1], *start[1], *end[1], *bounds[1])
