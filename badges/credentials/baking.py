"""Puts a signed badge into its picture, where programs that read badges look for it."""

from __future__ import annotations

import struct
import zlib
from html import escape

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_END_OF_HEADER = 33
"""A PNG begins with eight bytes and the chunk IHDR, which has thirteen bytes of content."""


def bake_png(picture: bytes, jwt: str) -> bytes:
    """The picture with the badge in one iTXt chunk, uncompressed; every pixel stays."""
    content = b"iTXt" + KEYWORD + b"\0\0\0\0\0" + jwt.encode()
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return picture[:_END_OF_HEADER] + chunk + picture[_END_OF_HEADER:]


def bake_svg(picture: str, jwt: str) -> str:
    """The drawing with the badge as its first element."""
    opening, closing, rest = picture.partition(">")
    named = f'{opening} xmlns:openbadges="{NAMESPACE}"{closing}'
    return f'{named}<openbadges:credential verify="{escape(jwt)}"/>{rest}'
