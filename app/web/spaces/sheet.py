"""Writes what a space says as a CSV file: the same lines as its page, through the same gate."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.kernel.disclosure import Figure
from app.kernel.spreadsheets import encode_csv
from app.kernel.texts import translate_text
from app.web.figures import format_figure
from app.web.languages import format_day, format_moment, localise_text
from app.web.spaces.overview import SpaceOverview


def encode_space_as_csv(overview: SpaceOverview) -> str:
    """One line of the space a row: its heading, its text, and its figure as the page writes it."""
    heads = (_("Rubrique"), _("Ligne"), _("Valeur"))
    return encode_csv(
        heads,
        [
            (translate_text(part.heading), translate_text(line.text, line.params), _format_value(line.figure))
            for part in overview.parts
            for line in part.lines
            if not line.waits
        ],
    )


def _format_value(value: object) -> str:
    if isinstance(value, Figure):
        return format_figure(value)
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, dict):
        return localise_text(value)
    return format_decimal(value) if isinstance(value, int | float) else str(value or "")
