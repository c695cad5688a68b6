"""Puts the shell around every page: languages, headers, error pages, and what the layout needs to know."""

from __future__ import annotations

from functools import cache

from flask import Flask, current_app, request, url_for

from app.web import languages, security, wording
from app.web.assets import assets
from app.web.cards import list_home_cards
from app.web.error_pages import error_page
from app.web.icons import icon_strokes
from app.web.links import page_path
from app.web.navigation import navigation, other_spaces
from app.web.themes import theme
from app.web.typography import french
from app.web.validation import translate_message
from app.web.visitor import count_waiting_notices, current_crisis, current_visitor, describe_mail_frequency


def set_up(app: Flask) -> None:
    """Called once by the factory."""
    security.set_up(app)
    languages.set_up(app)
    wording.set_up(app.jinja_env)
    app.extensions["error_page"] = error_page
    app.extensions["translate_message"] = translate_message
    app.jinja_env.globals.update(
        asset_url=asset_url,
        home_cards=list_home_cards,
        icon_strokes=icon_strokes,
        mail_rhythm=describe_mail_frequency,
        notices_waiting=count_waiting_notices,
        url_for=page_path,
    )
    app.jinja_env.filters.update(french=french)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_context)


def asset_url(name: str) -> str:
    """The address of a file of ours, named by its content."""
    return _asset_url(request.script_root, name)


@cache
def _asset_url(_: str, name: str) -> str:
    return url_for("web.asset", url_name=assets()[name].url_name)


def _context() -> dict[str, object]:
    known = current_visitor()
    return {
        "company": current_app.config["SETTINGS"].company,
        "features_off": known.features_off if known is not None else frozenset(),
        "crisis": current_crisis() if known is not None else None,
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "language": languages.current_language(),
        "navigation": navigation() if known is not None else [],
        "spaces": other_spaces() if known is not None else [],
        "theme": theme(),
        "visitor": known,
    }
