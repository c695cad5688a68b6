"""The pages where missions and paths go out as a file and come in again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from missions.authoring.exchange import queries, service
from missions.authoring.exchange.document import Document, Mistake, decoded, read_document
from missions.authoring.exchange.programme import Fate, Planned, Programme, as_json, as_yaml, read_programme

pages = Blueprint("exchange", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"


@pages.get("/export.yaml")
@require_permission(WRITE)
def export_yaml() -> ResponseReturnValue:
    """Every mission and path, as YAML."""
    return _file(as_yaml(queries.missions_said(), queries.paths_said()), "yaml")


@pages.get("/export.json")
@require_permission(WRITE)
def export_json() -> ResponseReturnValue:
    """Every mission and path, as JSON."""
    return _file(as_json(queries.missions_said(), queries.paths_said()), "json")


@pages.get("/import")
@require_permission(WRITE)
def choose() -> ResponseReturnValue:
    """A file, or a text."""
    return render_template("authoring/import.html", text="", mistakes=(), planned=None)


@pages.post("/import")
@require_permission(WRITE)
def read() -> ResponseReturnValue:
    """Show what the file would do; write it when that was asked for."""
    text = _text()
    if isinstance(text, Mistake):
        return _refused("", [text])
    document = read_document(text)
    if isinstance(document, Mistake):
        return _refused(text, [document])
    programme = read_programme(document)
    return _refused(text, programme) if isinstance(programme, list) else _answered(text, document, programme)


def _answered(text: str, document: Document, programme: Programme) -> ResponseReturnValue:
    do = request.form.get("do")
    if do not in ("drafts", "publish"):
        return _planned(text, service.plan(programme, document))
    mistakes = service.apply(programme, document, publishes=do == "publish")
    if mistakes:
        return _refused(text, mistakes)
    flash(
        _("C’est importé et publié.") if do == "publish" else _("C’est importé. Les missions attendent en brouillon.")
    )
    return redirect("/hr/missions")


def _planned(text: str, found: list[Planned] | list[Mistake]) -> ResponseReturnValue:
    mistakes = [one for one in found if isinstance(one, Mistake)]
    if mistakes:
        return _refused(text, mistakes)
    return render_template("authoring/import.html", text=text, mistakes=(), planned=found, Fate=Fate)


def _refused(text: str, mistakes: list[Mistake]) -> ResponseReturnValue:
    return render_template("authoring/import.html", text=text, mistakes=mistakes, planned=None), 422


def _text() -> str | Mistake:
    sent = request.files.get("file")
    return decoded(sent.read()) if sent and sent.filename else request.form.get("text", "")


def _file(text: str, kind: str) -> Response:
    response = Response(text, content_type=f"application/{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="missions.{kind}"'
    return response
