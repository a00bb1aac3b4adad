"""What a person knows their browser by, from the long line by which it names itself."""

from django.utils.translation import gettext as _

# The first that is found: most name others beside themselves.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """``Firefox, Windows``, or a word for what names itself otherwise."""
    named = [next((name for part, name in parts if part in user_agent), "") for parts in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named)) or _("unknown browser")
