"""A quicker start: the library of the triggers looks through all of them for each that it takes in.

With some thousand triggers that is a third of the time in which a command, a worker or a web process begins. What it
looks up is the same here, kept as it grows instead of made anew each time.
"""

from __future__ import annotations

from typing import Any

from pgtrigger import registry


class QuickRegistry(registry._Registry):
    """Registered triggers by table and name, and the names of their functions."""

    def _kept(self) -> tuple[dict[tuple[str, str], Any], dict[str, int]]:
        if "_by_table" not in self.__dict__:
            self._by_table: dict[tuple[str, str], Any] = {}
            # How many triggers bear the name: one that goes does not free it for others.
            self._functions: dict[str, int] = {}
            for model, trigger in self.data.values():
                self._note(model, trigger)
        return self._by_table, self._functions

    def _note(self, model: Any, trigger: Any) -> None:
        self._by_table[model._meta.db_table, trigger.name] = trigger
        name = trigger.get_pgid(model)
        self._functions[name] = self._functions.get(name, 0) + 1

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._kept()[0]

    @property
    def pg_function_names(self) -> Any:
        return self._kept()[1].keys()

    def __setitem__(self, key: str, value: Any) -> None:
        self._kept()
        held = self.data.get(key)
        super().__setitem__(key, value)
        if held is None:
            self._note(*value)
        elif held != value:
            self._forget()

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._forget()

    def _forget(self) -> None:
        for name in ("_by_table", "_functions"):
            self.__dict__.pop(name, None)


def use_quick_registry() -> None:
    """Before the first model is loaded; what is registered by then stays."""
    registry._registry.__class__ = QuickRegistry
