"""The desk for organizations: one file per subject; the order here is the order on the index."""

from organizations.admin import organizations, standing, lists, supervising, figures, operations  # noqa: F401, I001
