"""The pages that belong to no slice: files, the theme, and the API's document for people to read."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, require_permission
from app.kernel.openapi import build_document
from app.kernel.problem_types import list_problem_types
from app.people.addresses import parse_internal_path
from app.web.assets import Asset, assets_by_url_name
from app.web.openapi import ApiDocument
from app.web.visitor import THEME_COOKIE, THEMES

pages = Blueprint("web", __name__, template_folder="templates")

A_YEAR = 365 * 24 * 3600


@pages.get("/assets/<path:url_name>")
@require_permission(PUBLIC)
def show_asset(url_name: str) -> Response:
    """One file; its name has a hash of its content, so it never changes."""
    asset = assets_by_url_name().get(url_name)
    if asset is None:
        abort(404)
    return _build_asset_response(asset)


@pages.post("/theme")
@require_permission(PUBLIC)
def choose_theme() -> Response:
    """Keep a theme in this browser."""
    response = make_response(redirect(parse_internal_path(request.form.get("next"), instead="/")))
    chosen = request.form.get("theme", "")
    if chosen in THEMES:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@pages.get("/celebrations")
@require_permission("self.see")
def show_new_celebrations() -> ResponseReturnValue:
    """What became new to celebrate after a page was opened; nothing without."""
    return render_template("shell/celebrations.html")


@pages.get("/api/docs")
@require_permission(PUBLIC)
def show_api_document() -> ResponseReturnValue:
    """The OpenAPI document, for people."""
    document = msgspec.convert(build_document(current_app), ApiDocument)
    return render_template("shell/api.html", document=document, problems=list_problem_types())


def _build_asset_response(asset: Asset) -> Response:
    packed = asset.packed if request.accept_encodings["gzip"] > 0 else None
    response = Response(packed or asset.body, mimetype=asset.media_type)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    if asset.packed is not None:
        response.vary.add("Accept-Encoding")
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    return response
