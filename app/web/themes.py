"""Light, dark, or as the device says: a choice kept by the browser, never a fact about a person."""

from __future__ import annotations

from flask import request

COOKIE = "theme"
THEMES = ("system", "light", "dark")


def theme() -> str:
    """The choice of this browser; the device decides when there is none."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"
