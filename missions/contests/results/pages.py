"""The pages of a result: who won, why or why not me, the proof of a draw with its files, and the form of an objection."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from missions.contests import verifier
from missions.contests.life.service.objections import MOST_CHARACTERS, MissingObjectionText, make_objection
from missions.contests.queries import get_listed_contest
from missions.contests.results import queries

pages = Blueprint("contest_results", __name__, url_prefix="/contests", template_folder="../../templates")

SEE = "contests.see"
JSON, TEXT = "application/json", "text/plain; charset=utf-8"


@pages.get("/<slug>/results")
@require_permission(SEE)
def show(slug: str) -> ResponseReturnValue:
    """The result, and the reader's own part in it."""
    return _render_result(slug)


@pages.get("/<slug>/draw")
@require_permission(SEE)
def show_proof(slug: str) -> ResponseReturnValue:
    """Everything needed to compute the result again, with a button that does."""
    view = queries.get_result_view(slug, get_current_person_id())
    return render_template("contests/proof.html", view=view, chances=queries.list_group_chances(view))


@pages.get("/<slug>/results/<int:number>/entries.txt")
@require_permission(SEE)
def download_entries(slug: str, number: int) -> ResponseReturnValue:
    """The published tickets of a draw; a ranking has none."""
    contest = get_listed_contest(slug)
    entries = queries.get_made_result(contest, number, get_current_person_id()).entries
    if entries is None:
        raise queries.NoResultYet("This result was not drawn.")
    return _make_download(entries, f"{slug}-{number}-entries.txt", TEXT)


@pages.get("/<slug>/results/<int:number>/minutes.json")
@require_permission(SEE)
def download_minutes(slug: str, number: int) -> ResponseReturnValue:
    """The published minutes of a result."""
    result = queries.get_made_result(get_listed_contest(slug), number, get_current_person_id())
    return _make_download(result.minutes or "", f"{slug}-{number}-minutes.json", JSON)


@pages.get("/verifier.py")
@require_permission(SEE)
def download_verifier() -> ResponseReturnValue:
    """The script that computes a draw again, for any Python."""
    return _make_download(Path(verifier.__file__).read_text(encoding="utf-8"), "verifier.py", "text/x-python")


@pages.get("/<slug>/why")
@require_permission(SEE)
def show_reason(slug: str) -> ResponseReturnValue:
    """What the reader did, and what decided for them."""
    person_id = get_current_person_id()
    view = queries.get_result_view(slug, person_id)
    lines, ties = queries.list_counted_lines(view.contest, person_id), queries.find_own_ties(view)
    return render_template("contests/why.html", view=view, lines=lines, ties=ties)


@pages.post("/<slug>/objections")
@require_permission(SEE)
def create_objection(slug: str) -> ResponseReturnValue:
    """Object to the provisional result; the form comes back with its message."""
    text = request.form.get("text", "")
    try:
        make_objection(slug, get_current_person_id(), text)
    except MissingObjectionText as refused:
        return _render_result(slug, typed=text, is_refused=True), refused.status
    flash(_("Votre réclamation est envoyée. Le résultat attend la réponse avant de devenir définitif."))
    return redirect(url_for(".show", slug=slug, _anchor="h-objections"), HTTPStatus.SEE_OTHER)


def _render_result(slug: str, *, typed: str = "", is_refused: bool = False) -> str:
    view = queries.get_result_view(slug, get_current_person_id())
    shown = {"typed": typed, "is_refused": is_refused, "most": MOST_CHARACTERS, "now": clock.now()}
    return render_template("contests/result.html", view=view, **shown)


def _make_download(text: str, name: str, content_type: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
