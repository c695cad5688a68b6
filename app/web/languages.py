"""The language and time zone of an answer, and the filters that format dates and texts of two languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache, wraps
from math import copysign, fmod
from typing import Literal, ParamSpec
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from babel.numbers import format_currency
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, format_date, format_datetime, format_time, get_locale, get_timezone
from markupsafe import Markup, escape

from app.kernel import clock
from app.kernel.french import correct_french_first_of_month, prefix_with_de
from app.web.catalogue import TextDomain
from app.web.typography import apply_french_typography
from app.web.visitor import current_visitor

LANGUAGES = ("fr", "en")
COOKIE = "language"
DEFAULT_TIME_ZONE = "Europe/Paris"

MOST_KEPT = 2_048
"""Texts of dates that one process keeps for each way to write them."""

AN_HOUR = 3_600
"""Seconds after which all of the seconds within a minute are the same text."""

Given = ParamSpec("Given")
babel = Babel()
babel.__dict__["domain_instance"] = TextDomain()


def set_up_languages(app: Flask) -> None:
    """Give Flask-Babel its selectors, and the templates their filters."""
    babel.init_app(
        app,
        default_locale="fr",
        default_timezone=DEFAULT_TIME_ZONE,
        locale_selector=preferred_language,
        timezone_selector=current_time_zone,
    )
    app.jinja_env.filters.update(
        localised=localise_text,
        ago=format_relative_time,
        day=format_day,
        moment=format_moment,
        moment_in=format_moment_in_zone,
        euros=format_euros,
        hour=format_time_of_day,
        dateformat=format_date_by_pattern,
        percent=format_percentage,
        of_name=prefix_with_of,
        tongue=language_name,
    )


def preferred_language() -> str:
    """The person's choice, then this browser's, then what the browser accepts, then French."""
    visitor = current_visitor()
    if visitor is not None:
        return visitor.locale
    if request.cookies.get(COOKIE) in LANGUAGES:
        return request.cookies[COOKIE]
    return request.accept_languages.best_match(LANGUAGES) or "fr"


def current_time_zone() -> str | None:
    """The time zone of the person's site; None for a visitor who is not signed in."""
    visitor = current_visitor()
    return visitor.time_zone if visitor is not None else None


def get_reader_time_zone() -> str:
    """The time zone of the person's site, and that of the company for a visitor who is not signed in."""
    return current_time_zone() or DEFAULT_TIME_ZONE


def current_language() -> Literal["fr", "en"]:
    """The language of the current answer. A page asks for it about a hundred times: what Flask-Babel has chosen is read at once."""
    locale = (
        getattr(getattr(g, "_flask_babel", None) if has_app_context() else None, "babel_locale", None) or get_locale()
    )
    return "en" if locale is not None and locale.language == "en" else "fr"


def localise_text(row: Mapping[str, str]) -> str:
    """The text of a {"fr", "en"} row in the language of the answer, or in the other when there is only that."""
    if current_language() == "en" and row.get("en"):
        return row["en"]
    return apply_french_typography(row.get("fr") or row.get("en", ""))


def _keep_for_reader(write: Callable[Given, str]) -> Callable[Given, str]:
    """`write`, whose text depends on what it is given, the language and the time zone: written once for the same."""

    @lru_cache(MOST_KEPT, typed=True)
    def write_once(_language: str, _zone: object, *given: Given.args, **named: Given.kwargs) -> str:
        return write(*given, **named)

    @wraps(write)
    def write_for_reader(*given: Given.args, **named: Given.kwargs) -> str:
        return write_once(current_language(), get_timezone(), *given, **named)  # type: ignore[arg-type]  # dates and texts

    return write_for_reader


def format_relative_time(when: datetime) -> str:
    """« il y a 3 heures »."""
    seconds = (when - clock.now()) // timedelta(seconds=1)
    rest = int(fmod(seconds, 60))
    if rest and abs(seconds) > AN_HOUR:
        seconds += int(copysign(30, seconds)) - rest
    return _format_distance(seconds)


@_keep_for_reader
def _format_distance(seconds: int) -> str:
    return str(format_timedelta(seconds, add_direction=True, locale=get_locale()))


def draw_moment(when: datetime) -> Markup:
    """How long ago, with the exact moment for those who ask and for machines."""
    opening = _open_moment(when.isoformat(timespec="seconds"), when)
    return Markup(f"{opening}{escape(format_relative_time(when))}</time>")  # noqa: S704 - both parts are safe


@_keep_for_reader
def _open_moment(machine: str, when: datetime) -> str:
    return Markup('<time datetime="{}" title="{}">').format(machine, format_moment(when))


def format_day(when: date) -> str:
    """The day with its year, « 1er septembre 2026 »; of a moment, the day it was in the person's time zone."""
    return format_date_by_pattern(when, "d MMMM y")


@_keep_for_reader
def format_date_by_pattern(when: date, pattern: str) -> str:
    """The date by a pattern of Babel, « mardi 1er décembre »; of a moment, the day in the person's time zone."""
    formatted = str(format_date(when, pattern))
    return correct_french_first_of_month(formatted) if current_language() == "fr" else formatted


@_keep_for_reader
def format_time_of_day(when: datetime) -> str:
    """« 17 h 29 » or “17:29”, in the person's time zone."""
    if current_language() == "en":
        return str(format_time(when, "H:mm"))
    return apply_french_typography(str(format_time(when, "H 'h' mm")))


@_keep_for_reader
def format_moment(when: datetime) -> str:
    """The full date and hour, in the person's time zone."""
    return f"{_format_local_day(when)}, {format_time_of_day(when)}"


def format_moment_in_zone(when: datetime, zone: str) -> str:
    """The full date and hour in that time zone, whoever reads it, with its name: « 1er mars 2027, 8 h 00 (Europe/Paris) »."""
    local = when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = str(format_datetime(local, "d MMMM y", rebase=False))
    is_english = current_language() == "en"
    hour = f"{local:%-H:%M}" if is_english else apply_french_typography(f"{local:%-H} h {local:%M}")
    return f"{day if is_english else correct_french_first_of_month(day)}, {hour} ({zone})"


def format_euros(cents: int) -> str:
    """« 1 860 € » or “€1,860”, with cents where there are some."""
    pattern = "¤#,##0" if current_language() == "en" else "#,##0\u00a0¤"
    pattern = pattern if cents % 100 == 0 else pattern.replace("0", "0.00")
    return str(format_currency(Decimal(cents) / 100, "EUR", pattern, locale=get_locale(), currency_digits=False))


def _format_local_day(when: datetime) -> str:
    formatted = str(format_datetime(when, "d MMMM y"))
    return correct_french_first_of_month(formatted) if current_language() == "fr" else formatted


def format_percentage(percent: int) -> str:
    """« 70 % » or “70%”."""
    return f"{percent}%" if current_language() == "en" else apply_french_typography(f"{percent} %")


def prefix_with_of(name: str) -> str:
    """« d’Agences » or “of Agences”."""
    return f"of {name}" if current_language() == "en" else prefix_with_de(name)


def language_name(code: str) -> str:
    """The name of a language, « allemand », in the language of the answer."""
    locale = get_locale()
    assert locale is not None, "An answer is in some language."
    return str(locale.languages.get(code, code))
