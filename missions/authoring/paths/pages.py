"""The pages where paths are written: their list, and one path with its steps."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from app.kernel.errors import FieldError, ServiceError
from app.web.languages import current_time_zone
from missions import queries as missions
from missions.authoring import queries, service
from missions.authoring.forms import Setting
from missions.authoring.mission_form import gather_path, path_form
from missions.authoring.posted import reordered
from missions.authoring.writing import path_said
from missions.models import Path
from missions.service.paths import end_path

pages = Blueprint("authoring_paths", __name__, url_prefix="/hr/paths")

WRITE = "missions.write"


@pages.get("")
@require_permission(WRITE)
def every() -> ResponseReturnValue:
    """Every path."""
    return render_template("authoring/paths.html", paths=queries.list_paths())


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """An empty form."""
    return _form({"opens_on_joining": True})


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a new path as a draft; the form comes back with what is wrong."""
    return _answered(None)


@pages.get("/<slug>")
@require_permission(WRITE)
def path(slug: str) -> ResponseReturnValue:
    """The path as it is written, to change."""
    asked = missions.get_path(slug)
    return _form(path_said(asked, queries.steps_of(asked)), asked)


@pages.post("/<slug>")
@require_permission(WRITE)
def change(slug: str) -> ResponseReturnValue:
    """Keep the path; the form comes back with what is wrong."""
    return _answered(missions.get_path(slug))


@pages.post("/<slug>/end")
@require_permission(WRITE)
def end(slug: str) -> ResponseReturnValue:
    """Open nothing more through it."""
    end_path(missions.get_path(slug))
    flash(_("Le parcours est clos. Les missions qu’il a ouvertes continuent."))
    return redirect(url_for(".every"))


def _answered(asked: Path | None) -> ResponseReturnValue:
    raw = gather_path(request.form.to_dict(flat=False), _zone())
    raw |= {"slug": asked.slug} if asked else {}
    if "move" in request.form:
        return _form(reordered(raw, request.form["move"]), asked)
    try:
        return _kept(raw, asked)
    except ServiceError as refused:
        if not refused.errors:
            raise
        return _form(raw, asked, refused.errors), 422


def _kept(raw: dict[str, object], asked: Path | None) -> ResponseReturnValue:
    written = asked or service.create_path(raw)
    if request.form.get("do") == "publish":
        service.change_and_announce(written, raw)
        flash(_("Le parcours est publié. Il s’ouvre aux personnes qu’il concerne."))
    else:
        service.change_path(written, raw)
        flash(_("Le parcours est enregistré."))
    return redirect(url_for(".path", slug=str(raw["slug"])))


def _form(raw: dict[str, object], asked: Path | None = None, errors: tuple[FieldError, ...] = ()) -> str:
    form = path_form(raw, Setting(errors=errors, choices=queries.choices(), zone=_zone()))
    return render_template("authoring/path.html", form=form, path=asked, errors=errors, raw=raw)


def _zone() -> str:
    return current_time_zone() or "Europe/Paris"
