"""For which organizations a person acts or acted, on the person's page at the desk."""

from typing import Any

from django.utils.translation import gettext as _

from jitco_portal.common.registry import Panel
from organizations.models import Membership


def person_panel(user: Any) -> Panel:
    rows = Membership.objects.filter(user=user).select_related("organization").order_by("-from_on", "-pk")
    return Panel(
        title=_("Memberships"),
        anchor="memberships",
        template="admin/organizations/membership/_of_person.html",
        context={"memberships": list(rows)},
    )
