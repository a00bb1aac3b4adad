"""Emptying the database after a test that commits.

Django truncates all tables and then makes its permissions anew, which takes longer than most of these tests. Only few
tables have rows, though: these alone are emptied, and what every flush writes again (permissions, groups) is left
where it is as it was. Where it is not, Django's way is taken.
"""

from django.core.management import call_command
from django.db import connection, transaction

_after_flush: dict[str, str] = {}  # what Django's way leaves: a digest of the rows by table


def flush(test: object) -> None:
    if not (_after_flush and _empty()):
        call_command("flush", verbosity=0, interactive=False)
        _after_flush.clear()
        _after_flush.update(_digests(_tables_with_rows()))


def _empty() -> bool:
    """Whether all is now as after Django's flush."""
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(map(connection.ops.quote_name, _tables()))
        cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")  # whoever still writes comes to an end first
        filled = _tables_with_rows()
        if _digests([table for table in filled if table in _after_flush]) != _after_flush:
            return False
        emptied = [connection.ops.quote_name(table) for table in filled if table not in _after_flush]
        # The triggers of the histories write and refuse; which row points at which is looked at once all are gone.
        steps = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in emptied]
        steps += [f"DELETE FROM {table}" for table in emptied]
        steps += ["SET CONSTRAINTS ALL IMMEDIATE"]
        steps += [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in emptied]
        cursor.execute("; ".join(steps))
    return True


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _tables_with_rows() -> list[str]:
    with connection.cursor() as cursor:
        questions = (
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})" for table in _tables()
        )
        cursor.execute(" UNION ALL ".join(questions))
        return [table for (table,) in cursor.fetchall()]


def _digests(tables: list[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        digests = {}
        for table in tables:
            rows = connection.ops.quote_name(table)
            cursor.execute(f"SELECT md5(string_agg(md5(row::text), '' ORDER BY row::text)) FROM {rows} row")
            digests[table] = cursor.fetchone()[0]
    return digests
