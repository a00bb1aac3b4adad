"""What mails need beside the page's tags: whole addresses, in the language of the mail."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def site_link(name: str, *args, **kwargs) -> str:
    """The whole address of a page, in the language of the mail."""
    return settings.SITE_URL + reverse(name, args=args, kwargs=kwargs)


@register.simple_tag
def mail_leaves() -> bool:
    """Whether this installation sends mails at all."""
    return settings.MAIL_LEAVES
