"""Events out of JSON: halves of surrogate pairs are mended, depth is bounded, an event that is not valid is rejected with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from msgspec import ValidationError, convert

from app.intake.activities import CloudEvent, Rejection

_ESCAPE = re.compile(
    rb"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # a whole pair
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    rb"|\\."  # any other escape, a backslash's own included
)
_STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_DEPTH_CHANGES = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OTHER_BYTES = bytes(set(range(256)) - set(_DEPTH_CHANGES))

MAX_DEPTH = 64
"""Arrays and objects inside one another in one activity. Each version of Python has another limit of its own."""
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"


def parse_cloud_event(members: Mapping[str, object], event_id: str | None) -> CloudEvent | Rejection:
    """The event with these members, or its rejection with the pointer of what is wrong."""
    try:
        return convert(members, CloudEvent)
    except ValidationError as wrong:
        return build_rejection(wrong, event_id)


def build_rejection(wrong: ValidationError, event_id: str | None) -> Rejection:
    """The rejection that a validation error means."""
    pointer, reason = parse_validation_error(wrong)
    return Rejection("refused", reason, pointer, event_id)


def replace_lone_surrogates(text: bytes) -> bytes:
    """`text` with each half of a surrogate pair turned into NUL.

    Programs that cut a message short cut emoji in two. In a text that nobody keeps, such a half must not cost an
    activity; in an id it is refused as NUL is.
    """
    if b"\\ud" not in text and b"\\uD" not in text:
        return text
    return _ESCAPE.sub(lambda escape: b"\\u0000" if escape[2] else escape[0], text)


def is_nested_too_deep(text: bytes) -> bool:
    """Whether arrays and objects stand inside one another more than `MAX_DEPTH` deep; brackets in strings do not count."""
    if text.count(b"[") + text.count(b"{") <= MAX_DEPTH:
        return False
    brackets = _STRING.sub(b"", text).translate(None, _OTHER_BYTES)
    return max(accumulate(map(_DEPTH_CHANGES.__getitem__, brackets)), default=0) > MAX_DEPTH


def parse_validation_error(error: Exception) -> tuple[str | None, str]:
    """The JSON pointer (RFC 6901) and the sentence of a validation error."""
    reason, _, place = str(error).partition(" - at `$")
    steps = [name or index for name, index in _STEP.findall(place.rstrip("`"))]
    return ("".join(f"/{step}" for step in steps) or None), f"{reason.replace('`', '')}."
