"""How much one request may carry, and its body decompressed, never past that."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

from app.kernel.errors import ServiceError, TooLarge, UnsupportedMediaType

MAX_BODY_BYTES = 8 * 1024 * 1024
"""Bytes in a request, counted after gzip is undone."""

MAX_ITEMS = 5_000
"""Activities in a request."""

MAX_ITEM_BYTES = 64 * 1024
"""Bytes in one activity with its envelope."""

MAX_VALUES = 1_000_000
"""Values in a batch: many times what its activities need, few enough to be cheap to refuse."""


class UnreadableBody(ServiceError):
    """Nothing can be made of the body: it is not what its headers say it is."""

    problem = "unreadable-body"


def decompress_body(body: bytes, encoding: str) -> bytes:
    """`body` as it was before its Content-Encoding; TooLarge as soon as it has grown past the limit."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise UnsupportedMediaType(f"The Content-Encoding {encoding[:40]!r} is not read here: send gzip, or none.")
    try:
        plain = gzip.GzipFile(fileobj=BytesIO(body)).read(MAX_BODY_BYTES + 1)
    except (EOFError, OSError, zlib.error) as wrong:
        raise UnreadableBody("The body is not whole gzip.") from wrong
    if len(plain) > MAX_BODY_BYTES:
        raise build_body_too_large_error()
    return plain


def build_body_too_large_error() -> TooLarge:
    """The error of a body that is larger than one request may be."""
    return TooLarge(f"More than {MAX_BODY_BYTES // 1024 // 1024} MiB in one request: send it in several.")
