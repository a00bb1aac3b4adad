"""Secrets that stand in the database encrypted: who reads a copy of it cannot act as the people in it."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The text was encrypted under another SECRET_KEY, or was damaged."""


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode("ascii")


def decrypt(text: str) -> str:
    """The text as it was, or Unreadable."""
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    """Derived from SECRET_KEY; keys that were in use before it still read."""
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors")
    derived = kdf.derive(secret if isinstance(secret, bytes) else secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
