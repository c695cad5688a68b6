"""Sets up the shell of every page: languages, headers, error pages, and the values of the layout."""

from __future__ import annotations

from functools import cache

from flask import Flask, current_app, request, url_for

from app.kernel.texts import translate_text
from app.web import figures, jinja, languages, navigation, security, wording
from app.web.assets import assets_by_name, draw_icon, read_icon_strokes
from app.web.cards import list_home_cards
from app.web.error_pages import render_error_page
from app.web.faults import note_field_fault, take_field_faults
from app.web.kept_parts import make_keeper, set_up_kept_parts
from app.web.navigation import list_navigation_links, list_other_space_links, page_path
from app.web.typography import apply_french_typography
from app.web.validation import translate_message
from app.web.visitor import (
    count_visitor_unread_notices,
    current_crisis,
    current_theme,
    current_visitor,
    take_new_celebrations,
    visitor_digest_choice,
)


def set_up_page_shell(app: Flask) -> None:
    """Plug the shell into `app`, once."""
    security.set_up_security(app)
    languages.set_up_languages(app)
    figures.set_up_figures(app)
    jinja.set_up_jinja(app.jinja_env)
    wording.set_up_wording(app.jinja_env)
    navigation.set_up_navigation(app)
    set_up_kept_parts(app)
    app.extensions["error_page"] = render_error_page
    app.extensions["translate_message"] = translate_message
    app.jinja_env.globals.update(
        asset_url=asset_url,
        draw_icon=draw_icon,
        draw_moment=languages.draw_moment,
        list_home_cards=list_home_cards,
        read_icon_strokes=read_icon_strokes,
        visitor_digest_choice=visitor_digest_choice,
        count_visitor_unread_notices=count_visitor_unread_notices,
        take_new_celebrations=take_new_celebrations,
        note_field_fault=note_field_fault,
        take_field_faults=take_field_faults,
        url_for=page_path,
    )
    app.jinja_env.filters.update(french=apply_french_typography, marked_text=translate_text)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_page_context)


def asset_url(name: str) -> str:
    """The path of an asset, with the hash of its content."""
    return _asset_url(request.script_root, name)


@cache
def _asset_url(_: str, name: str) -> str:
    return url_for("web.show_asset", url_name=assets_by_name()[name].url_name)


def _page_context() -> dict[str, object]:
    visitor = current_visitor()
    return {
        "company": current_app.config["SETTINGS"].company,
        "features_off": visitor.features_off if visitor is not None else frozenset(),
        "crisis": current_crisis() if visitor is not None else None,
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "keep": make_keeper(),
        "language": languages.current_language(),
        "navigation": list_navigation_links() if visitor is not None else (),
        "sends_mail": current_app.config["SETTINGS"].mail_server is not None,
        "spaces": list_other_space_links() if visitor is not None else (),
        "theme": current_theme(),
        "visitor": visitor,
    }
