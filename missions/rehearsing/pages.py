"""The page of a rehearsal: a box to write in, and advice on what stands in it; nothing leaves it and nothing stays."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import current_person_id, require_permission
from missions.progress.choosing import SeenMission
from missions.progress.queries import get_seen_mission
from missions.rehearsing.advice import advise

pages = Blueprint("rehearsing", __name__, template_folder="../templates")

MOST = 4000


@pages.get("/missions/<slug>/rehearse")
@require_permission("missions.see")
def rehearse(slug: str) -> ResponseReturnValue:
    """An empty box."""
    return render_template("missions/rehearse.html", mission=_mission(slug), typed="", advice=())


@pages.post("/missions/<slug>/rehearse")
@require_permission("missions.see")
def advised(slug: str) -> ResponseReturnValue:
    """The same text with advice; it is read, and forgotten with the request."""
    typed = request.form.get("text", "")[:MOST]
    return render_template("missions/rehearse.html", mission=_mission(slug), typed=typed, advice=advise(typed))


def _mission(slug: str) -> SeenMission:
    seen = get_seen_mission(current_person_id(), slug)
    if not seen.rehearsal:
        abort(404)
    return seen
