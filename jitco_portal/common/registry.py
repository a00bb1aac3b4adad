"""Named lists to which an app adds its functions in ``AppConfig.ready()``.

Work that crosses apps goes through here: lower code loops over a list without knowing whose functions
they are. The lists below are all there are; a new one is added here with the shape of its functions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Function = TypeVar("Function", bound=Callable)


@dataclass(frozen=True)
class Panel:
    """A part of a page that another app fills: its heading, its anchor, the fragment and what it needs."""

    title: str
    anchor: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


class Registry(Generic[Function]):
    """Functions in a stated order; the same function is held once, however often ``ready()`` runs."""

    def __init__(self) -> None:
        self._functions: dict[str, tuple[int, Function]] = {}

    def add(self, function: Function, *, position: int = 100) -> Function:
        """Add ``function``; lists run by ``position``, then by name."""
        self._functions[f"{function.__module__}.{function.__qualname__}"] = (position, function)
        return function

    def __iter__(self) -> Iterator[Function]:
        ordered = sorted(self._functions.items(), key=lambda item: (item[1][0], item[0]))
        return iter([function for _name, (_position, function) in ordered])

    def __len__(self) -> int:
        return len(self._functions)


# (country, day, user) -> Panel or None: what other apps show on a country's page.
country_panels: Registry = Registry()
# () -> list of LoadReport: loads the app's reference tables, in the order of the layers.
reference_loaders: Registry = Registry()
# () -> list of LoadReport: loads the app's fictional sample rows, in the order of the layers.
sample_loaders: Registry = Registry()
