"""What a file is read for in the background: its text, by which it is found, and pictures of its pages."""

from __future__ import annotations


def prepare_file(*, file_pk: int) -> None:
    """Read the text and the pages of a file, and keep what they are."""
