"""A badge as a picture that stands alone: SVG, and PNG made of it, the same bytes every time."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib import import_module

from app.web.assets import read_icon_strokes
from badges.credentials.wording import choose_language, localise_words
from badges.medal import OUTLINES, MedalColour, MedalShape
from badges.models import BadgeVersion

COLOURS = {
    MedalColour.PETROLE: "#0b5d69",
    MedalColour.CORAIL: "#ad3519",
    MedalColour.AMBRE: "#8a5a00",
    MedalColour.VERT: "#1d7348",
    MedalColour.PRUNE: "#6b3a6e",
}
"""The colours of the light theme: a picture of its own has no style sheet."""

SIDE = 512
"""The width of a picture, in pixels."""
SIDES = (128, SIDE, 1024)
"""The widths that a public page offers."""

_PAGE = """
#set page(width: 72pt, height: 72pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.drawing), format: "svg", width: 72pt)
"""
_PREVIEW = """
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: rgb("#f7f6f2"))
#align(center + horizon, image(bytes(sys.inputs.drawing), format: "svg", width: 500pt))
"""
POINTS_PER_INCH = 72


def draw_badge(badge: BadgeVersion) -> str:
    """The SVG of a badge, with its name in the language of its credentials."""
    title = localise_words(badge.name, choose_language(badge))
    return draw_svg(title, shape=badge.shape, colour=badge.colour, icon=badge.icon)


def draw_svg(title: str, *, shape: str, colour: str, icon: str) -> str:
    """The drawing as an SVG file, with its title for those who do not see it."""
    outline, filling = OUTLINES[MedalShape(shape)], COLOURS[MedalColour(colour)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 64 64" role="img">'
        f'<title>{escape(title)}</title><path fill="{filling}" d="{outline}"/>'
        '<g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f'<path stroke-width="1.2" d="{outline}" transform="translate(4.5 4.5) scale(.86)"/>'
        f'<g transform="translate(15.2 15.2) scale(1.4)">{read_icon_strokes(icon)}</g></g></svg>'
    )


@lru_cache(maxsize=64)
def draw_png(svg: str, side: int) -> bytes:
    """The drawing as a square PNG of so many pixels, transparent around it."""
    return _render_png(_PAGE, svg, side)


@lru_cache(maxsize=16)
def draw_preview(svg: str) -> bytes:
    """The picture that a shared link shows: the drawing on the ground of our pages, 1200 by 630."""
    return _render_png(_PREVIEW, svg, POINTS_PER_INCH)


def _render_png(template: str, svg: str, resolution: int) -> bytes:
    # Loaded with the first picture: no other process needs its 84 MB.
    rendered: bytes = import_module("typst").compile(
        template.encode(), format="png", ppi=resolution, ignore_system_fonts=True, sys_inputs={"drawing": svg}
    )
    return rendered
