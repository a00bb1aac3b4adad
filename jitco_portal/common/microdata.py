"""An item of schema.org as microdata: attributes of the page, since the content policy allows no script within it.

``components/_microdata.html`` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Property:
    """Its value is a text, an address or an item of its own."""

    name: str
    text: str = ""
    url: str = ""
    item: Item | None = None


@dataclass(frozen=True)
class Item:
    type: str
    properties: list[Property] = field(default_factory=list)

    @property
    def type_url(self) -> str:
        return SCHEMA + self.type
