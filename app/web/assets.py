"""Serves our own and vendored files under names made of their content, so that browsers keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
SERVED = ("fonts/*.woff2", "vendor/*.js", "*.js", "*.svg", "vendor/*.css", "*.css")
"""Fonts come before the style sheets that name them."""

_REFERENCE = re.compile(rb"url\((fonts/[\w.-]+)\)")


@dataclass(frozen=True)
class Asset:
    """One file, ready to send; `packed` is its gzip, or None where that gains nothing."""

    url_name: str
    body: bytes
    packed: bytes | None
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Every served file by its plain name ("app.css"); read once, references inside style sheets included."""
    found: dict[str, Asset] = {}
    for pattern in SERVED:
        for path in sorted(STATIC.glob(pattern)):
            name = path.relative_to(STATIC).as_posix()
            found[name] = _asset(name, _with_hashed_references(path.read_bytes(), found))
    return found


@cache
def by_url_name() -> dict[str, Asset]:
    """The same files by the name they are served under ("app.1f2e3d4c5b.css")."""
    return {asset.url_name: asset for asset in assets().values()}


def _asset(name: str, body: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    packed = None if suffix == "woff2" else gzip.compress(body, mtime=0)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(f"{stem}.{digest}.{suffix}", body, packed, "font/woff2" if suffix == "woff2" else media_type)


def _with_hashed_references(body: bytes, known: dict[str, Asset]) -> bytes:
    def rename(match: re.Match[bytes]) -> bytes:
        return b"url(" + known[match[1].decode()].url_name.encode() + b")"

    return _REFERENCE.sub(rename, body)
