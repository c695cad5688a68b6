"""The pages where missions and paths go out as a file and come in again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from missions.authoring.exchange import queries, service
from missions.authoring.exchange.document import FileMistake, ParsedFile, decode_text_or_mistake, parse_text_or_mistake
from missions.authoring.exchange.programme import (
    ImportEffect,
    MissionsAndPaths,
    PlannedEntry,
    encode_json_file,
    encode_yaml_file,
    parse_entries_or_mistakes,
)

pages = Blueprint("exchange", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"


@pages.get("/export.yaml")
@require_permission(WRITE)
def export_yaml() -> ResponseReturnValue:
    """Every mission and path, as YAML."""
    return _build_download_response(
        encode_yaml_file(queries.list_encoded_missions(), queries.list_encoded_paths()), "yaml"
    )


@pages.get("/export.json")
@require_permission(WRITE)
def export_json() -> ResponseReturnValue:
    """Every mission and path, as JSON."""
    return _build_download_response(
        encode_json_file(queries.list_encoded_missions(), queries.list_encoded_paths()), "json"
    )


@pages.get("/import")
@require_permission(WRITE)
def show_import_form() -> ResponseReturnValue:
    """A file, or a text."""
    return render_template("authoring/import.html", text="", mistakes=(), planned=None)


@pages.post("/import")
@require_permission(WRITE)
def preview_or_import_file() -> ResponseReturnValue:
    """Show what the file would change, or import it, as the button says."""
    text = _get_posted_text_or_mistake()
    if isinstance(text, FileMistake):
        return _render_errors("", [text])
    document = parse_text_or_mistake(text)
    if isinstance(document, FileMistake):
        return _render_errors(text, [document])
    programme = parse_entries_or_mistakes(document)
    return (
        _render_errors(text, programme) if isinstance(programme, list) else _plan_or_import(text, document, programme)
    )


def _plan_or_import(text: str, document: ParsedFile, programme: MissionsAndPaths) -> ResponseReturnValue:
    do = request.form.get("do")
    if do not in ("drafts", "publish"):
        return _render_plan_or_errors(text, service.plan_import(programme, document))
    mistakes = service.import_missions_and_paths(programme, document, publishes=do == "publish")
    if mistakes:
        return _render_errors(text, mistakes)
    flash(
        _("C’est importé et publié.") if do == "publish" else _("C’est importé. Les missions attendent en brouillon.")
    )
    return redirect(url_for("authoring.index"))


def _render_plan_or_errors(text: str, results: list[PlannedEntry] | list[FileMistake]) -> ResponseReturnValue:
    mistakes = [entry for entry in results if isinstance(entry, FileMistake)]
    if mistakes:
        return _render_errors(text, mistakes)
    return render_template("authoring/import.html", text=text, mistakes=(), planned=results, ImportEffect=ImportEffect)


def _render_errors(text: str, mistakes: list[FileMistake]) -> ResponseReturnValue:
    return render_template("authoring/import.html", text=text, mistakes=mistakes, planned=None), 422


def _get_posted_text_or_mistake() -> str | FileMistake:
    sent = request.files.get("file")
    return decode_text_or_mistake(sent.read()) if sent and sent.filename else request.form.get("text", "")


def _build_download_response(text: str, kind: str) -> Response:
    response = Response(text, content_type=f"application/{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="missions.{kind}"'
    return response
