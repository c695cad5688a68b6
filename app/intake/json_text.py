"""Events out of JSON: halves of surrogate pairs are mended, depth is bounded, an event that is not valid is rejected with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from msgspec import DecodeError, ValidationError, convert
from msgspec.json import decode

from app.intake.activities import CloudEvent, Rejection
from app.intake.event_forms import UnreadableContent, complete_event_members
from app.intake.request_body import UnreadableBody
from app.kernel.schema import JsonObject

_ESCAPE = re.compile(
    rb"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # a whole pair
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    rb"|\\."  # any other escape, a backslash's own included
)
_STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SIGN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
_DEPTH_CHANGES = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OTHER_BYTES = bytes(set(range(256)) - set(_DEPTH_CHANGES))

MAX_DEPTH = 64
"""Arrays and objects inside one another in one activity. Each version of Python has another limit of its own."""
MAX_BRACKETS = 400_000
"""Brackets in a batch in which something is nested too deep: more are not looked through."""
LARGEST_NUMBER = 2**63
"""What a database counts to."""
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"


def parse_cloud_event(members: Mapping[str, object], event_id: str | None) -> CloudEvent | Rejection:
    """The event with these members, in whatever form they are, or its rejection with the pointer of what is wrong."""
    try:
        return convert(complete_event_members(members), CloudEvent)
    except UnreadableContent as wrong:
        return Rejection("refused", str(wrong), "/data_base64", event_id)
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


def is_nested_too_deep(text: bytes, most: int = MAX_DEPTH) -> bool:
    """Whether arrays and objects stand inside one another more than `most` deep; brackets in strings do not count."""
    if text.count(b"[") + text.count(b"{") <= most:
        return False
    brackets = _STRING.sub(b"", text).translate(None, _OTHER_BYTES)
    return max(accumulate(map(_DEPTH_CHANGES.__getitem__, brackets)), default=0) > most


def parse_json_body(body: bytes) -> object:
    """The JSON of a request of a network: halves of surrogate pairs are mended, and what is nested far too deep is left empty.

    A network that hears an error for one strange message sends the same again, and nothing newer meanwhile: UnreadableBody
    is for what is no JSON at all.
    """
    text = replace_lone_surrogates(body)
    try:
        try:
            return decode(text)
        except RecursionError:
            return decode(empty_deep_values(text))
    except (DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise UnreadableBody(f"The body is not JSON: {wrong}.") from wrong


def get_object(members: Mapping[str, object], name: str) -> JsonObject:
    """A member that should be an object; an empty one in place of anything else."""
    value = members.get(name)
    return value if isinstance(value, dict) else {}


def get_objects(members: Mapping[str, object], name: str) -> list[JsonObject]:
    """The objects in a member that should be a list of them; anything else is left out."""
    value = members.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def get_text(members: Mapping[str, object], name: str) -> str:
    """A member that should be a text; an empty one in place of anything else."""
    value = members.get(name)
    return value if isinstance(value, str) else ""


def empty_deep_values(text: bytes, most: int = MAX_DEPTH) -> bytes:
    """The text with every array and object that stands `most` deep left empty."""
    kept, depth, start = bytearray(), 0, 0
    for sign in _SIGN.finditer(text):
        change = _DEPTH_CHANGES.get(sign[0][0], 0)
        if change == -1 and depth == most:
            start = sign.start()
        depth += change
        if change == 1 and depth == most:
            kept += text[start : sign.end()]
    return bytes(kept + text[start:])


def split_array_nested_too_deep(text: bytes) -> list[bytes] | None:
    """The items of a JSON array, cut without reading them, so that the one that is too deep costs no other; None for no array."""
    text = text.strip()
    if not (text.startswith(b"[") and text.endswith(b"]")) or text.count(b"[") + text.count(b"{") > MAX_BRACKETS:
        return None
    items, depth, start = [], 0, 1
    for sign in _SIGN.finditer(text):
        depth += _DEPTH_CHANGES.get(sign[0][0], 0)
        if (depth == 1 and sign[0] == b",") or depth == 0:
            items.append(text[start : sign.start()].strip())
            start = sign.end()
    return items


def parse_validation_error(error: Exception) -> tuple[str | None, str]:
    """The JSON pointer (RFC 6901) and the sentence of a validation error."""
    reason, _, place = str(error).partition(" - at `$")
    steps = [name or index for name, index in _STEP.findall(place.rstrip("`"))]
    return ("".join(f"/{step}" for step in steps) or None), f"{reason.replace('`', '')}."


def get_number(members: Mapping[str, object], name: str) -> int:
    """A member that should be a positive whole number; 0 in place of anything else."""
    value = members.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < LARGEST_NUMBER else 0
