"""EMAIL_URL and MAIL_FROM, read for the settings: which server takes our mail, and who it says it is from."""

import re
import warnings
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, urlsplit

import dj_email_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

# Scheme: port unless given, and how the line is sealed.
_SCHEMES = {"smtp": (25, None), "submission": (587, "EMAIL_USE_TLS"), "smtps": (465, "EMAIL_USE_SSL")}
_HERE = {"localhost", "127.0.0.1", "::1"}
_TIMEOUT = 30
_EXAMPLE = "submission://user:password@mail.example.org:587"


def mail_server(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings; the address may carry a password, so no refusal repeats it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        with warnings.catch_warnings():  # it means STARTTLS by smtps:// and says that this will go
            warnings.simplefilter("ignore", UserWarning)
            found = dj_email_url.parse(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: is it {_EXAMPLE}?") from error
    if parts.scheme not in _SCHEMES or not host or not re.fullmatch(r"[A-Za-z0-9._:-]+", host) or port == 0:
        raise ImproperlyConfigured(
            f"EMAIL_URL must begin with smtp://, submission:// or smtps:// and name a host, as in {_EXAMPLE}"
        )
    options = parse_qs(parts.query, keep_blank_values=True)
    if parts.path not in ("", "/") or parts.fragment or set(options) - {"timeout"}:
        raise ImproperlyConfigured("EMAIL_URL: after the host there may stand ?timeout=SECONDS and nothing else.")
    if bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured("EMAIL_URL needs both user and password, or neither.")
    usual_port, seal = _SCHEMES[parts.scheme]
    if parts.password and not seal and host not in _HERE:
        raise ImproperlyConfigured(
            "EMAIL_URL: smtp:// would send the password in the clear; use submission:// or smtps://"
        )
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or usual_port,
        "EMAIL_HOST_USER": found["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": found["EMAIL_HOST_PASSWORD"] or "",
        "EMAIL_USE_TLS": seal == "EMAIL_USE_TLS",
        "EMAIL_USE_SSL": seal == "EMAIL_USE_SSL",
        "EMAIL_TIMEOUT": _timeout((options.get("timeout") or [str(_TIMEOUT)])[-1]),
    }


def sender(value: str) -> str:
    """``address`` or ``Name <address>``, as MAIL_FROM has it."""
    _name, address = parseaddr(value)
    try:
        validate_email(address)
        sound = value.isprintable() and value in (address, f"{value.partition('<')[0]}<{address}>")
    except ValidationError:
        sound = False
    if not sound:
        raise ImproperlyConfigured(f"MAIL_FROM: {value!r} is neither an e-mail address nor “Name <address>”.")
    return value


def _timeout(given: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", given) or not 1 <= int(given) <= 300:
        raise ImproperlyConfigured(f"EMAIL_URL: timeout must be a whole number from 1 to 300 (seconds), not {given!r}.")
    return int(given)
