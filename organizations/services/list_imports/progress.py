"""How far the work on an import is, written where others see it before the work is done."""

from __future__ import annotations

from django.db import connections
from django.utils import timezone

_STEP = 250
_SQL = (
    "INSERT INTO organizations_listwork (list_import_id, done, total, beat_at) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (list_import_id) DO UPDATE"
    " SET done = EXCLUDED.done, total = EXCLUDED.total, beat_at = EXCLUDED.beat_at"
)


class Progress:
    """Tells on a connection of its own: what the transaction of the work writes is seen only at its end."""

    def __init__(self, list_import_pk: int, total: int) -> None:
        self.list_import_pk, self.total, self.done = list_import_pk, total, 0
        self._connection = connections["default"].copy()

    def __enter__(self) -> Progress:
        self._tell()
        return self

    def __exit__(self, *args: object) -> None:
        self._connection.close()

    def step(self, count: int = 1) -> None:
        before, self.done = self.done, self.done + count
        if before // _STEP != self.done // _STEP:
            self._tell()

    def _tell(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(_SQL, [self.list_import_pk, self.done, self.total, timezone.now()])


class NoProgress:
    """For an operator's shell, which waits for the end."""

    def step(self, count: int = 1) -> None:
        """Nobody looks on."""
