"""Texts that staff write in Markdown, as HTML that can do no harm."""

import unicodedata

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

# A chapter's own headings stand below the page's (h1) and the chapter's (h2).
TOP_HEADING = 3
LOWEST_HEADING = 6
TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def _mark_emphasis(state: StateInline, silent: bool) -> bool:
    """A run of asterisks opens or closes emphasis; underscores are left to the rule that was here.

    Japanese has no spaces: beside its letters and brackets asterisks count as beside a space, else
    the emphasis of ``**見本国（架空）**に`` would stay asterisks.
    """
    if silent or state.src[state.pos] != "*":
        return emphasis.tokenize(state, silent)
    rest = state.src[state.pos : state.posMax]
    length = len(rest) - len(rest.lstrip("*"))
    before = state.src[state.pos - 1] if state.pos else " "
    after = rest[length:][:1] or " "
    opens = not after.isspace() and (not _is_punctuation(after) or _parts(before))
    closes = not before.isspace() and (not _is_punctuation(before) or _parts(after))
    for _number in range(length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(marker=ord("*"), length=length, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos += length
    return True


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and not _is_wide(character)


def _parts(character: str) -> bool:
    return character.isspace() or _is_punctuation(character) or _is_wide(character)


_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_markdown.inline.ruler.at("emphasis", _mark_emphasis)


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
