"""The page of pauses: three lengths of equal effort, and a way back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.people.pauses.queries import find_pause_of_person
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person

pages = Blueprint("pauses", __name__)


@pages.get("/me/pause")
@require_permission("self.see")
def show() -> ResponseReturnValue:
    """Show whether I am in a pause, and what a pause changes."""
    return render_template("people/pause.html", pause=find_pause_of_person(get_current_person_id()))


@pages.post("/me/pause")
@require_permission("self.change")
def create() -> ResponseReturnValue:
    """Set everything aside for a while."""
    chosen = request.form.get("length", "")
    if chosen not in list(PauseLength):
        abort(422)
    begin_or_change_pause(get_person(get_current_person_id()), PauseLength(chosen))
    flash(_("C’est fait : vous êtes en pause. Personne n’en est informé."))
    return redirect(url_for("pauses.show"))


@pages.post("/me/pause/end")
@require_permission("self.change")
def end_my_pause() -> ResponseReturnValue:
    """End the pause."""
    end_pause(get_person(get_current_person_id()))
    flash(_("Bon retour. Tout est resté en place."))
    return redirect(url_for("missions.show_home"))
