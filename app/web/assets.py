"""Serves our own and vendored files under names with a hash of their content, so that browsers keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import segno
from markupsafe import Markup

STATIC = Path(__file__).parent / "static"
SERVED_PATTERNS = ("fonts/*.woff2", "vendor/*.js", "*.js", "*.svg", "vendor/*.css", "*.css")
"""Fonts come before the style sheets that name them."""

_ICON_FRAME = re.compile(r'<svg[^>]*>|</svg>|<path stroke="none"[^>]*/>|\s+(?=<|$)', re.DOTALL)
_REFERENCE = re.compile(rb"url\((fonts/[\w.-]+)\)")


@dataclass(frozen=True)
class Asset:
    """One file, ready to send; `packed` is its gzip, or None where that gains nothing."""

    url_name: str
    body: bytes
    packed: bytes | None
    media_type: str


@cache
def assets_by_name() -> dict[str, Asset]:
    """Every served file by its plain name ("app.css"); read once, references inside style sheets included."""
    assets_by_name: dict[str, Asset] = {}
    for pattern in SERVED_PATTERNS:
        for path in sorted(STATIC.glob(pattern)):
            name = path.relative_to(STATIC).as_posix()
            assets_by_name[name] = _build_asset(name, _use_hashed_names_in_css(path.read_bytes(), assets_by_name))
    return assets_by_name


@cache
def assets_by_url_name() -> dict[str, Asset]:
    """The same files by the name they are served under ("app.1f2e3d4c5b.css")."""
    return {asset.url_name: asset for asset in assets_by_name().values()}


def _build_asset(name: str, body: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    packed = None if suffix == "woff2" else gzip.compress(body, mtime=0)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(f"{stem}.{digest}.{suffix}", body, packed, "font/woff2" if suffix == "woff2" else media_type)


def _use_hashed_names_in_css(body: bytes, assets_by_name: dict[str, Asset]) -> bytes:
    def build_hashed_reference(match: re.Match[bytes]) -> bytes:
        return b"url(" + assets_by_name[match[1].decode()].url_name.encode() + b")"

    return _REFERENCE.sub(build_hashed_reference, body)


@cache
def read_icon_strokes(name: str) -> Markup:
    """The strokes of the icon `name`, without its frame; an unknown name is a fault of ours."""
    drawing = (STATIC / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(_ICON_FRAME.sub("", drawing))  # noqa: S704 - a file of ours, never what somebody wrote


@lru_cache(maxsize=1024, typed=True)
def draw_icon(name: str, label: str | None = None, small: bool = False, more: str = "") -> Markup:  # noqa: FBT001, FBT002 - as templates call it
    """The icon `name`, which `label` describes to those who listen; without one it is hidden from them."""
    classes = f"pa-icon{' pa-icon-sm' if small else ''}{f' {more}' if more else ''}"
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
        'stroke-linejoin="round" {}>{}</svg>'
    ).format(classes, spoken, read_icon_strokes(name))


@lru_cache(maxsize=128)
def render_qr_code_svg(address: str) -> str:
    """The SVG, black on white whatever the theme, so that every telephone reads it; kept, for it takes six milliseconds."""
    made = segno.make(address, error="m")
    return str(made.svg_inline(border=4, dark="#000", light="#fff", svgclass="pa-qr", lineclass=None, omitsize=True))
