"""The pages where paths are written: their list, and one path with its steps."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from app.kernel.errors import FieldError, ServiceError
from app.web.forms.form_fields import FormContext
from app.web.forms.reading import move_or_remove_row
from app.web.languages import get_reader_time_zone
from missions import queries as missions
from missions.authoring import queries, service
from missions.authoring.drafts import encode_path
from missions.authoring.mission_forms import build_path_form, is_slug_rewritten, parse_posted_path
from missions.authoring.paths.queries import list_paths, list_step_drafts
from missions.models import Path
from missions.service.paths import end_path

pages = Blueprint("authoring_paths", __name__, url_prefix="/hr/paths")

WRITE = "missions.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Every path."""
    return render_template("authoring/paths.html", paths=list_paths())


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """An empty form."""
    return _render_form({"opens_on_joining": True})


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a new path as a draft; the form comes back with what is wrong."""
    return _save_or_reorder_path(None)


@pages.get("/<slug>")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """The path as it is written, to change."""
    path = missions.get_path(slug)
    return _render_form(encode_path(path, list_step_drafts(path)), path)


@pages.post("/<slug>")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Keep the path; the form comes back with what is wrong."""
    return _save_or_reorder_path(missions.get_path(slug))


@pages.post("/<slug>/end")
@require_permission(WRITE)
def close_path(slug: str) -> ResponseReturnValue:
    """Open nothing more through it."""
    end_path(missions.get_path(slug))
    flash(_("Le parcours est clos. Les missions qu’il a ouvertes continuent."))
    return redirect(url_for(".index"))


def _save_or_reorder_path(path: Path | None) -> ResponseReturnValue:
    raw = parse_posted_path(request.form.to_dict(flat=False), get_reader_time_zone())
    raw |= {"slug": path.slug} if path else {}
    if "move" in request.form:
        return _render_form(move_or_remove_row(raw, request.form["move"]), path)
    try:
        return _save_or_publish_path(raw, path)
    except ServiceError as refused:
        if not refused.errors:
            raise
        return _render_form(raw, path, refused.errors), 422


def _save_or_publish_path(raw: dict[str, object], path: Path | None) -> ResponseReturnValue:
    typed = raw.get("slug")
    raw = raw if path else service.fill_in_path_slug(raw)
    written = path or service.create_path(raw)
    if is_slug_rewritten(typed, str(raw["slug"])):
        flash(_("L’adresse s’écrit « %(slug)s » : lettres sans accent, chiffres et traits d’union.", slug=raw["slug"]))
    if request.form.get("do") == "publish":
        service.change_and_publish_path(written, raw)
        flash(_("Le parcours est publié. Il s’ouvre aux personnes qu’il concerne."))
    else:
        service.change_path_and_enrol_audience(written, raw)
        flash(_("Le parcours est enregistré."))
    return redirect(url_for(".edit", slug=str(raw["slug"])))


def _render_form(raw: dict[str, object], path: Path | None = None, errors: tuple[FieldError, ...] = ()) -> str:
    form = build_path_form(
        raw, FormContext(errors=errors, choices=queries.list_form_choices(), zone=get_reader_time_zone())
    )
    return render_template("authoring/path.html", form=form, path=path, errors=errors, raw=raw)
