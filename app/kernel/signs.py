"""The signs of a text that people write: joiners of emoji and soft hyphens are taken, a hidden sign is refused by name."""

from __future__ import annotations

import re
import unicodedata

from app.kernel.messages import ErrorMessage

HIDDEN_SIGN = ErrorMessage(
    "Line {line}, character {place}: {code} ({name}) cannot be shown. Remove it.",
    french="Ligne {line}, caractère {place} : {code} ({name}) ne peut pas être affiché. Retirez-le.",
)
UNSEEN_SIGN = ErrorMessage(
    "character {place}: {code} ({name}) cannot be shown: remove it.",
    french="le caractère {place}, {code} ({name}), ne peut pas être affiché : retirez-le.",
)
CONTROL = ErrorMessage("control character", french="caractère de commande")
DIRECTION = ErrorMessage("mark of writing direction", french="marque de sens d’écriture")
INVISIBLE = ErrorMessage("invisible character", french="caractère invisible")
UNKNOWN = ErrorMessage("unknown character", french="caractère inconnu")

_TAKEN = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\ufeff") | {
    chr(tag) for tag in range(0xE0020, 0xE0080)
}
"""Line ends, tabs, soft hyphens, joiners, and the tags that make the flag of a region out of a black flag."""
_PICTURES = range(0x1F000, 0x1FB00)
"""Emoji that are newer than this Python's table of characters are taken too."""
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NAMES = {"Cc": CONTROL, "Cf": INVISIBLE, "Cs": UNKNOWN, "Co": UNKNOWN, "Cn": UNKNOWN}
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")


def find_hidden_sign(text: str) -> ErrorMessage | None:
    """The sentence that names the first sign that nobody can see and its place, or None when every sign may stay."""
    place = next((place for place, sign in enumerate(text) if _is_hidden(sign)), None)
    if place is None:
        return None
    lines = _LINE_END.split(text[:place])
    sign = text[place]
    return HIDDEN_SIGN.format(line=len(lines), place=len(lines[-1]) + 1, code=f"U+{ord(sign):04X}", name=_name_of(sign))


def find_unseen_sign(text: str, *, with_joiners: bool = False) -> ErrorMessage | None:
    """As `find_hidden_sign` for a text of one line, in which line ends, soft hyphens and the like are refused too.

    `with_joiners` takes the joiners of letters, which some scripts need in names.
    """
    for place, sign in enumerate(text, start=1):
        if not sign.isprintable() and sign not in " \u00a0\u202f" and not (with_joiners and sign in "\u200c\u200d"):
            code, name = f"U+{ord(sign):04X}", _NAMES.get(unicodedata.category(sign), INVISIBLE)
            return UNSEEN_SIGN.format(place=place, code=code, name=DIRECTION if sign in _DIRECTION_MARKS else name)
    return None


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _NAMES and sign not in _TAKEN and ord(sign) not in _PICTURES


def _name_of(sign: str) -> ErrorMessage:
    return DIRECTION if sign in _DIRECTION_MARKS else _NAMES[unicodedata.category(sign)]
