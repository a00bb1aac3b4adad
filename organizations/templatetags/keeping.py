"""The basket on pages of organizations."""

from typing import Any

from django import template

from organizations.models import Organization
from organizations.queries.basket import basket_of

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
