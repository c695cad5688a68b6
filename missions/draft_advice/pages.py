"""The page of a rehearsal: a box to write in, and advice on what stands in it; nothing leaves it and nothing stays."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from missions.draft_advice.tips import WritingTip, list_writing_tips
from missions.progress.queries import get_person_mission

pages = Blueprint("draft_advice", __name__, template_folder="../templates")

MAX_LETTERS = 4000


@pages.get("/missions/<slug>/rehearse")
@require_permission("missions.see")
def show_rehearsal_form(slug: str) -> ResponseReturnValue:
    """An empty box."""
    return _render_rehearsal(slug, "", ())


@pages.post("/missions/<slug>/rehearse")
@require_permission("missions.see")
def show_tips(slug: str) -> ResponseReturnValue:
    """The same text with advice; it is read, and forgotten with the request."""
    typed = request.form.get("text", "")[:MAX_LETTERS]
    return _render_rehearsal(slug, typed, list_writing_tips(typed))


def _render_rehearsal(slug: str, typed: str, tips: Sequence[WritingTip]) -> str:
    mission = get_person_mission(get_current_person_id(), slug)
    if not mission.rehearsal:
        abort(404)
    address = mission.link or current_settings().network_url
    return render_template("missions/draft_advice.html", mission=mission, address=address, typed=typed, tips=tips)
