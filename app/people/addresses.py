"""Accepts only addresses of this service from forms and links, so that no link leads a person elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit


def parse_internal_path(wanted: str | None, *, instead: str) -> str:
    """`wanted` when it is a path of this service, `instead` for anything that could lead elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return instead
    if "\\" in wanted or any(ord(sign) < 32 for sign in wanted):
        return instead
    parts = urlsplit(wanted)
    return instead if parts.scheme or parts.netloc else wanted
