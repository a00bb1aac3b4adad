"""Triggers that mark an entry as stale when something that it is made of changes, whoever writes."""

import pgtrigger

# A number below 2^31 that follows from kind and id and that nobody can choose.
LOT = (
    "(('x' || left(encode(sha256(convert_to({kind} || ' ' || {object_id}, 'UTF8')), 'hex'), 8))::bit(32)::bigint >> 1)"
)


def marks_entry(
    name: str,
    *,
    kind: str,
    object_id: str = "{row}.id",
    rows: str = "",
    operation: pgtrigger.Operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """Mark the entries of a row. ``kind`` and ``object_id`` are SQL; ``rows``, where given, is what is behind FROM.

    ``{row}`` stands for the row that was written or deleted. A row that was given to another owner marks both.
    """
    statement = _mark(kind, object_id, rows)
    new, old = (statement.replace("{row}", each) for each in ("NEW", "OLD"))
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=condition,
        func=f"IF TG_OP <> 'INSERT' THEN {old}; END IF; IF TG_OP <> 'DELETE' THEN {new}; END IF; RETURN NULL;",
    )


def _mark(kind: str, object_id: str, rows: str) -> str:
    lot = LOT.format(kind="found.kind", object_id="found.object_id")
    behind = f" FROM {rows}" if rows else ""
    # Only names of tables and columns of ours stand in the text.
    return (
        "INSERT INTO common_searchentry"  # noqa: S608
        " (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version)"
        f" SELECT found.kind, found.object_id, {lot}, '', '', '', '', '{{}}', true, 0"
        f" FROM (SELECT DISTINCT {kind} AS kind, ({object_id})::bigint AS object_id{behind}) AS found"
        " WHERE found.object_id IS NOT NULL"
        " ON CONFLICT (kind, object_id) DO UPDATE SET is_stale = true, version = common_searchentry.version + 1"
    )
