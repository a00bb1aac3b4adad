"""Texts that staff write in Markdown, as HTML that can do no harm."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A chapter's own headings stand below the page's (h1) and the chapter's (h2).
TOP_HEADING = 3
LOWEST_HEADING = 6
TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def render_markdown(text: str) -> SafeString:
    """HTML of ``text``: no markup of its own comes through, links lead to web and mail addresses only."""
    tokens = _markdown.parse(text)
    _lower_headings(tokens)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above


def _lower_headings(tokens: list[Token]) -> None:
    """The highest heading of the text becomes the first that a chapter may have, whatever it was written as."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=TOP_HEADING)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + TOP_HEADING, LOWEST_HEADING)}"
