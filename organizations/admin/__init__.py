"""The desk for organizations: one file per subject; the order here is the order on the index."""

from organizations.admin import proposals, requests, members, organizations, standing  # noqa: F401, I001
from organizations.admin import lists, supervising, figures, operations  # noqa: F401
from organizations.admin import look_ups, rechecks, shortlists  # noqa: F401
from organizations.admin import country_measure_pages  # noqa: F401
from organizations.admin import duplicates, list_headings, list_imports, merges  # noqa: F401
