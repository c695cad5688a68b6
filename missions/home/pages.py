"""Mission pages: home, every mission, one mission, one path."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import PUBLIC, current_principal, get_current_person_id, has_permission, require_permission
from app.kernel.polling import is_poll, respond_still_waiting, respond_with_next_page
from app.people import queries as people
from app.points.queries import read_points_standing
from app.web.languages import localise_text
from app.web.visitor import count_visitor_unread_notices, current_crisis
from missions.acting.queries import find_mission_action_view
from missions.attempts.attempt import has_presence_code
from missions.home import queries, service
from missions.progress import queries as progress
from missions.progress.person_mission import MissionState, PersonMission
from missions.progress.steps import StepLine, build_step_line
from missions.progress.suggestions import MissionSuggestion, suggest_missions

pages = Blueprint("missions", __name__, template_folder="../templates")

NOTHING_OPEN_YET = {MissionState.NOT_JOINED}
"""The states of somebody who has just joined; a path that does not open on joining leaves that state beside others."""


@pages.get("/")
@require_permission(PUBLIC)
def redirect_to_start() -> ResponseReturnValue:
    """Where a bare address leads."""
    return redirect(url_for("accounts.show_sign_in" if current_principal().person_id is None else "missions.show_home"))


@pages.get("/home")
@require_permission("home.see")
def show_home() -> ResponseReturnValue:
    """One next mission, the path, my points, and what we reach together."""
    home = queries.read_home_page(get_current_person_id())
    if not home.takes_part:
        return render_template("missions/home_before.html", together=home.together)
    now = clock.now()
    mark = f"{home.compute_mark(now)}-{count_visitor_unread_notices()}"
    if is_poll():
        return _respond_to_home_poll(is_same=request.args.get("mark") == mark)
    states = {mission.current_state(now) for mission in home.missions}
    suggestion = suggest_missions([] if home.person.is_paused or current_crisis() else home.missions, now)
    values = {"states": states, "is_opening": states == NOTHING_OPEN_YET, "path": home.find_current_path(now)}
    parts = {"home": home, "offers": _list_offers(suggestion, now), "mark": mark}
    return render_template("missions/home.html", **parts, **values, **_time_and_state_values())


@pages.get("/home/next")
@require_permission("missions.see")
def show_next_mission() -> ResponseReturnValue:
    """Where one goes on: the thanks for what was just completed, the mission that home would suggest, or home itself."""
    if "joined" in request.args:
        _flash_missions_that_joining_completed()
    completed = queries.find_mission_to_celebrate(get_current_person_id(), celebrated=session.get("thanked_for", ""))
    if completed:
        return redirect(url_for("acting.show_completion", slug=completed))
    home = queries.read_home_page(get_current_person_id())
    waits = home.person.is_paused or current_crisis() or not home.takes_part
    next_mission = suggest_missions([] if waits else home.missions, clock.now()).next_mission
    if next_mission is None:
        return redirect(url_for("missions.show_home"))
    return redirect(url_for("missions.show_mission", slug=next_mission.slug))


@pages.get("/missions")
@require_permission("missions.see")
def show_all_paths() -> ResponseReturnValue:
    """Every path with its missions."""
    return render_template(
        "missions/index.html", paths=progress.list_person_paths(get_current_person_id()), **_time_and_state_values()
    )


@pages.get("/missions/<slug>")
@require_permission("missions.see")
def show_mission(slug: str) -> ResponseReturnValue:
    """What, why, how long, who sees, how far."""
    person_id = get_current_person_id()
    mission = progress.get_person_mission(person_id, slug)
    values = {
        "action": find_mission_action_view(person_id, mission),
        "standing": read_points_standing(person_id, clock.now()),
        "can_host": has_permission("presence.host") and has_presence_code(mission),
    }
    return render_template("missions/mission.html", mission=mission, **values, **_time_and_state_values())


@pages.post("/missions/<slug>/later")
@require_permission("self.change")
def postpone_mission(slug: str) -> ResponseReturnValue:
    """Put a mission off until Monday."""
    person_id = get_current_person_id()
    face = people.find_person_header(person_id)
    assert face is not None, "Whoever is signed in has a face."
    service.postpone_mission(person_id, slug, zone=face.time_zone)
    flash(_("C’est noté : elle vous sera proposée à nouveau lundi."))
    return redirect(url_for("missions.show_home"))


@pages.post("/missions/<slug>/skip")
@require_permission("self.change")
def skip_mission(slug: str) -> ResponseReturnValue:
    """Set a mission aside."""
    service.skip_mission(get_current_person_id(), slug)
    flash(_("C’est noté : elle ne vous sera plus proposée. Vous pouvez la reprendre quand vous voulez."))
    return redirect(url_for("missions.show_home"))


@pages.post("/missions/<slug>/take-up")
@require_permission("self.change")
def resume_mission(slug: str) -> ResponseReturnValue:
    """Take up again what was put off or set aside."""
    service.resume_mission(get_current_person_id(), slug)
    return redirect(url_for("missions.show_mission", slug=slug))


@pages.post("/missions/<slug>/start-over")
@require_permission("self.change")
def restart_mission_from_zero(slug: str) -> ResponseReturnValue:
    """Count from now on only."""
    service.restart_mission_from_zero(get_current_person_id(), slug)
    flash(_("La mission repart de zéro, à partir de maintenant."))
    return redirect(url_for("missions.show_mission", slug=slug))


@pages.get("/paths/<slug>")
@require_permission("missions.see")
def show_path(slug: str) -> ResponseReturnValue:
    """One path, mission by mission."""
    return render_template(
        "missions/path.html", path=progress.get_person_path(get_current_person_id(), slug), **_time_and_state_values()
    )


def _flash_missions_that_joining_completed() -> None:
    for title in queries.list_missions_completed_as_they_opened(get_current_person_id()):
        flash(_("« %(title)s » : c’est fait, cette mission compte déjà.", title=localise_text(title)))


def _respond_to_home_poll(*, is_same: bool) -> ResponseReturnValue:
    """Nothing until something that the page shows has changed, then the home page again."""
    return respond_still_waiting() if is_same else respond_with_next_page(url_for("missions.show_home"))


def _list_offers(suggestion: MissionSuggestion, now: datetime) -> list[tuple[PersonMission, StepLine]]:
    """The next mission and those to choose instead, each with its line."""
    offered = (suggestion.next_mission, *suggestion.alternatives)
    return [(mission, build_step_line(mission, now)) for mission in offered if mission is not None]


def _time_and_state_values() -> dict[str, object]:
    return {"now": clock.now(), "State": MissionState}
