"""What an open mission's page asks every few seconds: how far the person got, and where the celebration is."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.polling import respond_still_waiting, respond_with_next_page
from missions.progress.person_mission import MissionState
from missions.progress.queries import get_person_mission

pages = Blueprint("progress", __name__, template_folder="../templates")


@pages.get("/missions/<slug>/progress")
@require_permission("missions.see")
def show_progress(slug: str) -> ResponseReturnValue:
    """Nothing while nothing moved; the new count; or the way to the celebration of what was just completed."""
    mission, now = get_person_mission(get_current_person_id(), slug), clock.now()
    if mission.completion_mark != request.args.get("completed", ""):
        return respond_with_next_page(
            url_for("acting.show_completion" if mission.completed_at else "missions.show_mission", slug=slug)
        )
    if mission.done_count_of_current_completion(now) == request.args.get("done", -1, type=int):
        return respond_still_waiting()
    return render_template("missions/live_progress.html", mission=mission, now=now, State=MissionState)
