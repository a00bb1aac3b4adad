"""Triggers for what a constraint cannot say: the database refuses it for every writer, also for SQL."""

import pgtrigger


def refuse(name: str, *, when: str, message: str, operation=pgtrigger.Insert | pgtrigger.Update) -> pgtrigger.Trigger:
    """A trigger that refuses a write while ``when`` (SQL over NEW and OLD) holds, as a broken check would."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
    )
