"""The page on which an ambassador notes their time, which nobody else reads."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.kernel.errors import Invalid
from badges.ambassadors.hours import queries, service
from badges.ambassadors.queries import find_term

pages = Blueprint("ambassador_hours", __name__, url_prefix="/ambassadors/time", template_folder="../../templates")

SEE = "ambassadors.see"


@pages.get("")
@require_permission(SEE)
def show() -> ResponseReturnValue:
    """What was agreed on, and what the person noted."""
    return _render_page()


@pages.post("")
@require_permission(SEE)
def create() -> ResponseReturnValue:
    """Note some minutes of a day."""
    service.note_time(get_current_person_id(), request.form.get("minutes", ""), request.form.get("day", ""))
    flash(_("C’est noté, pour vous seulement."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:time_id>/remove")
@require_permission(SEE)
def remove_time(time_id: int) -> ResponseReturnValue:
    """Delete a line."""
    service.remove_time(get_current_person_id(), time_id)
    flash(_("C’est effacé."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The form again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_page({fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}), error.status


def _render_page(faults: dict[str, str] | None = None) -> str:
    person_id, today = get_current_person_id(), clock.now().date()
    lists = {"times": queries.list_noted_times(person_id, today), "months": queries.list_noted_months(person_id)}
    values = {
        "term": find_term(person_id),
        "smallest": current_settings().smallest_group,
        "noted": queries.count_noted_minutes(person_id, today),
        "today": today,
    }
    form = {"typed": request.form, "faults": faults or {}, "least": service.LEAST, "most": service.MOST}
    return render_template("ambassadors/time.html", **lists, **values, **form)
