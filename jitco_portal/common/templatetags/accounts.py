"""What the header and the account pages need beside the page's tags."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from jitco_portal.common.accounts import browsers

register = template.Library()


@register.filter
def browser_name(user_agent: str) -> str:
    return browsers.browser_name(user_agent)


@register.simple_tag(takes_context=True)
def log_in_url(context) -> str:
    """The log-in, and from there back to the page that is read; account pages and errors are no place to return to."""
    request, url = context.get("request"), reverse("account_login")
    match = getattr(request, "resolver_match", None)
    if match is None or request.method != "GET" or request.path.startswith(reverse("account_overview")):
        return url
    return f"{url}?{urlencode({'next': request.get_full_path()})}"
