"""Draws an address as a QR code: a piece of SVG without a style of its own."""

from __future__ import annotations

import segno


def draw_qr_code(address: str) -> str:
    """The SVG, black on white whatever the theme, so that every telephone reads it."""
    made = segno.make(address, error="m")
    return str(made.svg_inline(border=4, dark="#000", light="#fff", svgclass="pa-qr", lineclass=None, omitsize=True))
