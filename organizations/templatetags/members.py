"""What pages say of members and requests."""

import datetime
from typing import Any

from django import template
from django.utils import timezone

from jitco_portal.common.shown_dates import shown_date
from organizations.models import ListingApplication, Organization
from organizations.queries.members import membership_in
from organizations.queries.requests import days_left

register = template.Library()
register.filter(days_left)


@register.filter
def day(moment: datetime.datetime | None) -> str:
    """The day of a moment, in the reader's time zone."""
    return shown_date(timezone.localdate(moment)) if moment else ""


@register.filter
def has_passed(moment: datetime.datetime) -> bool:
    return moment <= timezone.now()


@register.filter
def all_names(application: ListingApplication) -> list[str]:
    """Each name once, English first."""
    names = (application.name_en, application.name_local, application.name_ja, application.name_kana)
    return list(dict.fromkeys(name for name in names if name))


@register.inclusion_tag("organizations/members/_claim_link.html", takes_context=True)
def claim_link(context: Any, organization: Organization) -> dict[str, Any]:
    """For visitors and people who do not act for it; staff have the desk. Asks the database nothing."""
    request = context.get("request")
    user = getattr(request, "user", None)
    can_be_claimed = organization.is_published and not organization.merged_into_id
    is_offered = bool(user) and can_be_claimed and not user.is_staff and membership_in(user, organization) is None
    return {"organization": organization, "is_offered": is_offered}
