"""The drawings of the icons, read once, for the macro that puts them into pages."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from app.web.assets import STATIC

_FRAME = re.compile(r'<svg[^>]*>|</svg>|<path stroke="none"[^>]*/>|\s+(?=<|$)', re.DOTALL)


@cache
def icon_strokes(name: str) -> Markup:
    """The strokes of the icon called `name`, without their frame; an unknown name is a fault of ours."""
    drawing = (STATIC / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(_FRAME.sub("", drawing))  # noqa: S704 - a file of ours, never what somebody wrote
