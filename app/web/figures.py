"""Writes the figures of the gate as people read them, with one wording for whatever is not detailed."""

from __future__ import annotations

from flask import Flask
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.kernel.disclosure import Figure
from app.web.languages import format_percentage


def set_up_figures(app: Flask) -> None:
    """Give the templates the filters `figure` and `share`."""
    app.jinja_env.filters.update(figure=format_figure, share=format_share)


def format_figure(figure: Figure) -> str:
    """« 1 240 », or « non détaillé »."""
    return str(_("non détaillé") if figure.value is None else format_decimal(figure.value))


def format_share(figure: Figure) -> str:
    """« 40 % », « 10 % ou moins », « 90 % ou plus », or « non détaillé »."""
    if figure.value is None:
        return str(_("non détaillé"))
    percent = format_percentage(int(figure.value))
    if figure.value <= 10:
        return str(_("%(percent)s ou moins", percent=percent))
    return str(_("%(percent)s ou plus", percent=percent)) if figure.value >= 90 else percent
