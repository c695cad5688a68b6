"""The pages of an event: the code that whoever hosts shows, and the one button behind what is scanned."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock, problems
from app.kernel.access import current_person_id, require_permission
from missions.attempts.queries import find_turn_status
from missions.attempts.turn import NotOpen, NotTheHour
from missions.presence.qr import drawn
from missions.presence.queries import get_event, read_code
from missions.presence.service import CodePassed, check_in_by_code
from missions.progress.choosing import State
from missions.progress.queries import get_seen_mission

pages = Blueprint("presence", __name__, template_folder="../templates")


@pages.get("/missions/<slug>/presence")
@require_permission("presence.host")
def host(slug: str) -> ResponseReturnValue:
    """The code of the moment, large; it renews itself."""
    event = get_event(slug)
    name = "missions/presence_code.html" if "HX-Request" in request.headers else "missions/presence.html"
    return render_template(name, event=event, qr=drawn(event.address) if event.is_on else None)


@pages.get("/e/<code>")
@require_permission("missions.see")
def scanned(code: str) -> ResponseReturnValue:
    """One button; looking at it changes nothing."""
    return _shown(code)


@pages.post("/e/<code>")
@require_permission("self.change")
def confirm(code: str) -> ResponseReturnValue:
    """Say that I am here."""
    turn = check_in_by_code(current_person_id(), code, request.form.get("number", 0, type=int))
    return redirect(url_for("acting.done", slug=turn.slug), HTTPStatus.SEE_OTHER)


@pages.errorhandler(CodePassed)
@pages.errorhandler(NotOpen)
@pages.errorhandler(NotTheHour)
def refused(error: CodePassed | NotOpen | NotTheHour) -> ResponseReturnValue:
    """What stands in the way, and what to do."""
    if problems.wants_json():
        return problems.answer_error(error)
    return _shown((request.view_args or {})["code"], has_passed=isinstance(error, CodePassed)), error.status


def _shown(code: str, **told: object) -> str:
    event = get_event(read_code(code)[0])
    seen = get_seen_mission(current_person_id(), event.slug)
    shown = {"event": event, "mission": seen, "act": find_turn_status(current_person_id(), seen), "code": code}
    return render_template("missions/scanned.html", now=clock.now(), State=State, **shown, **told)
