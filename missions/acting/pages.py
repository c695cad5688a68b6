"""The pages of acting on a mission: its form, the code to show, the answer to a reviewer, and the word of thanks."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock, problems
from app.kernel.access import get_current_person_id, require_permission
from app.points.queries import read_points_standing
from missions.acting import service
from missions.acting.queries import find_mission_action_view
from missions.acting.service import SubmissionOutcome
from missions.attempts.answers import InvalidAnswers
from missions.attempts.attempt import MissionNotOpen, OutsideOpeningHours
from missions.meetings import service as meetings
from missions.progress.person_mission import MissionState
from missions.progress.queries import get_person_mission, list_person_paths
from missions.progress.suggestions import suggest_missions, unique_missions
from missions.reviews.service.send import reply_to_reviewer

pages = Blueprint("acting", __name__, template_folder="../templates")

NOTED = {
    SubmissionOutcome.NOTED: _l("C’est noté, merci."),
    SubmissionOutcome.SENT: _l("C’est envoyé. Une personne le lira et vous répondra ici."),
}


@pages.post("/missions/<slug>/act")
@require_permission("self.change")
def submit_attempt(slug: str) -> ResponseReturnValue:
    """Submit the form of a mission; a second click counts nothing."""
    number = request.form.get("number", 0, type=int)
    outcome = service.submit_attempt(get_current_person_id(), slug, number, request.form.to_dict())
    if outcome is SubmissionOutcome.COMPLETED:
        return redirect(url_for("acting.show_completion", slug=slug), HTTPStatus.SEE_OTHER)
    flash(NOTED[outcome])
    return _redirect_to_mission(slug)


@pages.get("/missions/<slug>/done")
@require_permission("missions.see")
def show_completion(slug: str) -> ResponseReturnValue:
    """A word of thanks for what was just completed, and two ways on."""
    person_id, now = get_current_person_id(), clock.now()
    mission = get_person_mission(person_id, slug)
    if mission.completed_at is None:
        return redirect(url_for("missions.show_mission", slug=slug))
    session["thanked_for"] = max(mission.completion_mark, session.get("thanked_for", ""))
    missions = unique_missions(each for path in list_person_paths(person_id) for each in path.missions)
    next_mission = suggest_missions([each for each in missions if each.slug != slug], now).next_mission
    standing = read_points_standing(person_id, mission.completed_at)
    return render_template("missions/done.html", mission=mission, next_mission=next_mission, standing=standing, now=now)


@pages.post("/missions/<slug>/code")
@require_permission("self.change")
def create_meeting_code(slug: str) -> ResponseReturnValue:
    """Show a colleague a code for ten minutes."""
    meetings.create_meeting_code(get_current_person_id(), slug)
    return _redirect_to_mission(slug)


@pages.post("/missions/<slug>/answer")
@require_permission("self.change")
def send_reply_to_reviewer(slug: str) -> ResponseReturnValue:
    """Answer the reviewer."""
    reply_to_reviewer(get_current_person_id(), slug, request.form.to_dict())
    flash(_("Votre réponse est partie. La personne qui vous relit la retrouvera."))
    return _redirect_to_mission(slug)


@pages.errorhandler(InvalidAnswers)
def show_invalid_answers(error: InvalidAnswers) -> ResponseReturnValue:
    """The form again, with what was typed and a word beside what does not do."""
    return (
        problems.respond_to_error(error)
        if problems.wants_json()
        else (_render_form_again(remarks=error.remarks), error.status)
    )


@pages.errorhandler(MissionNotOpen)
@pages.errorhandler(OutsideOpeningHours)
def render_form_of_closed_mission(error: MissionNotOpen | OutsideOpeningHours) -> ResponseReturnValue:
    """Why it is not open, what remains, and when it opens again; nothing typed is lost."""
    return (
        problems.respond_to_error(error) if problems.wants_json() else (_render_form_again(refused=True), error.status)
    )


def _redirect_to_mission(slug: str) -> ResponseReturnValue:
    return redirect(url_for("missions.show_mission", slug=slug), HTTPStatus.SEE_OTHER)


def _render_form_again(**context: object) -> str:
    mission = get_person_mission(get_current_person_id(), (request.view_args or {})["slug"])
    values = {
        "mission": mission,
        "action": find_mission_action_view(get_current_person_id(), mission),
        "answers": request.form,
    }
    return render_template("missions/acting.html", now=clock.now(), State=MissionState, **values, **context)
