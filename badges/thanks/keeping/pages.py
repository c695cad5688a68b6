"""The choice of received thanks, and the page of them to print."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from badges.terms.queries import get_full_name
from badges.thanks.queries.thanks import list_received_thanks

pages = Blueprint("thanks_keeping", __name__, url_prefix="/thanks/kept", template_folder="../../templates")

SEE = "thanks.see"


@pages.get("")
@require_permission(SEE)
def choose_thanks() -> ResponseReturnValue:
    """The person's received thanks, each to choose or not."""
    return render_template("thanks/kept_choice.html", received=list_received_thanks(get_current_person_id()))


@pages.get("/print")
@require_permission(SEE)
def show_chosen_thanks() -> ResponseReturnValue:
    """Those that were chosen, with or without who wrote them; nothing is stored, and another's are left out."""
    person_id, chosen = get_current_person_id(), set(request.args.getlist("note", type=int))
    notes = [note for note in list_received_thanks(person_id) if note.id in chosen]
    has_names = "names" in request.args
    return render_template("thanks/kept.html", notes=notes, has_names=has_names, name=get_full_name(person_id))
