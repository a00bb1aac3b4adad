"""``{% panel_body panel %}``: the part of a page that another app fills through the registry."""

from django import template
from django.template.loader import render_to_string

from jitco_portal.common.registry import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def panel_body(context, panel: Panel):
    return render_to_string(panel.template, panel.context, request=context.get("request"))
