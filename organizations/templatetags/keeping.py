"""The basket and the shortlists on pages of organizations."""

from typing import Any

from django import template

from organizations.models import Organization
from organizations.queries.basket import basket_of
from organizations.queries.shortlists import own_editable

register = template.Library()


@register.inclusion_tag("organizations/basket/_basket.html", takes_context=True)
def compare_basket(context: Any) -> dict[str, Any]:
    """Once on a page that has buttons of the basket; one query at most, none where it is empty."""
    request = context["request"]
    return {"basket": basket_of(request), "next": request.get_full_path()}


@register.inclusion_tag("organizations/basket/_button.html", takes_context=True)
def basket_button(context: Any, organization: Organization) -> dict[str, Any]:
    """Puts a sending organization into the basket, or takes it out; the page has ``compare_basket`` too."""
    basket = basket_of(context["request"])
    return {"organization": organization, "in_basket": organization.public_id in basket}


@register.inclusion_tag("organizations/shortlists/_save.html", takes_context=True)
def save_to_shortlist(context: Any, organization: Organization) -> dict[str, Any]:
    """For who edits for an organization; one query for them, none for others."""
    request = context["request"]
    groups = own_editable(user=request.user, listed=organization)
    return {"organization": organization, "shortlists": groups, "next": request.get_full_path()}
