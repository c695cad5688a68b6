"""The pages of acting on a mission: its form, the code to show, the answer to a reviewer, and the word of thanks."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock, problems
from app.kernel.access import current_person_id, require_permission
from missions.acting.queries import find_act
from missions.acting.service import Outcome, act
from missions.attempts.answers import ToMend
from missions.attempts.turn import NotOpen, NotTheHour
from missions.meetings.service import show_code
from missions.progress.choosing import State, propose, unique
from missions.progress.queries import get_seen_mission, list_seen_paths
from missions.reviews.service.send import answer

pages = Blueprint("acting", __name__, template_folder="../templates")

NOTED = {
    Outcome.NOTED: _l("C’est noté, merci."),
    Outcome.SENT: _l("C’est envoyé. Une personne le lira et vous répondra ici."),
}


@pages.post("/missions/<slug>/act")
@require_permission("self.change")
def do(slug: str) -> ResponseReturnValue:
    """Do what the mission asks; done twice, it counts once."""
    number = request.form.get("number", 0, type=int)
    outcome = act(current_person_id(), slug, number, request.form.to_dict())
    if outcome is Outcome.COMPLETED:
        return redirect(url_for("acting.done", slug=slug), HTTPStatus.SEE_OTHER)
    flash(NOTED[outcome])
    return _back(slug)


@pages.get("/missions/<slug>/done")
@require_permission("missions.see")
def done(slug: str) -> ResponseReturnValue:
    """A word of thanks for what was just completed, and two ways on."""
    seen = get_seen_mission(current_person_id(), slug)
    if seen.completed_at is None:
        return redirect(url_for("missions.mission", slug=slug))
    ahead = unique(mission for path in list_seen_paths(current_person_id()) for mission in path.missions)
    following = propose([mission for mission in ahead if mission.slug != slug], clock.now()).following
    return render_template("missions/done.html", mission=seen, following=following, now=clock.now())


@pages.post("/missions/<slug>/code")
@require_permission("self.change")
def code(slug: str) -> ResponseReturnValue:
    """Show a colleague a code for ten minutes."""
    show_code(current_person_id(), slug)
    return _back(slug)


@pages.post("/missions/<slug>/answer")
@require_permission("self.change")
def reply(slug: str) -> ResponseReturnValue:
    """Answer what somebody asked about what was sent."""
    answer(current_person_id(), slug, request.form.to_dict())
    flash(_("Votre réponse est partie. La personne qui vous lit la retrouvera."))
    return _back(slug)


@pages.errorhandler(ToMend)
def to_mend(error: ToMend) -> ResponseReturnValue:
    """The form again, with what was typed and a word beside what does not do."""
    return problems.answer_error(error) if problems.wants_json() else (_again(remarks=error.remarks), error.status)


@pages.errorhandler(NotOpen)
@pages.errorhandler(NotTheHour)
def not_open(error: NotOpen | NotTheHour) -> ResponseReturnValue:
    """What stands in the way, what remains, and when it opens again; nothing that was typed is lost."""
    return problems.answer_error(error) if problems.wants_json() else (_again(refused=True), error.status)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("missions.mission", slug=slug), HTTPStatus.SEE_OTHER)


def _again(**told: object) -> str:
    seen = get_seen_mission(current_person_id(), (request.view_args or {})["slug"])
    shown = {"mission": seen, "act": find_act(current_person_id(), seen), "answers": request.form}
    return render_template("missions/acting.html", now=clock.now(), State=State, **shown, **told)
