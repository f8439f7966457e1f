"""Outside the usual files of a slice: a link as a square to point a telephone at, drawn by us. Pure."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def square_of(address: str) -> SafeString:
    """An SVG with the white border that a camera needs; a crease or a stain may take an eighth of it."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)
