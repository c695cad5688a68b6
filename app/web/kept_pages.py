"""Pages for outsiders, written once for what they show: they have no form, and put nothing into a browser."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache

from flask import request
from flask_babel import force_locale

from app.web.languages import LANGUAGES, preferred_language
from app.web.visitor import current_theme

MOST_KEPT = 256
"""So many pages of a few kilobytes are kept by each process."""


@dataclass(frozen=True)
class _Writing:
    key: Hashable
    write: Callable[[], str] = field(compare=False)


def render_kept_page(shown: Hashable, write: Callable[[], str]) -> str:
    """What `write` writes in the frame `outside.html`, once for each `shown`, language and theme.

    `shown` is all that the page says, read anew for each request: so nothing is shown any longer than it is true.
    """
    named = request.args.get("language")
    language = named if named in LANGUAGES else preferred_language()
    key = (shown, language, current_theme(), request.script_root)
    return write_once(_Writing(key, lambda: _write_in_language(language, write)))


@lru_cache(maxsize=MOST_KEPT)
def write_once(writing: _Writing) -> str:
    """The page of that key, as it was written first."""
    return writing.write()


def _write_in_language(language: str, write: Callable[[], str]) -> str:
    with force_locale(language):
        return write()
