"""Undoes the packing of a request's body, never past what one request may carry."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

from app.intake.limits import LARGEST_BODY
from app.kernel.errors import ServiceError, TooLarge, UnsupportedType


class Unreadable(ServiceError):
    """Nothing can be made of the body: it is not what its headers say it is."""


def unpack(body: bytes, encoding: str) -> bytes:
    """`body` as it was before its Content-Encoding; TooLarge as soon as it has grown past the limit."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise UnsupportedType(f"The Content-Encoding {encoding[:40]!r} is not read here: send gzip, or none.")
    try:
        plain = gzip.GzipFile(fileobj=BytesIO(body)).read(LARGEST_BODY + 1)
    except (EOFError, OSError, zlib.error) as wrong:
        raise Unreadable("The body is not whole gzip.") from wrong
    if len(plain) > LARGEST_BODY:
        raise too_large()
    return plain


def too_large() -> TooLarge:
    """What is said of a body that holds more than one request may."""
    return TooLarge(f"More than {LARGEST_BODY // 1024 // 1024} MiB in one request: send it in several.")
