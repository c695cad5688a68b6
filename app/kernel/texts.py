"""Texts outside a page: marked in the source where they are written, said in one person's language where they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext

from app.kernel.schema import JsonObject

NOTHING: JsonObject = {}


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """`text` itself, in French: marked for the catalogue, translated later by `translate_text`."""
    return text


@contextmanager
def in_language(locale: str) -> Iterator[None]:
    """Say everything in the block in that language, whoever is asking."""
    with force_locale(locale):
        yield


def translate_text(text: str, params: JsonObject = NOTHING) -> str:
    """A marked text in the language under way, its %(names)s filled; a value of two languages is told in that one."""
    if not text:
        return ""
    told = str(gettext(text))
    return told % {name: _localised(value) for name, value in params.items()} if params else told


def render_standalone(template: str, **told: object) -> str:
    """A template that stands alone: nobody is asking, so it knows nothing but what is told."""
    return current_app.jinja_env.get_template(template).render(**told)


def _localised(value: Any) -> Any:
    """The web floor says how a row of two languages is told."""
    return current_app.jinja_env.filters["localised"](value) if isinstance(value, Mapping) else value
