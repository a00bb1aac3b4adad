"""Headings of the index, and the search that every list of rows of an organization shares."""

from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.site import IndexGroup

WAITING = IndexGroup(5, "waiting", _("Waiting for the Affairs Dept."))
MEMBERS = IndexGroup(8, "members", _("Members and requests"))
STANDING = IndexGroup(40, "standing", _("Sending organizations and standing"))
LISTS = IndexGroup(50, "lists", _("Lists of governments"))
SUPERVISING = IndexGroup(60, "supervising", _("Supervising organizations"))
OPERATIONS = IndexGroup(70, "operations", _("Job categories"))


def names_of(path: str) -> tuple[str, str]:
    """Search fields for the organization at the end of ``path``."""
    return f"{path}__public_id", f"{path}__folded_names"
