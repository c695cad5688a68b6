"""French typography: no line may begin with a colon, a question mark or the unit of a number."""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"

_BEFORE_SIGN = re.compile(r"[ \u202f](?=[;:!?»])")
_AFTER_OPENING = re.compile(r"(?<=«)[ \u202f]")
_NUMBER_AND_UNIT = re.compile(
    r"(?:(?<=\d)|(?<=\)s)) (?=(?:h|min|s|j|%|€|Ko|Mo|points?|missions?|jours?|semaines?|heures?|minutes?)\b|[%€])"
)
_HOUR_AND_MINUTES = re.compile(r"(?<=\d[ \u00a0]h) (?=\d)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@lru_cache(maxsize=4096)
def apply_french_typography(text: str) -> str:
    """`text` with no-break spaces before « ; : ! ? », inside guillemets and in « 3 h 40 », and curly apostrophes."""
    text = _BEFORE_SIGN.sub(NO_BREAK, text)
    text = _AFTER_OPENING.sub(NO_BREAK, text)
    text = _NUMBER_AND_UNIT.sub(NO_BREAK, text)
    text = _HOUR_AND_MINUTES.sub(NO_BREAK, text)
    return _APOSTROPHE.sub("’", text)
