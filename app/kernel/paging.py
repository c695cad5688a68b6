"""Pages by an opaque cursor: the position after the last item shown, never a page number that moves."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import marshmallow as ma
import orjson

from app.kernel.errors import Gone, ServiceError
from app.kernel.schema import Schema

Item = TypeVar("Item")


CURSOR_IN_DOCUMENT = {"pattern": "^[A-Za-z0-9_-]*$", "description": "As an earlier answer gave it."}
"""What the OpenAPI document says of a cursor: the service takes none that it did not give."""


class PageQuery(Schema):
    """Which page, and how long."""

    cursor = ma.fields.Str(load_default=None, metadata=CURSOR_IN_DOCUMENT)
    limit = ma.fields.Int(load_default=50, validate=ma.validate.Range(1, 100))


class BadCursor(ServiceError):
    """The cursor is not one that this service gave: start from the first page."""

    problem = "bad-cursor"


class CursorOfAnotherDatabase(Gone):
    """The database was moved, or put back to an older copy, since the cursor was given: start anew, as the address describes."""

    problem = "cursor-of-another-database"


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some items and the cursor of the next page, None on the last."""

    items: Sequence[Item]
    next_cursor: str | None


def encode_cursor(place: Sequence[int | str]) -> str:
    """An opaque, URL-safe text for the position after an item."""
    return base64.urlsafe_b64encode(orjson.dumps(list(place))).rstrip(b"=").decode()


def parse_cursor(cursor: str, *, parts: int) -> list[int | str]:
    """The position of `cursor`; BadCursor when it is not one of ours with that many parts."""
    try:
        place = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as wrong:
        raise BadCursor("This cursor is not one that this address gave: start from the first page.") from wrong
    if not isinstance(place, list) or len(place) != parts:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place
