"""Two things about JSON that its decoder leaves to us: halves of surrogate pairs, and saying where an error is."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    rb"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # a whole pair
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    rb"|\\."  # any other escape, a backslash's own included
)
_STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")


def with_whole_pairs(text: bytes) -> bytes:
    """`text` with each half of a surrogate pair turned into NUL.

    Programs that cut a message short cut emoji in two. Such a half in what nobody keeps must not cost an
    activity, and in an id it is refused as NUL is.
    """
    if b"\\ud" not in text and b"\\uD" not in text:
        return text
    return _ESCAPE.sub(lambda escape: b"\\u0000" if escape[2] else escape[0], text)


def pointer_and_reason(error: Exception) -> tuple[str | None, str]:
    """The JSON pointer (RFC 6901) and the sentence in a validation error."""
    reason, _, place = str(error).partition(" - at `$")
    steps = [name or index for name, index in _STEP.findall(place.rstrip("`"))]
    return ("".join(f"/{step}" for step in steps) or None), f"{reason.replace('`', '')}."
