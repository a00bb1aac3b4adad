"""Reading a page as its reader or the browser does."""

import re


def text_of(answer):
    text = re.sub(r"<(svg|script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def hidden_fields(answer):
    """What the browser sends of a page whose fields are hidden."""
    fields = re.findall(r"<input[^>]*>", answer.content.decode())
    found = {}
    for field in fields:
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if attributes.get("type") == "hidden" and attributes["name"] != "csrfmiddlewaretoken":
            found[attributes["name"]] = attributes.get("value", "")
    return found
