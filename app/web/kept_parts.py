"""Parts of pages that a process draws once for all that they say, whoever reads them; what differs is filled in each time."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable
from functools import lru_cache, partial
from typing import NamedTuple

from flask import Flask, current_app, g, request
from flask_babel import get_timezone
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from app.web.languages import current_language

PARTS = "kept_parts"
"""The key of the kept parts among the application's extensions."""
MOST_KEPT = 8_192
"""Parts that one process keeps, some 8 MB: most are lines of half a kilobyte."""
CSRF = "csrf_token"

_SECRET = secrets.token_hex(16)
_HOLE = re.compile(f"{_SECRET}-(\\w+)-")


class Reading(NamedTuple):
    """What every part may depend on beside what it is given."""

    root: str
    language: str
    time_zone: str


def set_up_kept_parts(app: Flask) -> None:
    """Have `app` keep parts of its pages."""
    app.extensions[PARTS] = lru_cache(MOST_KEPT, typed=True)(_draw_part)


def make_keeper() -> Callable[..., str]:
    """The function `keep` of the answer under way.

    `keep(macro, *shown, **filled)` is what a macro without context writes, safe in a page. It is kept under the values `shown`, which say all of it.
    A value of `filled` differs each time: the macro writes it, and looks at it no further. So does the token of a form.
    """
    reading = Reading(request.script_root, current_language(), str(get_timezone()))
    return partial(_write_part, current_app.extensions[PARTS], reading)


def _write_part(
    draw_once: Callable[..., tuple[str, ...]],
    reading: Reading,
    macro: Callable[..., str],
    *shown: Hashable,
    **filled: object,
) -> str:
    pieces = draw_once(reading, macro, tuple(filled), *shown)
    if len(pieces) == 1:
        return pieces[0]
    values, written = filled | {CSRF: g.get(CSRF) or generate_csrf()}, list[str](pieces)
    written[1::2] = [escape(values[name]) for name in pieces[1::2]]
    return Markup("".join(written))  # noqa: S704 - what a template wrote, and values that are escaped


def _draw_part(_: Reading, macro: Callable[..., str], names: tuple[str, ...], *shown: Hashable) -> tuple[str, ...]:
    """What is before the first hole; then the name of each hole, and what is after it."""
    token = generate_csrf()
    g.csrf_token = _mark_hole(CSRF)
    try:
        drawn = macro(*shown, **{name: _mark_hole(name) for name in names})
    finally:
        g.csrf_token = token
    first, *others = _HOLE.split(drawn)
    return Markup(first), *others  # noqa: S704 - what a template wrote


def _mark_hole(name: str) -> str:
    return f"{_SECRET}-{name}-"
