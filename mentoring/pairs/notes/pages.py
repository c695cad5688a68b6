"""Notes come from the page of the pair; when the other one wrote meanwhile, both texts come back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import current_person_id, require_permission
from mentoring.pairs.notes.queries import find_notes
from mentoring.pairs.notes.service import LONGEST, NotesChanged, NotesTooLong, write_notes
from mentoring.pairs.queries.page import sight_of

pages = Blueprint("pair_notes", __name__, url_prefix="/mentoring/pairs")


@pages.post("/<int:pair_id>/notes")
@require_permission("self.change")
def write(pair_id: int) -> ResponseReturnValue:
    """Keep what was typed, for the two of us."""
    text, seen = request.form.get("text", ""), request.form.get("seen", 0, type=int)
    try:
        write_notes(current_person_id(), pair_id, text, seen=seen)
    except (NotesChanged, NotesTooLong) as refused:
        return _again(pair_id, text, is_too_long=isinstance(refused, NotesTooLong)), refused.status
    flash(_("C’est enregistré, pour vous deux seulement."))
    return redirect(url_for("pairs.one", pair_id=pair_id, _anchor="h-notes"))


def _again(pair_id: int, typed: str, *, is_too_long: bool) -> str:
    sight = sight_of(current_person_id(), pair_id)
    shown = {"sight": sight, "notes": find_notes(sight.pair), "typed": typed, "is_too_long": is_too_long}
    return render_template("mentoring/notes_changed.html", **shown, most=LONGEST)
