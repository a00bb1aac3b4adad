"""Loads a file of organizations: all rows or none."""

from pathlib import Path

from jitco_portal.common.csv_tables.files import Problem, TablesRefused, read_header
from jitco_portal.common.csv_tables.tables import LoadReport
from organizations.models import Organization
from organizations.services.loading import sending, supervising

LOADERS = {Organization.Kind.SENDING: sending, Organization.Kind.SUPERVISING: supervising}
# What only one kind of file has.
TELLTALES = {Organization.Kind.SENDING: "listing_status", Organization.Kind.SUPERVISING: "permit_number"}

__all__ = ["LOADERS", "load_organizations"]


def load_organizations(*, path: Path, kind: str | None = None) -> list[LoadReport]:
    """Add and update the organizations of a CSV file; raise TablesRefused with every fault, nothing written.

    Without ``kind`` the header tells it. To be called within one transaction (``load_at_once``).
    """
    return LOADERS[Organization.Kind(kind or _kind_of(path))].load(path)


def _kind_of(path: Path) -> str:
    header = read_header(path)
    kinds = [kind for kind, column in TELLTALES.items() if column in header]
    if len(kinds) != 1:
        text = "the header tells neither sending organizations (listing_status) nor supervising ones (permit_number)"
        raise TablesRefused([Problem(path.name, 1, None, text)])
    return kinds[0]
