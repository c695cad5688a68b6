"""The pages of an event: the code that the host shows, and the button behind the scanned address."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock, problems
from app.kernel.access import get_current_person_id, require_permission
from app.web.assets import render_qr_code_svg
from missions.attempts.attempt import MissionNotOpen, OutsideOpeningHours
from missions.attempts.queries import find_attempt_status
from missions.presence.queries import get_presence_event, split_scanned_code
from missions.presence.service import CodeExpired, check_in_by_scanned_code
from missions.progress.person_mission import MissionState
from missions.progress.queries import get_person_mission

pages = Blueprint("presence", __name__, template_folder="../templates")


@pages.get("/missions/<slug>/presence")
@require_permission("presence.host")
def show_code(slug: str) -> ResponseReturnValue:
    """The code of the moment, large; it renews itself."""
    event = get_presence_event(slug)
    name = "missions/presence_code.html" if "HX-Request" in request.headers else "missions/presence.html"
    return render_template(name, event=event, qr=render_qr_code_svg(event.address) if event.is_on else None)


@pages.get("/e/<code>")
@require_permission("missions.see")
def show_scanned_code(code: str) -> ResponseReturnValue:
    """One button; looking at it changes nothing."""
    return _render_scanned_code_page(code)


@pages.post("/e/<code>")
@require_permission("self.change")
def confirm_presence(code: str) -> ResponseReturnValue:
    """Say that I am here."""
    attempt = check_in_by_scanned_code(get_current_person_id(), code, request.form.get("number", 0, type=int))
    return redirect(url_for("acting.show_completion", slug=attempt.slug), HTTPStatus.SEE_OTHER)


@pages.errorhandler(CodeExpired)
@pages.errorhandler(MissionNotOpen)
@pages.errorhandler(OutsideOpeningHours)
def show_refusal(error: CodeExpired | MissionNotOpen | OutsideOpeningHours) -> ResponseReturnValue:
    """What stands in the way, and what to do."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_scanned_code_page(
        (request.view_args or {})["code"], has_passed=isinstance(error, CodeExpired)
    ), error.status


def _render_scanned_code_page(code: str, **context: object) -> str:
    event = get_presence_event(split_scanned_code(code)[0])
    mission = get_person_mission(get_current_person_id(), event.slug)
    values = {
        "event": event,
        "mission": mission,
        "action": find_attempt_status(get_current_person_id(), mission),
        "code": code,
    }
    return render_template("missions/scanned.html", now=clock.now(), State=MissionState, **values, **context)
