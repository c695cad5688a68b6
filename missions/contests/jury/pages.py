"""The desk of a juror: every idea without its author, and the sheet of each."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from missions.contests.jury import queries, service
from missions.contests.jury.scoring import CRITERIA, MARKS
from missions.contests.queries import get_listed_contest

pages = Blueprint("contest_jury", __name__, url_prefix="/contests", template_folder="../../templates")

SEE = "contests.see"


@pages.get("/<slug>/jury")
@require_permission(SEE)
def index(slug: str) -> ResponseReturnValue:
    """What the juror has to read; a stranger to the jury reads what a stranger reads anywhere."""
    contest, person_id = get_listed_contest(slug), get_current_person_id()
    queries.get_terms_of_juror(contest, person_id)
    lines = queries.list_desk_lines(contest.id, person_id)
    return render_template("contests/jury.html", contest=contest, lines=lines)


@pages.get("/<slug>/jury/<int:idea_id>")
@require_permission(SEE)
def show(slug: str, idea_id: int) -> ResponseReturnValue:
    """One idea, and the juror's sheet."""
    return _render_sheet(slug, idea_id)


@pages.post("/<slug>/jury/<int:idea_id>")
@require_permission(SEE)
def update(slug: str, idea_id: int) -> ResponseReturnValue:
    """Keep the marks."""
    service.save_sheet(get_listed_contest(slug), idea_id, get_current_person_id(), request.form)
    flash(_("Vos notes sont enregistrées. Vous pouvez les changer jusqu’au résultat."))
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


@pages.post("/<slug>/jury/<int:idea_id>/conflict")
@require_permission(SEE)
def declare_conflict(slug: str, idea_id: int) -> ResponseReturnValue:
    """Judge this idea no more."""
    service.declare_conflict(get_listed_contest(slug), idea_id, get_current_person_id())
    flash(_("C’est noté : vous ne jugez pas cette idée."))
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


@pages.errorhandler(service.MarksMissing)
def show_missing_marks(error: service.MarksMissing) -> ResponseReturnValue:
    """The sheet again, with what was marked."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    missing = {fault.pointer.removeprefix("/") for fault in error.errors}
    place = request.view_args or {}
    return _render_sheet(place["slug"], place["idea_id"], missing=missing), error.status


def _render_sheet(slug: str, idea_id: int, *, missing: set[str] | None = None) -> str:
    contest, person_id = get_listed_contest(slug), get_current_person_id()
    queries.get_terms_of_juror(contest, person_id)
    line = queries.get_desk_line(contest.id, idea_id, person_id)
    shown = {"contest": contest, "line": line, "missing": missing or set(), "criteria": CRITERIA, "marks": MARKS}
    return render_template("contests/sheet.html", typed=request.form, **shown)
