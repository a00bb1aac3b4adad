"""Whether htmx asks for a fragment of a page."""


def is_htmx(request) -> bool:
    """A fragment is wanted; a page that the browser restores from its history is wanted whole."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
