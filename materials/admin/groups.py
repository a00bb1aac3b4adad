"""The headings of the index under which all of materials and enquiries stands."""

from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.site import IndexGroup

MATERIALS = IndexGroup(68, "materials", _("Materials"))
ENQUIRIES = IndexGroup(69, "enquiries", _("Orders and enquiries"))
