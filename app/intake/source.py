"""What an adapter is: it recognises what one kind of RSE sends, and reads it as CloudEvents that carry activities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.intake.activities import CloudEvent, Rejection

ParsedItem = CloudEvent | Rejection
"""An event that could be read, or why it could not."""


@dataclass(frozen=True)
class RawRequest:
    """What came over HTTP: its media type, its headers by name in lower case, its body unpacked."""

    media_type: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class ParsedBatch:
    """What was in a parcel, in order. A lone event answers for the whole request, one of several for itself."""

    items: list[ParsedItem]
    is_lone: bool = False


@dataclass(frozen=True)
class Adapter:
    """One way of speaking. `read` raises a ServiceError only when nothing at all can be made of the parcel."""

    name: str
    recognises: Callable[[RawRequest], bool]
    read: Callable[[RawRequest], ParsedBatch]
