"""The heading of the index under which all of events stands."""

from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.site import IndexGroup

SEMINARS = IndexGroup(67, "seminars", _("Seminars and tours"))
