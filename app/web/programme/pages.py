"""The pages where the programme goes out as a file and comes in again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import has_permission, require_permission
from app.web.programme import queries, service
from app.web.programme.document import FileMistake, ParsedFile, decode_text_or_mistake, parse_text_or_mistake
from app.web.programme.encodings import EncodedSections, encode_json_file, encode_yaml_file
from app.web.programme.entries import (
    FileEntry,
    ImportEffect,
    PlannedEntry,
    parse_entries_or_mistakes,
)

pages = Blueprint("programme", __name__, url_prefix="/hr/programme")

WRITE = "programme.write"


@pages.get("")
@require_permission(WRITE)
def show() -> ResponseReturnValue:
    """The file to take away, and where one comes in."""
    return _render_page("")


@pages.get("/export.yaml")
@require_permission(WRITE)
def export_yaml() -> ResponseReturnValue:
    """The programme as YAML."""
    return _build_download_response(encode_yaml_file(_read_programme()), "yaml")


@pages.get("/export.json")
@require_permission(WRITE)
def export_json() -> ResponseReturnValue:
    """The programme as JSON."""
    return _build_download_response(encode_json_file(_read_programme()), "json")


@pages.post("")
@require_permission(WRITE)
def preview_or_import_file() -> ResponseReturnValue:
    """Show what the file would change, or import it, as the button says."""
    text = _get_posted_text_or_mistake()
    if isinstance(text, FileMistake):
        return _render_errors("", [text])
    document = parse_text_or_mistake(text)
    if isinstance(document, FileMistake):
        return _render_errors(text, [document])
    sections, closed = queries.split_sections_by_permission(has_permission)
    entries = parse_entries_or_mistakes(document, sections, closed=closed)
    mistakes = [entry for entry in entries if isinstance(entry, FileMistake)]
    if mistakes:
        return _render_errors(text, mistakes)
    return _plan_or_import(text, document, [entry for entry in entries if isinstance(entry, FileEntry)])


def _plan_or_import(text: str, document: ParsedFile, entries: list[FileEntry]) -> ResponseReturnValue:
    do = request.form.get("do")
    if do not in ("drafts", "publish"):
        return _render_plan_or_errors(text, service.plan_import(entries, document))
    mistakes = service.import_entries(entries, document, publishes=do == "publish")
    if mistakes:
        return _render_errors(text, mistakes)
    flash(
        _("C’est importé et publié.")
        if do == "publish"
        else _("C’est importé. Les missions et les badges attendent en brouillon.")
    )
    return redirect(url_for(".show"))


def _render_plan_or_errors(text: str, results: list[PlannedEntry] | list[FileMistake]) -> ResponseReturnValue:
    mistakes = [entry for entry in results if isinstance(entry, FileMistake)]
    return _render_errors(text, mistakes) if mistakes else _render_page(text, planned=results)


def _render_errors(text: str, mistakes: list[FileMistake]) -> ResponseReturnValue:
    return _render_page(text, mistakes=mistakes), 422


def _render_page(text: str, **shown: object) -> str:
    values = {
        "mistakes": (),
        "planned": None,
        "ImportEffect": ImportEffect,
        "names_givers": has_permission("awards.write"),
    }
    return render_template("programme/import.html", text=text, **values | shown)


def _read_programme() -> EncodedSections:
    sections, _closed = queries.split_sections_by_permission(has_permission)
    return queries.read_encoded_sections(sections)


def _get_posted_text_or_mistake() -> str | FileMistake:
    sent = request.files.get("file")
    return decode_text_or_mistake(sent.read()) if sent and sent.filename else request.form.get("text", "")


def _build_download_response(text: str, kind: str) -> Response:
    response = Response(text, content_type=f"application/{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="programme.{kind}"'
    return response
