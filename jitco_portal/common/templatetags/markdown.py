"""``{{ text|markdown }}``: a text that staff wrote in Markdown."""

from django import template

from jitco_portal.common.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str):
    return render_markdown(text or "")
