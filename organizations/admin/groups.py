"""Headings of the index, and the search that every list of rows of an organization shares."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.site import IndexGroup
from organizations.queries.search import found_organizations

WAITING = IndexGroup(5, "waiting", _("Waiting for the Affairs Dept."))
MEMBERS = IndexGroup(8, "members", _("Members and requests"))
STANDING = IndexGroup(40, "standing", _("Sending organizations and standing"))
LISTS = IndexGroup(50, "lists", _("Lists of governments"))
SUPERVISING = IndexGroup(60, "supervising", _("Supervising organizations"))
OPERATIONS = IndexGroup(70, "operations", _("Job categories"))


def organization_named(path: str) -> Callable[[str], Q]:
    """A search for the organization at the end of ``path``, as the public lists search (`further_searches`)."""
    return partial(found_organizations, path=path)
