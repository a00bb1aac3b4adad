"""A QR code as a drawing within the page: nothing is asked of another host."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """Black on nothing, as wide as its box; a part of it may be covered or torn (level M)."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=4, svgclass="qr-code", lineclass=None
    )
    # What stands beside it says what it is; it is for cameras only.
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
