"""Less usual forms of an event: data in base64, moments without seconds, and extension attributes that came as text."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping

from msgspec import DecodeError
from msgspec.json import decode

MOMENT_WITHOUT_SECONDS = re.compile(r"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d)([Zz]|[+-]\d\d:\d\d)")
"""ActivityStreams lets a moment end with its minutes; RFC 3339 does not."""

BOOLEANS: Mapping[object, bool] = {"true": True, "false": False}


class UnreadableContent(Exception):
    """The `data_base64` of an event is not base64, or holds no JSON."""


def complete_event_members(members: Mapping[str, object]) -> dict[str, object]:
    """The members of an event in their usual form; UnreadableContent when its data cannot be read. What is wrong stays as it is."""
    event = dict(members)
    if "data" not in event and event.get("data_base64") is not None:
        event["data"] = _decode_base64_content(event["data_base64"])
    _complete_moment(event, "time")
    if isinstance(event.get("moderation"), str):
        event["moderation"] = BOOLEANS.get(str(event["moderation"]).casefold(), event["moderation"])
    if isinstance(event.get("data"), dict):
        event["data"] = activity = dict(event["data"])  # type: ignore[call-overload]  # it is a dict, by the line before
        _complete_moment(activity, "published")
    return event


def _complete_moment(members: dict[str, object], name: str) -> None:
    text = members.get(name)
    if isinstance(text, str) and (moment := MOMENT_WITHOUT_SECONDS.fullmatch(text)):
        members[name] = f"{moment[1]}:00{moment[2]}"


def _decode_base64_content(text: object) -> object:
    if not isinstance(text, str):
        raise UnreadableContent("data_base64 is a text.")
    try:
        return decode(b64decode(text, validate=True))
    except (NotBase64, ValueError) as wrong:
        raise UnreadableContent("data_base64 is not base64.") from wrong
    except (DecodeError, RecursionError) as wrong:
        raise UnreadableContent(f"data_base64 holds no JSON: {wrong}.") from wrong
