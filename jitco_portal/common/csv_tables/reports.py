"""What a load did, table by table, as the commands print it."""

from dataclasses import dataclass, field


@dataclass
class LoadReport:
    """What a load did to one table."""

    table: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    # Rows that differ from the file because somebody edited them in the portal; their edit stands.
    kept: list[str] = field(default_factory=list)
    only_in_database: list[str] = field(default_factory=list)
    # What the operator should see whatever the counts, a sentence each.
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"{self.added} added", f"{self.changed} changed", f"{self.unchanged} unchanged"]
        if self.kept:
            parts.append(f"{len(self.kept)} kept as edited in the portal")
        if self.only_in_database:
            parts.append(f"{len(self.only_in_database)} only in the database")
        return f"{self.table}: {', '.join(parts)}"
