"""Saves the notes of a pair; if the other person saved meanwhile, both texts come back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from mentoring.pairs.notes.queries import find_notes
from mentoring.pairs.notes.service import InvalidNotes, NotesChanged, write_notes
from mentoring.pairs.queries.page import get_pair_view

pages = Blueprint("pair_notes", __name__, url_prefix="/mentoring/pairs")


@pages.post("/<int:pair_id>/notes")
@require_permission("self.change")
def update(pair_id: int) -> ResponseReturnValue:
    """Save the notes of the pair."""
    text, version = request.form.get("text", ""), request.form.get("seen", 0, type=int)
    try:
        write_notes(get_current_person_id(), pair_id, text, version=version)
    except (NotesChanged, InvalidNotes) as refused:
        fault = str(refused.detail) if isinstance(refused, InvalidNotes) else ""
        return _render_refused_notes(pair_id, text, fault=fault), refused.status
    flash(_("C’est enregistré, pour vous deux seulement."))
    return redirect(url_for("pairs.show", pair_id=pair_id, _anchor="h-notes"))


def _render_refused_notes(pair_id: int, typed: str, *, fault: str) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    shown = {"view": view, "notes": find_notes(view.pair), "typed": typed, "fault": fault}
    return render_template("mentoring/notes_changed.html", **shown)
