"""The pages where missions and paths go out as a file and come in again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from missions.authoring.exchange import queries, service
from missions.authoring.exchange.document import FileError, ParsedFile, decode_text, parse_file
from missions.authoring.exchange.programme import (
    ImportEffect,
    PlannedEntry,
    Programme,
    dump_json,
    dump_yaml,
    parse_programme,
)

pages = Blueprint("exchange", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"


@pages.get("/export.yaml")
@require_permission(WRITE)
def export_yaml() -> ResponseReturnValue:
    """Every mission and path, as YAML."""
    return _file_response(dump_yaml(queries.dump_missions(), queries.dump_paths()), "yaml")


@pages.get("/export.json")
@require_permission(WRITE)
def export_json() -> ResponseReturnValue:
    """Every mission and path, as JSON."""
    return _file_response(dump_json(queries.dump_missions(), queries.dump_paths()), "json")


@pages.get("/import")
@require_permission(WRITE)
def show_import() -> ResponseReturnValue:
    """A file, or a text."""
    return render_template("authoring/import.html", text="", mistakes=(), planned=None)


@pages.post("/import")
@require_permission(WRITE)
def import_file() -> ResponseReturnValue:
    """Show what the file would change, or import it, as the button says."""
    text = _posted_text()
    if isinstance(text, FileError):
        return _render_errors("", [text])
    document = parse_file(text)
    if isinstance(document, FileError):
        return _render_errors(text, [document])
    programme = parse_programme(document)
    return _render_errors(text, programme) if isinstance(programme, list) else _render_result(text, document, programme)


def _render_result(text: str, document: ParsedFile, programme: Programme) -> ResponseReturnValue:
    do = request.form.get("do")
    if do not in ("drafts", "publish"):
        return _render_plan(text, service.plan_import(programme, document))
    mistakes = service.import_programme(programme, document, publishes=do == "publish")
    if mistakes:
        return _render_errors(text, mistakes)
    flash(
        _("C’est importé et publié.") if do == "publish" else _("C’est importé. Les missions attendent en brouillon.")
    )
    return redirect(url_for("authoring.index"))


def _render_plan(text: str, results: list[PlannedEntry] | list[FileError]) -> ResponseReturnValue:
    mistakes = [entry for entry in results if isinstance(entry, FileError)]
    if mistakes:
        return _render_errors(text, mistakes)
    return render_template("authoring/import.html", text=text, mistakes=(), planned=results, ImportEffect=ImportEffect)


def _render_errors(text: str, mistakes: list[FileError]) -> ResponseReturnValue:
    return render_template("authoring/import.html", text=text, mistakes=mistakes, planned=None), 422


def _posted_text() -> str | FileError:
    sent = request.files.get("file")
    return decode_text(sent.read()) if sent and sent.filename else request.form.get("text", "")


def _file_response(text: str, kind: str) -> Response:
    response = Response(text, content_type=f"application/{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="missions.{kind}"'
    return response
