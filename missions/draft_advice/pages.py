"""The page of a rehearsal: a box to write in, and advice on what stands in it; nothing leaves it and nothing stays."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from missions.draft_advice.tips import list_writing_tips
from missions.progress.person_mission import PersonMission
from missions.progress.queries import get_person_mission

pages = Blueprint("draft_advice", __name__, template_folder="../templates")

MAX_LETTERS = 4000


@pages.get("/missions/<slug>/rehearse")
@require_permission("missions.see")
def show_rehearsal_form(slug: str) -> ResponseReturnValue:
    """An empty box."""
    return render_template("missions/draft_advice.html", mission=_get_mission_with_rehearsal(slug), typed="", tips=())


@pages.post("/missions/<slug>/rehearse")
@require_permission("missions.see")
def show_tips(slug: str) -> ResponseReturnValue:
    """The same text with advice; it is read, and forgotten with the request."""
    typed = request.form.get("text", "")[:MAX_LETTERS]
    return render_template(
        "missions/draft_advice.html",
        mission=_get_mission_with_rehearsal(slug),
        typed=typed,
        tips=list_writing_tips(typed),
    )


def _get_mission_with_rehearsal(slug: str) -> PersonMission:
    mission = get_person_mission(get_current_person_id(), slug)
    if not mission.rehearsal:
        abort(404)
    return mission
