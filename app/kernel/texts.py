"""Texts outside a page: marked where they are written, translated where they are read."""

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
def use_language(locale: str) -> Iterator[None]:
    """Translate every text in the block into that language."""
    with force_locale(locale):
        yield


def translate_text(text: str, params: JsonObject = NOTHING) -> str:
    """A marked text in the current language, its %(names)s filled in; a value of two languages is shown in that one."""
    if not text:
        return ""
    translation = str(gettext(text))
    return translation % {name: _localise_value(value) for name, value in params.items()} if params else translation


def render_standalone(template: str, **variables: object) -> str:
    """Render a template outside any page, with nothing but `variables`."""
    return current_app.jinja_env.get_template(template).render(**variables)


def format_by_filter(name: str, value: object) -> str:
    """`value` as the filter `name` of pages writes it: the filters belong to the web floor."""
    return str(current_app.jinja_env.filters[name](value))


def _localise_value(value: Any) -> Any:
    """Choose the language of a value as pages do."""
    return format_by_filter("localised", value) if isinstance(value, Mapping) else value
